// SPDX-License-Identifier: GPL-2.0
/* Walks the functions of a file once, and writes down what they do. */
#include <string.h>

#include "device.h"
#include "rules.h"

static void walk(struct dev_fn *fn, struct expression *expr, enum dev_event as);

static void note(struct dev_fn *fn, struct dev_key *key, enum dev_event event,
		 struct position pos)
{
	struct dev_fact *f;

	if (!key)
		return;
	key->used = true;
	for (f = fn->facts; f; f = f->next)
		if (f->event == event && f->key == key)
			return;
	dev_fact_add(fn, event, pos)->key = key;
}

static void note_place(struct dev_fn *fn, struct expression *expr,
		       enum dev_event as)
{
	struct dev_ref r = dev_ref_of(expr);

	note(fn, r.addr, EV_USE, expr->pos);
	if (as == EV_TEST && r.loaded)
		note(fn, r.loaded, EV_TEST, expr->pos);
}

/* x->work.func = fn, and the like. */
static void note_callback(struct expression *left, struct symbol *sym)
{
	struct dev_key *key = dev_lvalue(left);
	struct dev_fn *fn = dev_fn_of(sym);
	struct dev_ref outer;
	struct symbol *type;
	long long off;

	if (!fn || !left->unop)
		return;
	fn->roles |= ROLE_TAKEN;
	if (!key)
		return;
	off = key->off;
	type = dev_struct_at(key->base, &off);
	outer = dev_ref_of(skip_casts(left->unop)->type == EXPR_BINOP ?
			   skip_casts(left->unop)->left : left->unop);
	if (type && is_struct(type))
		dev_fns_add(&dev_type_of(type)->members, fn);
	if (outer.addr)
		dev_fns_add(&outer.addr->user.fns, fn);
	if (type && struct_name(type) && strstr(struct_name(type), "work"))
		fn->roles |= ROLE_BUSY;
}

static void note_alloc(struct dev_fn *fn, struct symbol *to,
		       struct expression *from)
{
	struct expression *call = dev_made_by(from);
	const char *name = call ? called_name(call) : NULL;
	const struct fn_facts *facts = facts_for(name);
	struct symbol *type = bare_type(pointee(to));
	struct fact *own = fact_find(facts, FACT_OWN);
	enum dev_event event = EV_ALLOC;

	if (!name || !type || !is_struct(type))
		return;
	if (strstr(name, "_priv") && !own)
		event = EV_PRIV;
	else if (fact_has(facts, FACT_DEVM) && !frontend_is_main(type->pos))
		event = EV_DEVM_BOX;
	else if (!own || own->cls->kind != CLASS_MEMORY)
		return;
	else if (fact_has(facts, FACT_DEVM))
		event = EV_DEVM_ALLOC;
	dev_fact_add(fn, event, call->pos)->type = dev_type_of(type);
}

static void note_def(struct dev_fn *fn, struct symbol *sym,
		     struct expression *expr)
{
	if (expr && is_pointer(sym))
		note_alloc(fn, sym, expr);
}

static void walk_assign(struct dev_fn *fn, struct expression *expr)
{
	struct expression *left = skip_casts(expr->left);
	struct symbol *sym = dev_named_fn(expr->right);

	if (sym && expr->op == '=')
		note_callback(left, sym);
	if (expr->op == '=' && is_pointer(expr->left->ctype))
		note_alloc(fn, expr->left->ctype, expr->right);
	note(fn, dev_lvalue(left), EV_WRITE, expr->pos);
	walk(fn, expr->right, EV_USE);
	if (expr->op != '=')
		walk(fn, left, EV_USE);
	else if (left->type == EXPR_PREOP)
		walk(fn, skip_casts(left->unop)->type == EXPR_BINOP ?
		     skip_casts(left->unop)->left : left->unop, EV_USE);
}

static void walk_list(struct dev_fn *fn, struct expression_list *list)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		walk(fn, e, EV_USE);
	} END_FOR_EACH_PTR(e);
}

static struct expression *last_value(struct expression *expr)
{
	struct statement *s = expr->statement;

	while (s && s->type == STMT_COMPOUND)
		s = last_ptr_list((struct ptr_list *)s->stmts);
	return s && s->type == STMT_EXPRESSION ? s->expression : NULL;
}

/* A condition on test_bit(), READ_ONCE() and the like. */
static void walk_test(struct dev_fn *fn, struct expression *expr)
{
	struct expression *arg;

	if (expr->type == EXPR_STATEMENT) {
		walk(fn, last_value(expr), EV_TEST);
	} else if (expr->type == EXPR_CONDITIONAL || expr->type == EXPR_SELECT) {
		walk(fn, expr->cond_true, EV_TEST);
		walk(fn, expr->cond_false, EV_TEST);
	} else if (expr->type == EXPR_CALL) {
		FOR_EACH_PTR(expr->args, arg) {
			note(fn, dev_ref_of(arg).addr, EV_TEST, expr->pos);
		} END_FOR_EACH_PTR(arg);
	}
}

/* The parts that are steps of their own are walked as such. */
static void walk(struct dev_fn *fn, struct expression *expr, enum dev_event as)
{
	if (!expr)
		return;
	switch (expr->type) {
	case EXPR_ASSIGNMENT:
		walk_assign(fn, expr);
		break;
	case EXPR_COMPARE:
		walk(fn, expr->left, as);
		walk(fn, expr->right, as);
		break;
	case EXPR_BINOP:
		if (is_pointer(expr->ctype) || expr->ctype == &lazy_ptr_ctype)
			note_place(fn, expr, as);
		walk(fn, expr->left, as);
		walk(fn, expr->right, as);
		break;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		if (expr->op == '*')
			note_place(fn, expr, as);
		walk(fn, expr->unop, expr->op == '*' ? EV_USE : as);
		break;
	case EXPR_SYMBOL:
		note_place(fn, expr, as);
		break;
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		walk(fn, expr->cast_expression, as);
		break;
	case EXPR_SLICE:
		walk(fn, expr->base, as);
		break;
	case EXPR_COMMA:
		walk(fn, expr->right, as);
		break;
	case EXPR_INITIALIZER:
		walk_list(fn, expr->expr_list);
		break;
	case EXPR_POS:
		walk(fn, expr->init_expr, as);
		break;
	default:
		if (as == EV_TEST)
			walk_test(fn, expr);
		break;
	}
}

static void walk_call(struct dev_fn *fn, struct op *op)
{
	struct expression *arg;

	if (!called_symbol(op->expr))
		walk(fn, op->expr->fn, EV_USE);
	FOR_EACH_PTR(op->expr->args, arg) {
		walk(fn, arg, EV_USE);
	} END_FOR_EACH_PTR(arg);
	dev_scan_call(fn, op->expr, !op->number);
}

static void walk_op(struct dev_fn *fn, struct op *op)
{
	switch (op->kind) {
	case OP_CALL:
		walk_call(fn, op);
		break;
	case OP_COPY:
		walk(fn, op->from, EV_USE);
		break;
	case OP_DECL:
		note_def(fn, op->sym, op->sym->initializer);
		walk(fn, op->sym->initializer, EV_USE);
		break;
	case OP_EVAL:
	case OP_RETVAL:
		walk(fn, op->expr, EV_USE);
		break;
	default:
		break;
	}
}

static void walk_fn(struct dev_fn *fn)
{
	struct flow *flow = flow_of(fn->sym);
	struct block *b;
	struct op *op;

	for (b = flow ? flow->all : NULL; b; b = b->next) {
		for (op = b->ops; op; op = op->next)
			walk_op(fn, op);
		walk(fn, b->cond, EV_TEST);
	}
}

/* Pointer variables, which must be known before they are used. */

static void define_assign(struct expression *expr)
{
	struct expression *left;

	if (!expr || expr->type != EXPR_ASSIGNMENT)
		return;
	define_assign(skip_casts(expr->right));
	left = skip_casts(expr->left);
	if (left->type != EXPR_PREOP || left->op != '*' || !left->unop)
		return;
	left = skip_casts(left->unop);
	if (left->type == EXPR_SYMBOL && left->symbol)
		dev_define(left->symbol, expr->op == '=' ? expr->right : NULL);
}

static void define_fn(struct dev_fn *fn)
{
	struct flow *flow = flow_of(fn->sym);
	struct symbol *arg;
	struct block *b;
	struct op *op;

	FOR_EACH_PTR(get_base_type(fn->sym)->arguments, arg) {
		dev_define(arg, NULL);
	} END_FOR_EACH_PTR(arg);
	for (b = flow ? flow->all : NULL; b; b = b->next) {
		for (op = b->ops; op; op = op->next) {
			if (op->kind == OP_DECL && op->sym->initializer)
				dev_define(op->sym, op->sym->initializer);
			else if (op->kind == OP_EVAL)
				define_assign(skip_casts(op->expr));
		}
		define_assign(skip_casts(b->cond));
	}
}

static void make_fns(struct symbol_list *list)
{
	struct symbol *sym, *base;

	FOR_EACH_PTR(list, sym) {
		base = get_base_type(sym);
		if (base && base->type == SYM_FN && frontend_is_main(sym->pos) &&
		    frontend_body(sym))
			dev_fn_make(sym);
	} END_FOR_EACH_PTR(sym);
}

static void dev_scan(struct symbol_list *list)
{
	struct dev_fn *fn;

	dev_model_reset();
	dev_ref_reset();
	make_fns(list);
	for (fn = dev_fn_all(); fn; fn = fn->next)
		define_fn(fn);
	dev_scan_roles(list);
	for (fn = dev_fn_all(); fn; fn = fn->next)
		walk_fn(fn);
	dev_settle_roles();
	dev_settle_stops();
}

const struct rule rule_device = {
	.name = "device",
	.file = dev_scan,
};
