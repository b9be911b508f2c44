// SPDX-License-Identifier: GPL-2.0
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct cp_tab {
	u32 *ent;
	size_t nr;
};

struct cp_cfg {
	struct cp_tab tab;
	char *name;
	u32 mode;
};

struct cp_geom {
	u32 width;
	u32 height;
	const char *fmt;
};

static void cp_cfg_reset(struct cp_cfg *cfg)
{
	kfree(cfg->tab.ent);
	kfree(cfg->name);
	cfg->tab.ent = NULL;
	cfg->name = NULL;
}

/* CASE fire: active configuration saved by struct assignment, both are reset */
static int cp_try(struct cp_cfg *active, struct cp_cfg *saved, const char *name)
{
	char *n = kstrdup(name, GFP_KERNEL);

	if (!n)
		return -ENOMEM;
	cp_cfg_reset(active);
	cp_cfg_reset(saved);
	active->name = n;
	*saved = *active; /* EXPECT SA0202 */
	return 0;
}

static void cp_try_end(struct cp_cfg *active, struct cp_cfg *saved)
{
	cp_cfg_reset(active);
	cp_cfg_reset(saved);
}

/* CASE clean: contents moved, the source is emptied */
static void cp_move_cfg(struct cp_cfg *dst, struct cp_cfg *src)
{
	cp_cfg_reset(dst);
	*dst = *src;
	memset(src, 0, sizeof(*src));
}

static void cp_move_end(struct cp_cfg *dst, struct cp_cfg *src)
{
	cp_cfg_reset(dst);
	cp_cfg_reset(src);
}

/* CASE clean: configurations swapped, one owner each before and after */
static void cp_swap_cfg(struct cp_cfg *a, struct cp_cfg *b)
{
	swap(*a, *b);
}

static void cp_swap_end(struct cp_cfg *a, struct cp_cfg *b)
{
	cp_cfg_reset(a);
	cp_cfg_reset(b);
}

/* CASE fire: table duplicated by memcpy(), both copies freed */
static int cp_table(struct cp_tab *a, struct cp_tab *b, const u32 *src, size_t len)
{
	a->ent = kmemdup(src, len, GFP_KERNEL);
	if (!a->ent)
		return -ENOMEM;
	a->nr = len / sizeof(*src);
	memcpy(b, a, sizeof(*b)); /* EXPECT SA0202 */
	return 0;
}

static void cp_table_free(struct cp_tab *a, struct cp_tab *b)
{
	kfree(b->ent);
	kfree(a->ent);
}

/* CASE clean: entries duplicated, not the pointer */
static int cp_table_ok(const u32 *src, size_t len)
{
	struct cp_tab a, b;

	a.ent = kmemdup(src, len, GFP_KERNEL);
	if (!a.ent)
		return -ENOMEM;
	a.nr = len / sizeof(*src);
	b.nr = a.nr;
	b.ent = kmemdup(a.ent, len, GFP_KERNEL);
	kfree(a.ent);
	if (!b.ent)
		return -ENOMEM;
	pr_debug("%zu entries\n", b.nr);
	kfree(b.ent);
	return 0;
}

/* CASE clean: struct without owners copied freely */
static u32 cp_geometry(const struct cp_geom *src, struct cp_geom *dst)
{
	struct cp_geom tmp = *src;

	tmp.width = ALIGN(tmp.width, 16);
	*dst = tmp;
	return tmp.width * tmp.height;
}

/* CASE clean: old contents kept aside on the stack and freed when replaced */
static int cp_replace(struct cp_tab *tab, const u32 *src, size_t len)
{
	struct cp_tab old = *tab;
	u32 *ent;

	ent = kmemdup(src, len, GFP_KERNEL);
	if (!ent)
		return -ENOMEM;
	tab->ent = ent;
	tab->nr = len / sizeof(*src);
	kfree(old.ent);
	return 0;
}

/* CASE fire: member struct assigned, then freed in both places */
static int cp_inherit(struct cp_cfg *child, const struct cp_cfg *parent, const char *name)
{
	char *n = kstrdup(name, GFP_KERNEL);

	if (!n)
		return -ENOMEM;
	child->name = n;
	child->tab = parent->tab; /* EXPECT SA0202 */
	return 0;
}

static void cp_inherit_end(struct cp_cfg *child, struct cp_cfg *parent)
{
	cp_cfg_reset(child);
	cp_cfg_reset(parent);
}

/* CASE clean: member struct built anew */
static int cp_inherit_ok(struct cp_cfg *child, const struct cp_cfg *parent, const char *name)
{
	size_t nr = parent->tab.nr;
	u32 *ent;
	char *n;

	ent = kmemdup_array(parent->tab.ent, nr, sizeof(*ent), GFP_KERNEL);
	if (!ent)
		return -ENOMEM;
	n = kstrdup(name, GFP_KERNEL);
	if (!n) {
		kfree(ent);
		return -ENOMEM;
	}
	child->name = n;
	child->tab.ent = ent;
	child->tab.nr = nr;
	return 0;
}

static void cp_inherit_ok_end(struct cp_cfg *child, struct cp_cfg *parent)
{
	cp_cfg_reset(child);
	cp_cfg_reset(parent);
}
