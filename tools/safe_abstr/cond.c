// SPDX-License-Identifier: GPL-2.0
/* What a condition that was true or false says about values. */
#include <string.h>

#include "core.h"
#include "token.h"

#define MAX_ERRNO	4095

static bool narrow(struct path *p, struct value *val, struct range r)
{
	struct range now = range_of(&p->st, val);

	now.lo = r.lo > now.lo ? r.lo : now.lo;
	if (r.hi < now.hi) {
		now.hi = r.hi;
		now.exact = r.exact && !now.stepped;
	}
	now.sign &= r.sign;
	now.capped |= r.capped;
	range_set(&p->st, val, now);
	return !range_empty(range_of(&p->st, val));
}

/* An ERR_PTR() from a function that never returns NULL. */
static bool fails_with_errno(struct path *p, struct value *val)
{
	const struct fn_facts *f;

	if (val->kind != V_FRESH || val->num != TAG_FAILED ||
	    !is_pointer(val->type) || range_of(&p->st, val).sign != SIGN_NEG)
		return false;
	f = facts_for(called_name((struct expression *)val->who));
	return fact_has(f, FACT_ERR) && !fact_has(f, FACT_NULL);
}

/* kthread_run() is a macro with a test in it. */
static bool tests_itself(struct value *val)
{
	const char *name;

	if (val->kind != V_FRESH || val->num != TAG_FAILED)
		return false;
	name = called_name((struct expression *)val->who);
	return name && !strncmp(name, "kthread_", 8);
}

/* A macro tested it for itself; who tests it for NULL now is wrong still. */
static void again(struct path *p, struct value *val)
{
	struct cell cell = { .status = ST_LIVE, .num = 1 };

	cell.born = val->pos;
	cell.died = p->pos;
	cell_set(&p->st, val, SLOT_RESULT, cell);
}

/*
 * An errno or NULL that was looked at is no surprise any more; but a test for
 * NULL alone says nothing of an ERR_PTR().
 */
static void tested(struct path *p, struct value *val, bool for_null)
{
	const struct cell *c = cell_get(&p->st, val, SLOT_RESULT);
	struct cell cell;

	if (for_null && (!c || c->status == ST_OTHER) && fails_with_errno(p, val)) {
		again(p, val);
		return;
	}
	if (!c || c->status != ST_LIVE)
		return;
	if (!for_null || !is_pointer(val->type) ||
	    range_of(&p->st, val).sign != SIGN_NEG) {
		if (tests_itself(val)) {
			cell = *c;
			cell.status = ST_OTHER;
			cell_set(&p->st, val, SLOT_RESULT, cell);
		} else {
			cell_del(&p->st, val, SLOT_RESULT);
		}
		return;
	}
	cell = *c;
	cell.num = 1;
	cell.died = p->pos;
	cell_set(&p->st, val, SLOT_RESULT, cell);
}

bool refine_sign(struct path *p, struct value *val, unsigned int sign)
{
	bool neg = sign & SIGN_NEG, pos = sign & SIGN_POS;
	struct range r = range_any;

	tested(p, val, neg == pos || !(sign & ~SIGN_ZERO));
	r.sign = sign;
	if (!narrow(p, val, r))
		return false;
	if (val->kind == V_FIELD && !(sign & SIGN_ZERO) && val->off >= 0)
		return refine_sign(p, val->a, sign);
	return true;
}

/* A bound that is not known may be below what was. */
static void blur(struct path *p, struct value *val, struct range bound)
{
	struct range r = range_of(&p->st, val);

	if (bound.exact || bound.lo == bound.hi || !r.exact)
		return;
	r.exact = false;
	range_set(&p->st, val, r);
}

/* What two ways led to may be told apart by what else is known of them. */
static bool is_exact(struct value *val, struct range r)
{
	return r.lo == r.hi || (r.exact && val->kind != V_PHI);
}

static void limit_to(struct path *p, struct value *val, struct value *limit,
		     bool reached)
{
	struct range r = range_of(&p->st, val);

	if (limit->kind == V_INT || val->kind == V_INT)
		return;
	r.limit = limit;
	r.reached = reached;
	range_set(&p->st, val, r);
}

static bool is_loop_head(struct flow *flow, const void *who)
{
	struct block *b;

	for (b = flow->all; b; b = b->next)
		if (b == who)
			return b->loop_head;
	return false;
}

/* The counter of a loop goes as far as a number from outside says. */
static void count_to(struct path *p, struct value *val, struct range was,
		     struct value *limit, struct range bound)
{
	struct range r = range_of(&p->st, val);

	/* Only a loop's own counter does: not what was joined within. */
	if (limit->kind == V_PHI || !is_loop_head(p->frame->flow, val->who))
		return;
	if (val->kind != V_PHI || is_pointer(val->type) || !bound.untrusted ||
	    bound.capped || was.hi <= bound.hi)
		return;
	r.untrusted = true;
	r.capped = false;
	r.exact = false;
	range_set(&p->st, val, r);
}

static bool is_error_limit(struct value *v)
{
	/* IS_ERR_OR_NULL() is also written with p - 1 and one more. */
	return val_is_int(v, -MAX_ERRNO) || val_is_int(v, -MAX_ERRNO - 1);
}

static bool refine_equal(struct path *p, struct value *a, struct value *b,
			 bool truth)
{
	struct range ra = range_of(&p->st, a), rb = range_of(&p->st, b);

	tested(p, a, val_is_int(b, 0));
	tested(p, b, false);
	if (truth) {
		blur(p, a, rb);
		blur(p, b, ra);
		return narrow(p, a, rb) && narrow(p, b, ra);
	}
	if (rb.lo != rb.hi)
		return true;
	if (val_is_int(b, 0))
		return refine_sign(p, a, SIGN_NEG | SIGN_POS);
	if (ra.lo == rb.lo)
		ra.lo++;
	if (ra.hi == rb.lo)
		ra.hi--;
	if (range_empty(ra))
		return false;
	return narrow(p, a, ra);
}

/* Too large for an index, say: an errno is below that as well. */
static bool is_upper_bound(struct value *a, struct value *b, bool equal)
{
	return !is_pointer(a->type) && b->kind == V_INT &&
	       b->num > (equal ? 0 : 1);
}

/* a < b, or a <= b if @equal. */
static bool refine_less(struct path *p, struct value *a, struct value *b,
			bool equal)
{
	struct range ra = range_of(&p->st, a), rb = range_of(&p->st, b);
	struct range below = range_any, above = range_any;

	if (!is_upper_bound(a, b, equal))
		tested(p, a, false);
	tested(p, b, false);
	below.hi = rb.hi == INT64_MAX || equal ? rb.hi : rb.hi - 1;
	above.lo = ra.lo == INT64_MIN || equal ? ra.lo : ra.lo + 1;
	below.capped = true;
	below.exact = is_exact(b, rb);
	blur(p, a, rb);
	if (!narrow(p, a, below))
		return false;
	count_to(p, a, ra, b, rb);
	limit_to(p, a, b, equal);
	return narrow(p, b, above);
}

static bool refine_unsigned(struct path *p, struct value *a, struct value *b,
			    bool equal)
{
	struct range rb = range_of(&p->st, b), below = range_any;

	if (is_error_limit(a))
		return refine_sign(p, b, SIGN_NEG);
	/* Below a positive bound, a is not negative either. */
	if (rb.lo >= 0) {
		below.lo = 0;
		if (!narrow(p, a, below))
			return false;
		return refine_less(p, a, b, equal);
	}
	below.capped = true;
	tested(p, a, false);
	return narrow(p, a, below);
}

static bool refine_not_unsigned(struct path *p, struct value *a,
				struct value *b, bool equal)
{
	if (is_error_limit(a))
		return refine_sign(p, b, SIGN_ZERO | SIGN_POS);
	/* !(a < b) is b <= a */
	return refine_unsigned(p, b, a, !equal);
}

static bool refine_op(struct path *p, struct value *v, bool truth)
{
	struct value *a = v->a, *b = v->b;

	switch (v->num) {
	case SPECIAL_EQUAL:
		if (val_is_int(b, 0)) {
			if (!refine(p, a, !truth))
				return false;
		}
		return refine_equal(p, a, b, truth);
	case '<':
		return truth ? refine_less(p, a, b, false) :
			       refine_less(p, b, a, true);
	case SPECIAL_LTE:
		return truth ? refine_less(p, a, b, true) :
			       refine_less(p, b, a, false);
	case SPECIAL_UNSIGNED_LT:
		return truth ? refine_unsigned(p, a, b, false) :
			       refine_not_unsigned(p, a, b, false);
	case SPECIAL_UNSIGNED_LTE:
		return truth ? refine_unsigned(p, a, b, true) :
			       refine_not_unsigned(p, a, b, true);
	case OP_IS_ERR:
		return refine_sign(p, a, truth ? SIGN_NEG :
						 SIGN_ZERO | SIGN_POS);
	}
	return true;
}

static int truth_of_less(struct range a, struct range b, bool equal)
{
	if (equal ? a.hi <= b.lo : a.hi < b.lo)
		return 1;
	if (equal ? a.lo > b.hi : a.lo >= b.hi)
		return 0;
	return -1;
}

static int truth_of_equal(struct range a, struct range b)
{
	if (a.lo == a.hi && b.lo == b.hi && a.lo == b.lo)
		return 1;
	if (a.hi < b.lo || b.hi < a.lo || !(a.sign & b.sign))
		return 0;
	return -1;
}

/* What was allocated here is no variable, and no variable is another. */
static bool is_other_object(struct path *p, struct value *a, struct value *b)
{
	if (a->kind != V_ADDR)
		return false;
	return (b->kind == V_ADDR && b != a) ||
	       (b->kind == V_FRESH && cell_get(&p->st, b, SLOT_OWN));
}

static int truth_of_op(struct path *p, struct value *v)
{
	struct range a = range_of(&p->st, v->a), b = range_of(&p->st, v->b);
	int t;

	switch (v->num) {
	case SPECIAL_EQUAL:
		if (is_other_object(p, v->a, v->b) || is_other_object(p, v->b, v->a))
			return 0;
		if (val_is_int(v->b, 0)) {
			t = truth_of(p, v->a);
			if (t >= 0)
				return !t;
		}
		return truth_of_equal(a, b);
	case '<':
		return truth_of_less(a, b, false);
	case SPECIAL_LTE:
		return truth_of_less(a, b, true);
	case SPECIAL_UNSIGNED_LTE:
	case SPECIAL_UNSIGNED_LT:
		if (is_error_limit(v->a))
			return b.sign == SIGN_NEG ? 1 :
			       b.sign & SIGN_NEG ? -1 : 0;
		if (a.lo < 0 || b.lo < 0)
			return -1;
		return truth_of_less(a, b, v->num == SPECIAL_UNSIGNED_LTE);
	case OP_IS_ERR:
		return a.sign == SIGN_NEG ? 1 : a.sign & SIGN_NEG ? -1 : 0;
	}
	return -1;
}

int truth_of(struct path *p, struct value *val)
{
	struct range r = range_of(&p->st, val);

	if (!(r.sign & SIGN_ZERO))
		return 1;
	if (r.sign == SIGN_ZERO)
		return 0;
	return val->kind == V_OP ? truth_of_op(p, val) : -1;
}

bool refine(struct path *p, struct value *val, bool truth)
{
	int known = truth_of(p, val);

	tested(p, val, true);
	if (known >= 0 && known != truth)
		return false;
	if (val->kind == V_OP && !refine_op(p, val, truth))
		return false;
	return refine_sign(p, val, truth ? SIGN_NEG | SIGN_POS : SIGN_ZERO);
}
