// SPDX-License-Identifier: GPL-2.0
/*
 * What functions of this file may end: in doubt is all of it where one is too
 * large, or called too deep, to be interpreted in place, and where one that
 * cleans up found nothing to do, as what it tests is not known any more.
 */
#include "core.h"

static unsigned long long class_bit(const struct fact_class *cls)
{
	return cls ? 1ULL << (cls->id % 64) : 0;
}

/* What a row ends: classes, by their bits; a class too many does no harm. */
static unsigned long long row_ends(const struct fn_facts *row)
{
	unsigned long long ends = 0;
	struct fact *f;

	for_each_fact(f, row) {
		if (f->kind == FACT_DROP || f->kind == FACT_PUT)
			ends |= class_bit(f->cls);
		else if (f->kind == FACT_MOVE || f->kind == FACT_MOVE_OK ||
			 f->kind == FACT_MOVE_FAIL)
			ends |= class_bit(fact_class_of("skb"));
	}
	return ends;
}

static unsigned long long fn_ends(struct symbol *fn);

static unsigned long long call_ends(struct expression *call)
{
	const struct fn_facts *row = facts_for(called_name(call));

	return row ? row_ends(row) : fn_ends(called_symbol(call));
}

static unsigned long long fn_ends(struct symbol *fn)
{
	struct flow *flow = flow_in_file(fn);
	unsigned int i;
	struct op *op;

	if (!flow)
		return 0;
	/* Set first: it may call itself. */
	if (flow->skimmed)
		return flow->ends;
	flow->skimmed = true;
	for (i = 0; i < flow->nr_blocks; i++)
		for (op = flow->order[i]->ops; op; op = op->next)
			if (op->kind == OP_CALL)
				flow->ends |= call_ends(op->expr);
	return flow->ends;
}

struct doubting {
	struct path *p;
	unsigned long long ends;
};

static bool may_end(const struct cell *c, unsigned int slot)
{
	if (slot >= SLOT_STATE)
		return c->status == ST_LIVE;
	return slot == SLOT_OWN &&
	       (c->status == ST_LIVE || c->status == ST_HELD ||
		(c->status == ST_ESCAPED && c->stored));
}

static bool doubt(void *ctx, struct value *val, unsigned int slot,
		  const struct cell *c)
{
	struct doubting *d = ctx;
	struct cell cell = *c;

	if (c->maybe || !may_end(c, slot) || !(class_bit(c->cls) & d->ends))
		return true;
	cell.maybe = true;
	cell_set(&d->p->st, val, slot, cell);
	return true;
}

/* A class of which the call ended something. */
static bool is_ended(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *was)
{
	struct doubting *d = ctx;
	const struct cell *now = cell_get(&d->p->st, val, slot);

	if (may_end(was, slot) && (!now || now->status != was->status ||
				   now->count != was->count))
		d->ends &= ~class_bit(was->cls);
	return true;
}

static bool returns_nothing(struct symbol *fn)
{
	struct symbol *base = get_base_type(fn);

	return base && base->ctype.base_type == &void_ctype;
}

static bool is_stored(struct op *op, struct symbol *sym)
{
	struct expression *e = op->expr, *to;

	if (op->kind != OP_EVAL || e->type != EXPR_ASSIGNMENT || e->op != '=')
		return false;
	to = e->left;
	return to->type == EXPR_PREOP && to->unop->type != EXPR_SYMBOL &&
	       plain_variable(skip_casts(e->right)) == sym;
}

static bool stores_in_loop(struct flow *flow, struct symbol *sym)
{
	unsigned int i;
	struct op *op;

	for (i = 0; i < flow->nr_blocks; i++)
		for (op = flow->order[i]->ops; flow->order[i]->in_loop && op;
		     op = op->next)
			if (is_stored(op, sym))
				return true;
	return false;
}

/* What one of the rounds of a loop puts away is put away by the loop. */
static void skim_args(struct path *p, struct call *c, struct flow *flow)
{
	const struct cell *cell;
	struct symbol *sym;
	struct cell new;
	int i = 0;

	FOR_EACH_PTR(get_base_type(flow->fn)->arguments, sym) {
		if (++i > c->nr_args)
			break;
		cell = own_of(p, c->arg[i]);
		if (!cell || cell->status != ST_LIVE || cell->maybe ||
		    !stores_in_loop(flow, sym))
			continue;
		new = *cell;
		new.maybe = true;
		cell_set(&p->st, c->arg[i], SLOT_OWN, new);
	} END_FOR_EACH_PTR(sym);
}

void skim_done(struct path *p, const struct state *before, struct call *c,
	       struct flow *flow)
{
	struct doubting d = { p, 0 };
	struct state was;

	skim_args(p, c, flow);
	if (!returns_nothing(flow->fn))
		return;
	d.ends = fn_ends(flow->fn);
	if (!d.ends)
		return;
	was = p->st;
	cell_each(before, is_ended, &d);
	cell_each(&was, doubt, &d);
}

void skim_call(struct path *p, struct symbol *fn)
{
	struct doubting d = { p, fn_ends(fn) };
	struct state was = p->st;

	if (d.ends)
		cell_each(&was, doubt, &d);
}
