// SPDX-License-Identifier: GPL-2.0
/* Results that may be NULL, an ERR_PTR() or an errno, used before the test. */
#include <string.h>

#include "callbacks.h"
#include "callee.h"
#include "frontend.h"
#include "own.h"
#include "rules.h"

/* The call that made @val, which then failed on this path. */
static const char *failed_call(struct value *val)
{
	struct expression *expr = (struct expression *)val->who;

	if (val->kind != V_FRESH || val->num != TAG_FAILED)
		return NULL;
	return called_name(expr);
}

static void settle(struct path *p, struct value *val)
{
	p->dead = true;
}

static bool null_tested(void *ctx, struct value *val, unsigned int slot,
			const struct cell *c);

static void report_bad(struct path *p, struct position pos, struct value *val,
		       struct range r)
{
	const char *name = value_name(p, val, NULL), *by = failed_call(val);
	bool null = r.sign & SIGN_ZERO;
	const struct cell *c = cell_get(&p->st, val, SLOT_RESULT);
	struct diag *d;

	if (c && c->num == 1 && by && !fact_has(facts_for(by), FACT_NULL)) {
		null_tested(p, val, SLOT_RESULT, c);
		settle(p, val);
		return;
	}

	d = diag_new(null ? SA0501 : SA0502, report_pos(p, pos),
		     "'%s' may be %s here", name, null ? "NULL" : "an ERR_PTR()");
	if (by)
		diag_note(d, val->pos, "%s() may return it", plain_name(by));
	diag_emit(d);
	settle(p, val);
}

/* The errno in an index or a size, perhaps multiplied or added to. */
static struct value *errno_in(struct path *p, struct value *v)
{
	while (v->kind == V_OP && (v->num == '*' || v->num == '+' ||
				   v->num == OP_MASKED))
		v = v->a;
	if (!failed_call(v) || is_pointer(v->type))
		return NULL;
	return range_of(&p->st, v).sign == SIGN_NEG ? v : NULL;
}

static bool failed_index(struct path *p, struct value *v)
{
	return errno_in(p, v);
}

static void report_errno(struct path *p, struct position pos, struct value *v)
{
	struct value *val = errno_in(p, v);
	struct diag *d;

	d = diag_new(SA0505, report_pos(p, pos),
		     "'%s' may be a negative errno here", value_name(p, val, NULL));
	diag_note(d, val->pos, "%s() may return it",
		  plain_name(failed_call(val)));
	diag_emit(d);
	settle(p, val);
}

static bool is_bad(struct path *p, struct value *val, struct range *r)
{
	if (val->kind == V_INT || !is_pointer(val->type))
		return false;
	*r = range_of(&p->st, val);
	return r->sign && !(r->sign & SIGN_POS);
}

/* Another function of the file sees to it that the resource is there. */
static bool was_mapped(struct path *p, struct value *val)
{
	const char *by = failed_call(val);
	struct symbol *fn = main_function(p);
	const char *member = callback_member(fn, NULL);

	if (!by || strcmp(by, "platform_get_resource") ||
	    (member ? !strcmp(member, "probe") : !is_called(fn)))
		return false;
	return callee_file_calls("platform_get_resource", fn) ||
	       callee_file_calls("devm_platform_ioremap_resource", fn) ||
	       callee_file_calls("devm_platform_get_and_ioremap_resource", fn);
}

static bool tests(struct path *p, struct expression *expr, struct value *val);

static bool any_arg_tests(struct path *p, struct expression *call,
			  struct value *val)
{
	struct expression *arg;

	FOR_EACH_PTR(call->args, arg) {
		if (tests(p, arg, val))
			return true;
	} END_FOR_EACH_PTR(arg);
	return false;
}

static bool loads(struct path *p, struct expression *expr, struct value *val)
{
	struct expression *from = skip_casts(expr->unop);

	if (from && from->type == EXPR_SYMBOL)
		return from->symbol &&
		       mem_get(&p->st, val_addr(from->symbol)) == val;
	return expr->ctype && expr->ctype->ident &&
	       !strcmp(ident_str(expr->ctype->ident), val->name);
}

/* True if the condition @expr may be about @val itself, by its name. */
static bool tests(struct path *p, struct expression *expr, struct value *val)
{
	expr = skip_casts(expr);
	if (!expr)
		return false;
	switch (expr->type) {
	case EXPR_PREOP:
		return expr->op == '*' ? loads(p, expr, val) :
					 tests(p, expr->unop, val);
	case EXPR_COMPARE:
	case EXPR_LOGICAL:
	case EXPR_ASSIGNMENT:
		return tests(p, expr->left, val) || tests(p, expr->right, val);
	case EXPR_CALL:
		return any_arg_tests(p, expr, val);
	case EXPR_BINOP:
	case EXPR_SYMBOL:
	case EXPR_VALUE:
		return false;
	default:
		return true;
	}
}

/*
 * A test for NULL in a helper that has returned was made for its other
 * callers: only one in a function that still runs tells that it may be.
 */
static bool was_tested_here(struct path *p, struct value *val)
{
	struct frame *frame;
	struct block *b;

	if (failed_call(val) || !val->name || val->kind != V_LOAD ||
	    val_local(val->a))
		return true;
	for (frame = p->frame; frame; frame = frame->up)
		for (b = frame->flow->all; b; b = b->next)
			if (b->exit == EXIT_BRANCH &&
			    tests(p, b->cond, val))
				return true;
	return false;
}

static void result_access(struct path *p, struct expression *expr,
			  struct value *ptr, bool write)
{
	struct value *root = val_root(ptr);
	struct range r;

	if (ptr->kind == V_ELEM && failed_index(p, ptr->b))
		report_errno(p, expr->pos, ptr->b);
	if (is_bad(p, root, &r) && (failed_call(root) || root->kind == V_LOAD) &&
	    !was_mapped(p, root) && was_tested_here(p, root))
		report_bad(p, expr->pos, root, r);
}

static bool allowed(struct call *c, int nr, struct range r)
{
	if (r.sign & SIGN_NEG && fact_find_arg(c->facts, FACT_ERROK, nr))
		return true;
	return !(r.sign & SIGN_NEG) && fact_find_arg(c->facts, FACT_NULLOK, nr);
}

static bool is_test(struct call *c)
{
	static const char *const names[] = {
		"IS_ERR", "PTR_ERR", "IS_ERR_OR_NULL", "PTR_ERR_OR_ZERO",
		"ERR_CAST", "ERR_PTR", "__builtin_expect", "dev_err_probe",
		"__builtin_constant_p", "__builtin_object_size",
	};
	unsigned int i;

	for (i = 0; c->name && i < ARRAY_SIZE(names); i++)
		if (!strcmp(c->name, names[i]))
			return true;
	return false;
}

static struct symbol *param_of(struct call *c, int nr)
{
	struct symbol *fn = c->fn ? get_base_type(c->fn) : NULL, *arg;
	int n = 0;

	if (!fn || fn->type != SYM_FN)
		return NULL;
	FOR_EACH_PTR(fn->arguments, arg) {
		if (++n == nr)
			return arg;
	} END_FOR_EACH_PTR(arg);
	return NULL;
}

/* An argument behind the format, %pe say. */
static bool is_printing(struct call *c, int nr)
{
	return !param_of(c, nr);
}

static bool is_unsigned_param(struct call *c, int nr)
{
	struct symbol *type = bare_type(param_of(c, nr));

	return type && type->type == SYM_BASETYPE && type != &bool_ctype &&
	       type->ctype.modifiers & MOD_UNSIGNED;
}

static bool needs_live(struct call *c, int nr, struct range r)
{
	const struct fn_facts *f = c->facts;
	bool null = !(r.sign & SIGN_NEG);

	if (fact_find_arg(f, FACT_DEREF, nr))
		return true;
	/* No function takes an ERR_PTR(), or the address of a member of one. */
	if (!is_printing(c, nr) && (!null || c->arg[nr]->kind == V_FIELD))
		return true;
	if (fact_find_arg(f, FACT_DROP, nr) || fact_find_arg(f, FACT_PUT, nr) ||
	    fact_find_arg(f, FACT_MOVE, nr) || fact_find_arg(f, FACT_WRITE, nr))
		return true;
	return !null && (fact_find_arg(f, FACT_GET_OK, nr) ||
			 fact_find_arg(f, FACT_GET, nr));
}

static void wrong_test(struct path *p, struct call *c)
{
	struct value *val = c->nr_args ? c->arg[1] : NULL;
	const struct fn_facts *f;
	struct diag *d;

	if (!val || val->kind != V_FRESH || val->num < 0 || strcmp(c->name, "IS_ERR"))
		return;
	if (dialect_tests(p, c->arg_expr[1]))
		return;
	/* What another function returned may have been made an ERR_PTR(). */
	if (val->where != p->frame->ctx)
		return;
	f = facts_for(called_name((struct expression *)val->who));
	if (!f || !fact_has(f, FACT_NULL) || fact_has(f, FACT_ERR))
		return;
	d = diag_new(SA0504, report_pos(p, c->pos),
		     "IS_ERR() is never true for '%s': %s() returns NULL when it fails",
		     value_name(p, val, c->arg_expr[1]), plain_name(f->name));
	diag_emit(d);
	settle(p, val);
}

static void result_call(struct path *p, struct call *c)
{
	struct range r;
	int i;

	if (c->name && c->nr_args == 1)
		wrong_test(p, c);
	if (p->dead || c->inlined || is_test(c))
		return;
	for (i = 1; i <= c->nr_args && !p->dead; i++) {
		struct value *root = val_root(c->arg[i]);

		if (is_unsigned_param(c, i) && errno_in(p, c->arg[i])) {
			report_errno(p, c->pos, c->arg[i]);
			continue;
		}
		if (!is_pointer(c->arg_expr[i]->ctype) ||
		    !is_bad(p, root, &r) || !failed_call(root))
			continue;
		if (needs_live(c, i, r) && !allowed(c, i, r))
			report_bad(p, c->pos, root, r);
	}
}

/* A variable of the function holds an errno: it undoes what it did. */
struct failing {
	struct path *p;
	bool yes;
};

static bool holds_errno(void *ctx, struct value *ptr, struct value *val)
{
	struct failing *f = ctx;
	struct symbol *sym = val_local(ptr);

	f->yes = sym && !is_pointer(sym) && !is_struct(sym) &&
		 range_of(&f->p->st, val).sign == SIGN_NEG;
	return !f->yes;
}

static bool has_failed(struct path *p)
{
	struct failing f = { p, false };

	mem_each_all(&p->st, holds_errno, &f);
	return f.yes;
}

static void result_done(struct path *p, struct call *c)
{
	if (c->used || !fact_has(c->facts, FACT_CHECK) || c->ok || has_failed(p))
		return;
	if (frontend_comment(report_pos(p, c->pos), "gnore"))
		return;	/* on purpose, as it says */
	diag_emit(diag_new(SA0503, report_pos(p, c->pos),
			   "the result of %s() is ignored", plain_name(c->name)));
}

/* An errno is not what is waited for, whatever its lower bits are. */
static bool is_compared_only(struct path *p, struct expression *expr)
{
	return expr->type == EXPR_PREOP && expr->unop->type == EXPR_SYMBOL &&
	       flow_only_compares(p->frame->flow, expr->unop->symbol);
}

/* An errno does not fit what it is stored in. */
static void store_errno(struct path *p, struct expression *expr, struct value *val)
{
	struct symbol *type = expr ? bare_type(expr->ctype) : NULL;

	if (!type || type->type != SYM_BASETYPE || type->bit_size > 16 ||
	    type->bit_size < 8 || !(type->ctype.modifiers & MOD_UNSIGNED))
		return;
	if (errno_in(p, val) && !is_compared_only(p, expr))
		report_errno(p, expr->pos, val);
}

/* What a helper returned may have been NULL on another way out of it. */
static bool made_here(struct path *p, struct value *val)
{
	struct frame *f;

	for (f = p->frame; f; f = f->up)
		if (val->where == f->ctx)
			return true;
	return false;
}

/* Only NULL was looked for where the call returns an ERR_PTR(). */
static bool null_tested(void *ctx, struct value *val, unsigned int slot,
			const struct cell *c)
{
	struct path *p = ctx;
	const char *by = failed_call(val);
	struct diag *d;

	if (slot != SLOT_RESULT || c->status != ST_LIVE || c->num != 1 || !by ||
	    c->maybe || fact_has(facts_for(by), FACT_NULL) || !made_here(p, val))
		return true;
	d = diag_new(SA0504, report_pos(p, c->died),
		     "%s() returns an ERR_PTR() when it fails, never NULL",
		     plain_name(by));
	diag_note(d, report_pos(p, c->born), "called here");
	diag_emit(d);
	return true;
}

static void result_ret(struct path *p, struct position pos, struct value *val)
{
	struct state was = p->st;

	cell_each(&was, null_tested, p);
}

/* An errno that is overwritten before anybody looked at it. */
static void result_store(struct path *p, struct expression *expr,
			 struct value *ptr, struct value *val, struct value *old)
{
	const struct cell *c = old ? cell_get(&p->st, old, SLOT_RESULT) : NULL;
	const char *by = old ? failed_call(old) : NULL;

	store_errno(p, expr, val);
	if (!c || c->status != ST_LIVE || !by || mem_holds(&p->st, old))
		return;
	if (fact_has(facts_for(by), FACT_CHECK))
		diag_emit(diag_new(SA0503, report_pos(p, c->born),
				   "the result of %s() is ignored", plain_name(by)));
	cell_del(&p->st, old, SLOT_RESULT);
}

const struct rule rule_result = {
	.name = "result",
	.call = result_call,
	.done = result_done,
	.access = result_access,
	.store = result_store,
	.ret = result_ret,
};
