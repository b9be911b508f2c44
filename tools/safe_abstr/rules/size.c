// SPDX-License-Identifier: GPL-2.0
/* Sizes of allocations and lengths of copies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extent.h"
#include "frontend.h"
#include "rules.h"
#include "taint.h"

/* Allocations */

static bool is_free(struct range r)
{
	return r.untrusted && !r.capped;
}

static long long product_max(struct range a, struct range b)
{
	long long max;

	return __builtin_mul_overflow(a.hi, b.hi, &max) ? INT64_MAX : max;
}

/* On a 32-bit machine, or in a type of 32 bits. */
static bool product_wraps(struct path *p, struct value *v)
{
	struct range a = range_of(&p->st, v->a), b = range_of(&p->st, v->b);

	if (v->num == SPECIAL_LEFTSHIFT) {
		if (b.lo < 0 || b.hi > 62)
			return is_free(a) || is_free(b);
		b.hi = 1LL << b.hi;
	}
	return (is_free(a) || is_free(b)) && product_max(a, b) > UINT32_MAX;
}

static bool sum_wraps(struct path *p, struct value *v)
{
	struct range a = range_of(&p->st, v->a), b = range_of(&p->st, v->b);
	struct range type = range_of_type(v->type), sum = range_of(&p->st, v);

	if (!is_free(a) && !is_free(b))
		return false;
	return sum.hi > type.hi || a.hi == INT64_MAX || b.hi == INT64_MAX;
}

/* @limit: the type that it is stored in holds no more. */
static struct value *wrapping(struct path *p, struct value *v, long long limit)
{
	struct value *found;

	if (v->kind != V_OP)
		return NULL;
	switch (v->num) {
	case OP_MASKED:
		return wrapping(p, v->a, range_of(&p->st, v).hi);
	case '*':
	case SPECIAL_LEFTSHIFT:
		if (product_wraps(p, v))
			return v;
		break;
	case '+':
		if (sum_wraps(p, v))
			return v;
		if (is_free(range_of(&p->st, v)) && range_of(&p->st, v).hi > limit)
			return v;
		break;
	default:
		return NULL;
	}
	found = wrapping(p, v->a, limit);
	return found ? found : wrapping(p, v->b, limit);
}

static void check_size(struct path *p, struct call *c, int nr)
{
	struct value *bad;

	if (nr < 1 || nr > c->nr_args)
		return;
	bad = wrapping(p, c->arg[nr], INT64_MAX);
	if (!bad)
		return;
	diag_emit(diag_new(SA1203, report_pos(p, c->pos),
			   "size of the allocation by %s() may wrap: it is the %s of an unchecked number from outside",
			   plain_name(c->name), bad->num == '+' ? "sum" : "product"));
}

/* Copies */

static bool is_skb_len(struct value *v)
{
	const char *type = v->kind == V_LOAD ?
			   struct_name(pointee(val_root(v->a)->type)) : NULL;

	return type && v->name && !strcmp(type, "sk_buff") &&
	       !strcmp(v->name, "len");
}

/* The length of a packet is what its sender made it. */
static void distrust(struct path *p, struct value *v)
{
	struct range r = range_of(&p->st, v);

	if (!is_skb_len(v) || r.untrusted)
		return;
	r.untrusted = true;
	range_set(&p->st, v, r);
}

/*
 * What arrives in an URB fits into the buffer that it was filled with; that one
 * may be larger than where it is copied to.
 */
static long long largest_urb;	/* of this file; 0: not known */

static void note_urb(struct expression *call)
{
	const char *name = called_name(call);
	struct expression *len;
	int nr;

	if (!name || strncmp(name, "usb_fill_", 9))
		return;
	nr = strstr(name, "control") ? 6 : 5;
	len = skip_casts(nth_arg(call, nr));
	if (!len || len->type != EXPR_VALUE)
		largest_urb = -1;
	else if (largest_urb >= 0 && (long long)len->value > largest_urb)
		largest_urb = len->value;
}

static void size_file(struct symbol_list *list)
{
	struct symbol *fn;
	struct block *b;
	struct op *op;

	largest_urb = 0;
	FOR_EACH_PTR(list, fn) {
		struct flow *flow = flow_in_file(fn);

		for (b = flow ? flow->all : NULL; b; b = b->next)
			for (op = b->ops; op; op = op->next)
				if (op->kind == OP_CALL)
					note_urb(op->expr);
	} END_FOR_EACH_PTR(fn);
}

static void distrust_urb(struct path *p, struct value *v)
{
	const char *type = v->kind == V_LOAD ?
			   struct_name(pointee(val_root(v->a)->type)) : NULL;
	struct range r = range_of(&p->st, v);

	if (!type || !v->name || strcmp(type, "urb") ||
	    strcmp(v->name, "actual_length") || r.untrusted || largest_urb <= 0)
		return;
	r.untrusted = true;
	r.lo = 0;
	r.hi = r.hi < largest_urb ? r.hi : largest_urb;
	range_set(&p->st, v, r);
}

/* off + len was tested, but had wrapped before that. */
static void check_sum(struct path *p, struct call *c, int buf, int len)
{
	struct value *ptr = val_base(c->arg[buf]), *sum;
	struct range a, b, r;
	long long max;

	if (ptr->kind != V_ELEM || ptr->b->kind == V_INT ||
	    c->arg[len]->kind == V_INT)
		return;
	sum = val_op('+', ptr->b, c->arg[len]);
	if (!sum->type)
		sum = val_op('+', c->arg[len], ptr->b);
	a = range_of(&p->st, ptr->b);
	b = range_of(&p->st, c->arg[len]);
	r = range_of(&p->st, sum);
	max = range_of_type(sum->type).hi;
	if (!sum->type || !r.capped || !is_free(a) || !is_free(b) ||
	    (a.hi <= max - b.hi && a.hi != INT64_MAX && b.hi != INT64_MAX))
		return;
	diag_emit(diag_new(SA1203, report_pos(p, sum->pos),
			   "the sum of '%s' and '%s' may have wrapped: test one, then the other against what is left",
			   value_name(p, ptr->b, NULL),
			   value_name(p, c->arg[len], c->arg_expr[len])));
	r.capped = false;
	range_set(&p->st, sum, r);
}

static bool is_about(struct value *size, struct value *len)
{
	while (len->kind == V_OP && len->a->kind != V_INT)
		len = len->a;
	return val_depends(size, len);
}

static long long room(struct path *p, struct call *c, int nr)
{
	long long bytes = extent_of_expr(c->arg_expr[nr]);

	return bytes ? bytes : extent_of_value(p, c->arg[nr]);
}

/* What the source calls it: not what a macro of the kernel does. */
static const char *length_name(struct path *p, struct value *len,
			       struct expression *expr)
{
	static char buf[32];
	const char *name;

	if (len->kind == V_INT) {
		snprintf(buf, sizeof(buf), "%lld", len->num);
		return buf;
	}
	name = value_name(p, len, expr);
	if (strncmp(name, "__", 2))
		return name;
	return len->name ? len->name : "the length";
}

static const char *buffer_name(struct path *p, struct call *c, int nr)
{
	const char *name = extent_name(skip_casts(c->arg_expr[nr]));

	return name ? name : value_name(p, c->arg[nr], c->arg_expr[nr]);
}

/* One report of a length is enough. */
static void settle(struct path *p, struct value *len)
{
	struct range r = range_of(&p->st, len);

	r.lo = 0;
	r.capped = true;
	r.exact = false;
	range_set(&p->st, len, r);
}

static void report_length(struct path *p, struct call *c, int buf, int len,
			  long long bytes, enum excess excess)
{
	const char *name = length_name(p, c->arg[len], c->arg_expr[len]);
	const char *to = buffer_name(p, c, buf), *fn = plain_name(c->name);
	struct position pos = report_pos(p, c->pos);
	struct diag *d;

	if (excess == EXCESS_UNCHECKED)
		d = diag_new(SA1204, pos,
			     "length '%s' of %s() is not checked against '%s'",
			     name, fn, to);
	else if (excess == EXCESS_NEGATIVE)
		d = diag_new(SA1204, pos,
			     "length '%s' of %s() may be negative", name, fn);
	else
		d = diag_new(SA1204, pos,
			     "length '%s' of %s() may be more than '%s' holds",
			     name, fn, to);
	if (bytes)
		diag_note(d, pos, "'%s' holds %lld bytes", to, bytes);
	diag_emit(d);
	settle(p, c->arg[len]);
}

/* A buffer that was allocated for something else than this length. */
static void check_allocated(struct path *p, struct call *c, int buf, int len)
{
	struct value *size = extent_allocated(p, val_base(c->arg[buf]));
	struct range r = range_of(&p->st, c->arg[len]);

	if (!size || is_about(size, c->arg[len]) || !is_free(r))
		return;
	if (size->kind != V_INT && !range_of(&p->st, size).untrusted)
		return;
	report_length(p, c, buf, len, 0, EXCESS_UNCHECKED);
}

/* The distance of two pointers: what they point to is what counts. */
static bool is_distance(struct value *v)
{
	for (; v->kind == V_OP; v = v->a)
		if (v->num == '-' && (is_pointer(v->a->type) ||
				      val_root(v->a) != v->a))
			return true;
	return false;
}

static void check_length(struct path *p, struct call *c, int buf, int len)
{
	enum excess excess;
	long long bytes;

	if (buf < 1 || buf > c->nr_args || len < 1 || len > c->nr_args ||
	    is_distance(c->arg[len]))
		return;
	distrust(p, c->arg[len]);
	distrust_urb(p, c->arg[len]);
	if (room(p, c, buf))
		taint_wire(p, c->arg[len]);
	check_sum(p, c, buf, len);
	bytes = room(p, c, buf);
	if (!bytes) {
		check_allocated(p, c, buf, len);
		return;
	}
	excess = extent_excess(p, c->arg[len], bytes);
	if (excess != EXCESS_NONE)
		report_length(p, c, buf, len, bytes, excess);
}

/* Functions whose rows do not say which argument is the length. */
static const struct bounded {
	const char *name;
	int buf, len;
} bounded[] = {
	{ "sized_strscpy", 1, 3 },
	{ "strscpy", 1, 3 },
	{ "strncpy", 1, 3 },
	{ "__builtin_strncpy", 1, 3 },
	{ "__underlying_strncpy", 1, 3 },
	{ "snprintf", 1, 2 },
	{ "scnprintf", 1, 2 },
	{ "vsnprintf", 1, 2 },
};

/* The length is a number of elements: arrays in the device tree. */
static void check_elements(struct path *p, struct call *c)
{
	const char *at = strstr(c->name, "property_read_u");
	long long bytes = c->nr_args < 4 || !at ? 0 : room(p, c, 3);
	int each = at ? atoi(at + 15) / 8 : 0;
	enum excess excess;

	if (!bytes || !each || !strstr(at, "_array"))
		return;
	excess = extent_excess(p, c->arg[4], bytes / each);
	if (excess == EXCESS_UNCHECKED || excess == EXCESS_BEYOND)
		report_length(p, c, 3, 4, bytes, excess);
}

/* A copy of a string needs room for its end. */
static void check_strlen(struct path *p, struct call *c)
{
	struct value *size = c->nr_args < 2 ? NULL :
			     extent_allocated(p, val_base(c->arg[1]));
	const char *by;
	struct expression *call;

	if (!size || size->kind != V_FRESH || size->num != TAG_RESULT ||
	    !strstr(c->name, "strcpy") || val_offset(c->arg[1]))
		return;
	call = (struct expression *)size->who;
	by = called_name(call);
	if (!by || !strstr(by, "strlen") || !call->args ||
	    eval(p, first_expression(call->args)) != c->arg[2])
		return;
	diag_emit(diag_new(SA1204, report_pos(p, c->pos),
			   "'%s' has no room for the end of the string",
			   buffer_name(p, c, 1)));
}

static void check_string(struct path *p, struct call *c)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bounded); i++)
		if (!strcmp(c->name, bounded[i].name))
			check_length(p, c, bounded[i].buf, bounded[i].len);
	check_elements(p, c);
	check_strlen(p, c);
	if (!strstr(c->name, "strcpy") || c->nr_args != 2 || !room(p, c, 1) ||
	    !taint_holds(p, c->arg[2]))
		return;
	diag_emit(diag_new(SA1204, report_pos(p, c->pos),
			   "%s() copies a string from outside, of any length, to '%s'",
			   plain_name(c->name), buffer_name(p, c, 1)));
}

/* The tail of a packet buffer grows by what a device says. */
static void check_put(struct path *p, struct call *c)
{
	int len = strstr(c->name, "data") ? 3 : 2;
	struct value *size;

	if (strncmp(c->name + strspn(c->name, "_"), "skb_put", 7) ||
	    c->nr_args < len || !is_free(range_of(&p->st, c->arg[len])))
		return;
	size = extent_of_skb(p, c->arg[1]);
	if (size && !is_about(size, c->arg[len]))
		report_length(p, c, 1, len, 0, EXCESS_UNCHECKED);
}

static void size_call(struct path *p, struct call *c)
{
	struct fact *f;

	if (!c->name || !frontend_is_main(report_pos(p, c->pos)))
		return;
	check_string(p, c);
	check_put(p, c);
	for_each_fact(f, c->facts) {
		switch (f->kind) {
		case FACT_SIZE:
			check_size(p, c, f->arg);
			check_size(p, c, f->arg2);
			break;
		case FACT_WRITE:
		case FACT_READ:
			check_length(p, c, f->arg, f->arg2);
			break;
		case FACT_FROM_USER:
			check_length(p, c, f->arg, f->arg3);
			break;
		case FACT_TO_USER:
			check_length(p, c, f->arg2, f->arg3);
			break;
		default:
			break;
		}
	}
}

const struct rule rule_size = {
	.name = "size",
	.file = size_file,
	.call = size_call,
};
