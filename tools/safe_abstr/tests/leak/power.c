// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/idr.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/phy/phy.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

struct lk_hw {
	struct device *dev;
	struct clk *ref;
	struct phy *phy;
	void __iomem *base;
	resource_size_t start;
	resource_size_t size;
	int id;
	bool wakeup;
};

static DEFINE_IDA(lk_ida);
static const struct attribute_group lk_group;

/* CASE fire: phy stays initialised when it cannot be powered */
static int lk_hw_phy(struct lk_hw *hw)
{
	int ret;

	ret = phy_init(hw->phy);
	if (ret)
		return ret;
	ret = phy_power_on(hw->phy);
	if (ret)
		goto out;
	writel(2, hw->base);
out:
	return ret; /* EXPECT SA0305 */
}

/* CASE clean: phy_exit() undoes phy_init() */
static int lk_hw_phy_ok(struct lk_hw *hw)
{
	int ret;

	ret = phy_init(hw->phy);
	if (ret)
		return ret;
	ret = phy_power_on(hw->phy);
	if (ret)
		goto err_exit;
	writel(2, hw->base);
	return 0;

err_exit:
	phy_exit(hw->phy);
	return ret;
}

/* CASE clean: clock turned on and off under the same condition */
static int lk_hw_wake(struct lk_hw *hw)
{
	int ret;

	if (hw->wakeup) {
		ret = clk_prepare_enable(hw->ref);
		if (ret)
			return ret;
	}
	writel(3, hw->base);
	if (hw->wakeup)
		clk_disable_unprepare(hw->ref);
	return 0;
}

/* CASE fire: memory region kept when it cannot be mapped */
static int lk_hw_map(struct lk_hw *hw)
{
	if (!request_mem_region(hw->start, hw->size, "lk"))
		return -EBUSY;
	hw->base = ioremap(hw->start, hw->size);
	if (!hw->base)
		return -ENOMEM; /* EXPECT SA0305 */
	return 0;
}

/* CASE clean: memory region released */
static int lk_hw_map_ok(struct lk_hw *hw)
{
	if (!request_mem_region(hw->start, hw->size, "lk"))
		return -EBUSY;
	hw->base = ioremap(hw->start, hw->size);
	if (!hw->base) {
		release_mem_region(hw->start, hw->size);
		return -ENOMEM;
	}
	return 0;
}

/* CASE fire: id never given back when the attributes fail */
static int lk_hw_name(struct lk_hw *hw)
{
	int ret;

	ret = ida_alloc(&lk_ida, GFP_KERNEL);
	if (ret < 0)
		return ret;
	hw->id = ret;
	ret = sysfs_create_group(&hw->dev->kobj, &lk_group);
	if (ret)
		dev_err(hw->dev, "no attributes: %d\n", ret);
	return ret; /* EXPECT SA0305 */
}

/* CASE clean: id given back */
static int lk_hw_name_ok(struct lk_hw *hw)
{
	int ret;

	ret = ida_alloc(&lk_ida, GFP_KERNEL);
	if (ret < 0)
		return ret;
	hw->id = ret;
	ret = sysfs_create_group(&hw->dev->kobj, &lk_group);
	if (ret) {
		dev_err(hw->dev, "no attributes: %d\n", ret);
		ida_free(&lk_ida, hw->id);
	}
	return ret;
}

/* CASE fire: gpio descriptor lost when the direction cannot be set */
static struct gpio_desc *lk_hw_gpio(struct lk_hw *hw)
{
	struct gpio_desc *gpio;
	int ret;

	gpio = gpiod_get(hw->dev, "enable", GPIOD_ASIS);
	if (IS_ERR(gpio))
		return gpio;
	ret = gpiod_direction_output(gpio, 1);
	if (ret)
		return ERR_PTR(ret); /* EXPECT SA0301 */
	return gpio;
}

/* CASE clean: gpio descriptor put on the error path */
static struct gpio_desc *lk_hw_gpio_ok(struct lk_hw *hw)
{
	struct gpio_desc *gpio;
	int ret;

	gpio = gpiod_get(hw->dev, "enable", GPIOD_ASIS);
	if (IS_ERR(gpio))
		return gpio;
	ret = gpiod_direction_output(gpio, 1);
	if (ret) {
		gpiod_put(gpio);
		return ERR_PTR(ret);
	}
	return gpio;
}
