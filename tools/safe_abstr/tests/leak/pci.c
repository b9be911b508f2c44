// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/pci.h>

struct lk_net {
	struct pci_dev *pdev;
	void __iomem *regs;
	u32 mask;
};

static irqreturn_t lk_irq(int irq, void *data)
{
	struct lk_net *ln = data;

	return readl(ln->regs) & ln->mask ? IRQ_HANDLED : IRQ_NONE;
}

/* CASE fire: net device freed by kfree() */
static struct net_device *lk_netdev(struct pci_dev *pdev)
{
	struct net_device *dev = alloc_etherdev(sizeof(struct lk_net));

	if (!dev)
		return NULL;
	SET_NETDEV_DEV(dev, &pdev->dev);
	if (register_netdev(dev)) {
		kfree(dev); /* EXPECT SA0304 */
		return NULL;
	}
	return dev;
}

/* CASE clean: net device freed by free_netdev() */
static struct net_device *lk_netdev_ok(struct pci_dev *pdev)
{
	struct net_device *dev = alloc_etherdev(sizeof(struct lk_net));

	if (!dev)
		return NULL;
	SET_NETDEV_DEV(dev, &pdev->dev);
	if (register_netdev(dev)) {
		free_netdev(dev);
		return NULL;
	}
	return dev;
}

/* CASE fire: register mapping left behind by the irq error */
static int lk_pci_probe(struct pci_dev *pdev, struct lk_net *ln)
{
	int err;

	err = pci_enable_device(pdev);
	if (err)
		return err;
	err = pci_request_regions(pdev, "lk");
	if (err)
		goto err_disable;
	ln->regs = pci_ioremap_bar(pdev, 0);
	if (!ln->regs) {
		err = -ENOMEM;
		goto err_regions;
	}
	err = request_irq(pdev->irq, lk_irq, IRQF_SHARED, "lk", ln);
	if (err)
		goto err_regions;
	return 0;

err_regions:
	pci_release_regions(pdev);
err_disable:
	pci_disable_device(pdev);
	return err; /* EXPECT SA0301 */
}

/* CASE clean: mapping undone too */
static int lk_pci_probe_ok(struct pci_dev *pdev, struct lk_net *ln)
{
	int err;

	err = pci_enable_device(pdev);
	if (err)
		return err;
	err = pci_request_regions(pdev, "lk");
	if (err)
		goto err_disable;
	ln->regs = pci_ioremap_bar(pdev, 0);
	if (!ln->regs) {
		err = -ENOMEM;
		goto err_regions;
	}
	err = request_irq(pdev->irq, lk_irq, IRQF_SHARED, "lk", ln);
	if (err)
		goto err_unmap;
	return 0;

err_unmap:
	iounmap(ln->regs);
err_regions:
	pci_release_regions(pdev);
err_disable:
	pci_disable_device(pdev);
	return err;
}

/* CASE fire: irq vectors kept when the irq cannot be requested */
static int lk_pci_irq(struct pci_dev *pdev, struct lk_net *ln)
{
	int err;

	err = pci_alloc_irq_vectors(pdev, 1, 4, PCI_IRQ_MSI);
	if (err < 0)
		return err;
	err = request_irq(pci_irq_vector(pdev, 0), lk_irq, 0, "lk", ln);
	if (err)
		return err; /* EXPECT SA0305 */
	return 0;
}

/* CASE clean: irq vectors given back */
static int lk_pci_irq_ok(struct pci_dev *pdev, struct lk_net *ln)
{
	int err;

	err = pci_alloc_irq_vectors(pdev, 1, 4, PCI_IRQ_MSI);
	if (err < 0)
		return err;
	err = request_irq(pci_irq_vector(pdev, 0), lk_irq, 0, "lk", ln);
	if (err)
		pci_free_irq_vectors(pdev);
	return err;
}

/* CASE fire: irq stays requested when the net device cannot be registered */
static int lk_pci_net(struct pci_dev *pdev, struct net_device *dev, struct lk_net *ln)
{
	int err;

	err = request_irq(pdev->irq, lk_irq, IRQF_SHARED, "lk", ln);
	if (err)
		return err;
	err = register_netdev(dev);
	if (err)
		return err; /* EXPECT SA0305 */
	netif_carrier_off(dev);
	return 0;
}

/* CASE clean: irq freed on the error path */
static int lk_pci_net_ok(struct pci_dev *pdev, struct net_device *dev, struct lk_net *ln)
{
	int err;

	err = request_irq(pdev->irq, lk_irq, IRQF_SHARED, "lk", ln);
	if (err)
		return err;
	err = register_netdev(dev);
	if (err)
		goto err_irq;
	netif_carrier_off(dev);
	return 0;

err_irq:
	free_irq(pdev->irq, ln);
	return err;
}
