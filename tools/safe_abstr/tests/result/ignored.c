// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/pm_runtime.h>
#include <linux/regulator/consumer.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>

struct rs_hw {
	struct device *dev;
	struct clk *clk;
	struct regulator *vdd;
	void __iomem *base;
	u32 mode;
};

struct rs_conf {
	u32 mode;
	u32 flags;
};

static const struct attribute_group rs_group;

/* CASE fire: regulator may not be on */
static int rs_power(struct rs_hw *hw)
{
	regulator_enable(hw->vdd); /* EXPECT SA0503 */
	writel(1, hw->base);
	return 0;
}

/* CASE clean: failure of the regulator returned */
static int rs_power_ok(struct rs_hw *hw)
{
	int ret;

	ret = regulator_enable(hw->vdd);
	if (ret)
		return ret;
	writel(1, hw->base);
	return 0;
}

/* CASE fire: clock may not be on when the registers are written */
static int rs_resume(struct device *dev)
{
	struct rs_hw *hw = dev_get_drvdata(dev);

	clk_prepare_enable(hw->clk); /* EXPECT SA0503 */
	writel(hw->mode, hw->base);
	return 0;
}

/* CASE clean: result of the clock returned from resume */
static int rs_resume_ok(struct device *dev)
{
	struct rs_hw *hw = dev_get_drvdata(dev);
	int ret;

	ret = clk_prepare_enable(hw->clk);
	if (ret)
		return ret;
	writel(hw->mode, hw->base);
	return 0;
}

/* CASE fire: copy_from_user() may have failed */
static long rs_set(struct rs_hw *hw, const struct rs_conf __user *uconf)
{
	struct rs_conf conf = {};

	copy_from_user(&conf, uconf, sizeof(conf)); /* EXPECT SA0503 */
	hw->mode = conf.mode;
	return 0;
}

/* CASE clean: copy_from_user() tested */
static long rs_set_ok(struct rs_hw *hw, const struct rs_conf __user *uconf)
{
	struct rs_conf conf;

	if (copy_from_user(&conf, uconf, sizeof(conf)))
		return -EFAULT;
	hw->mode = conf.mode;
	return 0;
}

/* CASE fire: device may be asleep */
static u32 rs_peek(struct rs_hw *hw)
{
	u32 val;

	pm_runtime_resume_and_get(hw->dev); /* EXPECT SA0503 */
	val = readl(hw->base);
	pm_runtime_put(hw->dev);
	return val;
}

/* CASE clean: result of the resume tested, zero instead of a read */
static u32 rs_peek_ok(struct rs_hw *hw)
{
	u32 val;

	if (pm_runtime_resume_and_get(hw->dev))
		return 0;
	val = readl(hw->base);
	pm_runtime_put(hw->dev);
	return val;
}

/* CASE fire: enabling the device may have failed */
static int rs_pci_resume(struct pci_dev *pdev)
{
	pci_enable_device(pdev); /* EXPECT SA0503 */
	pci_set_master(pdev);
	return 0;
}

/* CASE clean: failure of pci_enable_device() returned */
static int rs_pci_resume_ok(struct pci_dev *pdev)
{
	int err;

	err = pci_enable_device(pdev);
	if (err)
		return err;
	pci_set_master(pdev);
	return 0;
}

/* CASE fire: parsed number used, the string may be no number */
static ssize_t mode_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct rs_hw *hw = dev_get_drvdata(dev);
	u32 val = 0;

	kstrtou32(buf, 0, &val); /* EXPECT SA0503 */
	hw->mode = val;
	return count;
}

/* CASE clean: parse error returned */
static ssize_t flag_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct rs_hw *hw = dev_get_drvdata(dev);
	u32 val;
	int err;

	err = kstrtou32(buf, 0, &val);
	if (err)
		return err;
	hw->mode = val;
	return count;
}

/* CASE clean: failure only reported, the attributes are a luxury */
static void rs_attrs(struct rs_hw *hw)
{
	if (sysfs_create_group(&hw->dev->kobj, &rs_group))
		dev_warn(hw->dev, "no attributes\n");
}
