// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mmc/host.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

struct bw_ent {
	struct list_head node;
	char name[16];
	u32 val;
};

struct bw_tab {
	struct mutex lock; /* for list and vals */
	struct list_head list;
	u32 *vals;
	size_t nr;
};

struct bw_host {
	void *regs;
	u32 id;
};

static LIST_HEAD(bw_ents);
static struct bw_ent *bw_hot;

/* CASE fire: name inside the entry used after the entry was freed */
static void bw_del(struct bw_ent *e)
{
	const char *name = e->name;

	list_del(&e->node);
	kfree(e);
	pr_info("%s deleted\n", name); /* EXPECT SA0401 */
}

/* CASE clean: name copied out of the entry */
static void bw_del_ok(struct bw_ent *e)
{
	char name[sizeof(e->name)];

	strscpy(name, e->name, sizeof(name));
	list_del(&e->node);
	kfree(e);
	pr_info("%s deleted\n", name);
}

/* CASE fire: pointer to the last element kept over krealloc() */
static int bw_append(struct bw_tab *t, u32 val)
{
	u32 *top, *vals;

	if (!t->nr)
		return -EINVAL;
	top = &t->vals[t->nr - 1];
	vals = krealloc_array(t->vals, t->nr + 1, sizeof(*vals), GFP_KERNEL);
	if (!vals)
		return -ENOMEM;
	t->vals = vals;
	vals[t->nr++] = val;
	return *top == val; /* EXPECT SA0401 */
}

/* CASE clean: pointer taken from the new array */
static int bw_append_ok(struct bw_tab *t, u32 val)
{
	u32 *vals;

	if (!t->nr)
		return -EINVAL;
	vals = krealloc_array(t->vals, t->nr + 1, sizeof(*vals), GFP_KERNEL);
	if (!vals)
		return -ENOMEM;
	t->vals = vals;
	vals[t->nr++] = val;
	return vals[t->nr - 2] == val;
}

/* CASE fire: token of a string that has been freed */
static int bw_parse(const char *arg, u32 *out)
{
	char *buf, *cur, *tok;

	buf = kstrdup(arg, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	cur = buf;
	tok = strsep(&cur, ",");
	kfree(buf);
	return kstrtou32(tok, 0, out); /* EXPECT SA0401 */
}

/* CASE clean: token used up before the free, which gets the string's start */
static int bw_parse_ok(const char *arg, u32 *out)
{
	char *buf, *cur, *tok;
	int err;

	buf = kstrdup(arg, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	cur = buf;
	tok = strsep(&cur, ",");
	err = kstrtou32(tok, 0, out);
	kfree(buf);
	return err;
}

/* CASE fire: private data of the host used after mmc_free_host() */
static void bw_mmc_remove(struct platform_device *pdev)
{
	struct mmc_host *mmc = platform_get_drvdata(pdev);
	struct bw_host *host = mmc_priv(mmc);

	mmc_remove_host(mmc);
	mmc_free_host(mmc);
	dev_info(&pdev->dev, "host %u removed\n", host->id); /* EXPECT SA0401 */
}

/* CASE clean: private data used before the host goes */
static void bw_mmc_remove_ok(struct platform_device *pdev)
{
	struct mmc_host *mmc = platform_get_drvdata(pdev);
	struct bw_host *host = mmc_priv(mmc);

	mmc_remove_host(mmc);
	dev_info(&pdev->dev, "host %u removed\n", host->id);
	mmc_free_host(mmc);
}

/* CASE fire: entry freed while the global still points to it */
static int bw_add(const char *name, u32 val)
{
	struct bw_ent *e = kzalloc_obj(*e);

	if (!e)
		return -ENOMEM;
	e->val = val;
	bw_hot = e;
	if (strscpy(e->name, name, sizeof(e->name)) < 0) {
		kfree(e); /* EXPECT SA0403 */
		return -ENAMETOOLONG;
	}
	list_add(&e->node, &bw_ents);
	return 0;
}

/* CASE clean: global set when the entry stays */
static int bw_add_ok(const char *name, u32 val)
{
	struct bw_ent *e = kzalloc_obj(*e);

	if (!e)
		return -ENOMEM;
	e->val = val;
	if (strscpy(e->name, name, sizeof(e->name)) < 0) {
		kfree(e);
		return -ENAMETOOLONG;
	}
	bw_hot = e;
	list_add(&e->node, &bw_ents);
	return 0;
}

/* CASE fire: entry freed while it is on the list */
static int bw_insert(struct bw_tab *t, u32 val)
{
	struct bw_ent *e = kzalloc_obj(*e);

	if (!e)
		return -ENOMEM;
	e->val = val;
	list_add_tail(&e->node, &t->list);
	if (val > 1000) {
		kfree(e); /* EXPECT SA0403 */
		return -ERANGE;
	}
	return 0;
}

/* CASE clean: entry taken off the list, then freed */
static int bw_insert_ok(struct bw_tab *t, u32 val)
{
	struct bw_ent *e = kzalloc_obj(*e);

	if (!e)
		return -ENOMEM;
	e->val = val;
	list_add_tail(&e->node, &t->list);
	if (val > 1000) {
		list_del(&e->node);
		kfree(e);
		return -ERANGE;
	}
	return 0;
}
