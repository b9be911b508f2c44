// SPDX-License-Identifier: GPL-2.0
/* Types, and what to call expressions and values in a message. */
#include <stdio.h>
#include <string.h>

#include "core.h"
#include "token.h"

struct symbol *bare_type(struct symbol *type)
{
	while (type && (type->type == SYM_NODE || type->type == SYM_RESTRICT))
		type = type->ctype.base_type;
	return type;
}

bool is_pointer(struct symbol *type)
{
	type = bare_type(type);
	return type && (type->type == SYM_PTR || type->type == SYM_ARRAY);
}

bool is_struct(struct symbol *type)
{
	type = bare_type(type);
	return type && (type->type == SYM_STRUCT || type->type == SYM_UNION);
}

struct symbol *pointee(struct symbol *type)
{
	type = bare_type(type);
	if (!type || (type->type != SYM_PTR && type->type != SYM_ARRAY))
		return NULL;
	return type->ctype.base_type;
}

long long type_bits(struct symbol *type)
{
	if (!type)
		return 0;
	examine_symbol_type(type);
	return type->bit_size;
}

const char *struct_name(struct symbol *type)
{
	type = bare_type(type);
	if (!type || (type->type != SYM_STRUCT && type->type != SYM_UNION) ||
	    !type->ident)
		return NULL;
	return ident_str(type->ident);
}

struct symbol *member_at(struct symbol *type, long long bits)
{
	struct symbol *m, *base = bare_type(type);

	if (!base || (base->type != SYM_STRUCT && base->type != SYM_UNION))
		return NULL;
	FOR_EACH_PTR(base->symbol_list, m) {
		long long from = m->offset * 8LL + m->bit_offset;
		long long size = type_bits(m);

		if (bits < from || (size > 0 && bits >= from + size))
			continue;
		if (is_struct(m) && (bits != from || !m->ident))
			return member_at(m, bits - from);
		if (bits == from)
			return m;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

/* A ring of buffers, so that one message may hold several names. */
static char *name_buffer(void)
{
	static char bufs[8][128];
	static unsigned int at;

	return bufs[at++ % 8];
}

static const char *ident_of(struct symbol *sym)
{
	return sym && sym->ident ? ident_str(sym->ident) : NULL;
}

static const char *name_of(struct expression *expr, int depth);

static const char *join_names(const char *base, const char *op, const char *name)
{
	char *buf = name_buffer();

	snprintf(buf, 128, "%s%s%s", base, op, name);
	return buf;
}

/* *(base + offset), which is what sparse makes of base->member. */
static const char *name_of_deref(struct expression *expr, int depth)
{
	struct expression *ptr = expr->unop, *base = ptr;
	const char *member, *name;

	if (ptr->type == EXPR_SYMBOL)
		return ident_of(ptr->symbol);
	base = skip_casts(base);
	if (base && base->type == EXPR_BINOP && base->right &&
	    base->right->type == EXPR_VALUE)
		base = base->left;
	member = ident_of(expr->ctype);
	name = name_of(base, depth + 1);
	if (!name)
		return member;
	if (!member || !strcmp(name, member))
		return name;
	if (base->type == EXPR_SYMBOL)
		return join_names(name, ".", member);
	return join_names(name, "->", member);
}

static const char *name_of(struct expression *expr, int depth)
{
	if (!expr || depth > 6)
		return NULL;
	switch (expr->type) {
	case EXPR_SYMBOL:
		return ident_of(expr->symbol);
	case EXPR_PREOP:
		if (expr->op == '*')
			return name_of_deref(expr, depth);
		return name_of(expr->unop, depth + 1);
	case EXPR_POSTOP:
		return name_of(expr->unop, depth + 1);
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		return name_of(expr->cast_expression, depth + 1);
	case EXPR_ASSIGNMENT:
		return name_of(expr->left, depth + 1);
	case EXPR_BINOP:
		return name_of(expr->left, depth + 1);
	case EXPR_CALL:
		return called_name(expr);
	default:
		return NULL;
	}
}

const char *expr_name(struct expression *expr)
{
	const char *name = name_of(expr, 0);

	return name && strncmp(name, "__UNIQUE", 8) ? name : NULL;
}

/* Skips @head, if @name begins with it. */
static const char *behind(const char *name, const char *head)
{
	size_t len = strlen(head);

	return strncmp(name, head, len) ? name : name + len;
}

/* How much of @name comes before @tail, or all of it. */
static size_t before(const char *name, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len > n && !strncmp(name + len - n, tail, n) ? len - n : len;
}

const char *plain_name(const char *name)
{
	const char *from = behind(behind(behind(name, "__builtin_"),
					 "__underlying_"), "sized_");
	size_t len = strlen(from);
	char *plain;

	len = before(from, before(from, len, "_noprof"), "_nested");
	if (from == name && !from[len])
		return name;
	while (len > 1 && *from == '_')
		from++, len--;
	plain = arena_alloc(&fn_arena, len + 1);
	memcpy(plain, from, len);
	return plain;
}

const char *const no_name = "the result";

static bool find_name(void *ctx, struct value *ptr, struct value *val)
{
	struct value **want = ctx;
	struct symbol *sym = val_local(val_base(ptr));

	if (val != want[0] || !sym || !sym->ident)
		return true;
	want[1] = val_base(ptr);
	return false;
}

const char *value_name(struct path *p, struct value *val,
		       struct expression *expr)
{
	const char *name = expr ? expr_name(expr) : NULL;
	struct value *want[2] = { val, NULL };

	if (name)
		return name;
	mem_each_all(&p->st, find_name, want);
	if (want[1])
		return ident_of((struct symbol *)want[1]->who);
	if (val->name)
		return val->name;
	return no_name;
}

static struct expression *skip_offsets(struct expression *e)
{
	while (e) {
		if (e->type == EXPR_CAST || e->type == EXPR_IMPLIED_CAST ||
		    e->type == EXPR_FORCE_CAST)
			e = e->cast_expression;
		else if (e->type == EXPR_BINOP && (e->op == '+' || e->op == '-'))
			e = e->left;
		else
			break;
	}
	return e;
}

struct symbol *plain_variable(struct expression *expr)
{
	if (!expr || expr->type != EXPR_PREOP || expr->op != '*' ||
	    !expr->unop || expr->unop->type != EXPR_SYMBOL)
		return NULL;
	return expr->unop->symbol;
}

struct symbol *variable_of(struct expression *expr)
{
	return plain_variable(skip_offsets(expr));
}

struct value *held_by(struct path *p, struct expression *expr)
{
	struct symbol *sym = variable_of(expr);

	return sym ? mem_get(&p->st, val_addr(sym)) : NULL;
}
