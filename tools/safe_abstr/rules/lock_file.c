// SPDX-License-Identifier: GPL-2.0
/* Which functions of a file take or give back a lock, by what they are called. */
#include <string.h>

#include "frontend.h"
#include "lock.h"
#include "section.h"

static struct symbol_list *functions;

void lock_file(struct symbol_list *list)
{
	functions = list;
}

/* "lock" of "&port->lock", also below spinlock_check() */
static const char *last_name(struct expression *expr)
{
	struct symbol *type;
	const char *name;
	long long bits;

	expr = strip_casts(expr);
	while (expr && expr->type == EXPR_CALL)
		expr = strip_casts(first_expression(expr->args));
	if (!expr)
		return NULL;
	if (expr->type == EXPR_SYMBOL)
		return expr->symbol && expr->symbol->ident ?
		       ident_str(expr->symbol->ident) : NULL;
	type = place_type(expr, &bits);
	/* A lock that is the first member has the pointer's own address. */
	if (is_lock_type(type) && expr->type == EXPR_PREOP && expr->op == '*' &&
	    expr->unop->type == EXPR_SYMBOL && expr->unop->symbol)
		type = pointee(expr->unop->symbol);
	name = type ? lock_member_name(type, bits) : NULL;
	/* What is no lock itself, an i2c adapter say, is locked by a call. */
	if (!name && expr->ctype && expr->ctype->ident)
		name = ident_str(expr->ctype->ident);
	return name;
}

/* Locks without an address go by the word of their kind. */
static bool is_called(struct expression *call, struct fact *f, const char *name)
{
	const char *last;

	if (!name)
		return true;
	if (f->arg < 1)
		return !strcmp(name, lock_word_name(f->word_id));
	last = last_name(nth_arg(call, f->arg));
	return last && !strcmp(last, name);
}

static bool calls(struct flow *flow, const char *name, bool unlock)
{
	struct block *b;
	struct fact *f;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			if (op->kind != OP_CALL)
				continue;
			for_each_fact(f, facts_for(called_name(op->expr))) {
				bool is = f->kind == FACT_UNLOCK;

				if (!is && f->kind != FACT_LOCK &&
				    f->kind != FACT_TRYLOCK)
					continue;
				if (is == unlock && is_called(op->expr, f, name))
					return true;
			}
		}
	return false;
}

static struct flow *any_body_of(struct symbol *fn)
{
	struct flow *flow;

	if (fn->definition)
		fn = fn->definition;
	flow = frontend_body(fn) ? flow_of(fn) : NULL;
	return flow && !flow->problem ? flow : NULL;
}

static struct flow *body_of(struct symbol *fn)
{
	struct flow *flow = flow_in_file(fn);

	return flow && !flow->problem ? flow : NULL;
}

bool lock_is_left_to(struct symbol *fn, const char *name)
{
	const char *last = strrchr(name, '.');
	struct symbol *other;
	struct flow *flow;

	if (strstr(name, "->"))
		last = strrchr(name, '>');
	if (last)
		name = last + 1;
	FOR_EACH_PTR(functions, other) {
		flow = other == fn ? NULL : body_of(other);
		if (flow && calls(flow, name, true) && !calls(flow, name, false))
			return true;
	} END_FOR_EACH_PTR(other);
	return false;
}

static bool flow_calls(struct flow *flow, struct symbol *fn)
{
	struct symbol *called;
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			if (op->kind != OP_CALL)
				continue;
			called = called_symbol(op->expr);
			if (called && (called == fn || called->ident == fn->ident))
				return true;
		}
	return false;
}

bool lock_file_calls(struct symbol *fn)
{
	struct symbol *other;
	struct flow *flow;

	FOR_EACH_PTR(functions, other) {
		flow = other == fn ? NULL : body_of(other);
		if (flow && flow_calls(flow, fn))
			return true;
	} END_FOR_EACH_PTR(other);
	return false;
}

bool lock_body_unlocks(struct symbol *fn)
{
	struct flow *flow = fn ? any_body_of(fn) : NULL;

	return flow && calls(flow, NULL, true) && !calls(flow, NULL, false);
}

/* Interrupts that were saved in a variable */

static bool saves(struct expression *e, struct position pos)
{
	const char *name;

	if (!e || e->type != EXPR_ASSIGNMENT || e->pos.line != pos.line)
		return false;
	e = skip_casts(e->right);
	name = e && e->type == EXPR_CALL ? called_name(e) : NULL;
	return name && strstr(name, "irqsave");
}

static struct symbol *saved_at(struct flow *flow, struct position pos)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_EVAL && saves(op->expr, pos))
				return plain_variable(skip_casts(op->expr->left));
	return NULL;
}

/* It goes where somebody else may find it. */
static bool gives_away(struct op *op, struct symbol *sym)
{
	struct expression *arg;

	switch (op->kind) {
	case OP_EVAL:
		return op->expr->type == EXPR_ASSIGNMENT &&
		       plain_variable(skip_casts(op->expr->right)) == sym;
	case OP_RETVAL:
		return plain_variable(skip_casts(op->expr)) == sym;
	case OP_CALL:
		FOR_EACH_PTR(op->expr->args, arg) {
			arg = skip_casts(arg);
			if (arg && arg->type == EXPR_SYMBOL && arg->symbol == sym)
				return true;
		} END_FOR_EACH_PTR(arg);
		return false;
	default:
		return false;
	}
}

bool lock_flags_end_here(struct symbol *fn, struct position pos)
{
	struct flow *flow = flow_of(fn);
	struct symbol *sym = flow ? saved_at(flow, pos) : NULL;
	struct block *b;
	struct op *op;

	if (!sym || !val_local(val_addr(sym)))
		return false;
	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (gives_away(op, sym))
				return false;
	return true;
}
