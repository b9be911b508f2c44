// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kobject.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

struct lk_ent {
	char *key;
	char *val;
	u32 flags;
};

/* CASE fire: buffer of the previous turn overwritten in the loop */
static int lk_scan(const char * const *names, int n)
{
	char *up = NULL;
	int i, sum = 0;

	for (i = 0; i < n; i++) {
		up = kasprintf(GFP_KERNEL, "LK_%s", names[i]); /* EXPECT SA0302 */
		if (!up)
			return -ENOMEM;
		sum += strlen(up);
	}
	kfree(up);
	return sum;
}

/* CASE clean: buffer freed in each turn */
static int lk_scan_ok(const char * const *names, int n)
{
	char *up;
	int i, sum = 0;

	for (i = 0; i < n; i++) {
		up = kasprintf(GFP_KERNEL, "LK_%s", names[i]);
		if (!up)
			return -ENOMEM;
		sum += strlen(up);
		kfree(up);
	}
	return sum;
}

/* CASE clean: owned only under a flag, freed under the same flag */
static int lk_sum(const u8 *src, size_t len, bool bounce)
{
	const u8 *p = src;
	int sum = 0;

	if (bounce) {
		p = kmemdup(src, len, GFP_KERNEL);
		if (!p)
			return -ENOMEM;
	}
	while (len--)
		sum += p[len];
	if (bounce)
		kfree(p);
	return sum;
}

/* CASE clean: __free() pointer returned by return_ptr() */
static struct lk_ent *lk_new(const char *key)
{
	struct lk_ent *e __free(kfree) = kzalloc_obj(*e);

	if (!e)
		return NULL;
	e->key = kstrdup(key, GFP_KERNEL);
	if (!e->key)
		return NULL;
	return_ptr(e);
}

/* CASE fire: constant-aware string freed by plain kfree() */
static int lk_title(struct device *dev, const char *name)
{
	const char *title = kstrdup_const(name, GFP_KERNEL);

	if (!title)
		return -ENOMEM;
	dev_info(dev, "title %s\n", title);
	kfree(title); /* EXPECT SA0304 */
	return 0;
}

/* CASE clean: kfree_const() goes with kstrdup_const() */
static int lk_title_ok(struct device *dev, const char *name)
{
	const char *title = kstrdup_const(name, GFP_KERNEL);

	if (!title)
		return -ENOMEM;
	dev_info(dev, "title %s\n", title);
	kfree_const(title);
	return 0;
}

/* CASE fire: devm memory freed by kfree() */
static int lk_tmp_buf(struct device *dev, const char *name)
{
	char *buf = devm_kstrdup(dev, name, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	strreplace(buf, '-', '_');
	dev_info(dev, "%s\n", buf);
	kfree(buf); /* EXPECT SA0304 */
	return 0;
}

/* CASE clean: devm memory freed early by devm_kfree() */
static int lk_tmp_buf_ok(struct device *dev, const char *name)
{
	char *buf = devm_kstrdup(dev, name, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	strreplace(buf, '-', '_');
	dev_info(dev, "%s\n", buf);
	devm_kfree(dev, buf);
	return 0;
}

/* CASE fire: remove frees the entry, one of its strings stays */
static void lk_remove(struct platform_device *pdev)
{
	struct lk_ent *e = platform_get_drvdata(pdev);

	kfree(e->key);
	kfree(e); /* EXPECT SA0303 */
}

static int lk_probe(struct platform_device *pdev)
{
	struct lk_ent *e = kzalloc_obj(*e);

	if (!e)
		return -ENOMEM;
	e->key = kstrdup(pdev->name, GFP_KERNEL);
	e->val = kstrdup("default", GFP_KERNEL);
	if (!e->key || !e->val) {
		kfree(e->key);
		kfree(e->val);
		kfree(e);
		return -ENOMEM;
	}
	platform_set_drvdata(pdev, e);
	return 0;
}
