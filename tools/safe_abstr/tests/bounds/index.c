// SPDX-License-Identifier: GPL-2.0
/* Indices from the user, the device and module parameters. */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/kstrtox.h>
#include <linux/moduleparam.h>
#include <linux/nospec.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>

#define IX_CHANS	8
#define IX_STATUS	0x04

struct ix_chan {
	u32 gain;
	u32 rate;
	bool open;
};

struct ix_set {
	__u32 chan;
	__s32 slot;
	__u32 gain;
};

struct ix {
	void __iomem *base;
	struct ix_chan chan[IX_CHANS];
	u32 irqs[16];
	int cur;
};

static int mode;
module_param(mode, int, 0444);

static const u32 ix_modes[] = { 100, 200, 400, 800 };

/* CASE fire: channel of the request is used as it came */
static long ix_set_gain_any(struct ix *ix, struct ix_set __user *arg)
{
	struct ix_set set;

	if (copy_from_user(&set, arg, sizeof(set)))
		return -EFAULT;

	ix->chan[set.chan].gain = set.gain; /* EXPECT SA1201 */
	return 0;
}

/* CASE clean: channel checked, also against speculation */
static long ix_set_gain(struct ix *ix, struct ix_set __user *arg)
{
	struct ix_set set;

	if (copy_from_user(&set, arg, sizeof(set)))
		return -EFAULT;
	if (set.chan >= IX_CHANS)
		return -EINVAL;

	set.chan = array_index_nospec(set.chan, IX_CHANS);
	ix->chan[set.chan].gain = set.gain;
	return 0;
}

/* CASE fire: signed slot with an upper bound only */
static long ix_set_slot_negative(struct ix *ix, struct ix_set __user *arg)
{
	struct ix_set set;

	if (copy_from_user(&set, arg, sizeof(set)))
		return -EFAULT;
	if (set.slot >= IX_CHANS)
		return -EINVAL;

	ix->chan[set.slot].gain = set.gain; /* EXPECT SA1201 */
	return 0;
}

/* CASE clean: signed slot with both bounds */
static long ix_set_slot(struct ix *ix, struct ix_set __user *arg)
{
	struct ix_set set;

	if (copy_from_user(&set, arg, sizeof(set)))
		return -EFAULT;
	if (set.slot < 0 || set.slot >= IX_CHANS)
		return -EINVAL;

	ix->chan[set.slot].gain = set.gain;
	return 0;
}

/* CASE fire: interrupt number from a status register */
static void ix_account_any(struct ix *ix)
{
	u32 status = readl(ix->base + IX_STATUS);

	ix->irqs[status & 0xff]++; /* EXPECT SA1201 */
}

/* CASE clean: mask is as wide as the table */
static void ix_account(struct ix *ix)
{
	u32 status = readl(ix->base + IX_STATUS);

	ix->irqs[status & 0xf]++;
}

/* CASE fire: module parameter selects the mode */
static u32 ix_mode_any(void)
{
	return ix_modes[mode]; /* EXPECT SA1201 */
}

/* CASE clean: module parameter clamped */
static u32 ix_mode(void)
{
	int m = clamp(mode, 0, (int)ARRAY_SIZE(ix_modes) - 1);

	return ix_modes[m];
}

/* CASE fire: attribute tells which channel is current */
static ssize_t current_any_store(struct device *dev, struct device_attribute *attr,
				 const char *buf, size_t count)
{
	struct ix *ix = dev_get_drvdata(dev);
	unsigned int chan;
	int ret;

	ret = kstrtouint(buf, 0, &chan);
	if (ret)
		return ret;

	if (!ix->chan[chan].open) /* EXPECT SA1201 */
		return -ENODEV;
	ix->cur = 0;
	return count;
}

/* CASE clean: attribute checked in the same expression */
static ssize_t current_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	struct ix *ix = dev_get_drvdata(dev);
	unsigned int chan;
	int ret;

	ret = kstrtouint(buf, 0, &chan);
	if (ret)
		return ret;

	if (chan >= ARRAY_SIZE(ix->chan) || !ix->chan[chan].open)
		return -ENODEV;
	ix->cur = chan;
	return count;
}

/* CASE fire: check comes after the access */
static long ix_open_late(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct ix *ix = file->private_data;
	u32 rate = ix->chan[arg].rate; /* EXPECT SA1201 */

	if (arg >= IX_CHANS)
		return -EINVAL;
	if (!rate)
		return -ENXIO;
	ix->chan[arg].open = true;
	return 0;
}

static const struct file_operations ix_late_fops = {
	.unlocked_ioctl = ix_open_late,
};

/* CASE clean: check in the caller of a static helper */
static u32 ix_rate(struct ix *ix, unsigned long n)
{
	return ix->chan[n].rate;
}

static long ix_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct ix *ix = file->private_data;

	if (arg >= IX_CHANS)
		return -EINVAL;
	return ix_rate(ix, arg) ? 0 : -ENXIO;
}

static const struct file_operations ix_fops = {
	.unlocked_ioctl = ix_ioctl,
};

/* CASE fire: number of the channel given by the device, in a loop */
static void ix_drain_any(struct ix *ix)
{
	u32 ev;

	while ((ev = ioread32(ix->base)) != ~0U) {
		if (ev & BIT(31))
			continue;
		ix->chan[ev >> 24].rate = ev & 0xffffff; /* EXPECT SA1201 */
	}
}

/* CASE clean: events of unknown channels are skipped */
static void ix_drain(struct ix *ix)
{
	u32 ev, n;

	while ((ev = ioread32(ix->base)) != ~0U) {
		n = ev >> 24;
		if (n >= ARRAY_SIZE(ix->chan))
			continue;
		ix->chan[n].rate = ev & 0xffffff;
	}
}
