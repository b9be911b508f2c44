// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/pm_runtime.h>
#include <linux/regulator/consumer.h>
#include <linux/reset.h>

struct lk_hw {
	struct device *dev;
	struct clk *clk;
	struct clk *ref;
	struct regulator *vdd;
	struct reset_control *rst;
	void __iomem *base;
};

/* CASE fire: first clock left on when the second one fails */
static int lk_hw_resume(struct device *dev)
{
	struct lk_hw *hw = dev_get_drvdata(dev);
	int ret;

	ret = clk_prepare_enable(hw->clk);
	if (ret)
		return ret;
	ret = clk_prepare_enable(hw->ref);
	if (ret)
		return ret; /* EXPECT SA0305 */
	return 0;
}

/* CASE clean: first clock turned off again */
static int lk_hw_resume_ok(struct device *dev)
{
	struct lk_hw *hw = dev_get_drvdata(dev);
	int ret;

	ret = clk_prepare_enable(hw->clk);
	if (ret)
		return ret;
	ret = clk_prepare_enable(hw->ref);
	if (ret) {
		clk_disable_unprepare(hw->clk);
		return ret;
	}
	return 0;
}

/* CASE fire: pm_runtime_get_sync() counts even when it fails */
static int lk_hw_open(struct lk_hw *hw)
{
	int ret;

	ret = pm_runtime_get_sync(hw->dev);
	if (ret < 0)
		return ret; /* EXPECT SA0305 */
	writel(1, hw->base);
	pm_runtime_put(hw->dev);
	return 0;
}

/* CASE clean: pm_runtime_put_noidle() after the failure */
static int lk_hw_open_ok(struct lk_hw *hw)
{
	int ret;

	ret = pm_runtime_get_sync(hw->dev);
	if (ret < 0) {
		pm_runtime_put_noidle(hw->dev);
		return ret;
	}
	writel(1, hw->base);
	pm_runtime_put(hw->dev);
	return 0;
}

/* CASE clean: pm_runtime_resume_and_get() takes nothing when it fails */
static int lk_hw_peek(struct lk_hw *hw, u32 *val)
{
	int ret;

	ret = pm_runtime_resume_and_get(hw->dev);
	if (ret < 0)
		return ret;
	*val = readl(hw->base + 4);
	pm_runtime_put(hw->dev);
	return 0;
}

/* CASE fire: usage count not given back on the timeout path */
static int lk_hw_wait(struct lk_hw *hw)
{
	int ret, n;

	ret = pm_runtime_resume_and_get(hw->dev);
	if (ret < 0)
		return ret;
	for (n = 0; n < 100; n++) {
		if (readl(hw->base) & BIT(31))
			break;
		usleep_range(10, 20);
	}
	if (n == 100)
		return -ETIMEDOUT; /* EXPECT SA0305 */
	pm_runtime_put(hw->dev);
	return 0;
}

/* CASE clean: one exit gives the count back */
static int lk_hw_wait_ok(struct lk_hw *hw)
{
	int ret, n;

	ret = pm_runtime_resume_and_get(hw->dev);
	if (ret < 0)
		return ret;
	for (n = 0; n < 100; n++) {
		if (readl(hw->base) & BIT(31))
			break;
		usleep_range(10, 20);
	}
	if (n == 100)
		ret = -ETIMEDOUT;
	pm_runtime_put(hw->dev);
	return ret;
}

/* CASE fire: regulator stays on when the reset line fails */
static int lk_hw_power_on(struct lk_hw *hw)
{
	int ret;

	ret = regulator_enable(hw->vdd);
	if (ret)
		return ret;
	fsleep(1000);
	ret = reset_control_deassert(hw->rst);
	if (ret)
		dev_err(hw->dev, "no reset: %d\n", ret);
	return ret; /* EXPECT SA0305 */
}

/* CASE clean: regulator turned off on the error path */
static int lk_hw_power_on_ok(struct lk_hw *hw)
{
	int ret;

	ret = regulator_enable(hw->vdd);
	if (ret)
		return ret;
	fsleep(1000);
	ret = reset_control_deassert(hw->rst);
	if (ret) {
		dev_err(hw->dev, "no reset: %d\n", ret);
		regulator_disable(hw->vdd);
	}
	return ret;
}
