// SPDX-License-Identifier: GPL-2.0
/* Indices against the arrays they go into. */
#include <stdlib.h>
#include <string.h>

#include "extent.h"
#include "frontend.h"
#include "rules.h"
#include "taint.h"

static bool is_branch(struct block *b)
{
	return b->exit == EXIT_BRANCH || b->exit == EXIT_SWITCH;
}

/*
 * What is known of a counter after its loop comes from two ways out of it. A
 * test in between may be of a variable that tells the two apart.
 */
static bool may_be_told_apart(struct path *p, struct value *val,
			      struct position pos)
{
	struct range r = range_of(&p->st, val);
	unsigned int last = 0;
	struct block *b;

	if (val->kind != V_PHI || p->frame->looping || r.untrusted ||
	    r.lo == r.hi)
		return false;
	for (b = p->frame->flow->all; b; b = b->next)
		if (b->in_loop && b->pos.line < pos.line && b->pos.line > last)
			last = b->pos.line;
	if (!last)
		return is_inlined(p);
	for (b = p->frame->flow->all; b; b = b->next)
		if (is_branch(b) && !b->in_loop && b->pos.line > last &&
		    b->pos.line <= pos.line)
			return true;
	return false;
}

/* From here on it is as good as checked. */
static void settle(struct path *p, struct value *val, long long count)
{
	struct range r = range_of(&p->st, val);

	if (val->kind == V_INT)
		return;
	r.lo = 0;
	r.hi = count - 1;
	r.capped = true;
	r.exact = false;
	r.limit = NULL;
	range_set(&p->st, val, r);
}

static const char *origin(struct value *val)
{
	while (val->kind == V_OP)
		val = val->a->kind == V_INT ? val->b : val->a;
	return val->kind == V_FRESH && val->num == TAG_RESULT ? "the device" :
								"outside";
}

/* An index and the array that it goes into. */
struct use {
	struct value *val;
	struct expression *expr;	/* the index, may be NULL */
	const char *array;		/* its name, may be NULL */
	long long count;		/* of elements; 0: not known */
	struct position pos;
};

static void report(struct path *p, const struct use *u, enum excess excess)
{
	struct position pos = report_pos(p, u->pos);
	const char *array = u->array ? u->array : "the array";
	struct value *val = u->val;
	const char *index = value_name(p, val, u->expr);
	struct range r = range_of(&p->st, val);
	long long count = u->count;
	struct diag *d;

	if (val->kind == V_INT)
		d = diag_new(SA1202, pos, "index %lld is past the end of '%s'",
			     val->num, array);
	else if (excess == EXCESS_BEYOND && (r.hi == count || !r.untrusted))
		d = diag_new(SA1202, pos,
			     "index '%s' may be past the end of '%s'",
			     index, array);
	else if (excess == EXCESS_NEGATIVE)
		d = diag_new(SA1201, pos,
			     "index '%s' into '%s' comes from %s and may be negative",
			     index, array, origin(val));
	else
		d = diag_new(SA1201, pos,
			     "index '%s' into '%s' comes from %s and is not checked",
			     index, array, origin(val));
	if (count)
		diag_note(d, pos, "'%s' has %lld elements", array, count);
	diag_emit(d);
	settle(p, val, count ? count : 1);
}

/* index * size, as sparse writes it; @each becomes the size. */
static struct expression *unscaled(struct expression *index, long long *each)
{
	if (*each != 1 && index->type == EXPR_BINOP && index->op == '*' &&
	    index->right->type == EXPR_VALUE && index->right->value) {
		*each = index->right->value;
		return index->left;
	}
	return index;
}

static void check_const(struct path *p, struct use *u, long long bytes,
			long long each)
{
	long long at = u->expr->value;

	u->val = val_int(at / each);
	if (at < 0 || at >= bytes)
		report(p, u, EXCESS_BEYOND);
}

static bool is_count(const char *name)
{
	static const char *const words[] = { "num", "nr", "count", "cnt", "n_" };
	unsigned int i;

	for (i = 0; name && i < ARRAY_SIZE(words); i++)
		if (!strncmp(name, words[i], strlen(words[i])))
			return true;
	return false;
}

/*
 * @limit is the number of elements behind @pointer: it was allocated with so
 * many, or the two are members of one structure and it is named so.
 */
static bool is_length(struct path *p, struct value *pointer, struct value *limit)
{
	struct value *size = extent_allocated(p, val_base(pointer));

	if (size)
		return size == limit || (size->kind == V_OP && size->num == '*' &&
					 (size->a == limit || size->b == limit));
	return limit->kind == V_LOAD && pointer->kind == V_LOAD &&
	       val_root(limit->a) == val_root(pointer->a) && is_count(limit->name);
}

/* index <= length let the length itself pass. */
static void check_limit(struct path *p, struct value *pointer, struct use *u)
{
	struct range r = range_of(&p->st, u->val);
	struct diag *d;

	if (!r.limit || !r.reached || !is_length(p, pointer, r.limit))
		return;
	d = diag_new(SA1202, report_pos(p, u->pos),
		     "index '%s' may be '%s', which is past the end of '%s'",
		     value_name(p, u->val, u->expr),
		     value_name(p, r.limit, NULL), u->array ? u->array : "the array");
	diag_emit(d);
	r.limit = NULL;
	range_set(&p->st, u->val, r);
}

/* What was made of a number may be limited by what it was made with. */
static bool is_computed(struct value *val)
{
	return val->kind == V_PHI ||
	       (val->kind == V_OP && val->num != OP_MASKED);
}

/* A pointer to an array whose size only the rest of the driver knows. */
static void check_open(struct path *p, struct expression *pointer,
		       const struct use *u, long long each)
{
	struct range r = range_of(&p->st, u->val);

	if (!r.untrusted || r.capped || r.hi < INT32_MAX ||
	    is_computed(u->val) || !strcmp(origin(u->val), "the device"))
		return;
	if (each <= 1 && !taint_is_image(eval(p, pointer)))
		return;
	if (extent_allocated(p, val_root(eval(p, pointer))))
		return;
	if (skip_casts(pointer)->type == EXPR_PREOP)
		report(p, u, EXCESS_UNCHECKED);
}

static void check_use(struct path *p, const struct use *u)
{
	enum excess excess = extent_excess(p, u->val, u->count - 1);

	if (excess != EXCESS_NONE && !may_be_told_apart(p, u->val, u->pos))
		report(p, u, excess);
}

static void check_index(struct path *p, struct expression *add)
{
	struct expression *pointer = skip_casts(extent_pointer(add));
	long long each = type_bits(pointee(add->ctype)) / 8, bytes;
	struct use u = { .pos = add->pos, .expr = extent_index(add) };

	if (each <= 0)
		return;
	bytes = extent_of_array(pointer);
	u.array = extent_name(pointer);
	u.expr = unscaled(u.expr, &each);
	u.count = bytes / each;
	if (u.expr->type == EXPR_VALUE) {
		if (bytes)
			check_const(p, &u, bytes, each);
		return;
	}
	if (extent_has_effects(u.expr) || extent_has_effects(pointer))
		return;
	u.val = eval(p, u.expr);
	if (!bytes) {
		u.count = extent_of_value(p, eval(p, pointer)) / each;
		check_limit(p, eval(p, pointer), &u);
	}
	if (u.count) {
		taint_wire(p, u.val);
		check_use(p, &u);
	} else {
		check_open(p, pointer, &u, each);
	}
}

static struct symbol *object_type(struct value *root)
{
	return root->kind == V_ADDR ? (struct symbol *)root->who :
				      pointee(root->type);
}

/* &array[index], kept in a variable and used now. */
static void check_value(struct path *p, struct value *ptr)
{
	struct value *elem = val_base(ptr), *scaled = elem->b;
	struct use u = { .pos = elem->pos };
	struct symbol *array;
	long long each = 1;

	if (elem->kind != V_ELEM || val_base(elem->a)->kind == V_ELEM ||
	    !elem->pos.line || !frontend_is_main(elem->pos))
		return;
	if (scaled->kind == V_OP && scaled->num == '*' &&
	    scaled->b->kind == V_INT) {
		each = scaled->b->num;
		scaled = scaled->a;
	}
	u.val = scaled;
	if (each <= 0 || !range_of(&p->st, u.val).untrusted)
		return;
	array = extent_at(object_type(val_base(elem->a)), val_offset(elem->a),
			  each);
	if (!array || !extent_bytes(array))
		return;
	u.count = extent_bytes(array) / each;
	u.array = array->ident ? ident_str(array->ident) : NULL;
	check_use(p, &u);
}

/* @bits at a constant offset in what has a constant size. */
static void check_extent(struct path *p, struct position pos, struct value *ptr,
			 long long bits, const char *how)
{
	struct value *size = extent_allocated(p, val_base(ptr));
	long long at = val_offset(ptr);
	struct diag *d;

	if (!size || size->kind != V_INT || bits <= 0 || at < 0 ||
	    at + bits <= size->num * 8)
		return;
	d = diag_new(SA1202, report_pos(p, pos),
		     "'%s' is accessed past the %lld bytes that were %s",
		     value_name(p, val_base(ptr), NULL), size->num, how);
	diag_emit(d);
	cell_del(&p->st, val_base(ptr), SLOT_SIZE);
}

static void check_object(struct path *p, struct expression *expr,
			 struct value *ptr)
{
	if (!is_struct(expr->ctype))
		check_extent(p, expr->pos, ptr, type_bits(expr->ctype),
			     "allocated");
}

/* The bits that readl(), iowrite16() and such access; 0: it is no such. */
static long long register_bits(const char *name)
{
	static const char widths[] = "bwlq";
	const char *to, *width;

	name += strspn(name, "_");
	if (!strncmp(name, "raw_", 4))
		name += 4;
	to = strstr(name, "read");
	width = to ? to + 4 : NULL;
	to = to ? to : strstr(name, "write");
	if (!to || to > name + 2)
		return 0;
	width = width ? width : to + 5;
	if (to == name + 2)
		return strncmp(name, "io", 2) ? 0 : atoi(width);
	if (to != name || !*width || !strchr(widths, *width) ||
	    (width[1] && width[1] != '_'))
		return 0;
	return 8LL << (strchr(widths, *width) - widths);
}

static void check_register(struct path *p, struct call *c)
{
	struct fact *f = c->name ? fact_find(c->facts, FACT_DEREF) : NULL;
	struct value *ptr = f ? call_arg(c, f->arg) : NULL;

	if (ptr && frontend_is_main(report_pos(p, c->pos)))
		check_extent(p, c->pos, ptr, register_bits(c->name), "mapped");
}

static void index_access(struct path *p, struct expression *expr,
			 struct value *ptr, bool write)
{
	struct expression *addr;

	if (expr->type != EXPR_PREOP || expr->op != '*' ||
	    !frontend_is_main(expr->pos))
		return;
	addr = skip_casts(expr->unop);
	while (addr && addr->type == EXPR_BINOP && addr->op == '+') {
		if (extent_is_index(addr)) {
			check_index(p, addr);
			addr = extent_pointer(addr);
		} else {
			addr = addr->left;
		}
		addr = skip_casts(addr);
	}
	check_value(p, ptr);
	check_object(p, expr, ptr);
}

/* A function that is asked whether a number is good takes it on itself. */
static bool checks(const char *name)
{
	static const char *const words[] = {
		"valid", "check", "verify", "in_range", "is_ok", "sanit",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

static void cap(struct path *p, struct value *val)
{
	struct range r = range_of(&p->st, val);

	if (!r.untrusted || val->kind == V_INT)
		return;
	r.capped = true;
	r.exact = false;
	if (r.lo < 0)
		r.lo = 0;
	range_set(&p->st, val, r);
}

/* Arithmetic that saturates: its result is what is tested. */
static bool saturates(const char *name)
{
	return name && (!strcmp(name, "size_mul") || !strcmp(name, "size_add") ||
			!strcmp(name, "__builtin_mul_overflow") ||
			!strcmp(name, "__builtin_add_overflow"));
}

static void index_call(struct path *p, struct call *c)
{
	int i;

	for (i = 1; i <= c->nr_args && i <= 2 && saturates(c->name); i++)
		cap(p, c->arg[i]);

	if (c->name && !strcmp(c->name, "array_index_mask_nospec") &&
	    c->arg[2]->kind == V_INT)
		settle(p, c->arg[1], c->arg[2]->num);
	check_register(p, c);
	if (c->inlined)
		return;
	for (i = 1; i <= c->nr_args; i++)
		check_value(p, c->arg[i]);
	if (!c->name || c->facts || !checks(c->name))
		return;
	for (i = 1; i <= c->nr_args; i++)
		cap(p, c->arg[i]);
}

/* The size of the map says that there is none. */
static void find_done(struct path *p, struct call *c)
{
	struct range r;

	if (!c->name || strncmp(c->name, "find_", 5) || !strstr(c->name, "zero_bit") ||
	    c->nr_args < 2 || c->arg[2]->kind != V_INT)
		return;
	r = range_any;
	r.lo = 0;
	r.hi = c->arg[2]->num;
	r.capped = true;
	r.exact = true;
	range_set(&p->st, c->result, r);
}

/* Functions that return how much they put into a buffer of this size. */
static const struct {
	const char *name;
	int size;
	bool whole;		/* up to all of it, with no end of string */
} fillers[] = {
	{ "simple_write_to_buffer", 2, true },
	{ "strncpy_from_user", 3, true },
	{ "scnprintf", 2, false },
	{ "vscnprintf", 2, false },
};

static void fill_done(struct path *p, struct call *c)
{
	struct range r;
	unsigned int i;

	if (!c->name || !c->ok || c->result->kind == V_INT)
		return;
	for (i = 0; i < ARRAY_SIZE(fillers); i++) {
		struct value *size = call_arg(c, fillers[i].size);

		if (strcmp(c->name, fillers[i].name) || !size ||
		    size->kind != V_INT || size->num <= 0)
			continue;
		r = range_of(&p->st, c->result);
		r.lo = 0;
		r.hi = size->num - !fillers[i].whole;
		r.capped = true;
		r.exact = fillers[i].whole;
		range_set(&p->st, c->result, r);
	}
}

static void index_done(struct path *p, struct call *c)
{
	extent_note(p, c);
	find_done(p, c);
	fill_done(p, c);
}

static void index_enter(struct path *p, struct symbol *fn)
{
	taint_args(p, fn);
}

const struct rule rule_index = {
	.name = "index",
	.enter = index_enter,
	.call = index_call,
	.done = index_done,
	.access = index_access,
	.file = taint_collect,
};
