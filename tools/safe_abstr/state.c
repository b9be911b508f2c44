// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "core.h"

const struct range range_any = { INT64_MIN, INT64_MAX, SIGN_ANY, false, false,
				 false, false, false, NULL };

long long widen_limit = INT64_MAX;

/* Memory */

#define LOC_BIAS	0x80000000u

uint64_t loc_of(struct value *ptr)
{
	return (uint64_t)val_base(ptr)->id << 32 |
	       (uint32_t)(val_offset(ptr) + LOC_BIAS);
}

struct value *loc_ptr(uint64_t loc)
{
	return val_field(val_by_id(loc >> 32),
			 (long long)(uint32_t)loc - (long long)LOC_BIAS);
}

struct value *mem_get(const struct state *st, struct value *ptr)
{
	return (struct value *)map_get(st->mem, loc_of(ptr));
}

void mem_set(struct state *st, struct value *ptr, struct value *val)
{
	st->mem = map_put(st->mem, loc_of(ptr), val, NULL);
}

void mem_forget(struct state *st, struct value *ptr)
{
	st->mem = map_del(st->mem, loc_of(ptr));
}

struct mem_walk {
	mem_fn_t fn;
	void *ctx;
};

static bool mem_step(void *ctx, uint64_t key, const void *val)
{
	struct mem_walk *w = ctx;

	return w->fn(w->ctx, loc_ptr(key), (struct value *)val);
}

void mem_each(const struct state *st, struct value *ptr, long long bits,
	      mem_fn_t fn, void *ctx)
{
	struct mem_walk w = { fn, ctx };
	uint64_t first = loc_of(ptr), last;

	last = bits ? first + bits - 1 : first | 0xffffffff;
	if (!bits)
		first &= ~0xffffffffULL;
	map_each_range(st->mem, first, last, mem_step, &w);
}

void mem_each_all(const struct state *st, mem_fn_t fn, void *ctx)
{
	struct mem_walk w = { fn, ctx };

	map_each(st->mem, mem_step, &w);
}

struct holder {
	struct value *val;
	bool found;
};

static bool holds_it(void *ctx, struct value *ptr, struct value *val)
{
	struct holder *h = ctx;

	h->found = val_root(val) == h->val;
	return !h->found;
}

bool mem_holds(const struct state *st, struct value *val)
{
	struct holder h = { val_root(val), false };

	mem_each_all(st, holds_it, &h);
	return h.found;
}

/* Ranges */

bool range_empty(struct range r)
{
	return r.lo > r.hi || !r.sign;
}

/* Sign and bounds say the same as far as they can. */
static struct range normal(struct range r)
{
	if (!(r.sign & SIGN_NEG) && r.lo < 0)
		r.lo = r.sign & SIGN_ZERO ? 0 : 1;
	if (!(r.sign & SIGN_POS) && r.hi > 0)
		r.hi = r.sign & SIGN_ZERO ? 0 : -1;
	if (!(r.sign & SIGN_ZERO)) {
		if (r.lo == 0)
			r.lo = 1;
		if (r.hi == 0)
			r.hi = -1;
	}
	if (r.lo > 0)
		r.sign &= SIGN_POS;
	if (r.hi < 0)
		r.sign &= SIGN_NEG;
	if (r.lo >= 0)
		r.sign &= ~SIGN_NEG;
	if (r.hi <= 0)
		r.sign &= ~SIGN_POS;
	return r;
}

static struct range range_const(long long num)
{
	struct range r = { num, num, SIGN_ANY, true, false, true, false,
			   false, NULL };

	return normal(r);
}

static struct range bool_range(void)
{
	struct range r = { 0, 1, SIGN_ANY, true, false, false, false,
			   false, NULL };

	return normal(r);
}

static bool add_fits(long long a, long long b, long long *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

static struct range range_sum(struct range a, struct range b)
{
	struct range r = range_any;

	if (a.lo != INT64_MIN && b.lo != INT64_MIN && !add_fits(a.lo, b.lo, &r.lo))
		r.lo = INT64_MIN;
	if (a.hi != INT64_MAX && b.hi != INT64_MAX && !add_fits(a.hi, b.hi, &r.hi))
		r.hi = INT64_MAX;
	if (a.lo == INT64_MIN || b.lo == INT64_MIN)
		r.lo = INT64_MIN;
	if (a.hi == INT64_MAX || b.hi == INT64_MAX)
		r.hi = INT64_MAX;
	r.capped = a.capped && b.capped;
	r.exact = a.exact && b.exact;
	return r;
}

static struct range range_product(struct range a, struct range b)
{
	struct range r = range_any;

	r.capped = a.capped && b.capped;
	if (a.lo < 0 || b.lo < 0)
		return r;
	r.lo = 0;
	if (__builtin_mul_overflow(a.hi, b.hi, &r.hi))
		r.hi = INT64_MAX;
	r.exact = a.exact && b.exact;
	return r;
}

static struct range range_shift(struct range a, struct range b)
{
	struct range factor = range_any;

	if (b.lo < 0 || b.lo > 62 || b.lo != b.hi) {
		factor.capped = a.capped && b.capped;
		return factor;
	}
	factor = range_const(1LL << b.lo);
	return range_product(a, factor);
}

/* What a narrower type makes of @a; @num is its width, negative if signed. */
static struct range range_masked(struct range a, long long num)
{
	struct range r = range_any;

	r.lo = num < 0 ? -(1LL << (-num - 1)) : 0;
	r.hi = (1LL << (num < 0 ? -num - 1 : num)) - 1;
	return a.lo >= r.lo && a.hi <= r.hi ? a : r;
}

static bool is_unsigned(struct symbol *type)
{
	while (type && type->type == SYM_NODE)
		type = type->ctype.base_type;
	return type && type->ctype.modifiers & MOD_UNSIGNED;
}

/* A mask and a divisor are reached by what may be anything. */
static bool reaches_bound(struct range a, struct range b)
{
	return a.untrusted && b.lo == b.hi;
}

static struct range range_op(const struct state *st, struct value *v)
{
	struct range a = range_of(st, v->a), b = range_of(st, v->b);
	struct range r = range_any;

	switch (v->num) {
	case SPECIAL_EQUAL:
	case '<':
	case SPECIAL_LTE:
	case SPECIAL_UNSIGNED_LT:
	case SPECIAL_UNSIGNED_LTE:
	case OP_IS_ERR:
		return bool_range();
	case OP_PTR_ERR:
		return a;
	case '+':
		r = range_sum(a, b);
		break;
	case '*':
		r = range_product(a, b);
		break;
	case '&':
		r.capped = a.capped || b.capped;
		if (b.lo >= 0) {
			r.lo = 0;
			r.hi = a.lo >= 0 && a.hi < b.hi ? a.hi : b.hi;
			r.exact = reaches_bound(a, b);
		} else if (a.lo >= 0) {
			r.lo = 0;
			r.hi = a.hi;
		}
		break;
	case '%':
		r.capped = b.capped || a.capped;
		if (a.lo >= 0 && b.lo > 0) {
			r.lo = 0;
			r.hi = b.hi == INT64_MAX ? b.hi : b.hi - 1;
			/* Below a divisor, whatever it is. */
			r.capped = true;
			r.exact = reaches_bound(a, b);
		}
		break;
	case SPECIAL_RIGHTSHIFT:
		r.capped = a.capped;
		if (a.lo >= 0 && b.lo >= 0 && b.lo < 63) {
			r.lo = 0;
			r.hi = a.hi == INT64_MAX ? a.hi : a.hi >> b.lo;
			r.exact = a.exact && b.lo == b.hi;
		} else if (is_unsigned(v->type) && b.lo > 0 && b.lo < 64) {
			r.lo = 0;
			r.hi = (long long)(~0ULL >> b.lo);
		}
		break;
	case SPECIAL_LEFTSHIFT:
		r = range_shift(a, b);
		break;
	case OP_MASKED:
		r = range_masked(a, v->b->num);
		/* It was compared with a number that surely fits. */
		if (a.capped && is_unsigned(v->a->type)) {
			r.capped = true;
			r.lo = r.lo < 0 ? 0 : r.lo;
		}
		break;
	case '/':
		r.capped = a.capped;
		if (a.lo >= 0 && b.lo > 0) {
			r.lo = 0;
			r.hi = a.hi / b.lo;
			r.exact = a.exact && b.lo == b.hi;
		}
		break;
	case '-':
		r.capped = a.capped && b.capped;
		/* What is left of what was compared with what is taken away. */
		b.untrusted &= !b.capped;
		break;
	default:
		r.capped = a.capped && b.capped;
		break;
	}
	r.untrusted = a.untrusted || b.untrusted;
	return normal(r);
}

struct range range_of_type(struct symbol *type)
{
	struct range r = range_any;
	int bits;

	while (type && (type->type == SYM_NODE || type->type == SYM_RESTRICT))
		type = type->ctype.base_type;
	if (!type || type->type == SYM_PTR || type->type == SYM_FN)
		return r;
	bits = type->bit_size;
	if (bits <= 0 || bits >= 64)
		return r;
	if (type->type == SYM_ENUM)
		type = type->ctype.base_type ? type->ctype.base_type : type;
	if (type == &bool_ctype) {
		r.lo = 0;
		r.hi = 1;
	} else if (type->ctype.modifiers & MOD_UNSIGNED) {
		r.lo = 0;
		r.hi = (1LL << bits) - 1;
	} else {
		r.lo = -(1LL << (bits - 1));
		r.hi = (1LL << (bits - 1)) - 1;
	}
	return normal(r);
}

struct range range_of(const struct state *st, struct value *val)
{
	const struct range *r;

	switch (val->kind) {
	case V_INT:
		return range_const(val->num);
	case V_ADDR:
	case V_STRING:
		return (struct range){ 4096, INT64_MAX, SIGN_POS, true, false,
				       false, false, false, NULL };
	default:
		break;
	}
	r = map_get(st->ranges, val->id);
	if (r)
		return *r;
	if (val->kind == V_OP)
		return range_op(st, val);
	if (val->kind == V_FIELD || val->kind == V_ELEM) {
		struct range base = range_any;

		/* A member's address is as good as the object's. */
		base.sign = range_of(st, val_root(val)).sign;
		return base.sign == SIGN_ZERO ? range_any : normal(base);
	}
	return range_of_type(val->type);
}

static uint64_t range_sig(const void *p)
{
	const struct range *r = p;

	return (uintptr_t)r->limit * 13 + r->reached * 1024 + r->stepped * 2048 +
	       (uint64_t)r->lo * 31 + (uint64_t)r->hi * 17 + r->sign * 8 +
	       r->exact * 4 + r->capped * 2 + r->untrusted;
}

void range_set(struct state *st, struct value *val, struct range r)
{
	struct range *copy;

	if (val->kind == V_INT || val->kind == V_ADDR || val->kind == V_STRING)
		return;
	copy = fn_new(struct range);
	*copy = normal(r);
	st->ranges = map_put(st->ranges, val->id, copy, range_sig);
}

/* Cells */

static uint64_t cell_key(struct value *val, unsigned int slot)
{
	return (uint64_t)val->id << 32 | slot;
}

static uint64_t cell_sig(const void *p)
{
	const struct cell *c = p;

	return c->status * 7919 + c->count * 104729 + c->maybe * 31 +
	       c->lent * 37 + c->stored * 41 + c->listed * 43 +
	       (uintptr_t)c->cls + (uintptr_t)c->other * 3 +
	       (uintptr_t)c->third * 5 + c->num * 613;
}

const struct cell *cell_get(const struct state *st, struct value *val,
			    unsigned int slot)
{
	return map_get(st->cells, cell_key(val, slot));
}

void cell_set(struct state *st, struct value *val, unsigned int slot,
	      struct cell cell)
{
	struct cell *copy = fn_new(struct cell);

	*copy = cell;
	copy->val = val;
	st->cells = map_put(st->cells, cell_key(val, slot), copy, cell_sig);
}

void cell_del(struct state *st, struct value *val, unsigned int slot)
{
	st->cells = map_del(st->cells, cell_key(val, slot));
}

struct cell_walk {
	cell_fn_t fn;
	void *ctx;
};

static bool cell_step(void *ctx, uint64_t key, const void *val)
{
	struct cell_walk *w = ctx;

	return w->fn(w->ctx, val_by_id(key >> 32), (uint32_t)key, val);
}

void cell_each(const struct state *st, cell_fn_t fn, void *ctx)
{
	struct cell_walk w = { fn, ctx };

	map_each(st->cells, cell_step, &w);
}

void cell_each_of(const struct state *st, struct value *val, cell_fn_t fn,
		  void *ctx)
{
	struct cell_walk w = { fn, ctx };

	map_each_range(st->cells, cell_key(val, 0), cell_key(val, -1u),
		       cell_step, &w);
}

struct value *epoch_of(const struct state *st, struct value *base)
{
	return (struct value *)map_get(st->epochs, base->id);
}

void epoch_set(struct state *st, struct value *base, struct value *epoch)
{
	st->epochs = map_put(st->epochs, base->id, epoch, NULL);
}

/* Ageing */

struct ageing {
	struct state *st;
	struct value *v;
};

/* What an older round's object holds is out of sight, but not lost. */
static void lose_mem(struct state *st, struct value *ptr, struct value *val)
{
	const struct cell *c = cell_get(st, val, SLOT_OWN);
	struct cell cell;

	mem_forget(st, ptr);
	if (!c || c->status != ST_LIVE || is_temp(val_base(ptr)))
		return;
	cell = *c;
	cell.status = ST_ESCAPED;
	cell_set(st, val, SLOT_OWN, cell);
}

static bool age_mem(void *ctx, struct value *ptr, struct value *val)
{
	struct ageing *a = ctx;

	if (val_depends(ptr, a->v))
		lose_mem(a->st, ptr, val);
	else if (val_depends(val, a->v))
		mem_set(a->st, ptr, val_old(val));
	return true;
}

static bool age_range(void *ctx, uint64_t key, const void *val)
{
	struct ageing *a = ctx;
	struct value *v = val_by_id(key);

	if (!val_depends(v, a->v))
		return true;
	a->st->ranges = map_del(a->st->ranges, key);
	range_set(a->st, val_old(v), *(const struct range *)val);
	return true;
}

static bool age_epoch(void *ctx, uint64_t key, const void *val)
{
	struct ageing *a = ctx;

	if (val_depends(val_by_id(key), a->v))
		a->st->epochs = map_del(a->st->epochs, key);
	return true;
}

static bool age_cell(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *cell)
{
	struct ageing *a = ctx;
	struct cell old = *cell;

	if (!val_depends(val, a->v))
		return true;
	cell_del(a->st, val, slot);
	if (cell->status == ST_LIVE || cell->status == ST_HELD ||
	    mem_holds(a->st, val_old(val)))
		cell_set(a->st, val_old(val), slot, old);
	return true;
}

static bool mention_mem(void *ctx, struct value *ptr, struct value *val)
{
	struct holder *h = ctx;

	h->found = val_depends(ptr, h->val) || val_depends(val, h->val);
	return !h->found;
}

static bool mention_cell(void *ctx, struct value *val, unsigned int slot,
			 const struct cell *cell)
{
	struct holder *h = ctx;

	h->found = val_depends(val, h->val);
	return !h->found;
}

static bool mention_range(void *ctx, uint64_t key, const void *val)
{
	struct holder *h = ctx;

	h->found = val_depends(val_by_id(key), h->val);
	return !h->found;
}

bool state_mentions(const struct state *st, struct value *v)
{
	struct holder h = { v, false };

	cell_each(st, mention_cell, &h);
	if (!h.found)
		mem_each_all(st, mention_mem, &h);
	if (!h.found)
		map_each(st->ranges, mention_range, &h);
	return h.found;
}

/* What was old already and is dead is not what becomes old now. */
static void bury(struct state *st, struct value *old)
{
	const struct cell *c = cell_get(st, old, SLOT_OWN);

	if (c && c->status != ST_LIVE && c->status != ST_HELD)
		cell_del(st, old, SLOT_OWN);
}

/* The maps are walked as they were, while new ones are made. */
void state_age(struct state *st, struct value *v)
{
	struct ageing a = { st, v };
	struct state was;

	bury(st, val_old(v));
	was = *st;

	mem_each_all(&was, age_mem, &a);
	map_each(was.ranges, age_range, &a);
	map_each(was.epochs, age_epoch, &a);
	cell_each(&was, age_cell, &a);
}

/* Sweeping: what a function interpreted in place leaves behind in ranges */

struct sweep {
	struct state *st;
	const void *ctx;
	unsigned int stamp;
};

static void mark(struct value *v, unsigned int stamp)
{
	for (; v && v->stamp != stamp; v = v->a) {
		v->stamp = stamp;
		if (v->b)
			mark(v->b, stamp);
	}
}

static bool mark_held(void *ctx, uint64_t key, const void *val)
{
	struct sweep *s = ctx;

	mark((struct value *)val, s->stamp);
	mark(val_by_id(key >> 32), s->stamp);
	return true;
}

static bool mark_cell(void *ctx, uint64_t key, const void *val)
{
	struct sweep *s = ctx;

	mark(val_by_id(key >> 32), s->stamp);
	return true;
}

/* What can be read again is as good as held. */
static bool mark_epoch(void *ctx, uint64_t key, const void *val)
{
	struct sweep *s = ctx;

	mark((struct value *)val, s->stamp);
	return true;
}

/* True if a value made in @ctx that is not marked is part of @v. */
static bool is_swept(struct value *v, const struct sweep *s)
{
	for (; v; v = v->a) {
		if (v->stamp == s->stamp)
			return false;
		if ((v->kind == V_FRESH || v->kind == V_PHI) &&
		    v->where == s->ctx)
			return true;
		if (v->b && is_swept(v->b, s))
			return true;
	}
	return false;
}

static bool sweep_range(void *ctx, uint64_t key, const void *val)
{
	struct sweep *s = ctx;

	if (is_swept(val_by_id(key), s))
		s->st->ranges = map_del(s->st->ranges, key);
	return true;
}

void state_sweep(struct state *st, const void *ctx, struct value *keep)
{
	static unsigned int stamp;
	struct sweep s = { st, ctx, ++stamp };
	map_t ranges = st->ranges;

	mark(keep, s.stamp);
	map_each(st->mem, mark_held, &s);
	map_each(st->cells, mark_cell, &s);
	map_each(st->epochs, mark_epoch, &s);
	map_each(ranges, sweep_range, &s);
}

/* Joins */

bool state_joinable(const struct state *a, const struct state *b)
{
	return map_hash(a->cells) == map_hash(b->cells);
}

bool state_equal(const struct state *a, const struct state *b)
{
	return map_hash(a->cells) == map_hash(b->cells) &&
	       map_hash(a->mem) == map_hash(b->mem) &&
	       map_hash(a->epochs) == map_hash(b->epochs) &&
	       map_hash(a->ranges) == map_hash(b->ranges);
}

struct joining {
	struct state *to;
	const struct state *a, *b;
	const void *where, *ctx;
	bool widen;
};

static struct range range_union(struct range a, struct range b, bool widen)
{
	struct range r;

	r.lo = a.lo < b.lo ? a.lo : b.lo;
	r.hi = a.hi > b.hi ? a.hi : b.hi;
	if (widen && b.lo < a.lo)
		r.lo = b.lo >= 0 ? 0 : INT64_MIN;
	r.limit = a.limit == b.limit ? a.limit : NULL;
	r.reached = a.reached || b.reached;
	r.stepped = a.stepped || b.stepped;
	r.exact = (a.exact || a.lo == a.hi) && a.hi == r.hi;
	r.exact |= (b.exact || b.lo == b.hi) && b.hi == r.hi;
	if (widen && b.hi > a.hi) {
		r.hi = b.hi <= widen_limit ? widen_limit : INT64_MAX;
		r.exact = false;
	}
	r.sign = a.sign | b.sign;
	r.untrusted = a.untrusted || b.untrusted;
	/* What nobody outside chose needs no test. */
	r.capped = (a.capped || (r.untrusted && !a.untrusted)) &&
		   (b.capped || (r.untrusted && !b.untrusted));
	return normal(r);
}

/* What memory that was not written yet, as an argument, began with. */
static struct value *held(const struct state *st, uint64_t loc, struct value *val)
{
	struct value *ptr = loc_ptr(loc), *base = val_base(ptr);
	const struct cell *own = cell_get(st, base, SLOT_OWN);

	if (val)
		return val;
	if (own && own->zeroed && !epoch_of(st, base))
		return val_int(0);
	return val_load(ptr, epoch_of(st, base));
}

static void join_mem(void *ctx, uint64_t loc, const void *a, const void *b)
{
	struct joining *j = ctx;
	struct value *va = (struct value *)a, *vb = (struct value *)b, *phi;

	if (is_temp(val_by_id(loc >> 32)) && (!va || !vb)) {
		j->to->mem = map_del(j->to->mem, loc);
		return;
	}
	phi = val_phi(j->where, loc, j->ctx);
	if (!phi->type)
		phi->type = va ? va->type : vb->type;
	if (!phi->name)
		phi->name = va ? va->name : vb->name;
	va = held(j->a, loc, va);
	vb = held(j->b, loc, vb);
	range_set(j->to, phi, range_union(range_of(j->a, va), range_of(j->b, vb),
					  j->widen));
	j->to->mem = map_put(j->to->mem, loc, phi, NULL);
}

static void join_range(void *ctx, uint64_t key, const void *a, const void *b)
{
	struct joining *j = ctx;
	struct value *v = val_by_id(key);

	/* A phi of this very place is set with the memory it comes from. */
	if (v->kind == V_PHI && v->who == j->where && v->where == j->ctx &&
	    map_get(j->a->mem, v->num) != map_get(j->b->mem, v->num))
		return;
	range_set(j->to, v, range_union(range_of(j->a, v), range_of(j->b, v),
					j->widen));
}

static void join_cell(void *ctx, uint64_t key, const void *a, const void *b)
{
	struct joining *j = ctx;
	struct cell c = *(const struct cell *)(a ? a : b);

	if (a && b && cell_sig(a) == cell_sig(b))
		return;
	c.maybe = true;
	cell_set(j->to, val_by_id(key >> 32), (uint32_t)key, c);
}

static void join_epoch(void *ctx, uint64_t key, const void *a, const void *b)
{
	struct joining *j = ctx;
	struct value *phi = val_phi(j->where, ~key, j->ctx);

	j->to->epochs = map_put(j->to->epochs, key, phi, NULL);
}

/*
 * A function that was not looked into, and that may have checked it all, was
 * called on one of the ways only.
 */
static bool is_checked_by_one(struct joining *j, uint64_t key, const void *a,
			      const void *b)
{
	return (!a || !b) && map_get(j->a->epochs, key >> 32) !=
			     map_get(j->b->epochs, key >> 32);
}

static void join_taint(void *ctx, uint64_t key, const void *a, const void *b)
{
	struct joining *j = ctx;

	if (is_checked_by_one(j, key, a, b)) {
		j->to->taint = map_del(j->to->taint, key);
		return;
	}
	j->to->taint = map_put(j->to->taint, key, a > b ? a : b, NULL);
}

bool state_join(struct state *a, const struct state *b, const void *where,
		const void *ctx, bool widen, bool force)
{
	struct state was = *a;
	struct joining j = { a, &was, b, where, ctx, widen };

	map_diff(was.ranges, b->ranges, join_range, &j);
	map_diff(was.mem, b->mem, join_mem, &j);
	map_diff(was.epochs, b->epochs, join_epoch, &j);
	map_diff(was.taint, b->taint, join_taint, &j);
	if (force)
		map_diff(was.cells, b->cells, join_cell, &j);
	return !state_equal(a, &was);
}
