// SPDX-License-Identifier: GPL-2.0
/*
 * What functions of the file do that are too large to be interpreted in place:
 * all that can be said is what they may end, or take, somewhere.
 */
#include <string.h>

#include "arena.h"
#include "callee.h"

#define MAX_DEPTH	4

static struct symbol_list *functions;

static struct flow *body_of(struct symbol *fn)
{
	struct flow *flow = flow_in_file(fn);

	return flow && !flow->problem ? flow : NULL;
}

/* Calls @test on the calls of @flow until it says true. */
typedef bool (*call_test_t)(struct expression *call, const void *arg);

static bool any_call(struct flow *flow, call_test_t test, const void *arg,
		     unsigned int depth)
{
	struct flow *inner;
	unsigned int i;
	struct op *op;

	for (i = 0; flow && i < flow->nr_blocks; i++)
		for (op = flow->order[i]->ops; op; op = op->next) {
			if (op->kind != OP_CALL)
				continue;
			if (test(op->expr, arg))
				return true;
			if (!depth || facts_for(called_name(op->expr)))
				continue;
			inner = body_of(called_symbol(op->expr));
			if (inner && any_call(inner, test, arg, depth - 1))
				return true;
		}
	return false;
}

static bool ends_class(struct expression *call, const void *cls)
{
	struct fact *f;

	for_each_fact(f, facts_for(called_name(call)))
		if ((f->kind == FACT_DROP || f->kind == FACT_PUT) && f->cls == cls)
			return true;
	return false;
}

static bool takes_ref(struct expression *call, const void *arg)
{
	struct fact *f;

	for_each_fact(f, facts_for(called_name(call)))
		if ((f->kind == FACT_GET || f->kind == FACT_GET_OK) &&
		    f->cls->kind == CLASS_REF)
			return true;
	return false;
}

/* The answers, as a function is asked about on many paths. */
struct answer {
	struct flow *flow;
	const void *arg;
	bool yes;
	struct answer *next;
};

static struct answer *answers[64];

static bool ask(struct flow *flow, call_test_t test, const void *arg)
{
	unsigned int slot = (((uintptr_t)flow >> 5) ^ ((uintptr_t)arg >> 4)) %
			    ARRAY_SIZE(answers);
	struct answer *a;

	for (a = answers[slot]; a; a = a->next)
		if (a->flow == flow && a->arg == arg)
			return a->yes;
	a = file_new(struct answer);
	a->flow = flow;
	a->arg = arg;
	a->yes = any_call(flow, test, arg, MAX_DEPTH);
	a->next = answers[slot];
	answers[slot] = a;
	return a->yes;
}

struct effects {
	struct path *p;
	struct call *c;
	struct flow *flow;
};

static bool is_given(struct call *c, struct value *val)
{
	int i;

	for (i = 1; i <= c->nr_args; i++)
		if (val_root(c->arg[i]) == val_root(val))
			return true;
	return false;
}

/* Ended there, as far as anybody can tell. */
static bool end_cell(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *cell)
{
	struct effects *e = ctx;
	struct cell c = *cell;

	if ((slot != SLOT_OWN && slot < SLOT_STATE) || !c.cls || !c.here ||
	    (c.status != ST_LIVE && c.status != ST_HELD &&
	     c.status != ST_ESCAPED))
		return true;
	if (slot == SLOT_OWN && c.status == ST_LIVE && !is_given(e->c, val))
		return true;
	if (!ask(e->flow, ends_class, c.cls))
		return true;
	c.status = ST_ESCAPED;
	c.stored = false;
	if (slot == SLOT_OWN)
		cell_set(&e->p->st, val, slot, c);
	else
		cell_del(&e->p->st, val, slot);
	return true;
}

/* What takes a reference may leave it to be put by what is seen whole. */
static void doubt_args(struct path *p, struct call *c)
{
	struct cell cell = { .status = ST_OTHER, .maybe = true };
	int i;

	for (i = 1; i <= c->nr_args; i++)
		if (c->arg[i]->kind != V_INT && is_pointer(c->arg_expr[i]->ctype) &&
		    !own_of(p, c->arg[i]))
			cell_set(&p->st, c->arg[i], SLOT_OWN, cell);
}

/* An operation of a table, whose name is all that is known of it. */
static bool ends_by_name(struct call *c)
{
	static const char *const words[] = {
		"del_", "free", "release", "disable", "stop", "put", "exit",
		"remove", "destroy", "unregister", "cleanup", "shutdown",
	};
	struct expression *fn = skip_casts(c->expr->fn);
	const char *name;
	unsigned int i;

	if (!fn || fn->type != EXPR_PREOP || !fn->ctype || !fn->ctype->ident)
		return false;
	name = ident_str(fn->ctype->ident);
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

static bool end_state(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct path *p = ctx;
	struct cell c = *cell;

	if (slot >= SLOT_STATE) {
		c.maybe = true;
		cell_set(&p->st, val, slot, c);
	}
	return true;
}

static void pointer_effects(struct path *p, struct call *c)
{
	struct state was = p->st;
	int i;

	if (!ends_by_name(c))
		return;
	for (i = 1; i <= c->nr_args; i++)
		cell_each_of(&was, c->arg[i], end_state, p);
}

void callee_effects(struct path *p, struct call *c)
{
	struct effects e = { p, c, body_of(c->fn) };
	struct state was = p->st;

	if (!c->name)
		pointer_effects(p, c);
	if (!e.flow)
		return;
	cell_each(&was, end_cell, &e);
	if (ask(e.flow, takes_ref, &takes_ref))
		doubt_args(p, c);
}

static bool end_unsure(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *cell)
{
	struct effects *e = ctx;
	struct cell c = *cell;

	if (slot != SLOT_OWN || c.status != ST_ESCAPED || !c.stored || !c.third ||
	    mem_get(&e->p->st, c.third) || !c.cls ||
	    !ask(e->flow, ends_class, c.cls))
		return true;
	c.stored = false;
	cell_set(&e->p->st, val, slot, c);
	return true;
}

void callee_inlined(struct path *p, struct call *c)
{
	struct effects e = { p, c, body_of(c->fn) };
	struct state was = p->st;

	if (e.flow)
		cell_each(&was, end_unsure, &e);
}

static bool is_named(struct expression *call, const void *name)
{
	const char *called = called_name(call);

	return called && !strcmp(called, name);
}

bool callee_file_calls(const char *name, struct symbol *but)
{
	struct symbol *sym;
	struct flow *flow;

	FOR_EACH_PTR(functions, sym) {
		flow = sym == but ? NULL : body_of(sym);
		if (flow && any_call(flow, is_named, name, 0))
			return true;
	} END_FOR_EACH_PTR(sym);
	return false;
}

/* A class, and the line that only calls behind it count from. */
struct later {
	const struct fact_class *cls;
	unsigned int line;
};

static bool ends_later(struct expression *call, const void *arg)
{
	const struct later *l = arg;

	return call->pos.line > l->line && ends_class(call, l->cls);
}

bool callee_file_ends(const struct fact_class *cls, struct symbol *fn,
		      struct position since)
{
	struct later anywhere = { cls, 0 }, here = { cls, since.line };
	struct symbol *sym;
	struct flow *flow;

	FOR_EACH_PTR(functions, sym) {
		flow = body_of(sym);
		if (flow && any_call(flow, ends_later,
				     sym == fn ? &here : &anywhere, 0))
			return true;
	} END_FOR_EACH_PTR(sym);
	return false;
}

static void callee_file(struct symbol_list *list)
{
	functions = list;
	memset(answers, 0, sizeof(answers));
}

const struct rule rule_callee = {
	.name = "callee",
	.file = callee_file,
};
