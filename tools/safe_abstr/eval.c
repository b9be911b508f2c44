// SPDX-License-Identifier: GPL-2.0
/* Expressions without control flow: what they are worth and what they store. */
#include "core.h"
#include "taint.h"
#include "token.h"

static void rules_access(struct path *p, struct expression *expr,
			 struct value *ptr, bool write)
{
	unsigned int i;

	/* A struct may come from a call: nothing is dereferenced then. */
	if (expr->type != EXPR_PREOP || expr->op != '*')
		return;
	for (i = 0; i < nr_rules; i++)
		if (rules[i]->access)
			rules[i]->access(p, expr, ptr, write);
}

static void rules_store(struct path *p, struct expression *expr,
			struct value *ptr, struct value *val, struct value *old)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->store)
			rules[i]->store(p, expr, ptr, val, old);
}

static struct value *typed(struct value *v, struct expression *expr)
{
	if (!v->type && expr) {
		v->type = expr->ctype;
		v->pos = expr->pos;
	}
	return v;
}

struct value *fresh(struct path *p, struct expression *expr, int tag)
{
	return typed(val_fresh(expr, tag, p->frame ? p->frame->ctx : NULL), expr);
}

static struct value *temp_of(struct path *p, struct expression *expr)
{
	return val_fresh(expr, TAG_TEMP, p->frame ? p->frame->ctx : NULL);
}

static long long member_bits(struct symbol *ctype)
{
	return ctype && ctype->type == SYM_NODE ? ctype->bit_offset : 0;
}

/* Structures are passed around as the address of where they stand. */
static bool by_address(struct symbol *type)
{
	struct symbol *base = bare_type(type);

	return base && (base->type == SYM_STRUCT || base->type == SYM_UNION ||
			base->type == SYM_ARRAY || base->type == SYM_FN);
}

static void mark_untrusted(struct path *p, struct value *v)
{
	struct range r = range_of(&p->st, v);

	if (r.untrusted || is_pointer(v->type))
		return;
	r.untrusted = true;
	range_set(&p->st, v, r);
}

static struct value *initial(struct path *p, struct value *ptr,
			     struct expression *expr)
{
	struct value *root = val_base(ptr);
	const struct cell *own = cell_get(&p->st, root, SLOT_OWN);
	bool untrusted = taint_holds(p, ptr);
	struct value *v;

	if (own && own->zeroed && !epoch_of(&p->st, root) &&
	    ptr->kind != V_ELEM && !untrusted)
		return val_int(0);
	v = typed(val_load(ptr, epoch_of(&p->st, root)), expr);
	if (untrusted)
		mark_untrusted(p, v);
	if (!v->name && expr && expr->ctype && expr->ctype->ident)
		v->name = ident_str(expr->ctype->ident);
	return v;
}

struct value *load(struct path *p, struct value *ptr, struct expression *expr)
{
	struct value *v;

	if (expr) {
		rules_access(p, expr, ptr, false);
		if (by_address(expr->ctype))
			return ptr;
		ptr = val_field(ptr, member_bits(expr->ctype));
	}
	v = mem_get(&p->st, ptr);
	return v ? v : initial(p, ptr, expr);
}

struct copying {
	struct state *st;
	struct value *to, *from;
};

static bool copy_step(void *ctx, struct value *ptr, struct value *val)
{
	struct copying *c = ctx;
	long long at = val_offset(ptr) - val_offset(c->from);

	mem_set(c->st, val_field(c->to, at), val);
	return true;
}

static bool forget_step(void *ctx, struct value *ptr, struct value *val)
{
	mem_forget(ctx, ptr);
	return true;
}

static void copy_fields(struct path *p, struct value *to, struct value *from,
			struct symbol *type)
{
	struct state was = p->st;
	struct copying c = { &p->st, to, from };
	long long bits = type_bits(type);

	mem_each(&was, to, bits > 0 ? bits : 0, forget_step, &p->st);
	mem_each(&was, from, bits > 0 ? bits : 0, copy_step, &c);
}

void store_object(struct path *p, struct value *to, struct value *from,
		  struct symbol *type, struct expression *expr)
{
	struct position pos = expr ? expr->pos : p->pos;
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->copy)
			rules[i]->copy(p, pos, to, from, type);
	copy_fields(p, to, from, type);
}

/* memcpy() and its kind, of what is known to stand in the source. */
void copy_bytes(struct path *p, struct value *to, struct value *from,
		long long bits, struct expression *by)
{
	struct state was = p->st;
	struct copying c = { &p->st, to, from };

	havoc(p, to, bits, by);
	mem_each(&was, from, bits, copy_step, &c);
}

void store(struct path *p, struct value *ptr, struct value *val,
	   struct expression *expr)
{
	struct value *old;

	if (expr) {
		rules_access(p, expr, ptr, true);
		ptr = val_field(ptr, member_bits(expr->ctype));
	}
	old = mem_get(&p->st, ptr);
	if (!old && expr && is_pointer(expr->ctype) && !val_local(val_base(ptr)))
		old = initial(p, ptr, expr);
	mem_set(&p->st, ptr, val);
	rules_store(p, expr, ptr, val, old);
}

/*
 * The call @by got @ptr and may have written the @bits behind it (0: any).
 * Without a call, the object is new.
 */
void havoc(struct path *p, struct value *ptr, long long bits,
	   struct expression *by)
{
	struct state was = p->st;
	struct value *epoch;

	mem_each(&was, ptr, bits, forget_step, &p->st);
	if (!by) {
		p->st.epochs = map_del(p->st.epochs, val_base(ptr)->id);
		return;
	}
	epoch = fresh(p, by, TAG_EPOCH);
	if (p->frame->looping && state_mentions(&p->st, epoch))
		state_age(&p->st, epoch);
	epoch_set(&p->st, val_base(ptr), epoch);
}

struct value *eval_addr(struct path *p, struct expression *expr)
{
	if (expr->type == EXPR_PREOP && expr->op == '*')
		return eval(p, expr->unop);
	return fresh(p, expr, TAG_RESULT);
}

static struct value *eval_pointer_add(struct path *p, struct expression *expr)
{
	struct value *l = eval(p, expr->left), *r = eval(p, expr->right);

	if (!is_pointer(expr->left->ctype) && is_pointer(expr->right->ctype)) {
		struct value *t = l;

		l = r;
		r = t;
	}
	if (expr->op == '-')
		r = val_op('-', val_int(0), r);
	/* Arithmetic on an integer that was a pointer keeps a number. */
	if (l->kind == V_INT)
		return val_op('+', l, r);
	l = val_elem(l, r);
	if (l->kind == V_ELEM && !l->pos.line)
		l->pos = expr->pos;
	return l;
}

static struct value *eval_binop(struct path *p, struct expression *expr)
{
	bool adds = expr->op == '+' || expr->op == '-';

	if (adds && is_pointer(expr->ctype))
		return eval_pointer_add(p, expr);
	return typed(val_op(expr->op, eval(p, expr->left),
			    eval(p, expr->right)), expr);
}

static int op_of_assign(int op)
{
	switch (op) {
	case SPECIAL_ADD_ASSIGN: return '+';
	case SPECIAL_SUB_ASSIGN: return '-';
	case SPECIAL_MUL_ASSIGN: return '*';
	case SPECIAL_DIV_ASSIGN: return '/';
	case SPECIAL_MOD_ASSIGN: return '%';
	case SPECIAL_AND_ASSIGN: return '&';
	case SPECIAL_OR_ASSIGN: return '|';
	case SPECIAL_XOR_ASSIGN: return '^';
	case SPECIAL_SHL_ASSIGN: return SPECIAL_LEFTSHIFT;
	case SPECIAL_SHR_ASSIGN: return SPECIAL_RIGHTSHIFT;
	}
	return 0;
}

static struct value *apply(struct expression *expr, int op, struct value *old,
			   struct value *by)
{
	if (is_pointer(expr->ctype) && (op == '+' || op == '-'))
		return val_elem(old, op == '-' ? val_op('-', val_int(0), by) : by);
	return typed(val_op(op, old, by), expr);
}

static struct value *eval_assign(struct path *p, struct expression *expr)
{
	struct value *val = eval(p, expr->right);
	struct value *ptr = eval_addr(p, expr->left);

	if (is_struct(expr->left->ctype)) {
		rules_access(p, expr->left, ptr, true);
		rules_access(p, expr->right, val, false);
		store_object(p, ptr, val, expr->left->ctype, expr);
		return ptr;
	}
	if (expr->op != '=')
		val = apply(expr, op_of_assign(expr->op),
			    load(p, ptr, expr->left), val);
	store(p, ptr, val, expr->left);
	return val;
}

static struct value *eval_step(struct path *p, struct expression *expr)
{
	struct value *ptr = eval_addr(p, expr->unop);
	struct value *old = load(p, ptr, expr->unop);
	long long by = expr->op_value ? expr->op_value : 1;
	struct value *val;

	val = apply(expr, expr->op == SPECIAL_INCREMENT ? '+' : '-', old,
		    val_int(by));
	store(p, ptr, val, expr->unop);
	return expr->type == EXPR_POSTOP ? old : val;
}

static long long truncate_to(struct symbol *type, long long num)
{
	struct symbol *base = bare_type(type);
	int bits = base ? base->bit_size : 0;

	if (!base || is_pointer(type) || bits <= 0 || bits >= 64)
		return num;
	num &= (1LL << bits) - 1;
	if (!(base->ctype.modifiers & MOD_UNSIGNED) && (num >> (bits - 1)) & 1)
		num -= 1LL << bits;
	return num;
}

/* -1u and ~0u are large numbers. */
static struct value *in_type(struct value *v, struct symbol *type)
{
	return v->kind == V_INT ? val_int(truncate_to(type, v->num)) : v;
}

static struct value *eval_preop(struct path *p, struct expression *expr)
{
	struct value *v;

	switch (expr->op) {
	case '*':
		return load(p, eval(p, expr->unop), expr);
	case SPECIAL_INCREMENT:
	case SPECIAL_DECREMENT:
		return eval_step(p, expr);
	}
	v = eval(p, expr->unop);
	switch (expr->op) {
	case '!':
		return val_op(SPECIAL_EQUAL, v, val_int(0));
	case '-':
		return in_type(val_op('-', val_int(0), v), expr->ctype);
	case '~':
		return in_type(val_op('^', v, val_int(-1)), expr->ctype);
	case '+':
		return v;
	}
	return fresh(p, expr, TAG_RESULT);
}

/*
 * A number from outside may not fit into a narrower type, or get a sign there.
 * Others are taken to fit, which keeps them the same value.
 */
static struct value *masked(struct path *p, struct value *v, struct symbol *type)
{
	struct range r = range_of(&p->st, v), to = range_of_type(type);
	long long bits = type_bits(type);
	bool has_sign = to.lo < 0;

	if (!r.untrusted || is_pointer(type) || bits <= 0 || bits >= 64)
		return v;
	if (r.lo >= to.lo && r.hi <= to.hi)
		return v;
	/* Compared as an unsigned number, it is told by its bits alone. */
	if (!has_sign && type_bits(v->type) == bits)
		return v;
	return val_op(OP_MASKED, v, val_int(has_sign ? -bits : bits));
}

static struct value *eval_cast(struct path *p, struct expression *expr)
{
	struct value *v = masked(p, eval(p, expr->cast_expression), expr->ctype);

	if (v->kind == V_INT)
		return val_int(truncate_to(expr->ctype, v->num));
	if (bare_type(expr->ctype) == &bool_ctype)
		return val_op(SPECIAL_NOTEQUAL, v, val_int(0));
	return typed(v, expr);
}

static struct value *eval_number(struct expression *expr)
{
	return val_int(truncate_to(expr->ctype, expr->value));
}

static struct value *eval_temp(struct path *p, struct expression *expr)
{
	struct value *v = mem_get(&p->st, temp_of(p, expr));

	return v ? v : fresh(p, expr, TAG_RESULT);
}

static struct value *eval_symbol(struct path *p, struct expression *expr)
{
	if (!expr->symbol)
		return fresh(p, expr, TAG_RESULT);
	return val_addr(expr->symbol);
}

/* A member of a structure that a call or ?: returned. */
static struct value *eval_slice(struct path *p, struct expression *expr)
{
	struct value *base = eval(p, expr->base);
	struct value *ptr = val_field(base, expr->r_bitpos);
	struct value *v = mem_get(&p->st, ptr);

	if (by_address(expr->ctype))
		return ptr;
	return v ? v : typed(val_load(ptr, epoch_of(&p->st, base)), expr);
}

struct value *eval(struct path *p, struct expression *expr)
{
	if (!expr)
		return val_int(0);
	switch (expr->type) {
	case EXPR_VALUE:
		return eval_number(expr);
	case EXPR_STRING:
		return val_string(expr);
	case EXPR_SYMBOL:
		return eval_symbol(p, expr);
	case EXPR_PREOP:
		return eval_preop(p, expr);
	case EXPR_POSTOP:
		return eval_step(p, expr);
	case EXPR_BINOP:
		return eval_binop(p, expr);
	case EXPR_COMPARE:
		return val_op(expr->op, eval(p, expr->left), eval(p, expr->right));
	case EXPR_ASSIGNMENT:
		return eval_assign(p, expr);
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		return eval_cast(p, expr);
	case EXPR_COMMA:
		return eval(p, expr->right);
	case EXPR_SLICE:
		return eval_slice(p, expr);
	case EXPR_CALL:
	case EXPR_LOGICAL:
	case EXPR_CONDITIONAL:
	case EXPR_SELECT:
	case EXPR_STATEMENT:
		return eval_temp(p, expr);
	default:
		return fresh(p, expr, TAG_RESULT);
	}
}

/* Declarations */

static void init_one(struct path *p, struct value *ptr, struct expression *init);

static void init_list(struct path *p, struct value *ptr,
		      struct expression_list *list)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		init_one(p, ptr, e);
	} END_FOR_EACH_PTR(e);
}

static void init_one(struct path *p, struct value *ptr, struct expression *init)
{
	struct value *val;

	/* One designator may stand in another. */
	while (init->type == EXPR_POS) {
		ptr = val_field(ptr, init->init_offset * 8LL);
		init = init->init_expr;
	}
	if (init->type == EXPR_INITIALIZER) {
		init_list(p, ptr, init->expr_list);
		return;
	}
	val = eval(p, init);
	if (is_struct(init->ctype)) {
		rules_access(p, init, val, false);
		store_object(p, ptr, val, init->ctype, init);
		return;
	}
	if (init->type == EXPR_STRING)
		return;
	mem_set(&p->st, val_field(ptr, member_bits(init->ctype)), val);
	rules_store(p, init, ptr, val, NULL);
}

/* What an initializer does not name is zero. */
static void declare_object(struct path *p, struct symbol *sym, struct value *ptr)
{
	struct cell c = { .status = ST_OTHER, .zeroed = !!sym->initializer };

	havoc(p, ptr, 0, NULL);
	if (sym->initializer) {
		cell_set(&p->st, ptr, SLOT_OWN, c);
		init_one(p, ptr, sym->initializer);
	}
}

void declare_local(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *val;

	if (by_address(sym)) {
		declare_object(p, sym, ptr);
		return;
	}
	if (!sym->initializer) {
		val = val_fresh(sym, TAG_UNDEF, p->frame->ctx);
		val->type = sym;
	} else if (sym->initializer->type == EXPR_INITIALIZER) {
		struct expression *first;

		first = first_expression(sym->initializer->expr_list);
		if (first && first->type == EXPR_POS)
			first = first->init_expr;
		val = eval(p, first);
	} else {
		val = eval(p, sym->initializer);
	}
	if (!val->name && sym->ident)
		val->name = ident_str(sym->ident);
	mem_set(&p->st, ptr, val);
	rules_store(p, NULL, ptr, val, NULL);
}
