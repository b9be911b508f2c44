// SPDX-License-Identifier: GPL-2.0
/* How large what a pointer points to is, and whether a number fits into it. */
#include <string.h>

#include "extent.h"

static bool is_add(struct expression *expr)
{
	return expr && expr->type == EXPR_BINOP && expr->op == '+';
}

/* sparse writes pointer->member as pointer + constant. */
static bool is_member(struct expression *expr)
{
	return is_add(expr) && expr->right->type == EXPR_VALUE &&
	       expr->right->ctype == &int_ctype;
}

bool extent_is_index(struct expression *expr)
{
	return is_add(expr) && !is_member(expr) && is_pointer(expr->ctype);
}

struct expression *extent_pointer(struct expression *add)
{
	return is_pointer(add->left->ctype) ? add->left : add->right;
}

struct expression *extent_index(struct expression *add)
{
	return is_pointer(add->left->ctype) ? add->right : add->left;
}

bool extent_has_effects(struct expression *expr)
{
	if (!expr)
		return false;
	switch (expr->type) {
	case EXPR_ASSIGNMENT:
	case EXPR_POSTOP:
		return true;
	case EXPR_PREOP:
		return expr->op == SPECIAL_INCREMENT ||
		       expr->op == SPECIAL_DECREMENT ||
		       extent_has_effects(expr->unop);
	case EXPR_CAST:
	case EXPR_IMPLIED_CAST:
	case EXPR_FORCE_CAST:
		return extent_has_effects(expr->cast_expression);
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_COMMA:
		return extent_has_effects(expr->left) ||
		       extent_has_effects(expr->right);
	default:
		return false;
	}
}

/* The largest array at @bits of @type with elements of @elem bits (0: any). */
static struct symbol *array_at(struct symbol *type, long long bits,
			       long long elem)
{
	struct symbol *base = bare_type(type), *best = NULL, *m;
	long long size = type_bits(type), each;

	if (!base || size <= 0 || bits < 0 || bits >= size)
		return NULL;
	if (base->type == SYM_ARRAY) {
		each = type_bits(base->ctype.base_type);
		if (each <= 0)
			return NULL;
		if (!bits && (!elem || each == elem))
			return type;
		return array_at(base->ctype.base_type, bits % each, elem);
	}
	if (!is_struct(base))
		return NULL;
	FOR_EACH_PTR(base->symbol_list, m) {
		struct symbol *a = array_at(m, bits - m->offset * 8LL, elem);

		if (a && (!best || type_bits(a) > type_bits(best)))
			best = a;
	} END_FOR_EACH_PTR(m);
	return best;
}

struct place {
	struct symbol *type;	/* of the object */
	long long bits;		/* in it */
};

static bool locate(struct expression *expr, long long elem, struct place *at)
{
	expr = skip_casts(expr);
	if (!expr)
		return false;
	if (expr->type == EXPR_SYMBOL) {
		*at = (struct place){ expr->symbol, 0 };
		return true;
	}
	if (is_member(expr)) {
		struct expression *left = skip_casts(expr->left);

		if (left->type != EXPR_SYMBOL && !is_member(left))
			*at = (struct place){ pointee(left->ctype), 0 };
		else if (!locate(left, 0, at))
			return false;
		at->bits += expr->right->value * 8LL;
		return at->type;
	}
	if (extent_is_index(expr) && locate(extent_pointer(expr), 0, at)) {
		struct symbol *a = array_at(at->type, at->bits, 0);

		if (!a)
			return false;
		*at = (struct place){ bare_type(a)->ctype.base_type, 0 };
		return true;
	}
	return false;
}

/* An array of one is how the length of what follows is left open. */
long long extent_bytes(struct symbol *array)
{
	long long each, size;

	if (!array)
		return 0;
	each = type_bits(bare_type(array)->ctype.base_type);
	size = type_bits(array);
	return size > each ? size / 8 : 0;
}

long long extent_of_array(struct expression *expr)
{
	long long elem = type_bits(pointee(expr->ctype));
	struct place at;

	if (!locate(expr, elem, &at))
		return 0;
	return extent_bytes(array_at(at.type, at.bits, elem > 0 ? elem : 0));
}

const char *extent_name(struct expression *expr)
{
	long long elem = type_bits(pointee(expr->ctype));
	struct symbol *array = NULL;
	struct place at;

	if (locate(expr, elem, &at))
		array = array_at(at.type, at.bits, elem > 0 ? elem : 0);
	if (array && array->ident)
		return ident_str(array->ident);
	if (extent_is_index(expr))
		return extent_name(skip_casts(extent_pointer(expr)));
	return expr_name(expr);
}

struct symbol *extent_at(struct symbol *type, long long bits, long long each)
{
	return array_at(type, bits, each * 8);
}

/* True if an object of @want, and not an array of them, is at @bits. */
static bool is_object(struct symbol *type, long long bits, struct symbol *want)
{
	struct symbol *base = bare_type(type), *m;

	if (!base || bits < 0 || bits >= type_bits(type))
		return false;
	if (base == want)
		return !bits;
	if (!is_struct(base))
		return false;
	FOR_EACH_PTR(base->symbol_list, m) {
		if (is_object(m, bits - m->offset * 8LL, want))
			return true;
	} END_FOR_EACH_PTR(m);
	return false;
}

/* &object, a whole variable or member. */
static long long extent_of_object(struct expression *expr)
{
	struct symbol *to = pointee(expr->ctype);
	struct place at;

	if (!is_struct(to) || !locate(expr, 0, &at) ||
	    !is_object(at.type, at.bits, bare_type(to)))
		return 0;
	return type_bits(to) / 8;
}

long long extent_of_expr(struct expression *expr)
{
	long long size;

	expr = skip_casts(expr);
	if (!expr)
		return 0;
	size = extent_of_array(expr);
	if (!size && extent_is_index(expr)) {
		struct expression *index = extent_index(expr);

		size = extent_of_array(extent_pointer(expr));
		if (index->type == EXPR_VALUE && (long long)index->value > 0)
			size -= index->value;
		return size > 0 ? size : 0;
	}
	return size ? size : extent_of_object(expr);
}

struct value *extent_allocated(struct path *p, struct value *ptr)
{
	const struct cell *c = cell_get(&p->st, ptr, SLOT_SIZE);

	return c && c->status == ST_OTHER ? c->other : NULL;
}

struct value *extent_of_skb(struct path *p, struct value *ptr)
{
	const struct cell *c = cell_get(&p->st, ptr, SLOT_SIZE);

	return c && c->status == ST_HELD ? c->other : NULL;
}

long long extent_of_value(struct path *p, struct value *ptr)
{
	struct value *root = val_base(ptr), *size;
	long long bytes = 0;

	if (root->kind == V_ADDR) {
		struct symbol *sym = (struct symbol *)root->who;

		if (bare_type(sym) && bare_type(sym)->type == SYM_ARRAY)
			bytes = extent_bytes(sym) - val_offset(ptr) / 8;
		return bytes > 0 ? bytes : 0;
	}
	size = extent_allocated(p, root);
	if (size && size->kind == V_INT)
		bytes = size->num - val_offset(ptr) / 8;
	return bytes > 0 ? bytes : 0;
}

static void note_size(struct path *p, struct value *ptr, struct value *size,
		      enum cell_status status)
{
	struct cell cell = { .status = status, .other = size };

	/* The largest size is what arithmetic that overflows gives. */
	if (size->kind != V_INT || size->num > 0)
		cell_set(&p->st, ptr, SLOT_SIZE, cell);
}

/* Its buffer has the size, not the object. */
static void note_skb(struct path *p, struct call *c)
{
	int nr = strstr(c->name, "netdev") || strstr(c->name, "napi") ? 2 : 1;

	if (nr <= c->nr_args)
		note_size(p, c->result, c->arg[nr], ST_HELD);
}

/* Registers: the length comes after the address. */
static void note_window(struct path *p, struct call *c)
{
	struct fact *own = fact_find(c->facts, FACT_OWN);
	int nr = fact_has(c->facts, FACT_DEVM) ? 3 : 2;

	if (own && own->cls && !strcmp(own->cls->name, "ioremap") &&
	    strstr(c->name, "ioremap") && !strstr(c->name, "resource") &&
	    nr <= c->nr_args)
		note_size(p, c->result, c->arg[nr], ST_OTHER);
}

void extent_note(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_SIZE);
	struct value *size;

	if (!c->ok || !c->facts || !c->result || c->result->kind == V_INT)
		return;
	if (c->name && strstr(c->name, "alloc_skb"))
		note_skb(p, c);
	if (c->name)
		note_window(p, c);
	if (!f || f->arg < 1 || f->arg > c->nr_args)
		return;
	size = c->arg[f->arg];
	if (f->arg2 >= 1 && f->arg2 <= c->nr_args)
		size = val_op('*', size, c->arg[f->arg2]);
	note_size(p, c->result, size, ST_OTHER);
}

static bool is_signed(struct value *val)
{
	struct symbol *type = bare_type(val->type);

	return type && val->kind != V_OP && !is_pointer(type) &&
	       type_bits(type) > 0 && !(type->ctype.modifiers & MOD_UNSIGNED);
}

enum excess extent_excess(struct path *p, struct value *val, long long max)
{
	struct range r = range_of(&p->st, val);
	bool exact = r.exact || (r.lo == r.hi && r.capped);

	if (r.hi > max && exact)
		return EXCESS_BEYOND;
	if (r.lo > max && r.capped)
		return EXCESS_BEYOND;
	if (!r.untrusted)
		return EXCESS_NONE;
	if (r.hi > max && !r.capped)
		return EXCESS_UNCHECKED;
	if (r.lo < 0 && (r.lo != INT64_MIN || is_signed(val)))
		return EXCESS_NEGATIVE;
	return EXCESS_NONE;
}
