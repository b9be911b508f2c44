// SPDX-License-Identifier: GPL-2.0
/*
 * Which members of which structures own: those that a function of the file
 * drops.
 */
#include <string.h>

#include "arena.h"
#include "own.h"
#include "owning.h"
#include "rules.h"

/* A member of a structure that a function of this file drops. */
struct owning {
	struct symbol *type;
	struct ident *member;
	bool lasting;		/* somewhere it goes for good */
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

/* The structure inside @type that has a member @ident @at bytes from its start. */
static struct symbol *holder_of(struct symbol *type, struct ident *ident,
				long long at)
{
	struct symbol *m, *elem, *found;
	long long size;

	type = bare_type(type);
	if (!is_struct(type))
		return NULL;
	FOR_EACH_PTR(type->symbol_list, m) {
		if (m->ident == ident && m->offset == at)
			return type;
		size = type_bits(m) / 8;
		if (at < m->offset || at >= m->offset + size)
			continue;
		elem = bare_type(m);
		if (elem && elem->type == SYM_ARRAY)
			elem = pointee(elem);
		size = type_bits(elem) / 8;
		found = size > 0 ? holder_of(elem, ident, (at - m->offset) % size) : NULL;
		if (found)
			return found;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

/* The structure that the member access @e reaches into, or NULL. */
struct symbol *owning_struct(struct expression *e)
{
	struct expression *base;
	struct symbol *type, *holder;
	long long at = 0;

	if (e->type != EXPR_PREOP || e->op != '*' || !e->unop)
		return NULL;
	base = e->unop;
	if (base->type == EXPR_SYMBOL || !e->ctype || !e->ctype->ident)
		return NULL;
	while (base->type == EXPR_BINOP && base->op == '+' && base->left &&
	       base->right && base->right->type == EXPR_VALUE) {
		at += base->right->value;
		base = base->left;
	}
	if (base->type == EXPR_SYMBOL)
		type = bare_type(base->symbol);
	else
		type = bare_type(pointee(base->ctype));
	holder = holder_of(type, e->ctype->ident, at);
	return holder ? holder : type;
}

static struct owning *find_owning(struct symbol *type, struct ident *member)
{
	struct owning *o;

	for (o = ownings; o; o = o->next)
		if (o->type == type && o->member == member)
			return o;
	return NULL;
}

bool is_owning(struct symbol *type, struct ident *member)
{
	return find_owning(type, member);
}

bool is_lasting(struct symbol *type, struct ident *member)
{
	struct owning *o = find_owning(type, member);

	return o && o->lasting;
}

/* True if @op is p->member = NULL, for that member. */
static bool is_reset(struct op *op, struct symbol *type, struct ident *member)
{
	struct expression *e = op->kind == OP_EVAL ? op->expr : NULL, *to, *val;

	if (!e || e->type != EXPR_ASSIGNMENT || e->op != '=')
		return false;
	to = plain(e->left);
	val = plain(e->right);
	return to && val && val->type == EXPR_VALUE && !val->value &&
	       owning_struct(to) == type && to->ctype->ident == member;
}

/*
 * A member that is emptied, or that belongs to what another object leads to,
 * comes and goes while its structure stays.
 */
static bool goes_for_good(struct flow *flow, struct expression *e,
			  struct symbol *type)
{
	struct expression *base = e->unop;
	unsigned int i;
	struct op *op;

	if (base->type == EXPR_BINOP && base->left)
		base = base->left;
	base = skip_casts(base);
	if (base->type == EXPR_PREOP && base->unop->type != EXPR_SYMBOL)
		return false;
	for (i = 0; i < flow->nr_blocks; i++)
		for (op = flow->order[i]->ops; op; op = op->next)
			if (is_reset(op, type, e->ctype->ident))
				return false;
	return true;
}

static void add_owning(struct flow *flow, struct expression *arg)
{
	struct expression *e = plain(arg);
	struct symbol *type = e ? owning_struct(e) : NULL;
	struct owning *o;

	if (!type || !is_struct(type))
		return;
	o = find_owning(type, e->ctype->ident);
	if (!o) {
		o = file_new(struct owning);
		o->type = type;
		o->member = e->ctype->ident;
		o->next = ownings;
		ownings = o;
	}
	o->lasting = o->lasting || goes_for_good(flow, e, type);
}

static void collect_call(struct flow *flow, struct expression *call)
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
			add_owning(flow, arg);
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
		flow = flow_in_file(sym);
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
				collect_call(flow, op->expr);
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
