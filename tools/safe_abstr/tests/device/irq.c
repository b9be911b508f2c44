// SPDX-License-Identifier: GPL-2.0
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define CAN_FIFO	0x10

/* CASE fire: remove frees the handler's buffer before free_irq() */
struct can {
	void __iomem *base;
	u32 *fifo;
	int irq;
};

static irqreturn_t can_irq(int irq, void *data)
{
	struct can *can = data;

	can->fifo[0] = readl(can->base + CAN_FIFO);
	return IRQ_HANDLED;
}

static int can_probe(struct platform_device *pdev)
{
	struct can *can = devm_kzalloc(&pdev->dev, sizeof(*can), GFP_KERNEL);
	int ret;

	if (!can)
		return -ENOMEM;
	can->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(can->base))
		return PTR_ERR(can->base);
	can->irq = platform_get_irq(pdev, 0);
	if (can->irq < 0)
		return can->irq;
	can->fifo = kcalloc(64, sizeof(u32), GFP_KERNEL);
	if (!can->fifo)
		return -ENOMEM;
	ret = request_irq(can->irq, can_irq, 0, "can", can);
	if (ret) {
		kfree(can->fifo);
		return ret;
	}
	platform_set_drvdata(pdev, can);
	return 0;
}

static void can_remove(struct platform_device *pdev)
{
	struct can *can = platform_get_drvdata(pdev);

	kfree(can->fifo); /* EXPECT SA0901 */
	free_irq(can->irq, can);
}

static struct platform_driver can_driver = {
	.probe = can_probe,
	.remove = can_remove,
	.driver = { .name = "can" },
};

/* CASE clean: free_irq() first, then the handler's buffer */
struct lin {
	void __iomem *base;
	u32 *fifo;
	int irq;
};

static irqreturn_t lin_irq(int irq, void *data)
{
	struct lin *lin = data;

	lin->fifo[0] = readl(lin->base + CAN_FIFO);
	return IRQ_HANDLED;
}

static int lin_probe(struct platform_device *pdev)
{
	struct lin *lin = devm_kzalloc(&pdev->dev, sizeof(*lin), GFP_KERNEL);
	int ret;

	if (!lin)
		return -ENOMEM;
	lin->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(lin->base))
		return PTR_ERR(lin->base);
	lin->irq = platform_get_irq(pdev, 0);
	if (lin->irq < 0)
		return lin->irq;
	lin->fifo = kcalloc(64, sizeof(u32), GFP_KERNEL);
	if (!lin->fifo)
		return -ENOMEM;
	ret = request_irq(lin->irq, lin_irq, 0, "lin", lin);
	if (ret) {
		kfree(lin->fifo);
		return ret;
	}
	platform_set_drvdata(pdev, lin);
	return 0;
}

static void lin_remove(struct platform_device *pdev)
{
	struct lin *lin = platform_get_drvdata(pdev);

	free_irq(lin->irq, lin);
	kfree(lin->fifo);
}

static struct platform_driver lin_driver = {
	.probe = lin_probe,
	.remove = lin_remove,
	.driver = { .name = "lin" },
};

/* CASE fire: devm irq is live until after remove, which frees what it writes to */
struct spdif {
	u32 *ring;
	u32 pos;
};

static irqreturn_t spdif_irq(int irq, void *data)
{
	struct spdif *sp = data;

	sp->ring[sp->pos & 15]++;
	return IRQ_HANDLED;
}

static int spdif_probe(struct platform_device *pdev)
{
	struct spdif *sp = devm_kzalloc(&pdev->dev, sizeof(*sp), GFP_KERNEL);
	int irq, ret;

	if (!sp)
		return -ENOMEM;
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	sp->ring = kcalloc(16, sizeof(u32), GFP_KERNEL);
	if (!sp->ring)
		return -ENOMEM;
	ret = devm_request_irq(&pdev->dev, irq, spdif_irq, 0, "spdif", sp);
	if (ret) {
		kfree(sp->ring);
		return ret;
	}
	platform_set_drvdata(pdev, sp);
	return 0;
}

static void spdif_remove(struct platform_device *pdev)
{
	struct spdif *sp = platform_get_drvdata(pdev);

	kfree(sp->ring); /* EXPECT SA0903 */
}

static struct platform_driver spdif_driver = {
	.probe = spdif_probe,
	.remove = spdif_remove,
	.driver = { .name = "spdif" },
};

/* CASE clean: buffer devm too and allocated first, so it goes after the irq */
struct i2s {
	u32 *ring;
	u32 pos;
};

static irqreturn_t i2s_irq(int irq, void *data)
{
	struct i2s *i2s = data;

	i2s->ring[i2s->pos & 15]++;
	return IRQ_HANDLED;
}

static int i2s_probe(struct platform_device *pdev)
{
	struct i2s *i2s = devm_kzalloc(&pdev->dev, sizeof(*i2s), GFP_KERNEL);
	int irq;

	if (!i2s)
		return -ENOMEM;
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	i2s->ring = devm_kcalloc(&pdev->dev, 16, sizeof(u32), GFP_KERNEL);
	if (!i2s->ring)
		return -ENOMEM;
	return devm_request_irq(&pdev->dev, irq, i2s_irq, 0, "i2s", i2s);
}

static struct platform_driver i2s_driver = {
	.probe = i2s_probe,
	.driver = { .name = "i2s" },
};

/* CASE clean: devm irq given back by hand before what it uses is freed */
struct pdm {
	u32 *ring;
	u32 pos;
	int irq;
};

static irqreturn_t pdm_irq(int irq, void *data)
{
	struct pdm *pdm = data;

	pdm->ring[pdm->pos & 15]++;
	return IRQ_HANDLED;
}

static int pdm_probe(struct platform_device *pdev)
{
	struct pdm *pdm = devm_kzalloc(&pdev->dev, sizeof(*pdm), GFP_KERNEL);
	int ret;

	if (!pdm)
		return -ENOMEM;
	pdm->irq = platform_get_irq(pdev, 0);
	if (pdm->irq < 0)
		return pdm->irq;
	pdm->ring = kcalloc(16, sizeof(u32), GFP_KERNEL);
	if (!pdm->ring)
		return -ENOMEM;
	ret = devm_request_irq(&pdev->dev, pdm->irq, pdm_irq, 0, "pdm", pdm);
	if (ret) {
		kfree(pdm->ring);
		return ret;
	}
	platform_set_drvdata(pdev, pdm);
	return 0;
}

static void pdm_remove(struct platform_device *pdev)
{
	struct pdm *pdm = platform_get_drvdata(pdev);

	devm_free_irq(&pdev->dev, pdm->irq, pdm);
	kfree(pdm->ring);
}

static struct platform_driver pdm_driver = {
	.probe = pdm_probe,
	.remove = pdm_remove,
	.driver = { .name = "pdm" },
};
