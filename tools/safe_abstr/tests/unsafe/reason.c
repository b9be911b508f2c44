// SPDX-License-Identifier: GPL-2.0
/* Where a reason stands, and which raw operations are part of a drop. */
#include <linux/device.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/safe_abstr/io.h>
#include <linux/safe_abstr/owner.h>
#include <linux/sizes.h>
#include <linux/slab.h>

SA_REGS(rs, SZ_256);
SA_REG32(rs, CTRL, 0x00, RW);

struct rs_msg {
	struct kref ref;
	struct list_head node;
	char *text;
	u32 id;
};

static void rs_msg_free(struct rs_msg *msg);

DEFINE_SA_OWNER(rs_msg, struct rs_msg, rs_msg_free(_T))

/* From code that was not converted. */
struct rs_msg *rs_lookup(u32 id);
int rs_send(struct rs_msg *msg);

/* CASE clean: the drop of an owner type ends in the raw operations */
static void rs_msg_free(struct rs_msg *msg)
{
	kfree(msg->text);
	kfree(msg);
}

/* CASE fire: allocation adopted, the reason is two statements above */
static sa_result(rs_msg) rs_msg_new_far(u32 id)
{
	/* SAFETY: fresh from the allocator. */
	struct rs_msg *msg = NULL;

	if (!id)
		return sa_fail(rs_msg, -EINVAL);

	SA_RESULT(rs_msg, r, sa_unsafe_adopt_result(rs_msg, kzalloc_obj(*msg))); /* EXPECT SA1402 */
	if (sa_is_err(r))
		return sa_fail(rs_msg, sa_err(r));
	return sa_ok(rs_msg, sa_unwrap(rs_msg, r));
}

/* CASE clean: allocation inside the unsafe expression, under its reason */
static sa_result(rs_msg) rs_msg_new(u32 id)
{
	struct rs_msg *msg;

	/* SAFETY: fresh from the allocator. */
	SA_RESULT(rs_msg, new, sa_unsafe_adopt_result(rs_msg, kzalloc_obj(*msg)));
	if (sa_is_err(new))
		return sa_fail(rs_msg, sa_err(new));

	SA_OWN(rs_msg, m, sa_unwrap(rs_msg, new));
	msg = sa_borrow(m);
	msg->id = id;
	kref_init(&msg->ref);
	INIT_LIST_HEAD(&msg->node);
	return sa_ok(rs_msg, sa_move(rs_msg, m));
}

/* CASE fire: the reason comes after the operation */
static void rs_release_after(struct kref *ref)
{
	struct rs_msg *msg = container_of(ref, struct rs_msg, ref);

	SA_OWN(rs_msg, m, sa_unsafe_adopt(rs_msg, msg)); /* EXPECT SA1402 */
	/* SAFETY: the last reference is gone. */
	sa_drop(rs_msg, m);
}

/* CASE clean: the reason comes before the operation */
static void rs_release(struct kref *ref)
{
	struct rs_msg *msg = container_of(ref, struct rs_msg, ref);

	/* SAFETY: the last reference is gone. */
	SA_OWN(rs_msg, m, sa_unsafe_adopt(rs_msg, msg));

	sa_drop(rs_msg, m);
}

/* CASE fire: release function frees by hand what has an owner type */
static void rs_release_raw(struct kref *ref)
{
	struct rs_msg *msg = container_of(ref, struct rs_msg, ref);

	kfree(msg->text);
	kfree(msg); /* EXPECT SA1401 */
}

/* CASE clean: what the other code hands out is adopted */
static sa_result(rs_msg) rs_get(u32 id)
{
	int ret;

	/* SAFETY: rs_lookup() takes the message off its list for the caller. */
	SA_RESULT(rs_msg, found, sa_unsafe_adopt_result(rs_msg, rs_lookup(id)));
	if (sa_is_err(found))
		return sa_fail(rs_msg, -ENOENT);

	SA_OWN(rs_msg, msg, sa_unwrap(rs_msg, found));
	ret = rs_send(sa_borrow(msg));
	if (ret)
		return sa_fail(rs_msg, ret);
	return sa_ok(rs_msg, sa_move(rs_msg, msg));
}

/* CASE fire: one reason above two unsafe expressions */
static u32 rs_sum_once(void __iomem *a, void __iomem *b)
{
	struct sa_regs_rs one, two;

	/* SAFETY: both are mapped by the caller, 256 bytes each. */
	one = sa_unsafe_regs(rs, a);
	two = sa_unsafe_regs(rs, b); /* EXPECT SA1402 */
	return sa_read(one, rs, CTRL) + sa_read(two, rs, CTRL);
}

/* CASE clean: a reason above each */
static u32 rs_sum(void __iomem *a, void __iomem *b)
{
	struct sa_regs_rs one, two;

	/* SAFETY: mapped by the caller, 256 bytes. */
	one = sa_unsafe_regs(rs, a);
	/* SAFETY: as above. */
	two = sa_unsafe_regs(rs, b);
	return sa_read(one, rs, CTRL) + sa_read(two, rs, CTRL);
}

/* CASE clean: the expression starts on the second line of its statement */
static void rs_park(struct device *dev, struct sa_own_rs_msg o)
{
	SA_OWN(rs_msg, msg, o);

	/* SAFETY: taken back by rs_unpark(). */
	dev_set_drvdata(dev,
			sa_unsafe_into_raw(rs_msg, msg));
}
