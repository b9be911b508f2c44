// SPDX-License-Identifier: GPL-2.0
/* Streaming mappings that nobody ends: where they are kept, and who fails. */
#include "dma.h"
#include "rules.h"

#define MAX_TOLD	64

/* Where the address is kept says who may end the mapping. */
struct storing {
	struct path *p;
	struct value *val;
	int flags;
};

static bool store_one(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *m)
{
	struct storing *s = ctx;

	if (slot == SLOT_DMA && m->status == ST_LIVE && val_depends(s->val, val))
		dma_add_flags(s->p, val, m, s->flags);
	return true;
}

static void dma_store(struct path *p, struct expression *expr,
		      struct value *ptr, struct value *val, struct value *old)
{
	struct value *root = val_root(ptr);
	struct storing s = { p, val, DMA_STORED };
	struct state was;

	if (val->kind != V_FRESH && val->kind != V_OP)
		return;
	if (!val->name && expr && expr->ctype && expr->ctype->ident &&
	    cell_get(&p->st, val, SLOT_DMA))
		val->name = ident_str(expr->ctype->ident);
	if (val_local(root) || is_temp(root))
		return;
	if (val_has_elem(ptr))
		s.flags |= DMA_RING;
	if (ptr == root && !is_struct(pointee(root->type)))
		s.flags |= DMA_OUT;
	was = p->st;
	cell_each(&was, store_one, &s);
}

/*
 * A function that is also interpreted in place of its calls would have what it
 * leaves mapped reported there again.
 */
static struct {
	struct position born;
	struct symbol *fn;
} told[MAX_TOLD];
static unsigned int nr_told;

static bool is_told(struct position born, struct symbol *fn)
{
	unsigned int i;

	for (i = 0; i < nr_told; i++)
		if (told[i].born.line == born.line &&
		    told[i].born.stream == born.stream)
			return told[i].fn != fn;
	if (nr_told < MAX_TOLD) {
		told[nr_told].born = born;
		told[nr_told++].fn = fn;
	}
	return false;
}

struct copying {
	struct path *p;
	struct value *to;
};

static bool copy_one(void *ctx, struct value *ptr, struct value *val)
{
	struct copying *c = ctx;

	dma_store(c->p, NULL, c->to, val, NULL);
	return true;
}

/* A structure that holds the address goes elsewhere. */
static void dma_copy(struct path *p, struct position pos, struct value *to,
		     struct value *from, struct symbol *type)
{
	struct copying c = { p, to };
	struct state was = p->st;
	long long bits = type_bits(type);

	if (val_local(val_base(from)))
		mem_each(&was, from, bits > 0 ? bits : 0, copy_one, &c);
}

static void dma_kill(struct path *p, struct symbol *sym)
{
	struct value *val = mem_get(&p->st, val_addr(sym));
	const struct cell *m = val ? cell_get(&p->st, val, SLOT_DMA) : NULL;

	if (m && m->status == ST_LIVE)
		dma_add_flags(p, val, m, DMA_KEPT);
}

struct leaving {
	struct path *p;
	struct position pos;
	struct value *val;
	bool error;
};

static void report_left(struct leaving *l, struct value *val,
			const struct cell *m)
{
	struct diag *d;

	if (is_told(m->born, this_function(l->p)))
		return;
	d = diag_new(SA1003, report_pos(l->p, l->pos), "'%s' is still mapped here",
		     dma_value_name(l->p, val));
	diag_note(d, report_pos(l->p, m->born), "mapped here, by %s()",
		  dma_function(m->born_by));
	diag_emit(d);
}

static bool is_left(struct leaving *l, struct value *val, const struct cell *m)
{
	if (val->kind == V_OLD || m->count & (DMA_OUT | DMA_RING | DMA_UNDONE))
		return false;
	if (l->error)
		return !(m->count & DMA_INNER) ||
		       !(m->count & (DMA_STORED | DMA_SG));
	/* Without a variable, what became of it may not be known. */
	return m->count & DMA_KEPT &&
	       !(m->count & (DMA_STORED | DMA_GIVEN | DMA_SG | DMA_LOOP));
}

static bool leave_one(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *m)
{
	struct leaving *l = ctx;

	if (slot != SLOT_DMA || m->maybe || l->val == val)
		return true;
	/* Taken for no mapping, if wrongly: the other path tells. */
	if (m->status == ST_LIVE && range_of(&l->p->st, val).sign == SIGN_ZERO)
		return true;
	if (m->status == ST_OTHER) {
		if (m->count & DMA_SG && cell_get(&l->p->st, val, SLOT_RESULT))
			dma_report_untested(l->p, m->born, val, m);
		return true;
	}
	if (!(m->count & (DMA_TESTED | DMA_OUT)))
		dma_report_untested(l->p, m->born, val, m);
	else if (is_left(l, val, m))
		report_left(l, val, m);
	return true;
}

static void dma_file(struct symbol_list *list)
{
	nr_told = 0;
}

/* Also where all that is known of the result is that it is not zero. */
static bool is_failure(struct path *p, struct value *val)
{
	if (!val || is_pointer(val->type))
		return returns_error(p, val);
	return returns_error(p, val) ||
	       range_of(&p->st, val).sign == (SIGN_NEG | SIGN_POS);
}

static void dma_ret(struct path *p, struct position pos, struct value *val)
{
	struct leaving l = { p, pos, val, is_failure(p, val) };
	struct state was = p->st;

	cell_each(&was, leave_one, &l);
}

const struct rule rule_dmaleak = {
	.name = "dma",
	.store = dma_store,
	.copy = dma_copy,
	.kill = dma_kill,
	.ret = dma_ret,
	.file = dma_file,
};
