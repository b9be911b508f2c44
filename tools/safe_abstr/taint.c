// SPDX-License-Identifier: GPL-2.0
/*
 * Where untrusted values come from: memory that was copied from user space or
 * read from a device, arguments of the functions that users call, and module
 * parameters.
 */
#include <string.h>

#include "core.h"
#include "taint.h"

/* What read() and write() are limited to, see MAX_RW_COUNT. */
#define MAX_COUNT	0x7ffff000

/* Memory */

struct looking {
	long long at;
	bool found;
};

static bool spans(void *ctx, uint64_t key, const void *val)
{
	struct looking *l = ctx;
	long long from = val_offset(loc_ptr(key));

	l->found = l->at >= from && l->at < from + (long long)(uintptr_t)val;
	return !l->found;
}

static bool is_param(struct symbol *sym);

/* What a USB device sent. */
static bool is_urb_buffer(struct value *v)
{
	return v->kind == V_LOAD && v->name && !strcmp(v->name, "transfer_buffer");
}

bool taint_is_image(struct value *v)
{
	const char *type;

	if (v->kind != V_LOAD || !v->name || strcmp(v->name, "data"))
		return false;
	type = struct_name(pointee(val_root(v->a)->type));
	return type && !strcmp(type, "firmware");
}

bool taint_holds(struct path *p, struct value *ptr)
{
	for (;;) {
		struct value *base = val_base(ptr);
		struct looking l = { val_offset(ptr), false };
		uint64_t first = loc_of(base) & ~0xffffffffULL;

		map_each_range(p->st.taint, first, first | 0xffffffff, spans, &l);
		if (l.found)
			return true;
		if (is_urb_buffer(base) || taint_is_image(base))
			return true;
		if (base->kind == V_ADDR)
			return is_param((struct symbol *)base->who);
		if (base->kind != V_ELEM)
			return false;
		ptr = base->a;
	}
}

void taint_memory(struct path *p, struct value *ptr, long long bits)
{
	if (bits <= 0)
		bits = INT32_MAX;
	p->st.taint = map_put(p->st.taint, loc_of(ptr), (void *)(uintptr_t)bits,
			      NULL);
}

static bool clear_one(void *ctx, uint64_t key, const void *val)
{
	struct path *p = ctx;

	p->st.taint = map_del(p->st.taint, key);
	return true;
}

void taint_clear(struct path *p, struct value *ptr)
{
	uint64_t first = loc_of(val_base(ptr)) & ~0xffffffffULL;

	map_each_range(p->st.taint, first, first | 0xffffffff, clear_one, p);
}

/* Calls */

static bool forget_one(void *ctx, struct value *ptr, struct value *val)
{
	mem_forget(ctx, ptr);
	return true;
}

/* @len bytes were written behind @ptr; NULL: the object that it points to. */
static void write_memory(struct path *p, struct call *c, int nr,
			 struct value *len, bool untrusted)
{
	struct value *ptr = c->arg[nr];
	struct symbol *to = pointee(c->arg_expr[nr]->ctype);
	struct state was = p->st;
	long long bits = type_bits(to);

	if (ptr->kind == V_INT || ptr->kind == V_STRING)
		return;
	if (len && len->kind == V_INT)
		bits = len->num * 8;
	if (val_local(ptr)) {
		havoc(p, ptr, 0, c->expr);
		taint_clear(p, ptr);
		bits = type_bits((struct symbol *)ptr->who);
	} else if (bits > 0) {
		mem_each(&was, ptr, bits, forget_one, &p->st);
	}
	if (untrusted)
		taint_memory(p, ptr, bits);
}

static void taint_result(struct path *p, struct call *c)
{
	if (c->result && c->result->kind != V_INT)
		taint_memory(p, c->result, 0);
}

static bool reads_untrusted(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_READ);
	struct value *from = f ? call_arg(c, f->arg) : NULL;

	return from && taint_holds(p, from);
}

/* The numbers that it found in the text are the variable arguments. */
static void scan_text(struct path *p, struct call *c)
{
	int i;

	for (i = 3; i <= c->nr_args; i++)
		if (is_pointer(c->arg_expr[i]->ctype))
			write_memory(p, c, i, NULL, true);
}

void taint_call(struct path *p, struct call *c)
{
	bool untrusted = fact_has(c->facts, FACT_UNTRUSTED) ||
			 reads_untrusted(p, c);
	struct fact *f;

	if (c->name && !strcmp(c->name, "sscanf"))
		scan_text(p, c);
	for_each_fact(f, c->facts) {
		if (f->kind == FACT_FROM_USER && !f->arg)
			taint_result(p, c);
		else if (f->kind == FACT_FROM_USER && call_arg(c, f->arg))
			write_memory(p, c, f->arg, call_arg(c, f->arg3), true);
		else if (f->kind == FACT_WRITE && call_arg(c, f->arg))
			write_memory(p, c, f->arg, call_arg(c, f->arg2), untrusted);
	}
}

void taint_asm(struct path *p, struct expression *output, struct value *val)
{
	const char *name = expr_name(output);
	struct range r;

	if (!name)
		return;
	r = range_of_type(output->ctype);
	if (!strcmp(name, "__val_gu"))
		r.untrusted = true;
	else if (!strcmp(name, "__mask"))
		r.capped = true;	/* of array_index_nospec() */
	else
		return;
	range_set(&p->st, val, r);
}

/* Arguments */

static struct symbol *nth_param(struct symbol *fn, int nr)
{
	struct symbol *arg;

	FOR_EACH_PTR(get_base_type(fn)->arguments, arg) {
		if (!--nr)
			return arg;
	} END_FOR_EACH_PTR(arg);
	return NULL;
}

static bool points_to(struct symbol *fn, int nr, const char *name)
{
	struct symbol *arg = nth_param(fn, nr);
	const char *is = arg ? struct_name(pointee(arg)) : NULL;

	return is && !strcmp(is, name);
}

static bool is_size(struct symbol *arg)
{
	return arg && !is_pointer(arg) && !is_struct(arg) && type_bits(arg) == 64;
}

static bool is_bytes(struct symbol *arg)
{
	return arg && is_pointer(arg) && type_bits(pointee(arg)) == 8;
}

static void taint_arg(struct path *p, struct symbol *arg, long long limit)
{
	struct value *ptr = val_addr(arg), *v = val_load(ptr, NULL);
	struct range r = range_of_type(arg);

	v->type = arg;
	v->pos = arg->pos;
	if (arg->ident)
		v->name = ident_str(arg->ident);
	if (limit) {
		r.lo = 0;
		r.hi = limit;
	}
	r.untrusted = true;
	range_set(&p->st, v, r);
	mem_set(&p->st, ptr, v);
}

static bool is_file_op(struct symbol *fn)
{
	return points_to(fn, 1, "file") && is_bytes(nth_param(fn, 2)) &&
	       is_size(nth_param(fn, 3)) && is_pointer(nth_param(fn, 4)) &&
	       !nth_param(fn, 5);
}

static bool is_ioctl(struct symbol *fn)
{
	struct symbol *cmd = nth_param(fn, 2);

	return points_to(fn, 1, "file") && cmd && !is_pointer(cmd) &&
	       type_bits(cmd) == 32 && is_size(nth_param(fn, 3)) && !nth_param(fn, 4);
}

/* Of sysfs and configfs: the object, perhaps the attribute, text, its length. */
static bool is_store(struct symbol *fn, int text)
{
	const char *name = fn->ident ? ident_str(fn->ident) : "";

	return strstr(name, "store") && is_bytes(nth_param(fn, text)) &&
	       is_size(nth_param(fn, text + 1)) && !nth_param(fn, text + 2);
}

/* The core of V4L2 copies what the user passes, and checks little of it. */
static void taint_v4l2(struct path *p, struct symbol *fn)
{
	struct symbol *arg = nth_param(fn, 3);
	const char *type = arg ? struct_name(pointee(arg)) : NULL;

	if (points_to(fn, 1, "file") && type && !strncmp(type, "v4l2_", 5) &&
	    !nth_param(fn, 4))
		taint_memory(p, val_load(val_addr(arg), NULL), 0);
}

static bool is_tty_write(struct symbol *fn)
{
	return points_to(fn, 1, "tty_struct") && is_bytes(nth_param(fn, 2)) &&
	       is_size(nth_param(fn, 3)) && !nth_param(fn, 4);
}

void taint_args(struct path *p, struct symbol *fn)
{
	int text;

	taint_v4l2(p, fn);
	if (is_file_op(fn) || is_tty_write(fn))
		taint_arg(p, nth_param(fn, 3), MAX_COUNT);
	else if (is_ioctl(fn))
		taint_arg(p, nth_param(fn, 3), 0);
	for (text = 2; text <= 3; text++) {
		if (!is_store(fn, text))
			continue;
		taint_arg(p, nth_param(fn, text + 1), 4096);
		taint_memory(p, val_load(val_addr(nth_param(fn, text)), NULL), 0);
	}
}

/* Numbers of a fixed byte order */

static bool is_wire_type(struct symbol *type)
{
	while (type && type->type == SYM_NODE)
		type = type->ctype.base_type;
	return type && type->type == SYM_RESTRICT && type->ident &&
	       (!strncmp(ident_str(type->ident), "__le", 4) ||
		!strncmp(ident_str(type->ident), "__be", 4));
}

void taint_wire(struct path *p, struct value *val)
{
	struct range r;

	if (val->kind != V_LOAD || !is_wire_type(val->type) ||
	    val_local(val_root(val->a)))
		return;
	r = range_of(&p->st, val);
	if (r.untrusted)
		return;
	r.untrusted = true;
	range_set(&p->st, val, r);
}

/* Module parameters */

struct param {
	struct symbol *sym;
	bool tested;		/* by some function */
	struct param *next;
};

static struct param *params;

static struct symbol *symbol_in(struct expression *expr)
{
	struct symbol *found = NULL;
	struct expression *e;

	if (!expr)
		return NULL;
	switch (expr->type) {
	case EXPR_SYMBOL:
		return expr->symbol;
	case EXPR_PREOP:
		return symbol_in(expr->unop);
	case EXPR_CAST:
	case EXPR_IMPLIED_CAST:
	case EXPR_FORCE_CAST:
		return symbol_in(expr->cast_expression);
	case EXPR_POS:
		return symbol_in(expr->init_expr);
	case EXPR_INITIALIZER:
		FOR_EACH_PTR(expr->expr_list, e) {
			struct symbol *sym = symbol_in(e);

			if (sym && !is_struct(sym) && !is_pointer(sym) &&
			    type_bits(sym) > 8)
				found = sym;
		} END_FOR_EACH_PTR(e);
		return found;
	default:
		return NULL;
	}
}

static bool mentions(struct expression *expr, struct symbol *sym)
{
	if (!expr)
		return false;
	switch (expr->type) {
	case EXPR_SYMBOL:
		return expr->symbol == sym;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		return mentions(expr->unop, sym);
	case EXPR_CAST:
	case EXPR_IMPLIED_CAST:
	case EXPR_FORCE_CAST:
		return mentions(expr->cast_expression, sym);
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_COMMA:
		return mentions(expr->left, sym) || mentions(expr->right, sym);
	default:
		return false;
	}
}

static bool tests(struct flow *flow, struct symbol *sym)
{
	struct block *b;

	for (b = flow->all; b; b = b->next)
		if (b->cond && mentions(b->cond, sym))
			return true;
	return false;
}

static void find_tests(struct symbol_list *list, struct param *param)
{
	struct symbol *fn;

	FOR_EACH_PTR(list, fn) {
		struct symbol *base = get_base_type(fn);
		struct flow *flow;

		if (!base || base->type != SYM_FN || !base->stmt)
			continue;
		flow = flow_of(fn);
		if (flow && tests(flow, param->sym))
			param->tested = true;
	} END_FOR_EACH_PTR(fn);
}

void taint_collect(struct symbol_list *list)
{
	struct param *param;
	struct symbol *sym;

	params = NULL;
	FOR_EACH_PTR(list, sym) {
		const char *type = struct_name(sym);

		if (!type || strcmp(type, "kernel_param"))
			continue;
		sym = symbol_in(sym->initializer);
		if (!sym)
			continue;
		param = file_new(struct param);
		param->sym = sym;
		param->next = params;
		params = param;
		find_tests(list, param);
	} END_FOR_EACH_PTR(sym);
}

/* One that any function looks at is as good as checked. */
static bool is_param(struct symbol *sym)
{
	struct param *param;

	for (param = params; param; param = param->next)
		if (param->sym == sym)
			return !param->tested;
	return false;
}
