// SPDX-License-Identifier: GPL-2.0
/* A mapping is ended with the device, size and direction it began with. */
#include <string.h>

#include "dma.h"
#include "rules.h"
#include "token.h"

/* The same place in memory, whatever calls may have written to it. */
static bool same_place(struct value *a, struct value *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case V_LOAD:
		return same_place(a->a, b->a);
	case V_FIELD:
		return a->off == b->off && same_place(a->a, b->a);
	case V_ELEM:
	case V_OP:
		return a->num == b->num && same_place(a->a, b->a) &&
		       same_place(a->b, b->b);
	default:
		return false;
	}
}

/* Joined, or of an earlier round: nobody knows what it is. */
static bool is_vague(struct value *v)
{
	for (; v; v = v->a) {
		if (v->kind == V_PHI || v->kind == V_OLD || v->kind == V_FRESH)
			return true;
		/* The b of a load only tells when it was. */
		if (v->kind != V_LOAD && v->b && is_vague(v->b))
			return true;
	}
	return false;
}

static bool is_sum(struct value *v)
{
	return v->kind == V_OP && (v->num == '+' || v->num == '-' ||
				   v->num == '*' || v->num == '/');
}

/* Members of one structure, or two arguments of the function. */
static bool other_member(struct value *a, struct value *b)
{
	if (a->kind != V_LOAD || b->kind != V_LOAD)
		return false;
	if (same_place(a->a, b->a))
		return false;
	if (same_place(val_base(a->a), val_base(b->a)))
		return true;
	return val_local(a->a) && val_local(b->a);
}

static bool fixed(struct range r)
{
	return r.lo == r.hi;
}

static bool size_differs(struct path *p, struct value *a, struct value *b)
{
	struct range ra = range_of(&p->st, a), rb = range_of(&p->st, b);

	if (same_place(a, b) || (fixed(ra) && fixed(rb) && ra.lo == rb.lo))
		return false;
	if (ra.hi < rb.lo || rb.hi < ra.lo)
		return true;
	if ((is_sum(a) && val_depends(a, b)) || (is_sum(b) && val_depends(b, a)))
		return true;
	if (is_vague(a) || is_vague(b))
		return false;
	if (a->kind == V_INT || b->kind == V_INT)
		return a->kind == V_LOAD || b->kind == V_LOAD;
	return other_member(a, b);
}

static struct symbol *container(struct value *v)
{
	return v->kind == V_FIELD && v->off > 0 ? pointee(v->a->type) : NULL;
}

/* @to is what a member of @from, or of what @from stands in, points to. */
static bool reached_through(struct value *to, struct value *from)
{
	if (to->kind == V_LOAD && same_place(val_base(to->a), from))
		return true;
	return to->kind == V_LOAD && from->kind == V_FIELD &&
	       same_place(val_base(to->a), from->a);
}

static bool is_netdev(const char *name)
{
	return name && !strcmp(name, "net_device");
}

static bool device_differs(struct value *a, struct value *b)
{
	const char *in_a, *in_b;

	if (same_place(a, b))
		return false;
	if (a->kind == V_INT || b->kind == V_INT)
		return a->kind != b->kind;
	if (is_vague(val_root(a)) || is_vague(val_root(b)))
		return false;
	if (reached_through(a, b) || reached_through(b, a))
		return true;
	in_a = struct_name(container(a));
	in_b = struct_name(container(b));
	if (in_a && in_b)
		return strcmp(in_a, in_b);
	/* No hardware is behind the device of an interface. */
	if (is_netdev(in_a) || is_netdev(in_b))
		return true;
	return a->kind == V_LOAD && b->kind == V_LOAD &&
	       val_base(a->a)->kind != V_ADDR && other_member(a, b);
}

static void report(struct path *p, struct call *c, const struct cell *began,
		   const char *what)
{
	struct diag *d;

	d = diag_new(SA1004, report_pos(p, c->pos),
		     "%s() is given another %s than %s()",
		     dma_function(c->name), what, dma_function(began->born_by));
	diag_note(d, report_pos(p, began->born), "mapped or allocated here");
	diag_emit(d);
}

/* The number that dma_map_sg() returned, instead of that it was given. */
static bool is_mapped_count(struct value *v, const struct cell *began)
{
	return v->kind == V_FRESH && v->num == TAG_RESULT && began->other != v &&
	       v->pos.line == began->born.line && v->pos.pos == began->born.pos;
}

static bool handle_differs(struct value *handle, const struct cell *began)
{
	struct value *was;

	if (!began->num)
		return false;
	was = val_by_id(began->num);
	return handle != was && handle->kind == V_FRESH &&
	       handle->num == TAG_MADE;
}

static bool direction_differs(struct value *dir, const struct cell *began)
{
	struct value *was = val_by_id(began->num);

	return dir->kind == V_INT && was->kind == V_INT && dir != was;
}

void dma_check_pair(struct path *p, struct call *c, struct fact *f,
		    const struct cell *began, bool counts)
{
	bool coherent = f->kind == FACT_DMA_FREE;
	struct value *dev = dma_arg(c, f->arg);
	struct value *size = dma_arg(c, coherent ? f->arg2 : f->arg3);
	struct value *last = dma_arg(c, f->arg4);

	if (dev && began->third && device_differs(dev, began->third))
		report(p, c, began, "device");
	else if (size && began->other &&
		 (counts && is_mapped_count(size, began)))
		report(p, c, began, "number of entries");
	else if (size && began->other && !(counts && is_inlined(p)) &&
		 size_differs(p, size, began->other))
		report(p, c, began, counts ? "number of entries" : "size");
	else if (last && !coherent && direction_differs(last, began))
		report(p, c, began, "direction");
	else if (last && coherent && handle_differs(last, began))
		report(p, c, began, "address");
}
