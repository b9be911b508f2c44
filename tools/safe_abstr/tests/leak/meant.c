// SPDX-License-Identifier: GPL-2.0
/* What looks like a leak and is as it should be. */
#include <linux/cdev.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>
#include <linux/reset.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/watchdog.h>

struct met {
	struct watchdog_device wdd;
	struct reset_control *rst;
	void __iomem *regs;
	void *keys;
	int irq;
};

/* CASE clean: a pulse of the reset, which nothing in the file asserts later */
static int met_pulse_probe(struct platform_device *pdev)
{
	struct met *met;

	met = devm_kzalloc(&pdev->dev, sizeof(*met), GFP_KERNEL);
	if (!met)
		return -ENOMEM;

	met->rst = devm_reset_control_get_exclusive(&pdev->dev, NULL);
	if (IS_ERR(met->rst))
		return PTR_ERR(met->rst);
	reset_control_assert(met->rst);
	udelay(2);
	reset_control_deassert(met->rst);

	met->irq = platform_get_irq(pdev, 0);
	if (met->irq < 0)
		return met->irq;

	return devm_watchdog_register_device(&pdev->dev, &met->wdd);
}

/* CASE clean: the machine goes down, the device stays on for that */
static int met_restart(struct watchdog_device *wdd, unsigned long action,
		       void *data)
{
	struct met *met = watchdog_get_drvdata(wdd);
	int ret;

	ret = pm_runtime_resume_and_get(wdd->parent);
	if (ret)
		return ret;

	ret = reset_control_reset(met->rst);
	if (ret)
		return ret;

	writel(1, met->regs);
	return 0;
}

static const struct watchdog_ops met_wdt_ops = {
	.restart = met_restart,
};

/* CASE clean: pcim_enable_device() ends MSI as well */
static int met_pci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	int ret;

	ret = pcim_enable_device(pdev);
	if (ret)
		return ret;

	ret = pci_enable_msi(pdev);
	if (ret)
		return ret;

	return dma_set_mask(&pdev->dev, DMA_BIT_MASK(32));
}

/* CASE clean: the id was chosen, and is given back by what it was chosen as */
static DEFINE_IDA(met_ida);

struct met_misc {
	int minor;
	struct device *dev;
};

static int met_misc_register(struct met_misc *misc, struct class *class)
{
	int ret = ida_alloc_range(&met_ida, misc->minor, misc->minor, GFP_KERNEL);

	if (ret < 0)
		return ret;

	misc->dev = device_create(class, NULL, MKDEV(10, misc->minor), misc,
				  "met%d", misc->minor);
	if (IS_ERR(misc->dev)) {
		ida_free(&met_ida, misc->minor);
		return PTR_ERR(misc->dev);
	}
	return 0;
}

/* CASE clean: the numbers are put together again from what was kept of them */
struct met_unit {
	int major, minor;
	struct cdev *cdev;
};

int met_start(struct met_unit *unit);

static int met_unit_add(struct met_unit **out)
{
	struct met_unit *unit = kzalloc_obj(*unit);
	dev_t dev;
	int ret;

	if (!unit)
		return -ENOMEM;

	ret = alloc_chrdev_region(&dev, 0, 4, "met");
	if (ret)
		goto free_unit;
	unit->major = MAJOR(dev);
	unit->minor = MINOR(dev);

	ret = met_start(unit);
	if (ret)
		goto unregister;

	*out = unit;
	return 0;

unregister:
	unregister_chrdev_region(MKDEV(unit->major, unit->minor), 4);
free_unit:
	kfree(unit);
	return ret;
}

/* CASE clean: others may write to the object before the member is freed */
struct met_ops {
	int (*configure)(struct met *met);
	void (*reset)(struct met *met);
};

static int met_setup(struct met *met, const struct met_ops *ops)
{
	int ret;

	met->keys = vzalloc(4 * PAGE_SIZE);
	if (!met->keys)
		return -ENOMEM;

	ret = ops->configure(met);
	if (ret < 0) {
		ops->reset(met);
		vfree(met->keys);
		met->keys = NULL;
		return -EINVAL;
	}
	return 0;
}

/* CASE clean: the copy of the page goes into the list of the caller */
static int met_copy_page(struct scatterlist *sg, struct page *from, size_t len)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	memcpy(page_address(page), page_address(from), len);
	sg_set_page(sg, page, len, 0);
	return len;
}

/* CASE clean: what the common part is given with the file is kept in that */
struct met_file {
	u8 buf[64];
};

void met_common_setup(struct file *file, struct met *met, struct met_file *priv);

static int met_open(struct inode *inode, struct file *file)
{
	struct met_file *priv = kzalloc_obj(*priv);

	if (!priv)
		return -ENOMEM;
	met_common_setup(file, file->private_data, priv);
	return nonseekable_open(inode, file);
}
