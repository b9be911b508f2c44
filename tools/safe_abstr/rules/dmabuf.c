// SPDX-License-Identifier: GPL-2.0
/* The buffer behind a mapping: whose it is, and whether it may be mapped. */
#include <string.h>

#include "dma.h"
#include "frontend.h"
#include "rules.h"

/* Functions that map a buffer they are given, and which argument it is. */
static const struct {
	const char *name;
	int arg;
} mappers[] = {
	{ "usb_control_msg", 7 },
	{ "usb_bulk_msg", 3 },
	{ "usb_interrupt_msg", 3 },
	{ "usb_fill_control_urb", 5 },
	{ "usb_fill_bulk_urb", 4 },
	{ "usb_fill_int_urb", 4 },
};

static int mapped_arg(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DMA_MAP);
	unsigned int i;

	if (f)
		return f->arg2;
	for (i = 0; c->name && i < ARRAY_SIZE(mappers); i++)
		if (!strcmp(c->name, mappers[i].name))
			return mappers[i].arg;
	return 0;
}

/* Memory that must not be mapped */

static const char *why_unmappable(struct path *p, struct value *buf)
{
	static const char *const classes[] = {
		"vmalloc", "kvmalloc", "vmap", "ioremap",
	};
	struct value *root = val_root(buf);
	const struct cell *own = own_of(p, root);
	unsigned int i;

	if (val_local(root))
		return "on the stack";
	if (!own || !own->cls || own->maybe)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(classes); i++)
		if (!strcmp(own->cls->name, classes[i]))
			return own->cls->words;
	return NULL;
}

static void check_mappable(struct path *p, struct call *c, struct value *buf,
			   struct expression *expr)
{
	const char *why = why_unmappable(p, buf);

	if (!why)
		return;
	diag_emit(diag_new(SA1005, report_pos(p, c->pos),
			   strcmp(why, "on the stack") ?
			   "'%s' must not be mapped for DMA: it is %s" :
			   "'%s' must not be mapped for DMA: it stands %s",
			   value_name(p, val_root(buf), expr), why));
}

static void check_list(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DMA_MAP_SG);
	struct value *sg = f ? dma_arg(c, f->arg2) : NULL;
	const struct cell *list = sg ? cell_get(&p->st, sg, SLOT_DMA_BUF) : NULL;

	if (list && list->count == BUF_LIST && list->other)
		check_mappable(p, c, list->other, NULL);
}

static void fill_list(struct path *p, struct call *c)
{
	struct cell list = { .status = ST_OTHER, .count = BUF_LIST };

	if (!c->name || c->nr_args < 3 ||
	    (strcmp(c->name, "sg_init_one") && strcmp(c->name, "sg_set_buf")))
		return;
	if (!why_unmappable(p, c->arg[2]))
		return;
	list.other = c->arg[2];
	cell_set(&p->st, c->arg[1], SLOT_DMA_BUF, list);
}

/* Whose the buffer is */

static bool forget_one(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *c)
{
	struct value **what = ctx;

	if (slot == SLOT_DMA_BUF && c->other == what[0] && c->count != BUF_LIST)
		what[1] = val;
	return !what[1];
}

static struct value *buffer_of(struct path *p, struct value *addr)
{
	struct value *what[2] = { addr, NULL };

	cell_each(&p->st, forget_one, what);
	return what[1];
}

void dma_forget_buffers(struct path *p, struct value *addr)
{
	struct value *buf = buffer_of(p, addr);

	if (buf)
		cell_del(&p->st, buf, SLOT_DMA_BUF);
}

void dma_check_freed(struct path *p, struct value *addr)
{
	struct value *buf = buffer_of(p, addr);
	const struct cell *dead = buf ? dead_of(p, buf) : NULL;
	struct diag *d;

	if (!dead || dead->died.line == p->pos.line)
		return;
	d = diag_new(SA1001, report_pos(p, dead->died),
		     "'%s' is freed while the device owns it",
		     value_name(p, val_root(buf), NULL));
	diag_note(d, report_pos(p, p->pos), "unmapped here, too late");
	diag_emit(d);
}

static bool is_page(struct symbol *type)
{
	const char *name = struct_name(pointee(type));

	return name && !strcmp(name, "page");
}

static void give_to_device(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DMA_MAP);
	struct value *buf = f ? dma_arg(c, f->arg2) : NULL;
	struct value *size = f ? dma_arg(c, f->arg3) : NULL;
	struct cell cell = {
		.status = ST_LIVE, .count = BUF_DEVICE, .other = c->result,
		.third = f ? dma_arg(c, f->arg4) : NULL, .born = c->pos,
		.born_by = c->name,
	};

	if (!buf || buf->kind == V_INT || !c->result)
		return;
	if (is_page(c->arg_expr[f->arg2]->ctype))
		cell.count |= BUF_PAGE;
	else if (!is_pointer(c->arg_expr[f->arg2]->ctype))
		return;
	if (size && size->kind == V_INT)
		cell.num = size->num;
	cell_set(&p->st, buf, SLOT_DMA_BUF, cell);
}

static bool forget_all(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_DMA_BUF && c->count != BUF_LIST)
		cell_del(&p->st, val, slot);
	return true;
}

static void sync(struct path *p, struct value *addr, bool device)
{
	struct value *buf = buffer_of(p, addr);
	struct state was = p->st;
	struct cell cell;

	if (!buf) {
		cell_each(&was, forget_all, p);
		return;
	}
	cell = *cell_get(&p->st, buf, SLOT_DMA_BUF);
	cell.count = (cell.count & ~BUF_DEVICE) | (device ? BUF_DEVICE : 0);
	if (device)
		cell.born = p->pos;
	cell_set(&p->st, buf, SLOT_DMA_BUF, cell);
}

/* The CPU's accesses */

static bool in_buffer(struct value *ptr, struct value *buf, const struct cell *c)
{
	long long at = val_offset(ptr) - val_offset(buf);

	if (val_base(ptr) != val_base(buf) || at < 0)
		return false;
	if (c->num)
		return at < c->num * 8;
	return !val_offset(buf) || !at;
}

static const struct cell *buffer_at(struct path *p, struct value *ptr)
{
	struct value *base = val_base(ptr), *f;
	const struct cell *c = cell_get(&p->st, base, SLOT_DMA_BUF);

	if (c && in_buffer(ptr, base, c))
		return c;
	for (f = base->fields; f; f = f->next_field) {
		c = cell_get(&p->st, f, SLOT_DMA_BUF);
		if (c && in_buffer(ptr, f, c))
			return c;
	}
	return NULL;
}

/* What was not mapped, at the end of what was. */
static bool is_behind(struct path *p, const struct cell *c, struct value *index)
{
	const struct cell *m = c->other ? cell_get(&p->st, c->other, SLOT_DMA) : NULL;

	return index && m && m->other && m->other->kind != V_INT &&
	       val_depends(index, m->other);
}

static const struct cell *busy_buffer(struct path *p, struct value *ptr)
{
	struct value *index = NULL;
	const struct cell *c;

	for (;;) {
		c = buffer_at(p, ptr);
		if (c)
			break;
		ptr = val_base(ptr);
		if (ptr->kind != V_ELEM)
			return NULL;
		index = ptr->b;
		ptr = ptr->a;
	}
	if (c->maybe || !(c->count & BUF_DEVICE) || is_behind(p, c, index))
		return NULL;
	return c;
}

/* What is written to the buffer is given to the device by a sync. */
static bool syncs_later(struct path *p)
{
	struct block *b;
	struct op *op;

	for (b = p->frame->flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL &&
			    fact_has(facts_for(called_name(op->expr)),
				     FACT_DMA_SYNC_DEV))
				return true;
	return false;
}

static bool is_harmless(struct path *p, const struct cell *c, bool write)
{
	if (!c->third || !val_is_int(c->third, DMA_TO_DEVICE))
		return false;
	return !write || syncs_later(p);
}

static void check_access(struct path *p, struct position pos, struct value *ptr,
			 bool write)
{
	const struct cell *c = busy_buffer(p, ptr);
	struct diag *d;

	if (!c || is_harmless(p, c, write))
		return;
	/* What the headers do to a struct page is not done to its memory. */
	if (c->count & BUF_PAGE && !frontend_is_main(pos))
		return;
	d = diag_new(SA1001, report_pos(p, pos),
		     "'%s' is %s while the device owns it",
		     value_name(p, val_root(ptr), NULL),
		     write ? "written" : "read");
	diag_note(d, report_pos(p, c->born), "given to the device here");
	diag_emit(d);
	cell_del(&p->st, c->val, SLOT_DMA_BUF);
}

static void buf_access(struct path *p, struct expression *expr,
		       struct value *ptr, bool write)
{
	check_access(p, expr->pos, ptr, write);
}

static void access_by_call(struct path *p, struct call *c)
{
	struct fact *f;
	int nr;

	for_each_fact(f, c->facts) {
		bool write = f->kind == FACT_WRITE || f->kind == FACT_FROM_USER;

		nr = f->kind == FACT_TO_USER ? f->arg2 : f->arg;
		if (!write && f->kind != FACT_READ && f->kind != FACT_TO_USER)
			continue;
		if (dma_arg(c, nr))
			check_access(p, c->pos, c->arg[nr], write);
	}
}

static void buf_call(struct path *p, struct call *c)
{
	int nr = mapped_arg(c);

	if (nr && dma_arg(c, nr) && is_pointer(c->arg_expr[nr]->ctype))
		check_mappable(p, c, c->arg[nr], c->arg_expr[nr]);
	check_list(p, c);
	fill_list(p, c);
	access_by_call(p, c);
}

static void buf_done(struct path *p, struct call *c)
{
	struct fact *f;

	give_to_device(p, c);
	f = fact_find(c->facts, FACT_DMA_SYNC_CPU);
	if (f)
		sync(p, c->arg[f->arg2], false);
	f = fact_find(c->facts, FACT_DMA_SYNC_DEV);
	if (f)
		sync(p, c->arg[f->arg2], true);
}

const struct rule rule_dmabuf = {
	.name = "dma",
	.call = buf_call,
	.done = buf_done,
	.access = buf_access,
};
