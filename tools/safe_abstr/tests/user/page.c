// SPDX-License-Identifier: GPL-2.0
/* Pages, iterators and answers to several commands. */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#define UP_GET_VERSION	_IOR('u', 1, struct up_version)
#define UP_GET_WINDOW	_IOWR('u', 2, struct up_window)

struct up_version {
	__u16 major;
	__u16 minor;
	__u32 build;
};

struct up_window {
	__u32 index;
	__u32 size;
	__u64 base;
};

struct up {
	void __iomem *base;
	u32 build;
	u64 window[4];
};

/* CASE fire: a page is read by the user, eight bytes of it were written */
static ssize_t up_snapshot_page(struct up *up, char __user *ubuf)
{
	ssize_t ret = PAGE_SIZE;
	u32 *page;

	page = (u32 *)__get_free_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;

	page[0] = readl(up->base);
	page[1] = readl(up->base + 4);
	if (copy_to_user(ubuf, page, PAGE_SIZE)) /* EXPECT SA1102 */
		ret = -EFAULT;
	free_page((unsigned long)page);
	return ret;
}

/* CASE clean: page zeroed by the allocator */
static ssize_t up_snapshot(struct up *up, char __user *ubuf)
{
	ssize_t ret = PAGE_SIZE;
	u32 *page;

	page = (u32 *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;

	page[0] = readl(up->base);
	page[1] = readl(up->base + 4);
	if (copy_to_user(ubuf, page, PAGE_SIZE))
		ret = -EFAULT;
	free_page((unsigned long)page);
	return ret;
}

/* CASE fire: iterator is given the buffer, the FIFO filled half of it */
static ssize_t up_read_iter_half(struct kiocb *iocb, struct iov_iter *to)
{
	struct up *up = iocb->ki_filp->private_data;
	size_t done;
	u8 *buf;

	buf = kmalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	memcpy_fromio(buf, up->base, 32);
	done = copy_to_iter(buf, 64, to); /* EXPECT SA1102 */
	kfree(buf);
	return done ? done : -EFAULT;
}

/* CASE clean: iterator is given what the FIFO filled */
static ssize_t up_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct up *up = iocb->ki_filp->private_data;
	size_t done;
	u8 *buf;

	buf = kmalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	memcpy_fromio(buf, up->base, 32);
	done = copy_to_iter(buf, 32, to);
	kfree(buf);
	return done ? done : -EFAULT;
}

/* CASE fire: version without its build number */
static long up_ioctl_version(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct up_version ver;

	switch (cmd) {
	case UP_GET_VERSION:
		ver.major = 1;
		ver.minor = 4;
		if (copy_to_user((void __user *)arg, &ver, sizeof(ver))) /* EXPECT SA1102 */
			return -EFAULT;
		return 0;
	default:
		return -ENOTTY;
	}
}

/* CASE clean: each command fills its own structure */
static long up_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct up *up = file->private_data;
	void __user *uarg = (void __user *)arg;
	struct up_version ver;
	struct up_window win;

	switch (cmd) {
	case UP_GET_VERSION:
		ver.major = 1;
		ver.minor = 4;
		ver.build = up->build;
		return copy_to_user(uarg, &ver, sizeof(ver)) ? -EFAULT : 0;
	case UP_GET_WINDOW:
		if (copy_from_user(&win, uarg, sizeof(win)))
			return -EFAULT;
		if (win.index >= ARRAY_SIZE(up->window))
			return -EINVAL;
		win.base = up->window[win.index];
		return copy_to_user(uarg, &win, sizeof(win)) ? -EFAULT : 0;
	default:
		return -ENOTTY;
	}
}

/* CASE fire: one word of a local array is never written and put out */
static long up_counters_gap(struct up *up, u32 __user *uptr)
{
	u32 val[3];

	val[0] = readl(up->base);
	val[2] = readl(up->base + 8);
	if (copy_to_user(uptr, val, sizeof(val))) /* EXPECT SA1102 */
		return -EFAULT;
	return 0;
}

/* CASE clean: array filled by a loop, put out word by word */
static long up_counters(struct up *up, u32 __user *uptr)
{
	u32 val[3];
	int i;

	for (i = 0; i < ARRAY_SIZE(val); i++)
		val[i] = readl(up->base + 4 * i);
	for (i = 0; i < ARRAY_SIZE(val); i++) {
		if (put_user(val[i], uptr + i))
			return -EFAULT;
	}
	return 0;
}

/* CASE clean: whole structure assigned from another */
static long up_window_copy(struct up *up, const struct up_window *src, void __user *uarg)
{
	struct up_window win;

	win = *src;
	win.base = up->window[0];
	return copy_to_user(uarg, &win, sizeof(win)) ? -EFAULT : 0;
}
