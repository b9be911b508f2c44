// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/pci.h>

int card_start(struct pci_dev *pdev);

static void card_reset_interrupt(struct pci_dev *pdev)
{
	pci_disable_msi(pdev);
}

/* CASE clean: disabling MSI twice does nothing */
static int card_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int ret;

	ret = pci_enable_msi(pdev);
	if (ret)
		return ret;
	ret = card_start(pdev);
	if (ret) {
		card_reset_interrupt(pdev);
		goto disable;
	}
	return 0;
disable:
	pci_disable_msi(pdev);
	return ret;
}

static void card_remove(struct pci_dev *pdev)
{
	pci_disable_msi(pdev);
}

struct pci_driver card_driver = {
	.probe = card_probe,
	.remove = card_remove,
};

/* CASE fire: a clock is disabled as often as it is said to be */
int card_clock(struct pci_dev *pdev);
int card_clock(struct pci_dev *pdev)
{
	struct clk *clk = devm_clk_get(&pdev->dev, NULL);
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	ret = clk_prepare_enable(clk);
	if (ret)
		return ret;
	ret = card_start(pdev);
	if (ret) {
		clk_disable_unprepare(clk);
		goto disable;
	}
	return 0;
disable:
	clk_disable_unprepare(clk); /* EXPECT SA0102 */
	return ret;
}
