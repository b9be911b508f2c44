// SPDX-License-Identifier: GPL-2.0
/* Fetches that depend on an earlier fetch: strings, versions, vectors. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define HD_NAME		64
#define HD_SEGS		16
#define HD_BUF		256

struct hd_v1 {
	__u32 version;
	__u32 flags;
};

struct hd_v2 {
	__u32 version;
	__u32 flags;
	__u64 offset;
};

struct hd_seg {
	__u64 base;
	__u32 len;
	__u32 flags;
};

struct hd {
	void __iomem *regs;
	u32 version;
	u64 offset;
	char *name;
	u8 buf[HD_BUF];
};

/* In the other file of the driver. */
int hd_transmit(struct hd *hd, u64 base, u32 len);

/* CASE fire: string measured, then copied as if it could not have grown */
static int hd_set_name_measured(struct hd *hd, const char __user *uname)
{
	long len = strnlen_user(uname, HD_NAME);
	char *name;

	if (!len)
		return -EFAULT;
	if (len > HD_NAME)
		return -EINVAL;

	name = kmalloc(len, GFP_KERNEL);
	if (!name)
		return -ENOMEM;
	if (copy_from_user(name, uname, len)) { /* EXPECT SA1101 */
		kfree(name);
		return -EFAULT;
	}
	kfree(hd->name);
	hd->name = name;
	return strlen(name);
}

/* CASE clean: strndup_user() terminates what it copied */
static int hd_set_name(struct hd *hd, const char __user *uname)
{
	char *name;

	name = strndup_user(uname, HD_NAME);
	if (IS_ERR(name))
		return PTR_ERR(name);

	kfree(hd->name);
	hd->name = name;
	return strlen(name);
}

/* CASE fire: version of the whole structure is used, the one alone was checked */
static int hd_configure_version(struct hd *hd, void __user *arg)
{
	struct hd_v2 v2;
	u32 version;

	if (copy_from_user(&version, arg, sizeof(version)))
		return -EFAULT;
	if (version != 2)
		return -EINVAL;

	if (copy_from_user(&v2, arg, sizeof(v2))) /* EXPECT SA1101 */
		return -EFAULT;
	hd->version = v2.version;
	hd->offset = v2.offset;
	return 0;
}

/* CASE clean: the version in use is the one that was checked */
static int hd_configure(struct hd *hd, void __user *arg)
{
	struct hd_v2 v2 = {};
	u32 version;

	if (get_user(version, (u32 __user *)arg))
		return -EFAULT;
	if (version != 1 && version != 2)
		return -EINVAL;

	if (copy_from_user(&v2, arg, version == 2 ? sizeof(v2) : sizeof(struct hd_v1)))
		return -EFAULT;
	v2.version = version;
	hd->version = v2.version;
	hd->offset = v2.offset;
	return 0;
}

/* CASE fire: segment checked in user memory, then copied and used */
static int hd_write_segment_again(struct hd *hd, struct hd_seg __user *useg)
{
	struct hd_seg seg;
	u32 len;

	if (get_user(len, &useg->len))
		return -EFAULT;
	if (len > sizeof(hd->buf))
		return -E2BIG;

	if (copy_from_user(&seg, useg, sizeof(seg))) /* EXPECT SA1101 */
		return -EFAULT;
	return hd_transmit(hd, seg.base, seg.len);
}

/* CASE clean: one copy, checked and used */
static int hd_write_segment(struct hd *hd, struct hd_seg __user *useg)
{
	struct hd_seg seg;

	if (copy_from_user(&seg, useg, sizeof(seg)))
		return -EFAULT;
	if (seg.len > sizeof(hd->buf))
		return -E2BIG;

	memcpy_toio(hd->regs, hd->buf, seg.len);
	return 0;
}

/* CASE clean: each round of the loop fetches another segment */
static int hd_write_vector(struct hd *hd, struct hd_seg __user *useg, u32 count)
{
	struct hd_seg seg;

	if (count > HD_SEGS)
		return -EINVAL;

	while (count--) {
		if (copy_from_user(&seg, useg++, sizeof(seg)))
			return -EFAULT;
		if (seg.len > sizeof(hd->buf))
			return -E2BIG;
		if (copy_from_user(hd->buf, u64_to_user_ptr(seg.base), seg.len))
			return -EFAULT;
		memcpy_toio(hd->regs, hd->buf, seg.len);
	}
	return 0;
}

/* CASE fire: first round sums the lengths, second copies by lengths fetched anew */
static int hd_gather_sums(struct hd *hd, struct hd_seg __user *useg)
{
	struct hd_seg seg;
	u32 i, len, total = 0;
	int ret;

	for (i = 0; i < 2; i++) {
		if (get_user(len, &useg[i].len))
			return -EFAULT;
		if (len > HD_BUF / 2)
			return -EINVAL;
		total += len;
	}

	for (i = 0; i < 2; i++) {
		if (copy_from_user(&seg, &useg[i], sizeof(seg))) /* EXPECT SA1101 */
			return -EFAULT;
		ret = hd_transmit(hd, seg.base, seg.len);
		if (ret)
			return ret;
	}
	return total;
}

/* CASE clean: the vector is duplicated once */
static int hd_gather(struct hd *hd, const struct hd_seg __user *useg, u32 count)
{
	struct hd_seg *seg;
	u32 i, total = 0;

	if (count > HD_SEGS)
		return -EINVAL;
	seg = memdup_array_user(useg, count, sizeof(*seg));
	if (IS_ERR(seg))
		return PTR_ERR(seg);

	for (i = 0; i < count; i++) {
		if (seg[i].len > HD_BUF / HD_SEGS)
			break;
		memcpy_toio(hd->regs, hd->buf, seg[i].len);
		total += seg[i].len;
	}
	kfree(seg);
	return total;
}

/* CASE fire: flags tested from the user's copy, acted upon from a second one */
static int hd_flags_again(struct hd *hd, struct hd_v1 __user *uv1)
{
	u32 flags;

	if (get_user(flags, &uv1->flags))
		return -EFAULT;
	if (flags & ~0xffU)
		return -EINVAL;
	if (readl(hd->regs) & BIT(0))
		return -EBUSY;
	if (__get_user(flags, &uv1->flags)) /* EXPECT SA1101 */
		return -EFAULT;

	writel(flags, hd->regs + 4);
	return 0;
}
