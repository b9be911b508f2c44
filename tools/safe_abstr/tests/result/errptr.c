// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/regulator/consumer.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct rs_hw {
	struct device *dev;
	struct clk *clk;
	struct regulator *vdd;
	struct gpio_desc *reset;
	struct workqueue_struct *wq;
	struct task_struct *task;
	void __iomem *base;
	unsigned long rate;
	u32 id;
};

/* CASE fire: clock used without IS_ERR() */
static int rs_clk(struct rs_hw *hw)
{
	hw->clk = devm_clk_get(hw->dev, "core");
	hw->rate = clk_get_rate(hw->clk); /* EXPECT SA0502 */
	return hw->rate ? 0 : -EINVAL;
}

/* CASE clean: clock tested by IS_ERR() */
static int rs_clk_ok(struct rs_hw *hw)
{
	hw->clk = devm_clk_get(hw->dev, "core");
	if (IS_ERR(hw->clk))
		return dev_err_probe(hw->dev, PTR_ERR(hw->clk), "no clock\n");
	hw->rate = clk_get_rate(hw->clk);
	return hw->rate ? 0 : -EINVAL;
}

/* CASE fire: only NULL excluded for an optional gpio, it may be an error too */
static int rs_reset(struct rs_hw *hw)
{
	hw->reset = devm_gpiod_get_optional(hw->dev, "reset", GPIOD_OUT_HIGH);
	if (!hw->reset)
		return 0;
	gpiod_set_value_cansleep(hw->reset, 0); /* EXPECT SA0502 */
	return 0;
}

/* CASE clean: optional gpio: error tested, NULL means there is none */
static int rs_reset_ok(struct rs_hw *hw)
{
	hw->reset = devm_gpiod_get_optional(hw->dev, "reset", GPIOD_OUT_HIGH);
	if (IS_ERR(hw->reset))
		return PTR_ERR(hw->reset);
	gpiod_set_value_cansleep(hw->reset, 0);
	return 0;
}

/* CASE fire: mapping from an ERR_PTR function read at once */
static int rs_id(struct platform_device *pdev, struct rs_hw *hw)
{
	hw->base = devm_platform_ioremap_resource(pdev, 0);
	hw->id = readl(hw->base + 0x10); /* EXPECT SA0502 */
	if (IS_ERR(hw->base))
		return PTR_ERR(hw->base);
	return 0;
}

/* CASE clean: mapping tested, then read */
static int rs_id_ok(struct platform_device *pdev, struct rs_hw *hw)
{
	hw->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(hw->base))
		return PTR_ERR(hw->base);
	hw->id = readl(hw->base + 0x10);
	return 0;
}

/* CASE fire: NULL test for a function that returns ERR_PTR */
static int rs_regs(struct platform_device *pdev, struct rs_hw *hw)
{
	hw->base = devm_platform_ioremap_resource(pdev, 0);
	if (!hw->base) /* EXPECT SA0504 */
		return -ENOMEM;
	platform_set_drvdata(pdev, hw);
	return 0;
}

/* CASE clean: NULL test for a function that returns NULL */
static int rs_regs_ok(struct rs_hw *hw, resource_size_t start, resource_size_t size)
{
	hw->base = devm_ioremap(hw->dev, start, size);
	if (!hw->base)
		return -ENOMEM;
	return 0;
}

/* CASE fire: IS_ERR() on a function that returns NULL */
static int rs_wq(struct rs_hw *hw)
{
	hw->wq = alloc_ordered_workqueue("rs", 0);
	if (IS_ERR(hw->wq)) /* EXPECT SA0504 */
		return PTR_ERR(hw->wq);
	return 0;
}

/* CASE clean: workqueue tested for NULL */
static int rs_wq_ok(struct rs_hw *hw)
{
	hw->wq = alloc_ordered_workqueue("rs", 0);
	if (!hw->wq)
		return -ENOMEM;
	return 0;
}

static int rs_loop(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 0;
}

/* CASE fire: NULL test on kthread_run() */
static int rs_thread(struct rs_hw *hw)
{
	hw->task = kthread_run(rs_loop, hw, "rs");
	if (!hw->task) /* EXPECT SA0504 */
		return -ENOMEM;
	return 0;
}

/* CASE clean: IS_ERR() on kthread_run(), pointer reset for the teardown */
static int rs_thread_ok(struct rs_hw *hw)
{
	int err;

	hw->task = kthread_run(rs_loop, hw, "rs");
	if (IS_ERR(hw->task)) {
		err = PTR_ERR(hw->task);
		hw->task = NULL;
		return err;
	}
	return 0;
}

/* CASE fire: IS_ERR() on ioremap() */
static int rs_ioremap(struct rs_hw *hw, phys_addr_t phys)
{
	hw->base = ioremap(phys, SZ_4K);
	if (IS_ERR(hw->base)) /* EXPECT SA0504 */
		return PTR_ERR(hw->base);
	return 0;
}

/* CASE clean: debugfs results need no test, its calls take an error */
static void rs_debugfs(struct rs_hw *hw)
{
	struct dentry *dir = debugfs_create_dir("rs", NULL);

	debugfs_create_u32("id", 0444, dir, &hw->id);
}
