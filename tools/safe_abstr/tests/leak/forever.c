// SPDX-License-Identifier: GPL-2.0
/* Clocks of what is never unbound. */
#include <linux/clk.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/of.h>
#include <linux/of_address.h>

static void __iomem *fv_base;

/* CASE clean: the clock of a timer is to run for ever */
static int __init fv_timer_init(struct device_node *np)
{
	struct clk *clk = of_clk_get(np, 0);
	int ret;

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	ret = clk_prepare_enable(clk);
	if (ret) {
		clk_put(clk);
		return ret;
	}
	writel(clk_get_rate(clk), fv_base);
	return 0;
}

/* CASE fire: the clock was looked at, and is not on */
static int __init fv_rate_init(struct device_node *np)
{
	struct clk *clk = of_clk_get(np, 0);

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	writel(clk_get_rate(clk), fv_base);
	return 0; /* EXPECT SA0301 */
}

/* CASE clean: what failed took its mapping away, and the global is not used */
static int __init fv_map_init(struct device_node *np)
{
	fv_base = of_iomap(np, 0);
	if (!fv_base)
		return -ENXIO;
	if (!readl(fv_base)) {
		iounmap(fv_base);
		return -ENODEV;
	}
	return 0;
}

int __init fv_start(struct device_node *np);
int __init fv_start(struct device_node *np)
{
	return fv_map_init(np);
}
