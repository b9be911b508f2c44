// SPDX-License-Identifier: GPL-2.0
/*
 * What a function does with a variable, wherever it does it: the order of
 * things is not looked at, as it is only asked whether the code took care.
 */
#include <string.h>

#include "token.h"
#include "user.h"

static bool is_deref(struct expression *e)
{
	return e && e->type == EXPR_PREOP && e->op == '*';
}

struct place place_of(struct expression *e)
{
	struct place at = { 0 };
	bool known = true;

	for (e = skip_casts(e); e && e->type == EXPR_BINOP; e = skip_casts(e->left)) {
		struct expression *r = skip_casts(e->right);

		if (e->op == '+' && r && r->type == EXPR_VALUE)
			at.lo += r->value * 8;
		else
			known = false;
	}
	at.through = is_deref(e);
	if (at.through)
		e = skip_casts(e->unop);
	else
		at.scalar = e && e->type == EXPR_SYMBOL && !at.lo && known;
	if (!e || e->type != EXPR_SYMBOL)
		return at;
	at.sym = e->symbol;
	at.scalar = at.scalar && !is_struct(at.sym) && !is_pointer(at.sym);
	if (!known)
		at.lo = -1;
	return at;
}

/* The place that lvalue @e is. */
static struct place place_at(struct expression *e)
{
	struct place at = place_of(e->unop);
	long long bits = type_bits(e->ctype);

	if (at.lo >= 0 && bits > 0)
		at.hi = at.lo + bits;
	return at;
}

static bool overlaps(struct place a, struct place b)
{
	if (!a.sym || a.sym != b.sym || a.through != b.through)
		return false;
	if (a.lo < 0 || b.lo < 0)
		return true;
	return (!a.hi || b.lo < a.hi) && (!b.hi || a.lo < b.hi);
}

/* Walking expressions */

typedef bool (*expr_fn_t)(void *ctx, struct expression *e);

static void walk(struct expression *e, expr_fn_t fn, void *ctx);

static void walk_list(struct expression_list *list, expr_fn_t fn, void *ctx)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		walk(e, fn, ctx);
	} END_FOR_EACH_PTR(e);
}

/* Calls, ?: and && are steps of their own, but their parts are here too. */
static void walk(struct expression *e, expr_fn_t fn, void *ctx)
{
	if (!e || !fn(ctx, e))
		return;
	switch (e->type) {
	case EXPR_PREOP:
	case EXPR_POSTOP:
		walk(e->unop, fn, ctx);
		break;
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		walk(e->cast_expression, fn, ctx);
		break;
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_LOGICAL:
	case EXPR_ASSIGNMENT:
	case EXPR_COMMA:
		walk(e->left, fn, ctx);
		walk(e->right, fn, ctx);
		break;
	case EXPR_CONDITIONAL:
	case EXPR_SELECT:
		walk(e->conditional, fn, ctx);
		walk(e->cond_true, fn, ctx);
		walk(e->cond_false, fn, ctx);
		break;
	case EXPR_CALL:
		walk_list(e->args, fn, ctx);
		break;
	case EXPR_INITIALIZER:
		walk_list(e->expr_list, fn, ctx);
		break;
	case EXPR_POS:
		walk(e->init_expr, fn, ctx);
		break;
	default:
		break;
	}
}

static void walk_flow(struct flow *flow, expr_fn_t fn, void *ctx)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next) {
		for (op = b->ops; op; op = op->next) {
			walk(op->expr, fn, ctx);
			if (op->kind == OP_COPY)
				walk(op->from, fn, ctx);
			if (op->kind == OP_DECL)
				walk(op->sym->initializer, fn, ctx);
		}
		walk(b->cond, fn, ctx);
	}
}

/* Is anything of @at read in an expression? */
struct asking {
	struct place at;
	struct symbol *sym;
	bool yes;
};

static bool ask_step(void *ctx, struct expression *e)
{
	struct asking *a = ctx;

	if (a->sym && e->type == EXPR_SYMBOL && e->symbol == a->sym)
		a->yes = true;
	if (a->at.sym && is_deref(e) && overlaps(place_at(e), a->at))
		a->yes = true;
	return !a->yes;
}

static bool mentions_place(struct expression *e, struct place at)
{
	struct asking a = { .at = at };

	walk(e, ask_step, &a);
	return a.yes;
}

static bool mentions_symbol(struct expression *e, struct symbol *sym)
{
	struct asking a = { .sym = sym };

	if (sym)
		walk(e, ask_step, &a);
	return a.yes;
}

/* Where a result goes */

struct goal {
	struct symbol *val_gu;
	struct expression *call;
	struct place at;
};

static bool target_step(void *ctx, struct expression *e)
{
	struct goal *t = ctx;

	if (t->at.sym || e->type != EXPR_ASSIGNMENT || !is_deref(e->left))
		return true;
	if (t->call && skip_casts(e->right) == t->call) {
		t->at.sym = place_of(e->left->unop).sym;
		t->at.through = true;
	} else if (mentions_symbol(e->right, t->val_gu) &&
		   !mentions_symbol(e->left, t->val_gu)) {
		t->at = place_at(e->left);
		if (t->at.sym && t->at.sym->ident &&
		    !strcmp(ident_str(t->at.sym->ident), "__tmp"))
			t->at.sym = NULL;
	}
	return true;
}

struct place place_assigned(struct flow *flow, struct symbol *val_gu,
			    struct expression *call)
{
	struct goal t = { .val_gu = val_gu, .call = call };
	struct block *b;
	struct op *op;

	walk_flow(flow, target_step, &t);
	for (b = flow->all; b && call && !t.at.sym; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_DECL &&
			    skip_casts(op->sym->initializer) == call) {
				t.at.sym = op->sym;
				t.at.through = true;
			}
	return t.at;
}

/* What is done with it */

static bool is_const(struct expression *e)
{
	e = skip_casts(e);
	return e && e->type == EXPR_VALUE;
}

static void scan_compare(struct second *s, struct expression *e)
{
	if (e->op != SPECIAL_EQUAL && e->op != SPECIAL_NOTEQUAL)
		return;
	if ((mentions_place(e->left, s->at) && !is_const(e->right)) ||
	    (mentions_place(e->right, s->at) && !is_const(e->left)))
		s->compared = true;
}

static void scan_call(struct second *s, struct expression *e)
{
	const char *name = called_name(e);
	const struct fn_facts *f = facts_for(name);
	struct expression *arg;

	if (e == s->by || fact_has(f, FACT_DROP) || fact_has(f, FACT_FROM_USER) ||
	    (name && !strncmp(name, "__builtin_", 10) && !strstr(name, "mem")))
		return;
	FOR_EACH_PTR(e->args, arg) {
		struct place at = place_of(arg);

		if (!at.sym || at.sym != s->at.sym)
			continue;
		if (name && strstr(name, "cmp"))
			s->compared = true;
		else if (is_pointer(arg->ctype))
			s->passed = true;
	} END_FOR_EACH_PTR(arg);
}

static bool is_fetched(struct symbol *sym)
{
	return sym->ident && !strcmp(ident_str(sym->ident), "__val_gu");
}

static bool fetched_step(void *ctx, struct expression *e)
{
	bool *yes = ctx;

	*yes = *yes || (e->type == EXPR_SYMBOL && is_fetched(e->symbol));
	return !*yes;
}

/* What get_user() fetched is no better than what comes after it. */
static bool is_from_user(struct expression *e)
{
	bool yes = false;

	walk(e, fetched_step, &yes);
	return yes;
}

static bool second_step(void *ctx, struct expression *e)
{
	struct second *s = ctx;

	switch (e->type) {
	case EXPR_COMPARE:
		scan_compare(s, e);
		break;
	case EXPR_CALL:
		scan_call(s, e);
		break;
	case EXPR_ASSIGNMENT:
		if (!is_deref(e->left) || e->op != '=' ||
		    !overlaps(place_at(e->left), s->at))
			break;
		if (!is_from_user(e->right))
			s->overwritten = true;
		walk(e->right, second_step, s);
		return false;
	case EXPR_PREOP:
		if (is_deref(e) && e->ctype && !is_struct(e->ctype) &&
		    bare_type(e->ctype)->type != SYM_ARRAY &&
		    overlaps(place_at(e), s->at) && place_at(e).lo >= 0)
			s->used = true;
		break;
	default:
		break;
	}
	return true;
}

void second_scan(struct flow *flow, struct second *s)
{
	walk_flow(flow, second_step, s);
}
