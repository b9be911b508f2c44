// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

struct cp_chan {
	char *name;
	u32 flags;
};

struct cp_port {
	char *label;
	char *alias;
	u8 *rom;
	size_t rom_len;
};

static void cp_port_free(struct cp_port *p)
{
	kfree(p->alias);
	kfree(p->label);
	kfree(p->rom);
	kfree(p);
}

/* CASE fire: one string in two members, each of which is freed */
static int cp_name_port(struct cp_port *p, const char *name)
{
	char *s = kstrdup(name, GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	p->label = s;
	p->alias = s; /* EXPECT SA0201 */
	return 0;
}

static void cp_unname_port(struct cp_port *p)
{
	kfree(p->alias);
	kfree(p->label);
	p->alias = NULL;
	p->label = NULL;
}

/* CASE clean: each member gets a string of its own */
static int cp_name_port_ok(struct cp_port *p, const char *name)
{
	char *label, *alias;

	label = kstrdup(name, GFP_KERNEL);
	if (!label)
		return -ENOMEM;
	alias = kstrdup(name, GFP_KERNEL);
	if (!alias) {
		kfree(label);
		return -ENOMEM;
	}
	p->label = label;
	p->alias = alias;
	return 0;
}

static void cp_unname_port_ok(struct cp_port *p)
{
	kfree(p->alias);
	kfree(p->label);
	p->alias = NULL;
	p->label = NULL;
}

/* CASE clean: second pointer only looks into the string the first one owns */
struct cp_path {
	char *buf;
	char *tail;
};

static int cp_split(struct cp_path *path, const char *s)
{
	path->buf = kstrdup(s, GFP_KERNEL);
	if (!path->buf)
		return -ENOMEM;
	path->tail = path->buf;
	if (*path->tail == '/')
		path->tail++;
	return 0;
}

static void cp_path_free(struct cp_path *path)
{
	kfree(path->buf);
	path->buf = NULL;
	path->tail = NULL;
}

/* CASE fire: channel copied as a whole, its name is shared and freed twice */
static int cp_dup_chan(const struct cp_chan *from, struct cp_chan *a)
{
	struct cp_chan *b;

	a->name = kstrdup(from->name, GFP_KERNEL);
	if (!a->name)
		return -ENOMEM;
	b = kmalloc_obj(*b);
	if (!b) {
		kfree(a->name);
		a->name = NULL;
		return -ENOMEM;
	}
	*b = *a; /* EXPECT SA0202 */
	b->flags |= BIT(0);
	pr_debug("%s: %x\n", b->name, b->flags);
	kfree(b->name);
	kfree(b);
	return 0;
}

static void cp_drop_chan(struct cp_chan *a)
{
	kfree(a->name);
	a->name = NULL;
}

/* CASE clean: copied, then the name duplicated at once */
static int cp_dup_chan_ok(const struct cp_chan *a)
{
	struct cp_chan *b;

	b = kmalloc_obj(*b);
	if (!b)
		return -ENOMEM;
	*b = *a;
	b->name = kstrdup(a->name, GFP_KERNEL);
	if (!b->name) {
		kfree(b);
		return -ENOMEM;
	}
	pr_debug("%s: %x\n", b->name, b->flags);
	kfree(b->name);
	kfree(b);
	return 0;
}

/* CASE fire: kmemdup() of a port duplicates its owning pointers */
static struct cp_port *cp_clone_port(const struct cp_port *p)
{
	return kmemdup(p, sizeof(*p), GFP_KERNEL); /* EXPECT SA0202 */
}

static void cp_probe_clone(struct cp_port *p)
{
	struct cp_port *q = cp_clone_port(p);

	if (q)
		cp_port_free(q);
	cp_port_free(p);
}

/* CASE clean: kmemdup() of a port whose pointers are replaced */
static struct cp_port *cp_clone_port_ok(const struct cp_port *p)
{
	struct cp_port *q;

	q = kmemdup(p, sizeof(*p), GFP_KERNEL);
	if (!q)
		return NULL;
	q->label = kstrdup(p->label, GFP_KERNEL);
	q->alias = kstrdup(p->alias, GFP_KERNEL);
	q->rom = kmemdup(p->rom, p->rom_len, GFP_KERNEL);
	if (!q->label || !q->alias || !q->rom) {
		cp_port_free(q);
		return NULL;
	}
	return q;
}
