// SPDX-License-Identifier: GPL-2.0
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

struct mv_req {
	struct list_head node;
	u32 id;
	u8 *payload;
	size_t len;
};

struct mv_dev {
	struct device *dev;
	struct list_head reqs;
	char *label;
	u8 *cal;
};

/* CASE fire: request named in the message after it was freed */
static void mv_cancel(struct mv_dev *md, struct mv_req *req)
{
	list_del(&req->node);
	kfree(req->payload);
	kfree(req);
	dev_dbg(md->dev, "request %u cancelled\n", req->id); /* EXPECT SA0101 */
}

/* CASE clean: message first */
static void mv_cancel_ok(struct mv_dev *md, struct mv_req *req)
{
	dev_dbg(md->dev, "request %u cancelled\n", req->id);
	list_del(&req->node);
	kfree(req->payload);
	kfree(req);
}

/* CASE fire: list walked through an entry that was just freed */
static void mv_flush(struct mv_dev *md)
{
	struct mv_req *req;

	list_for_each_entry(req, &md->reqs, node) { /* EXPECT SA0101 */
		list_del(&req->node);
		kfree(req->payload);
		kfree(req);
	}
}

/* CASE clean: safe variant of the list walk */
static void mv_flush_ok(struct mv_dev *md)
{
	struct mv_req *req, *tmp;

	list_for_each_entry_safe(req, tmp, &md->reqs, node) {
		list_del(&req->node);
		kfree(req->payload);
		kfree(req);
	}
}

/* CASE clean: plain walk that stops right after freeing one entry */
static int mv_cancel_id(struct mv_dev *md, u32 id)
{
	struct mv_req *req;

	list_for_each_entry(req, &md->reqs, node) {
		if (req->id != id)
			continue;
		list_del(&req->node);
		kfree(req->payload);
		kfree(req);
		return 0;
	}
	return -ENOENT;
}

/* CASE fire: helper frees the request on failure, the caller frees it again */
static int mv_fill(struct mv_req *req, const void *src, size_t len)
{
	req->payload = kmemdup(src, len, GFP_KERNEL);
	if (!req->payload) {
		kfree(req);
		return -ENOMEM;
	}
	req->len = len;
	return 0;
}

static int mv_queue(struct mv_dev *md, const void *src, size_t len)
{
	struct mv_req *req;
	int err;

	req = kzalloc_obj(*req);
	if (!req)
		return -ENOMEM;
	err = mv_fill(req, src, len);
	if (err) {
		kfree(req); /* EXPECT SA0102 */
		return err;
	}
	list_add_tail(&req->node, &md->reqs);
	return 0;
}

/* CASE clean: helper leaves the request to its caller */
static int mv_fill_ok(struct mv_req *req, const void *src, size_t len)
{
	req->payload = kmemdup(src, len, GFP_KERNEL);
	if (!req->payload)
		return -ENOMEM;
	req->len = len;
	return 0;
}

static int mv_queue_ok(struct mv_dev *md, const void *src, size_t len)
{
	struct mv_req *req;
	int err;

	req = kzalloc_obj(*req);
	if (!req)
		return -ENOMEM;
	err = mv_fill_ok(req, src, len);
	if (err) {
		kfree(req);
		return err;
	}
	list_add_tail(&req->node, &md->reqs);
	return 0;
}

/* CASE fire: old label freed, and freed again when the copy fails */
static int mv_relabel(struct mv_dev *md, const char *name)
{
	char *label;

	kfree(md->label);
	label = kstrdup(name, GFP_KERNEL);
	if (!label) {
		kfree(md->label); /* EXPECT SA0102 */
		md->label = NULL;
		return -ENOMEM;
	}
	md->label = label;
	return 0;
}

/* CASE clean: new label made before the old one goes */
static int mv_relabel_ok(struct mv_dev *md, const char *name)
{
	char *label;

	label = kstrdup(name, GFP_KERNEL);
	if (!label)
		return -ENOMEM;
	kfree(md->label);
	md->label = label;
	return 0;
}

/* CASE clean: pointer reset after the free, the exit frees NULL */
static int mv_load_cal(struct mv_dev *md, const u8 *src, size_t len)
{
	u8 *buf;
	int err = 0;

	buf = kmemdup(src, len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (len && buf[0] == 0xff) {
		kfree(buf);
		buf = NULL;
		err = -EINVAL;
		goto out;
	}
	kfree(md->cal);
	md->cal = buf;
	buf = NULL;
out:
	kfree(buf);
	return err;
}
