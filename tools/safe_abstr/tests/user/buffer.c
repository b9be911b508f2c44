// SPDX-License-Identifier: GPL-2.0
/* Buffers that are filled in part and copied in whole. */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/ioctl.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#define BF_MAX		512
#define BF_ENTRIES	16

struct bf_entry {
	__u32 id;
	__u32 flags;
};

struct bf_state {
	__u32 level;
	__u32 mode;
	__u64 spare[2];
};

struct bf {
	void __iomem *base;
	u32 level;
	u32 mode;
	u32 used;
};

/* CASE fire: the FIFO fills part of the buffer, all of it is copied */
static ssize_t bf_read_short(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct bf *bf = file->private_data;
	ssize_t n;
	u8 *buf;

	count = min_t(size_t, count, BF_MAX);
	buf = kmalloc(count, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	n = min_t(size_t, count, 32);
	memcpy_fromio(buf, bf->base, n);
	if (copy_to_user(ubuf, buf, count)) /* EXPECT SA1102 */
		n = -EFAULT;
	kfree(buf);
	return n;
}

/* CASE clean: as many bytes copied as the FIFO filled */
static ssize_t bf_read(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct bf *bf = file->private_data;
	ssize_t n;
	u8 *buf;

	count = min_t(size_t, count, BF_MAX);
	buf = kmalloc(count, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	n = min_t(size_t, count, 32);
	memcpy_fromio(buf, bf->base, n);
	if (copy_to_user(ubuf, buf, n))
		n = -EFAULT;
	kfree(buf);
	return n;
}

/* CASE fire: kmalloc() structure without its spare words */
static long bf_state_kmalloc(struct bf *bf, void __user *arg)
{
	struct bf_state *st;
	long ret = 0;

	st = kmalloc(sizeof(*st), GFP_KERNEL);
	if (!st)
		return -ENOMEM;

	st->level = bf->level;
	st->mode = bf->mode;
	if (copy_to_user(arg, st, sizeof(*st))) /* EXPECT SA1102 */
		ret = -EFAULT;
	kfree(st);
	return ret;
}

/* CASE clean: kzalloc() */
static long bf_state_kzalloc(struct bf *bf, void __user *arg)
{
	struct bf_state *st;
	long ret = 0;

	st = kzalloc(sizeof(*st), GFP_KERNEL);
	if (!st)
		return -ENOMEM;

	st->level = bf->level;
	st->mode = bf->mode;
	if (copy_to_user(arg, st, sizeof(*st)))
		ret = -EFAULT;
	kfree(st);
	return ret;
}

/* CASE fire: table copied in whole, only the first entries are filled */
static long bf_list_whole(struct bf *bf, void __user *arg)
{
	struct bf_entry *list __free(kfree) = NULL;
	u32 i;

	list = kmalloc_array(BF_ENTRIES, sizeof(*list), GFP_KERNEL);
	if (!list)
		return -ENOMEM;

	for (i = 0; i < BF_ENTRIES && i < bf->used; i++) {
		list[i].id = i;
		list[i].flags = bf->mode;
	}
	if (copy_to_user(arg, list, BF_ENTRIES * sizeof(*list))) /* EXPECT SA1102 */
		return -EFAULT;
	return i;
}

/* CASE clean: only the filled entries are copied */
static long bf_list(struct bf *bf, void __user *arg)
{
	struct bf_entry *list __free(kfree) = NULL;
	u32 i;

	list = kmalloc_array(BF_ENTRIES, sizeof(*list), GFP_KERNEL);
	if (!list)
		return -ENOMEM;

	for (i = 0; i < BF_ENTRIES && i < bf->used; i++) {
		list[i].id = i;
		list[i].flags = bf->mode;
	}
	if (copy_to_user(arg, list, i * sizeof(*list)))
		return -EFAULT;
	return i;
}

/* CASE fire: read-only ioctl gets the buffer that only a write fills */
static long bf_ioctl_direction(struct bf *bf, unsigned int cmd, void __user *arg)
{
	unsigned int size = _IOC_SIZE(cmd);
	long ret = 0;
	u32 *buf;

	if (size < sizeof(*buf) || size > BF_MAX)
		return -ENOTTY;
	buf = kmalloc(size, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if ((_IOC_DIR(cmd) & _IOC_WRITE) && copy_from_user(buf, arg, size)) {
		ret = -EFAULT;
		goto out;
	}

	buf[0] = bf->level;
	if ((_IOC_DIR(cmd) & _IOC_READ) && copy_to_user(arg, buf, size)) /* EXPECT SA1102 */
		ret = -EFAULT;
out:
	kfree(buf);
	return ret;
}

/* CASE clean: cleared when the user did not fill it */
static long bf_ioctl(struct bf *bf, unsigned int cmd, void __user *arg)
{
	unsigned int size = _IOC_SIZE(cmd);
	long ret = 0;
	u32 *buf;

	if (size < sizeof(*buf) || size > BF_MAX)
		return -ENOTTY;
	buf = kmalloc(size, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (_IOC_DIR(cmd) & _IOC_WRITE) {
		if (copy_from_user(buf, arg, size)) {
			ret = -EFAULT;
			goto out;
		}
	} else {
		memset(buf, 0, size);
	}

	buf[0] = bf->level;
	if ((_IOC_DIR(cmd) & _IOC_READ) && copy_to_user(arg, buf, size))
		ret = -EFAULT;
out:
	kfree(buf);
	return ret;
}

/* CASE fire: size of the buffer where the length of the text was meant */
static ssize_t bf_debug_sizeof(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct bf *bf = file->private_data;
	char text[64];

	scnprintf(text, sizeof(text), "%u\n", bf->level);
	return simple_read_from_buffer(ubuf, count, ppos, text, sizeof(text)); /* EXPECT SA1102 */
}

/* CASE clean: length of the text */
static ssize_t bf_debug(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct bf *bf = file->private_data;
	char text[64];
	int len;

	len = scnprintf(text, sizeof(text), "%u\n", bf->level);
	return simple_read_from_buffer(ubuf, count, ppos, text, len);
}
