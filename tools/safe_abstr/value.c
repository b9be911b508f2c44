// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "token.h"
#include "value.h"

#define NR_BUCKETS	4096

static struct value *buckets[NR_BUCKETS];
static struct value **by_id;
static unsigned int nr_values, max_values;

void values_reset(void)
{
	memset(buckets, 0, sizeof(buckets));
	nr_values = 0;
}

static uint64_t hash_of(const struct value *k)
{
	uint64_t h = k->kind;

	h = h * 0x9e3779b97f4a7c15ULL + (uintptr_t)k->a;
	h = h * 0x9e3779b97f4a7c15ULL + (uintptr_t)k->b;
	h = h * 0x9e3779b97f4a7c15ULL + (uint64_t)k->num;
	h = h * 0x9e3779b97f4a7c15ULL + (uint64_t)k->off;
	h = h * 0x9e3779b97f4a7c15ULL + (uintptr_t)k->who;
	h = h * 0x9e3779b97f4a7c15ULL + (uintptr_t)k->where;
	return h ^ (h >> 29);
}

static bool same(const struct value *x, const struct value *y)
{
	return x->kind == y->kind && x->a == y->a && x->b == y->b &&
	       x->num == y->num && x->off == y->off && x->who == y->who &&
	       x->where == y->where;
}

static void remember(struct value *v)
{
	if (nr_values == max_values) {
		max_values = max_values ? 2 * max_values : 1024;
		by_id = realloc(by_id, max_values * sizeof(*by_id));
		if (!by_id)
			die("out of memory");
	}
	v->id = nr_values;
	by_id[nr_values++] = v;
}

static struct value *intern(const struct value *key)
{
	struct value **bucket = &buckets[hash_of(key) % NR_BUCKETS], *v;

	for (v = *bucket; v; v = v->hash_next)
		if (same(v, key))
			return v;
	v = fn_new(struct value);
	*v = *key;
	v->hash_next = *bucket;
	*bucket = v;
	remember(v);
	return v;
}

struct value *val_by_id(uint32_t id)
{
	return by_id[id];
}

struct value *val_int(long long num)
{
	return intern(&(struct value){ .kind = V_INT, .num = num });
}

struct value *val_addr(struct symbol *sym)
{
	struct value *v;

	v = intern(&(struct value){ .kind = V_ADDR, .who = sym });
	if (!v->name && sym->ident)
		v->name = ident_str(sym->ident);
	return v;
}

struct value *val_string(struct expression *expr)
{
	return intern(&(struct value){ .kind = V_STRING, .who = expr });
}

struct value *val_field(struct value *ptr, long long bits)
{
	struct value *base = val_base(ptr), *v;
	unsigned int before = nr_values;

	bits += val_offset(ptr);
	if (!bits)
		return base;
	v = intern(&(struct value){ .kind = V_FIELD, .a = base, .off = bits });
	if (nr_values != before) {
		v->next_field = base->fields;
		base->fields = v;
	}
	return v;
}

struct value *val_elem(struct value *ptr, struct value *bytes)
{
	if (bytes->kind == V_INT)
		return val_field(ptr, bytes->num * 8);
	return intern(&(struct value){ .kind = V_ELEM, .a = ptr, .b = bytes });
}

struct value *val_load(struct value *ptr, struct value *epoch)
{
	return intern(&(struct value){ .kind = V_LOAD, .a = ptr, .b = epoch });
}

struct value *val_fresh(const void *who, int tag, const void *where)
{
	return intern(&(struct value){ .kind = V_FRESH, .who = who, .num = tag,
				       .where = where });
}

struct value *val_phi(const void *who, uint64_t loc, const void *where)
{
	return intern(&(struct value){ .kind = V_PHI, .who = who, .num = loc,
				       .where = where });
}

struct value *val_old(struct value *v)
{
	if (v->kind == V_OLD)
		return v;
	return intern(&(struct value){ .kind = V_OLD, .a = v });
}

struct value *val_section(int kind)
{
	return intern(&(struct value){ .kind = V_SECTION, .num = kind });
}

static bool fold(int op, long long a, long long b, long long *res)
{
	switch (op) {
	case '+':
		*res = (unsigned long long)a + b;
		return true;
	case '-':
		*res = (unsigned long long)a - b;
		return true;
	case '*':
		*res = (unsigned long long)a * b;
		return true;
	case '&':
		*res = a & b;
		return true;
	case '|':
		*res = a | b;
		return true;
	case '^':
		*res = a ^ b;
		return true;
	case '/':
	case '%':
		if (!b || b == -1)
			return false;
		*res = op == '/' ? a / b : a % b;
		return true;
	case SPECIAL_LEFTSHIFT:
		*res = b >= 0 && b < 64 ? (unsigned long long)a << b : 0;
		return true;
	case SPECIAL_RIGHTSHIFT:
		*res = b >= 0 && b < 64 ? a >> b : 0;
		return true;
	case SPECIAL_EQUAL:
		*res = a == b;
		return true;
	case SPECIAL_NOTEQUAL:
		*res = a != b;
		return true;
	case '<':
		*res = a < b;
		return true;
	case SPECIAL_LTE:
		*res = a <= b;
		return true;
	case SPECIAL_UNSIGNED_LT:
		*res = (unsigned long long)a < (unsigned long long)b;
		return true;
	case SPECIAL_UNSIGNED_LTE:
		*res = (unsigned long long)a <= (unsigned long long)b;
		return true;
	}
	return false;
}

static bool is_bool(struct value *v)
{
	if (v->kind == V_INT)
		return v->num == 0 || v->num == 1;
	if (v->kind != V_OP)
		return false;
	switch (v->num) {
	case SPECIAL_EQUAL: case SPECIAL_NOTEQUAL: case '<': case SPECIAL_LTE:
	case SPECIAL_UNSIGNED_LT: case SPECIAL_UNSIGNED_LTE: case OP_IS_ERR:
		return true;
	}
	return false;
}

/* One spelling for each comparison: no > or >=, no != 0 of a truth value. */
static struct value *canonical(int op, struct value *a, struct value *b)
{
	switch (op) {
	case '>':
		return val_op('<', b, a);
	case SPECIAL_GTE:
		return val_op(SPECIAL_LTE, b, a);
	case SPECIAL_UNSIGNED_GT:
		return val_op(SPECIAL_UNSIGNED_LT, b, a);
	case SPECIAL_UNSIGNED_GTE:
		return val_op(SPECIAL_UNSIGNED_LTE, b, a);
	case SPECIAL_NOTEQUAL:
		if (val_is_int(b, 0) && is_bool(a))
			return a;
		if (val_is_int(a, 0) && is_bool(b))
			return b;
		return val_op(SPECIAL_EQUAL, val_op(SPECIAL_EQUAL, a, b),
			      val_int(0));
	}
	return NULL;
}

static bool is_masked(int op, struct value *v)
{
	return v->kind == V_OP && v->num == op && v->b->kind == V_INT;
}

/* Bits that were set or cleared before are known; others are as they were. */
static struct value *mask(int op, struct value *a, struct value *b)
{
	if (a->kind == V_INT)
		return val_op(op, b, a);
	if (b->kind != V_INT)
		return NULL;
	if (is_masked(op, a))
		return val_op(op, a->a, val_int(op == '&' ? a->b->num & b->num :
							    a->b->num | b->num));
	if (op == '&' && !b->num)
		return b;
	if (op != '&' || !is_masked('|', a))
		return NULL;
	if (!(a->b->num & b->num))
		return val_op('&', a->a, b);
	return b->num & ~a->b->num ? NULL : b;
}

struct value *val_op(int op, struct value *a, struct value *b)
{
	struct value *v;
	long long num;

	if (a->kind == V_INT && b->kind == V_INT && fold(op, a->num, b->num, &num))
		return val_int(num);
	v = op == '&' || op == '|' ? mask(op, a, b) : canonical(op, a, b);
	if (v)
		return v;
	if (op == SPECIAL_EQUAL) {
		if (a == b)
			return val_int(1);
		if (a->kind == V_INT || (b->kind != V_INT && a->id > b->id)) {
			struct value *t = a;

			a = b;
			b = t;
		}
		/* !!x == 0 is !x */
		if (val_is_int(b, 0) && a->kind == V_OP &&
		    a->num == SPECIAL_EQUAL && val_is_int(a->b, 0) &&
		    is_bool(a->a))
			return a->a;
	}
	if ((op == '+' || op == '-') && val_is_int(b, 0))
		return a;
	if (op == '+' && a->kind == V_INT)
		return val_op(op, b, a);
	/* (x + 1) - 1 is x */
	if ((op == '+' || op == '-') && b->kind == V_INT && a->kind == V_OP &&
	    a->num == '+' && a->b->kind == V_INT)
		return val_op('+', a->a,
			      val_int(a->b->num + (op == '+' ? b->num : -b->num)));
	if (op == '-' && b->kind == V_INT)
		return val_op('+', a, val_int(-b->num));
	if (op == '*' && val_is_int(b, 1))
		return a;
	return intern(&(struct value){ .kind = V_OP, .a = a, .b = b, .num = op });
}

bool val_depends(struct value *v, struct value *on)
{
	for (; v; v = v->a) {
		if (v == on)
			return true;
		if (v->b && val_depends(v->b, on))
			return true;
		/* An older round's value is settled. */
		if (v->kind == V_OLD)
			return false;
	}
	return false;
}

bool val_has_elem(struct value *v)
{
	for (; v; v = v->a)
		if (v->kind == V_ELEM || v->kind == V_PHI)
			return true;
	return false;
}
