// SPDX-License-Identifier: GPL-2.0
/*
 * __guarded_by(), __must_hold(), __acquires() and the like. For sacheck, they
 * expand to contexts of sparse, whose expressions are parsed and never
 * evaluated: the names in them are looked up here.
 */
#include <string.h>

#include "lock.h"

static const struct {
	const char *name;
	enum note_kind kind;
	bool shared;
} kinds[] = {
	{ "guarded_by", NOTE_GUARDED, false },
	{ "pt_guarded_by", NOTE_PT_GUARDED, false },
	{ "acquires", NOTE_ACQUIRES, false },
	{ "acquires_shared", NOTE_ACQUIRES, true },
	{ "try_acquires", NOTE_TRY_ACQUIRES, false },
	{ "try_acquires_shared", NOTE_TRY_ACQUIRES, true },
	{ "releases", NOTE_RELEASES, false },
	{ "releases_shared", NOTE_RELEASES, true },
	{ "requires", NOTE_REQUIRES, false },
	{ "requires_shared", NOTE_REQUIRES, true },
	{ "assumes", NOTE_ASSUMES, false },
	{ "unchecked", NOTE_UNCHECKED, false },
};

static bool kind_of(struct expression *name, struct note *note)
{
	const char *s;
	unsigned int i;

	if (!name || name->type != EXPR_SYMBOL || !name->symbol_name)
		return false;
	s = ident_str(name->symbol_name);
	if (strncmp(s, "__sa_", 5))
		return false;
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(s + 5, kinds[i].name))
			continue;
		note->kind = kinds[i].kind;
		note->shared = kinds[i].shared;
		return true;
	}
	return false;
}

static bool each_lock(struct note *note, struct expression *call, note_fn_t fn,
		      void *ctx)
{
	struct expression *arg;
	bool first = true;

	FOR_EACH_PTR(call->args, arg) {
		if (first && note->kind == NOTE_TRY_ACQUIRES) {
			note->truth = get_expression_value_silent(arg);
			first = false;
			continue;
		}
		note->lock = arg;
		if (!fn(ctx, note))
			return false;
	} END_FOR_EACH_PTR(arg);
	return true;
}

bool notes_of(struct symbol *sym, note_fn_t fn, void *ctx)
{
	struct context *c;

	if (!sym)
		return true;
	FOR_EACH_PTR(sym->ctype.contexts, c) {
		struct expression *e = c->context;
		struct note note = { 0 };

		if (!e)
			continue;
		if (e->type == EXPR_CALL) {
			if (kind_of(e->fn, &note) && !each_lock(&note, e, fn, ctx))
				return false;
		} else if (kind_of(e, &note) && !fn(ctx, &note)) {
			return false;
		}
	} END_FOR_EACH_PTR(c);
	return true;
}

/* A prototype may say what the definition does not repeat. */
bool notes_of_function(struct symbol *fn, note_fn_t each, void *ctx)
{
	unsigned int n = 0;

	for (; fn && n < 8; fn = fn->same_symbol, n++)
		if (!notes_of(fn, each, ctx))
			return false;
	return true;
}

static bool other_kind(void *ctx, const struct note *note)
{
	return note->kind != *(enum note_kind *)ctx;
}

bool has_note(struct symbol *fn, enum note_kind kind)
{
	return !notes_of_function(fn, other_kind, &kind);
}

/* Names */

struct place {
	struct value *ptr;
	struct symbol *type;
};

struct lookup {
	struct path *p;
	const struct note_scope *scope;
	uint64_t place;
};

static bool find_member(struct symbol *type, struct ident *ident,
			struct place *at)
{
	struct symbol *m, *base = bare_type(type);

	if (!base || (base->type != SYM_STRUCT && base->type != SYM_UNION))
		return false;
	FOR_EACH_PTR(base->symbol_list, m) {
		struct place sub = { val_field(at->ptr, m->offset * 8LL), m };

		if (m->ident == ident || (!m->ident && find_member(m, ident, &sub))) {
			*at = sub;
			return true;
		}
	} END_FOR_EACH_PTR(m);
	return false;
}

static bool go_to_member(struct lookup *l, struct symbol *type,
			 struct ident *ident, struct place *at)
{
	struct place from = *at;

	if (!find_member(type, ident, at))
		return false;
	l->place = place_number(bare_type(type),
				val_offset(at->ptr) - val_offset(from.ptr));
	return true;
}

static bool find_arg(struct lookup *l, struct ident *ident, struct place *val)
{
	struct symbol *fn = l->scope->fn, *arg, *base;
	struct call *c = l->scope->call;
	int n = 0;

	base = fn ? get_base_type(fn) : NULL;
	if (!base || base->type != SYM_FN)
		return false;
	FOR_EACH_PTR(base->arguments, arg) {
		n++;
		if (arg->ident != ident)
			continue;
		val->type = arg;
		if (!c)
			val->ptr = load(l->p, val_addr(arg), NULL);
		else
			val->ptr = n <= c->nr_args ? c->arg[n] : NULL;
		if (val->ptr && !val->ptr->type)
			val->ptr->type = arg;
		return val->ptr;
	} END_FOR_EACH_PTR(arg);
	return false;
}

static bool value_of(struct lookup *l, struct expression *expr,
		     struct place *val);

static bool find_name(struct lookup *l, struct expression *expr,
		      struct place *at)
{
	struct symbol *sym = expr->symbol;

	if (l->scope->object) {
		*at = (struct place){ l->scope->object, l->scope->type };
		if (go_to_member(l, l->scope->type, expr->symbol_name, at))
			return true;
	}
	if (!sym)
		sym = lookup_symbol(expr->symbol_name, NS_SYMBOL);
	if (!sym || !(sym->ctype.modifiers & MOD_TOPLEVEL))
		return false;
	*at = (struct place){ val_addr(sym), sym };
	return true;
}

/* Where the object that @expr names stands. */
static bool place_of(struct lookup *l, struct expression *expr, struct place *at)
{
	switch (expr->type) {
	case EXPR_SYMBOL:
		return find_name(l, expr, at);
	case EXPR_DEREF:
		return place_of(l, expr->deref, at) &&
		       go_to_member(l, at->type, expr->member, at);
	case EXPR_PREOP:
		if (expr->op == '(')
			return place_of(l, expr->unop, at);
		if (expr->op != '*' || !value_of(l, expr->unop, at))
			return false;
		at->type = pointee(at->type);
		return at->type;
	default:
		return false;
	}
}

static bool value_of(struct lookup *l, struct expression *expr,
		     struct place *val)
{
	if (expr->type == EXPR_PREOP && expr->op == '(')
		return value_of(l, expr->unop, val);
	if (expr->type == EXPR_SYMBOL && find_arg(l, expr->symbol_name, val))
		return true;
	if (!place_of(l, expr, val))
		return false;
	val->ptr = load(l->p, val->ptr, NULL);
	if (!val->ptr->type)
		val->ptr->type = val->type;
	return true;
}

struct value *note_lock(struct path *p, const struct note_scope *scope,
			struct expression *expr, struct symbol **type)
{
	struct lookup l = { p, scope, 0 };
	struct value *key;
	struct place at;

	while (expr->type == EXPR_PREOP && expr->op == '(')
		expr = expr->unop;
	if (expr->type == EXPR_PREOP && expr->op == '&') {
		if (!place_of(&l, expr->unop, &at))
			return NULL;
		*type = at.type;
	} else {
		if (!value_of(&l, expr, &at))
			return NULL;
		*type = pointee(at.type);
		l.place = 0;
	}
	if (at.ptr->kind == V_INT || !is_lock_type(*type))
		return NULL;
	key = lock_key(at.ptr);
	lock_set_place(key, l.place, NULL);
	return key;
}
