// SPDX-License-Identifier: GPL-2.0
/*
 * A mapping that one function keeps in a member is ended by another: what the
 * whole file says of that member must agree.
 */
#include <string.h>

#include "dma.h"
#include "extent.h"
#include "rules.h"
#include "section.h"

#define UNKNOWN		INT64_MIN

/* A call that begins a mapping, and the member that keeps its address. */
struct began {
	uint64_t key;
	long long size, dir;
	enum { KIND_OTHER, KIND_SINGLE, KIND_PAGE } kind;
	bool coherent;
	struct position pos;
	const char *name;
	struct began *next;
};

static struct began *all;

static int kind_of(const char *name)
{
	if (strstr(name, "_single"))
		return KIND_SINGLE;
	return strstr(name, "_page") || strstr(name, "skb_frag") ? KIND_PAGE :
								   KIND_OTHER;
}

static long long number(struct expression *call, int nr)
{
	struct expression *e = nr >= 1 ? skip_casts(nth_arg(call, nr)) : NULL;
	long long value;

	if (!e || e->type == EXPR_VALUE)
		return e ? (long long)e->value : UNKNOWN;
	value = get_expression_value_silent(e);
	return value ? value : UNKNOWN;
}

/* The member that @e is, or whose element it is. */
static uint64_t member_key(struct expression *e)
{
	uint64_t key = value_key(e);

	e = skip_casts(e);
	if (key || !e || e->type != EXPR_PREOP || e->op != '*')
		return key;
	e = skip_casts(e->unop);
	return extent_is_index(e) ? place_key(extent_pointer(e)) : 0;
}

static void add(struct expression *to, struct expression *call)
{
	const struct fn_facts *row = facts_for(called_name(call));
	struct fact *f = fact_find(row, FACT_DMA_MAP);
	struct began *b;

	if (!f)
		f = fact_find(row, FACT_DMA_ALLOC);
	if (!f || !member_key(to))
		return;
	b = file_new(struct began);
	b->key = member_key(to);
	b->coherent = f->kind == FACT_DMA_ALLOC;
	b->size = number(call, b->coherent ? f->arg2 : f->arg3);
	b->dir = b->coherent ? UNKNOWN : number(call, f->arg4);
	b->kind = kind_of(called_name(call));
	b->pos = call->pos;
	b->name = called_name(call);
	b->next = all;
	all = b;
}

/* The call whose result the variable @sym gets in @flow. */
static struct expression *call_into(struct flow *flow, struct symbol *sym)
{
	struct expression *e, *from;
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			e = op->expr;
			from = NULL;
			if (op->kind == OP_DECL && op->sym == sym)
				from = skip_casts(sym->initializer);
			else if (e && e->type == EXPR_ASSIGNMENT &&
				 variable_of(e->left) == sym)
				from = skip_casts(e->right);
			if (from && from->type == EXPR_CALL)
				return from;
		}
	return NULL;
}

static void scan_assignment(struct flow *flow, struct expression *e)
{
	struct expression *from = skip_casts(e->right);

	if (e->op != '=' || !from)
		return;
	if (from->type != EXPR_CALL && variable_of(from))
		from = call_into(flow, variable_of(from));
	if (from && from->type == EXPR_CALL)
		add(skip_casts(e->left), from);
}

static void scan(struct flow *flow)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->expr && op->expr->type == EXPR_ASSIGNMENT)
				scan_assignment(flow, op->expr);
}

static void dmafile_file(struct symbol_list *list)
{
	struct symbol *fn;

	all = NULL;
	FOR_EACH_PTR(list, fn) {
		struct flow *flow = flow_in_file(fn);

		if (flow && !flow->problem)
			scan(flow);
	} END_FOR_EACH_PTR(fn);
}

static bool agrees(long long a, long long b)
{
	return a == UNKNOWN || b == UNKNOWN || a == b;
}

/* The end of what is none of the beginnings that the file has of it. */
static const char *differs(const struct began *b, const struct began *end)
{
	if (!agrees(b->size, end->size))
		return "size";
	if (!agrees(b->dir, end->dir))
		return "direction";
	return b->kind && end->kind && b->kind != end->kind ? "kind of memory" :
							      NULL;
}

static void report(struct path *p, struct call *c, const struct began *b,
		   const char *what)
{
	struct diag *d;

	d = diag_new(SA1004, report_pos(p, c->pos),
		     "%s() is given another %s than %s()",
		     dma_function(c->name), what, dma_function(b->name));
	diag_note(d, b->pos, "mapped or allocated here");
	diag_emit(d);
}

static void check_member(struct path *p, struct call *c, struct fact *f)
{
	bool coherent = f->kind == FACT_DMA_FREE;
	struct began *b, *other = NULL, end = {
		.key = member_key(c->arg_expr[coherent ? f->arg3 : f->arg2]),
		.size = number(c->expr, coherent ? f->arg2 : f->arg3),
		.dir = coherent ? UNKNOWN : number(c->expr, f->arg4),
		.kind = kind_of(c->name),
	};

	if (!end.key)
		return;
	for (b = all; b; b = b->next) {
		if (b->key != end.key || b->coherent != coherent)
			continue;
		if (!differs(b, &end))
			return;
		other = b;
	}
	if (other)
		report(p, c, other, differs(other, &end));
}

static void dmafile_call(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DMA_UNMAP);
	struct value *val = f ? dma_arg(c, f->arg2) : NULL;

	if (!f) {
		f = fact_find(c->facts, FACT_DMA_FREE);
		val = f ? dma_arg(c, f->arg3) : NULL;
	}
	if (val && !cell_get(&p->st, val, SLOT_DMA))
		check_member(p, c, f);
}

const struct rule rule_dmafile = {
	.name = "dmafile",
	.file = dmafile_file,
	.call = dmafile_call,
};
