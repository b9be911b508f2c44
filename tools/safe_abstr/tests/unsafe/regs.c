// SPDX-License-Identifier: GPL-2.0
/* Raw register accesses in an object that opted in. */
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/platform_device.h>
#include <linux/safe_abstr/io.h>
#include <linux/sizes.h>
#include <linux/spinlock.h>

#define RG_DATA		0x00
#define RG_FIFO		0x10

SA_REGS(rg, SZ_4K);
SA_REG32(rg, DATA, 0x00, RW);
SA_REG32(rg, STATUS, 0x04, RO);
SA_REG32(rg, FIFO, 0x10, RW);
SA_FIELD(rg, STATUS, LEVEL, 7, 0);

struct rg {
	struct sa_regs_rg regs;
	void __iomem *base;
	spinlock_t lock;	/* of DATA */
};

/* CASE fire: readl() past the window */
static int rg_get_raw(struct rg *rg, unsigned int offset)
{
	return !!(readl(rg->base + RG_DATA) & BIT(offset)); /* EXPECT SA1401 */
}

/* CASE clean: register of the window */
static int rg_get(struct rg *rg, unsigned int offset)
{
	return !!(sa_read(rg->regs, rg, DATA) & BIT(offset));
}

/* CASE fire: writel_relaxed() between the lock and the unlock */
static void rg_set_raw(struct rg *rg, u32 value)
{
	guard(spinlock_irqsave)(&rg->lock);
	writel_relaxed(value, rg->base + RG_DATA); /* EXPECT SA1401 */
}

/* CASE clean: relaxed access through the window */
static void rg_set(struct rg *rg, u32 value)
{
	guard(spinlock_irqsave)(&rg->lock);
	sa_write_relaxed(rg->regs, rg, DATA, value);
}

/* CASE fire: ioread32(), which the compiler lets pass */
static u32 rg_level_ioread(struct rg *rg)
{
	u32 status = ioread32(rg->base + 4); /* EXPECT SA1401 */

	return sa_field_get(rg, STATUS, LEVEL, status);
}

/* CASE clean: the field of what was read through the window */
static u32 rg_level(struct rg *rg)
{
	u32 status = sa_read(rg->regs, rg, STATUS);

	return sa_field_get(rg, STATUS, LEVEL, status);
}

/* CASE fire: iowrite32() on one branch only */
static void rg_push_iowrite(struct rg *rg, u32 value, bool urgent)
{
	if (urgent)
		iowrite32(value, rg->base + RG_FIFO); /* EXPECT SA1401 */
	else
		sa_write(rg->regs, rg, FIFO, value);
}

/* CASE clean: both branches through the window */
static void rg_push(struct rg *rg, u32 value, bool urgent)
{
	if (urgent)
		sa_write(rg->regs, rg, FIFO, value);
	else
		sa_write_relaxed(rg->regs, rg, FIFO, value);
}

/* CASE fire: accessor with underscores */
static void rg_swap_raw(struct rg *rg, u32 value)
{
	__raw_writel(value, rg->base + RG_DATA); /* EXPECT SA1401 */
}

/* CASE fire: the FIFO is emptied by a repeating accessor */
static void rg_drain_rep(struct rg *rg, u32 *buf, unsigned int count)
{
	ioread32_rep(rg->base + RG_FIFO, buf, count); /* EXPECT SA1401 */
}

/* CASE clean: the FIFO is emptied in a loop */
static void rg_drain(struct rg *rg, u32 *buf, unsigned int count)
{
	while (count--)
		*buf++ = sa_read(rg->regs, rg, FIFO);
}

/* CASE fire: window made of an address, for no reason given */
static int rg_probe_silent(struct platform_device *pdev, struct rg *rg)
{
	void __iomem *base = devm_platform_ioremap_resource(pdev, 0);

	if (IS_ERR(base))
		return PTR_ERR(base);

	rg->regs = sa_unsafe_regs(rg, base); /* EXPECT SA1402 */
	return 0;
}

/* CASE clean: window made of an address, with its reason */
static int rg_probe_stated(struct platform_device *pdev, struct rg *rg)
{
	void __iomem *base = devm_platform_ioremap_resource(pdev, 0);

	if (IS_ERR(base))
		return PTR_ERR(base);

	/* SAFETY: mapped until unbind; the binding demands 4 KiB or more. */
	rg->regs = sa_unsafe_regs(rg, base);
	return 0;
}

/* CASE clean: no unsafe expression is needed for a resource */
static int rg_probe(struct platform_device *pdev, struct rg *rg)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);

	if (!res)
		return -ENODEV;
	return sa_devm_map(&pdev->dev, rg, res, &rg->regs);
}

/* CASE clean: readl() is a word in a comment and in a string only */
static void rg_show(struct rg *rg, struct device *dev)
{
	/* Unlike readl(), this cannot leave the window. */
	dev_dbg(dev, "readl(DATA) = %08x\n", sa_read(rg->regs, rg, DATA));
}
