// SPDX-License-Identifier: GPL-2.0
/* Sizes that are computed from what the user or the device says. */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define SZ_MAX_RULES	128

struct sz_rule {
	__u32 match;
	__u32 action;
};

struct sz_table {
	__u32 count;
	__u32 pad;
	__u64 rules;
};

struct sz_image {
	__u32 width;
	__u32 height;
	__u32 depth;
	__u32 hdr;
};

struct sz_msg {
	u32 type;
	u32 len;
	u8 data[];
};

struct sz {
	void __iomem *base;
	struct sz_rule *rules;
	u32 count;
	void *frame;
};

static int sz_fetch_table(struct sz_table *tab, const void __user *arg)
{
	return copy_from_user(tab, arg, sizeof(*tab)) ? -EFAULT : 0;
}

/* CASE fire: product of count and size wraps */
static long sz_set_rules_wrap(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	struct sz_table tab;
	u32 bytes;
	int ret;

	ret = sz_fetch_table(&tab, arg);
	if (ret)
		return ret;

	bytes = tab.count * sizeof(*rules);
	rules = kmalloc(bytes, GFP_KERNEL); /* EXPECT SA1203 */
	if (!rules)
		return -ENOMEM;
	if (copy_from_user(rules, u64_to_user_ptr(tab.rules), bytes)) {
		kfree(rules);
		return -EFAULT;
	}
	kfree(sz->rules);
	sz->rules = rules;
	sz->count = tab.count;
	return 0;
}

/* CASE clean: memdup_array_user() checks the product */
static long sz_set_rules(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	struct sz_table tab;
	int ret;

	ret = sz_fetch_table(&tab, arg);
	if (ret)
		return ret;

	rules = memdup_array_user(u64_to_user_ptr(tab.rules), tab.count, sizeof(*rules));
	if (IS_ERR(rules))
		return PTR_ERR(rules);
	kfree(sz->rules);
	sz->rules = rules;
	sz->count = tab.count;
	return 0;
}

/* CASE fire: three factors from the user */
static long sz_set_frame_wrap(struct sz *sz, void __user *arg)
{
	struct sz_image img;
	void *frame;

	if (copy_from_user(&img, arg, sizeof(img)))
		return -EFAULT;

	frame = vzalloc(img.width * img.height * img.depth); /* EXPECT SA1203 */
	if (!frame)
		return -ENOMEM;
	vfree(sz->frame);
	sz->frame = frame;
	return 0;
}

/* CASE clean: product checked step by step */
static long sz_set_frame(struct sz *sz, void __user *arg)
{
	struct sz_image img;
	void *frame;
	size_t size;

	if (copy_from_user(&img, arg, sizeof(img)))
		return -EFAULT;
	if (check_mul_overflow((size_t)img.width, (size_t)img.height, &size) ||
	    check_mul_overflow(size, (size_t)img.depth, &size))
		return -EOVERFLOW;

	frame = vzalloc(size);
	if (!frame)
		return -ENOMEM;
	vfree(sz->frame);
	sz->frame = frame;
	return 0;
}

/* CASE fire: header and payload added in 32 bits */
static struct sz_msg *sz_recv_wrap(struct sz *sz)
{
	u32 len = readl(sz->base);
	struct sz_msg *msg;
	u32 total;

	total = sizeof(*msg) + len;
	msg = kzalloc(total, GFP_KERNEL); /* EXPECT SA1203 */
	if (!msg)
		return NULL;

	msg->type = readl(sz->base + 4);
	msg->len = len;
	return msg;
}

/* CASE clean: struct_size() saturates */
static struct sz_msg *sz_recv(struct sz *sz)
{
	u32 len = readl(sz->base);
	struct sz_msg *msg;

	msg = kzalloc(struct_size(msg, data, len), GFP_KERNEL);
	if (!msg)
		return NULL;

	msg->type = readl(sz->base + 4);
	msg->len = len;
	return msg;
}

/* CASE fire: table grown by a product that wraps */
static long sz_grow_wrap(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	unsigned int count;

	if (copy_from_user(&count, arg, sizeof(count)))
		return -EFAULT;

	rules = krealloc(sz->rules, 8U * count, GFP_KERNEL); /* EXPECT SA1203 */
	if (!rules)
		return -ENOMEM;
	sz->rules = rules;
	sz->count = count;
	return 0;
}

/* CASE clean: krealloc_array() checks the product */
static long sz_grow(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	unsigned int count;

	if (copy_from_user(&count, arg, sizeof(count)))
		return -EFAULT;
	if (!count)
		return -EINVAL;

	rules = krealloc_array(sz->rules, count, sizeof(*rules), GFP_KERNEL);
	if (!rules)
		return -ENOMEM;
	sz->rules = rules;
	sz->count = count;
	return 0;
}

/* CASE fire: room for one more, none when the count is the largest */
static long sz_alloc_one_more(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	u32 count;

	if (get_user(count, (u32 __user *)arg))
		return -EFAULT;

	rules = kcalloc(count + 1, sizeof(*rules), GFP_KERNEL); /* EXPECT SA1203 */
	if (!rules)
		return -ENOMEM;
	kfree(sz->rules);
	sz->rules = rules;
	sz->count = count;
	return 0;
}

/* CASE clean: count limited before the product */
static long sz_alloc_limited(struct sz *sz, void __user *arg)
{
	struct sz_rule *rules;
	u32 count;

	if (get_user(count, (u32 __user *)arg))
		return -EFAULT;
	if (!count || count > SZ_MAX_RULES)
		return -E2BIG;

	rules = kmalloc(count * sizeof(*rules), GFP_KERNEL);
	if (!rules)
		return -ENOMEM;
	kfree(rules);
	return 0;
}

/* CASE clean: kcalloc() and array_size() check what they multiply */
static int sz_init(struct sz *sz)
{
	u32 count = readl(sz->base + 8);
	u32 lines = readl(sz->base + 12);
	struct sz_rule *rules;

	rules = kcalloc(count, sizeof(*rules), GFP_KERNEL);
	if (!rules)
		return -ENOMEM;

	sz->frame = vmalloc(array_size(lines, 512));
	if (!sz->frame) {
		kfree(rules);
		return -ENOMEM;
	}
	sz->rules = rules;
	sz->count = count;
	return 0;
}

/* CASE clean: kzalloc() of a constant number of elements */
static int sz_init_fixed(struct sz *sz)
{
	struct sz_rule *rules;

	rules = kzalloc(SZ_MAX_RULES * sizeof(*rules), GFP_KERNEL);
	if (!rules)
		return -ENOMEM;
	sz->rules = rules;
	sz->count = SZ_MAX_RULES;
	return 0;
}
