// SPDX-License-Identifier: GPL-2.0
/* Replies built on the stack. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <net/netlink.h>

enum { RP_COUNT, RP_RATE, RP_BOTH };

struct rp_info {
	__u32 id;
	__u32 irq;
	__u64 base;
	__u32 reserved[4];
};

struct rp_event {
	__u8 type;
	__u64 stamp;
};

struct rp_ident {
	__u32 id;
	char name[32];
};

struct rp_stat {
	__u32 what;
	__u32 count;
	__u64 rate;
};

struct rp {
	void __iomem *base;
	u32 id;
	u32 irq;
	u64 phys;
	u64 rate;
	const char *name;
};

/* CASE fire: reserved words are not written */
static long rp_info_reserved(struct rp *rp, void __user *arg)
{
	struct rp_info info;

	info.id = rp->id;
	info.irq = rp->irq;
	info.base = rp->phys;
	if (copy_to_user(arg, &info, sizeof(info))) /* EXPECT SA1102 */
		return -EFAULT;
	return 0;
}

/* CASE clean: cleared first */
static long rp_info(struct rp *rp, void __user *arg)
{
	struct rp_info info;

	memset(&info, 0, sizeof(info));
	info.id = rp->id;
	info.irq = rp->irq;
	info.base = rp->phys;
	if (copy_to_user(arg, &info, sizeof(info)))
		return -EFAULT;
	return 0;
}

/* CASE fire: hole between the type and the stamp */
static long rp_event_hole(struct rp *rp, void __user *arg)
{
	struct rp_event ev;

	ev.type = 1;
	ev.stamp = rp->rate;
	return copy_to_user(arg, &ev, sizeof(ev)) ? -EFAULT : 0; /* EXPECT SA1102 */
}

/* CASE clean: an initialiser clears the hole too */
static long rp_event(struct rp *rp, void __user *arg)
{
	struct rp_event ev = {};

	ev.type = 1;
	ev.stamp = rp->rate;
	return copy_to_user(arg, &ev, sizeof(ev)) ? -EFAULT : 0;
}

/* CASE fire: the rest of the name stays as it was on the stack */
static long rp_ident_tail(struct rp *rp, void __user *arg)
{
	struct rp_ident ident;

	ident.id = rp->id;
	strscpy(ident.name, rp->name, sizeof(ident.name));
	if (copy_to_user(arg, &ident, sizeof(ident))) /* EXPECT SA1102 */
		return -EFAULT;
	return 0;
}

/* CASE clean: name padded to its full size */
static long rp_ident(struct rp *rp, void __user *arg)
{
	struct rp_ident ident;

	ident.id = rp->id;
	strscpy_pad(ident.name, rp->name, sizeof(ident.name));
	if (copy_to_user(arg, &ident, sizeof(ident)))
		return -EFAULT;
	return 0;
}

/* CASE fire: one kind of request leaves the rate unset */
static long rp_stat_switch(struct rp *rp, u32 what, void __user *arg)
{
	struct rp_stat st;

	st.what = what;
	switch (what) {
	case RP_COUNT:
		st.count = readl(rp->base);
		break;
	case RP_RATE:
		st.count = 0;
		st.rate = rp->rate;
		break;
	case RP_BOTH:
		st.count = readl(rp->base);
		st.rate = rp->rate;
		break;
	default:
		return -EINVAL;
	}
	if (copy_to_user(arg, &st, sizeof(st))) /* EXPECT SA1102 */
		return -EFAULT;
	return 0;
}

/* CASE clean: each kind of request sets all of it */
static long rp_stat(struct rp *rp, u32 what, void __user *arg)
{
	struct rp_stat st;

	st.what = what;
	st.rate = 0;
	switch (what) {
	case RP_COUNT:
		st.count = readl(rp->base);
		break;
	case RP_RATE:
		st.count = 0;
		st.rate = rp->rate;
		break;
	default:
		return -EINVAL;
	}
	if (copy_to_user(arg, &st, sizeof(st)))
		return -EFAULT;
	return 0;
}

/* CASE fire: helper that failed did not fill the value */
static int rp_sample(struct rp *rp, u32 *count)
{
	if (readl(rp->base) & BIT(31))
		return -EIO;
	*count = readl(rp->base + 4);
	return 0;
}

static long rp_sample_ignored(struct rp *rp, void __user *arg)
{
	struct rp_stat st;
	int ret;

	st.what = RP_COUNT;
	st.rate = rp->rate;
	ret = rp_sample(rp, &st.count);
	if (copy_to_user(arg, &st, sizeof(st))) /* EXPECT SA1102 */
		return -EFAULT;
	return ret;
}

/* CASE clean: nothing is copied when the helper failed */
static long rp_sample_checked(struct rp *rp, void __user *arg)
{
	struct rp_stat st;
	int ret;

	st.what = RP_COUNT;
	st.rate = rp->rate;
	ret = rp_sample(rp, &st.count);
	if (ret)
		return ret;
	if (copy_to_user(arg, &st, sizeof(st)))
		return -EFAULT;
	return 0;
}

/* CASE clean: request copied in whole, one field changed, copied back */
static long rp_exchange(struct rp *rp, void __user *arg)
{
	struct rp_info info;

	if (copy_from_user(&info, arg, sizeof(info)))
		return -EFAULT;
	info.irq = rp->irq;
	if (copy_to_user(arg, &info, sizeof(info)))
		return -EFAULT;
	return 0;
}

/* CASE clean: all members written, and no hole between them */
static long rp_members(struct rp *rp, void __user *arg)
{
	struct rp_info info;
	unsigned int i;

	info.id = rp->id;
	info.irq = rp->irq;
	info.base = rp->phys;
	for (i = 0; i < ARRAY_SIZE(info.reserved); i++)
		info.reserved[i] = 0;
	if (copy_to_user(arg, &info, sizeof(info)))
		return -EFAULT;
	return 0;
}

/* CASE fire: netlink attribute with a hole */
static int rp_fill_hole(struct rp *rp, struct sk_buff *skb)
{
	struct rp_event ev;

	ev.type = 2;
	ev.stamp = rp->rate;
	return nla_put(skb, 1, sizeof(ev), &ev); /* EXPECT SA1102 */
}

/* CASE clean: netlink attribute of a cleared structure */
static int rp_fill(struct rp *rp, struct sk_buff *skb)
{
	struct rp_event ev;

	memset(&ev, 0, sizeof(ev));
	ev.type = 2;
	ev.stamp = rp->rate;
	return nla_put(skb, 1, sizeof(ev), &ev);
}
