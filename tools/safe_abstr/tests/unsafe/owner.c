// SPDX-License-Identifier: GPL-2.0
/* Plain pointers to what has an owner type. */
#include <linux/device.h>
#include <linux/firmware.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/safe_abstr/owner.h>
#include <linux/slab.h>
#include <linux/string.h>

struct ow_buf {
	size_t len;
	u8 data[64];
};

DEFINE_SA_BOX(ow_buf, struct ow_buf)

struct ow {
	struct device *dev;
	sa_own(ow_buf) rx;
	u32 irq;
};

DEFINE_SA_BOX(ow, struct ow, sa_clear(ow_buf, _T->rx))

DEFINE_SA_OWNER(fw, const struct firmware, release_firmware(_T))

struct ow_plain {
	struct list_head node;
	u32 id;
};

int ow_parse(const struct firmware *fw);

/* CASE fire: object with an owner type allocated as a plain pointer */
static int ow_probe_plain(struct platform_device *pdev)
{
	struct ow *ow;

	ow = kzalloc_obj(*ow); /* EXPECT SA1401 */
	if (!ow)
		return -ENOMEM;

	ow->dev = &pdev->dev;
	platform_set_drvdata(pdev, ow);
	return 0;
}

/* CASE clean: allocated by its owner type and given to the device */
static int ow_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct ow *ow;
	int ret;

	SA_RESULT(ow, new, sa_new(ow, GFP_KERNEL));
	if (sa_is_err(new))
		return sa_err(new);

	SA_OWN(ow, owner, sa_unwrap(ow, new));
	ow = sa_borrow(owner);
	ow->dev = dev;
	ret = sa_devm_give(dev, ow, sa_move(ow, owner));
	if (ret)
		return ret;

	platform_set_drvdata(pdev, ow);
	return 0;
}

/* CASE fire: buffer with an owner type freed by hand */
static void ow_discard_raw(struct ow_buf *buf)
{
	kfree(buf); /* EXPECT SA1401 */
}

/* CASE clean: buffer dropped by its owner */
static void ow_discard(struct sa_own_ow_buf buf)
{
	SA_OWN(ow_buf, mine, buf);

	sa_drop(ow_buf, mine);
}

/* CASE fire: the drop of the owner type called on a plain pointer */
static int ow_load_raw(struct device *dev)
{
	const struct firmware *fw;
	int ret;

	ret = request_firmware(&fw, "ow.bin", dev);
	if (ret)
		return ret;

	ret = ow_parse(fw);
	release_firmware(fw); /* EXPECT SA1401 */
	return ret;
}

/* CASE clean: adopted as soon as it is there */
static int ow_load(struct device *dev)
{
	const struct firmware *raw;
	int ret;

	ret = request_firmware(&raw, "ow.bin", dev);
	if (ret)
		return ret;

	/* SAFETY: request_firmware() left the only reference to us. */
	SA_OWN(fw, fw, sa_unsafe_adopt(fw, raw));
	return ow_parse(sa_borrow(fw));
}

/* CASE fire: object with an owner type duplicated by kmemdup() */
static struct ow_buf *ow_clone_raw(const struct ow_buf *src)
{
	return kmemdup(src, sizeof(*src), GFP_KERNEL); /* EXPECT SA1401 */
}

/* CASE clean: copied into a box */
static sa_result(ow_buf) ow_clone(const struct ow_buf *src)
{
	SA_RESULT(ow_buf, new, sa_new(ow_buf, GFP_KERNEL));
	if (sa_is_err(new))
		return sa_fail(ow_buf, sa_err(new));

	SA_OWN(ow_buf, buf, sa_unwrap(ow_buf, new));
	memcpy(sa_borrow(buf), src, sizeof(*src));
	return sa_ok(ow_buf, sa_move(ow_buf, buf));
}

/* CASE fire: adopted under a comment that gives no reason */
static void ow_remove_comment(struct platform_device *pdev)
{
	/* Free the driver data. */
	SA_OWN(ow, ow, sa_unsafe_adopt(ow, platform_get_drvdata(pdev))); /* EXPECT SA1402 */

	dev_dbg(sa_borrow(ow)->dev, "gone\n");
}

/* CASE clean: the reason in a comment of several lines */
static void ow_remove(struct platform_device *pdev)
{
	/*
	 * SAFETY: probe() stored the pointer that it took out of its owner, and
	 * nobody else takes it back before the device is bound again.
	 */
	SA_OWN(ow, ow, sa_unsafe_adopt(ow, platform_get_drvdata(pdev)));

	dev_dbg(sa_borrow(ow)->dev, "gone\n");
}

/* CASE fire: pointer taken out of its owner without a reason */
static void ow_keep_silent(struct platform_device *pdev, struct sa_own_ow o)
{
	SA_OWN(ow, ow, o);

	platform_set_drvdata(pdev, sa_unsafe_into_raw(ow, ow)); /* EXPECT SA1402 */
}

/* CASE clean: the reason on the line itself */
static void ow_keep(struct platform_device *pdev, struct sa_own_ow o)
{
	struct ow *raw;

	SA_OWN(ow, ow, o);

	raw = sa_unsafe_into_raw(ow, ow); /* SAFETY: remove() adopts it. */
	platform_set_drvdata(pdev, raw);
}

/* CASE fire: freed by hand on the error path, in the drop's stead */
static int ow_check_raw(struct device *dev, struct sa_own_ow_buf o)
{
	struct ow_buf *buf;

	SA_OWN(ow_buf, mine, o);

	/* SAFETY: freed below, or kept as the driver data. */
	buf = sa_unsafe_into_raw(ow_buf, mine);
	if (buf->len > sizeof(buf->data)) {
		kfree(buf); /* EXPECT SA1401 */
		return -EMSGSIZE;
	}
	dev_set_drvdata(dev, buf);
	return 0;
}

/* CASE clean: memory that has no owner type */
static struct ow_plain *ow_plain_new(struct list_head *list, u32 id)
{
	struct ow_plain *plain = kzalloc_obj(*plain);

	if (!plain)
		return NULL;
	plain->id = id;
	list_add_tail(&plain->node, list);
	return plain;
}

static void ow_plain_free(struct ow_plain *plain)
{
	list_del(&plain->node);
	kfree(plain);
}
