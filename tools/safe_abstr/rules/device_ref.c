// SPDX-License-Identifier: GPL-2.0
/* From expressions to the members and variables that they name. */
#include <string.h>

#include "device.h"

#define DEPTH_MAX	8
#define BUCKETS		512

/* Pointer variables of the functions, by what they are set to. */
struct def {
	struct symbol *sym;
	struct expression *expr;
	unsigned int count;
	struct def *next;
};

static struct def *defs[BUCKETS];

void dev_ref_reset(void)
{
	memset(defs, 0, sizeof(defs));
}

static struct def *def_of(struct symbol *sym)
{
	struct def *d = defs[((uintptr_t)sym >> 4) % BUCKETS];

	while (d && d->sym != sym)
		d = d->next;
	return d;
}

void dev_define(struct symbol *sym, struct expression *expr)
{
	struct def *d = def_of(sym), **head;

	if (d) {
		d->count++;
		return;
	}
	head = &defs[((uintptr_t)sym >> 4) % BUCKETS];
	d = file_new(struct def);
	d->sym = sym;
	d->expr = expr;
	d->count = 1;
	d->next = *head;
	*head = d;
}

static bool is_global(struct symbol *sym)
{
	return sym->ctype.modifiers & (MOD_STATIC | MOD_EXTERN | MOD_TOPLEVEL);
}

/* A structure whose members are this file's business. */
static bool is_own_struct(struct symbol *type)
{
	type = bare_type(type);
	return type && type->type == SYM_STRUCT && frontend_is_main(type->pos);
}

static struct symbol *member_around(struct symbol *type, long long off)
{
	struct symbol *m;

	FOR_EACH_PTR(type->symbol_list, m) {
		if (off >= m->offset && off * 8 < m->offset * 8LL + type_bits(m))
			return m;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

/* Goes one level down, into the member of *@type at *@off. */
static bool descend(struct symbol **type, long long *off, bool *is_named)
{
	struct symbol *m, *at = *type;

	if (!at || !is_struct(at))
		return false;
	m = member_around(at, *off);
	if (!m)
		return false;
	*off -= m->offset;
	*is_named = m->ident;
	at = bare_type(m);
	while (at && at->type == SYM_ARRAY) {
		at = bare_type(at->ctype.base_type);
		if (type_bits(at) >= 8)
			*off %= type_bits(at) / 8;
	}
	*type = at;
	return at && is_struct(at);
}

/* The innermost structure of this file that it is a member of. */
static struct dev_key *key_in(struct symbol *base, long long off)
{
	struct symbol *at = bare_type(base), *own = base;
	long long rel = off;
	bool is_named;

	if (!is_own_struct(at))
		return dev_key_of(base, off);
	while (descend(&at, &rel, &is_named)) {
		if (!is_own_struct(at) || !at->ident)
			continue;
		own = at;
		off = rel;
	}
	return dev_key_of(own, off);
}

bool dev_embeds(struct symbol *outer, struct symbol *inner)
{
	struct symbol *m, *at = bare_type(outer);

	while (at && at->type == SYM_ARRAY)
		at = bare_type(at->ctype.base_type);
	if (at == inner)
		return true;
	if (!at || !is_struct(at) || !frontend_is_main(at->pos))
		return false;
	FOR_EACH_PTR(at->symbol_list, m) {
		if (!is_pointer(m) || bare_type(m)->type == SYM_ARRAY) {
			if (dev_embeds(m, inner))
				return true;
		}
	} END_FOR_EACH_PTR(m);
	return false;
}

static struct symbol *obj_of(struct expression *expr)
{
	struct symbol *to = bare_type(pointee(expr->ctype));

	return to && is_struct(to) ? to : NULL;
}

static struct dev_ref ref_of(struct expression *expr, int depth);

static struct dev_ref ref_variable(struct symbol *sym)
{
	struct symbol *type = bare_type(sym);
	struct dev_ref r = { 0 };

	while (type && type->type == SYM_ARRAY)
		type = bare_type(type->ctype.base_type);
	if (type && is_struct(type))
		r.obj = type;
	if (is_own_struct(type))
		r.addr = key_in(type, 0);
	else if (is_global(sym))
		r.addr = dev_key_of(sym, 0);
	return r;
}

/* @base + @off, where @base may point to a whole object. */
static struct dev_ref ref_add(struct expression *base, long long off, int depth)
{
	struct dev_ref r = ref_of(base, depth + 1), sum = { 0 };

	if (r.addr)
		sum.addr = key_in(r.addr->base, r.addr->off + off);
	else if (r.obj)
		sum.addr = key_in(r.obj, off);
	return sum;
}

static struct dev_ref ref_binop(struct expression *expr, int depth)
{
	struct expression *right = skip_casts(expr->right);
	struct dev_ref r = { 0 };

	if (expr->op != '+')
		return r;
	if (right && right->type == EXPR_VALUE)
		r = ref_add(expr->left, right->value, depth);
	else
		r = ref_of(expr->left, depth + 1);
	return r;
}

/* What a local pointer was set to, if that is one thing. */
static struct dev_ref ref_local(struct symbol *sym, int depth)
{
	struct def *d = def_of(sym);
	struct dev_ref r = { 0 };

	if (d && d->count == 1 && d->expr)
		r = ref_of(d->expr, depth + 1);
	return r;
}

static struct dev_ref ref_load(struct expression *expr, int depth)
{
	struct expression *from = skip_casts(expr->unop);
	struct dev_ref r = { 0 };

	if (from->type == EXPR_SYMBOL && from->symbol) {
		if (is_global(from->symbol))
			r.loaded = dev_key_of(from->symbol, 0);
		else
			r = ref_local(from->symbol, depth);
		return r;
	}
	r.loaded = ref_of(from, depth + 1).addr;
	return r;
}

static struct dev_ref ref_call(struct expression *expr, int depth)
{
	const char *name = called_name(expr);
	struct dev_ref r = { 0 };

	if (name && (!strcmp(name, "spinlock_check") ||
		     !strcmp(name, "ERR_CAST")))
		r = ref_of(first_expression(expr->args), depth + 1);
	return r;
}

/* The outermost type that says something. */
static struct symbol *outer_obj(struct expression *expr, struct expression *e)
{
	struct symbol *obj = obj_of(expr);

	while (!obj && expr != e) {
		expr = expr->cast_expression;
		obj = obj_of(expr);
	}
	return obj;
}

static struct dev_ref ref_of(struct expression *expr, int depth)
{
	struct expression *e = skip_casts(expr);
	struct symbol *obj;
	struct dev_ref r = { 0 };

	if (!e || depth > DEPTH_MAX)
		return r;
	switch (e->type) {
	case EXPR_SYMBOL:
		if (e->symbol)
			r = ref_variable(e->symbol);
		break;
	case EXPR_BINOP:
		r = ref_binop(e, depth);
		break;
	case EXPR_PREOP:
		if (e->op == '*')
			r = ref_load(e, depth);
		break;
	case EXPR_CALL:
		r = ref_call(e, depth);
		break;
	default:
		break;
	}
	obj = outer_obj(expr, e);
	if (obj)
		r.obj = obj;
	return r;
}

struct dev_ref dev_ref_of(struct expression *expr)
{
	return ref_of(expr, 0);
}

struct dev_key *dev_lvalue(struct expression *expr)
{
	struct expression *e = skip_casts(expr), *from;

	if (!e || e->type != EXPR_PREOP || e->op != '*')
		return NULL;
	from = skip_casts(e->unop);
	if (from->type == EXPR_SYMBOL && from->symbol &&
	    !is_global(from->symbol) && !is_own_struct(from->symbol))
		return NULL;
	return ref_of(from, 0).addr;
}

struct symbol *dev_named_fn(struct expression *expr)
{
	struct expression *e = skip_casts(expr);

	if (e && e->type == EXPR_PREOP && (e->op == '*' || e->op == '&'))
		e = skip_casts(e->unop);
	if (!e || e->type != EXPR_SYMBOL || !e->symbol)
		return NULL;
	if (!bare_type(e->symbol) || bare_type(e->symbol)->type != SYM_FN)
		return NULL;
	return e->symbol;
}

static struct expression *made_by(struct expression *expr, int depth);

/* The last value of ({ ... }). */
static struct expression *made_in(struct expression *expr, int depth)
{
	struct statement *s = expr->statement;

	while (s && s->type == STMT_COMPOUND)
		s = last_ptr_list((struct ptr_list *)s->stmts);
	if (!s || s->type != STMT_EXPRESSION)
		return NULL;
	return made_by(s->expression, depth + 1);
}

static struct expression *made_by(struct expression *expr, int depth)
{
	struct expression *e = skip_casts(expr);
	struct def *d;

	if (!e || depth > DEPTH_MAX)
		return NULL;
	if (e->type == EXPR_CALL)
		return e;
	if (e->type == EXPR_STATEMENT)
		return made_in(e, depth);
	if (e->type != EXPR_PREOP || e->op != '*')
		return NULL;
	e = skip_casts(e->unop);
	if (e->type != EXPR_SYMBOL || !e->symbol || is_global(e->symbol))
		return NULL;
	d = def_of(e->symbol);
	return d ? made_by(d->expr, depth + 1) : NULL;
}

struct expression *dev_made_by(struct expression *expr)
{
	return made_by(expr, 0);
}

struct symbol *dev_struct_at(struct symbol *type, long long *off)
{
	struct symbol *at = bare_type(type), *named = at;
	long long rel = *off;
	bool is_named;

	while (descend(&at, &rel, &is_named)) {
		if (!is_named)
			continue;
		named = at;
		*off = rel;
	}
	return named;
}

bool dev_is_at(struct dev_key *key, const char *name)
{
	struct symbol *at = bare_type(key->base);
	long long rel = key->off;
	bool is_named;

	while (name && descend(&at, &rel, &is_named))
		if (!rel && struct_name(at) && !strcmp(struct_name(at), name))
			return true;
	return false;
}
