/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Symbolic values. Two expressions that surely have the same value have the
 * same struct value, so values are compared by pointer. They live as long as
 * the analysis of one function.
 */
#ifndef SACHECK_VALUE_H
#define SACHECK_VALUE_H

#include <stdint.h>

#include "lib.h"
#include "symbol.h"
#include "expression.h"

enum value_kind {
	V_INT,		/* num */
	V_ADDR,		/* the address of symbol who */
	V_STRING,	/* the address of string literal who */
	V_FIELD,	/* a + off bits; a is never a V_FIELD */
	V_ELEM,		/* a + b bytes, b not constant */
	V_LOAD,		/* what memory at a holds since b (NULL: the start) */
	V_FRESH,	/* made by expression who, in inline context where */
	V_PHI,		/* one of several, joined at who for location num */
	V_OP,		/* a num b */
	V_OLD,		/* an earlier round's a */
	V_SECTION,	/* no value: the key of section num */
};

struct value {
	enum value_kind kind;
	uint32_t id;
	struct value *a, *b;
	long long num, off;
	const void *who, *where;
	struct symbol *type;		/* of the expression, may be NULL */
	struct position pos;		/* of the expression that made it */
	const char *name;		/* what the source calls it, or NULL */
	struct value *fields, *next_field;
	unsigned int stamp;		/* state_sweep()'s mark */
	struct value *hash_next;
};

/* Operators of V_OP that are not C's own. */
enum value_op {
	OP_IS_ERR = 0x10000,		/* IS_ERR(a) */
	OP_PTR_ERR,			/* PTR_ERR(a) */
	OP_MASKED,			/* a in b bits, signed if b < 0 */
};

void values_reset(void);

struct value *val_int(long long num);
struct value *val_addr(struct symbol *sym);
struct value *val_string(struct expression *expr);
struct value *val_field(struct value *ptr, long long bits);
struct value *val_elem(struct value *ptr, struct value *bytes);
struct value *val_load(struct value *ptr, struct value *epoch);
struct value *val_fresh(const void *who, int tag, const void *where);
struct value *val_phi(const void *who, uint64_t loc, const void *where);
struct value *val_op(int op, struct value *a, struct value *b);
struct value *val_old(struct value *v);
struct value *val_section(int kind);
/* The value with this id, which must exist. */
struct value *val_by_id(uint32_t id);

/* A pointer is a base and an offset in bits. */
static inline struct value *val_base(struct value *v)
{
	return v->kind == V_FIELD ? v->a : v;
}

static inline long long val_offset(struct value *v)
{
	return v->kind == V_FIELD ? v->off : 0;
}

/* The root of a chain of pointer arithmetic: the object pointed into. */
static inline struct value *val_root(struct value *v)
{
	while (v->kind == V_FIELD || v->kind == V_ELEM)
		v = v->a;
	return v;
}

bool val_depends(struct value *v, struct value *on);
bool val_has_elem(struct value *v);

static inline bool val_is_int(struct value *v, long long num)
{
	return v->kind == V_INT && v->num == num;
}

static inline struct symbol *val_local(struct value *v)
{
	struct symbol *sym = (struct symbol *)v->who;

	if (v->kind != V_ADDR ||
	    (sym->ctype.modifiers & (MOD_STATIC | MOD_EXTERN | MOD_TOPLEVEL)))
		return NULL;
	return sym;
}

#endif
