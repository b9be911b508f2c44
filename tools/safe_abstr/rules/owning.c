// SPDX-License-Identifier: GPL-2.0
/*
 * Which members of which structures own: those that a function of the file
 * drops.
 */
#include <string.h>

#include "arena.h"
#include "frontend.h"
#include "own.h"
#include "owning.h"
#include "rules.h"

/* A member of a structure that a function of this file drops. */
struct owning {
	struct symbol *type;
	struct ident *member;
	struct owning *next;
};

static struct owning *ownings;

static struct expression *plain(struct expression *e)
{
	while (e && (e->type == EXPR_CAST || e->type == EXPR_IMPLIED_CAST ||
		     e->type == EXPR_FORCE_CAST ||
		     (e->type == EXPR_BINOP && e->right &&
		      e->right->type == EXPR_VALUE)))
		e = e->type == EXPR_BINOP ? e->left : e->cast_expression;
	return e;
}

/* The structure that the member access @e reaches into, or NULL. */
struct symbol *owning_struct(struct expression *e)
{
	struct expression *base;

	if (e->type != EXPR_PREOP || e->op != '*' || !e->unop)
		return NULL;
	base = e->unop;
	if (base->type == EXPR_SYMBOL || !e->ctype || !e->ctype->ident)
		return NULL;
	if (base->type == EXPR_BINOP && base->left)
		base = base->left;
	if (base->type == EXPR_SYMBOL)
		return bare_type(base->symbol);
	return bare_type(pointee(base->ctype));
}

bool is_owning(struct symbol *type, struct ident *member)
{
	struct owning *o;

	for (o = ownings; o; o = o->next)
		if (o->type == type && o->member == member)
			return true;
	return false;
}

static void add_owning(struct expression *arg)
{
	struct expression *e = plain(arg);
	struct symbol *type = e ? owning_struct(e) : NULL;
	struct owning *o;

	if (!type || !is_struct(type) || is_owning(type, e->ctype->ident))
		return;
	o = file_new(struct owning);
	o->type = type;
	o->member = e->ctype->ident;
	o->next = ownings;
	ownings = o;
}

static void collect_call(struct expression *call)
{
	const struct fn_facts *f = facts_for(called_name(call));
	struct expression *arg;
	int nr = 0;

	if (!fact_has(f, FACT_DROP) && !fact_has(f, FACT_PUT))
		return;
	FOR_EACH_PTR(call->args, arg) {
		struct fact *fact;

		nr++;
		fact = fact_find_arg(f, FACT_DROP, nr);
		if (!fact)
			fact = fact_find_arg(f, FACT_PUT, nr);
		if (fact && fact->cls && fact->cls->kind != CLASS_STATE)
			add_owning(arg);
	} END_FOR_EACH_PTR(arg);
}

/* Two members that the file compares: it knows that they may be the same. */
struct pair {
	struct symbol *type;
	struct ident *a, *b;
	struct pair *next;
};

static struct pair *pairs;

static void note_pair(struct symbol *type, struct ident *a, struct ident *b)
{
	struct pair *pair = file_new(struct pair);

	pair->type = type;
	pair->a = a;
	pair->b = b;
	pair->next = pairs;
	pairs = pair;
}

bool is_compared(struct symbol *type, struct ident *a, struct ident *b)
{
	struct pair *pair;

	for (pair = pairs; pair; pair = pair->next)
		if (pair->type == type &&
		    ((pair->a == a && pair->b == b) ||
		     (pair->a == b && pair->b == a)))
			return true;
	return false;
}

static void find_compare(struct expression *e)
{
	struct expression *l, *r;

	if (!e || e->type != EXPR_COMPARE)
		return;
	l = plain(e->left);
	r = plain(e->right);
	if (l && r && owning_struct(l) && owning_struct(r) &&
	    is_owning(owning_struct(l), l->ctype->ident) &&
	    is_owning(owning_struct(r), r->ctype->ident))
		note_pair(owning_struct(l), l->ctype->ident, r->ctype->ident);
}

static void each_flow(struct symbol_list *list, void (*fn)(struct flow *flow))
{
	struct symbol *sym;
	struct flow *flow;

	FOR_EACH_PTR(list, sym) {
		if (!frontend_is_main(sym->pos) || !frontend_body(sym))
			continue;
		flow = flow_of(sym);
		if (flow)
			fn(flow);
	} END_FOR_EACH_PTR(sym);
}

static void collect_drops(struct flow *flow)
{
	unsigned int i;
	struct op *op;

	for (i = 0; i < flow->nr_blocks; i++)
		for (op = flow->order[i]->ops; op; op = op->next)
			if (op->kind == OP_CALL)
				collect_call(op->expr);
}

static void collect_compares(struct flow *flow)
{
	unsigned int i;

	for (i = 0; i < flow->nr_blocks; i++)
		find_compare(flow->order[i]->cond);
}

static void owning_file(struct symbol_list *list)
{
	ownings = NULL;
	pairs = NULL;
	each_flow(list, collect_drops);
	each_flow(list, collect_compares);
}

const struct rule rule_owning = {
	.name = "owning",
	.file = owning_file,
};
