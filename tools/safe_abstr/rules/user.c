// SPDX-License-Identifier: GPL-2.0
/*
 * User memory that is fetched twice: another thread may change it in between,
 * so what was checked the first time is to be used, not what came the second.
 */
#include <string.h>

#include "rules.h"
#include "user.h"

/* One fetch: SLOT_USER cells are by the user address, num is the bytes. */
struct fetch {
	struct path *p;
	struct position pos;
	const char *by;
	struct value *ptr;
	long long bytes;		/* at least */
	struct value *len;		/* may be NULL */
	struct value *into;		/* the buffer, or what was fetched */
	struct place to;
	struct expression *call;	/* NULL: get_user() */
	const struct cell *first;	/* an overlapping fetch, if any */
	long long skip;			/* bits of this one before the overlap */
};

static long long at_least(struct path *p, struct value *len)
{
	struct range r;

	if (!len)
		return 1;
	r = range_of(&p->st, len);
	return r.lo > 1 && r.lo < (1 << 30) ? r.lo : 1;
}

/* The counter of a loop in the address of one of its rounds. */
static bool steps_alike(struct value *a, struct value *b)
{
	struct value *x = a->b, *y = b->b;

	if (a->kind != V_ELEM || b->kind != V_ELEM || a->a != b->a)
		return false;
	if (x->kind == V_OP && y->kind == V_OP && x->num == y->num &&
	    x->b == y->b) {
		x = x->a;
		y = y->a;
	}
	return x->kind == V_PHI && y->kind == V_PHI && x->who != y->who;
}

static bool same_object(struct value *first, struct value *now)
{
	if (first == now)
		return true;
	return steps_alike(first, now);
}

static bool same_spot(struct position a, struct position b)
{
	return a.line == b.line && a.pos == b.pos;
}

static bool find_overlap(void *ctx, struct value *val, unsigned int slot,
			 const struct cell *c)
{
	struct fetch *f = ctx;
	long long from, to = val_offset(f->ptr);
	struct value *was = val;

	if (slot != SLOT_USER || c->maybe || same_spot(c->born, f->pos))
		return true;
	if (was->kind == V_OLD) {
		was = was->a;
		if (val_base(was)->kind != V_ELEM || val_base(was) == val_base(f->ptr))
			return true;
	}
	from = val_offset(was);
	if (!same_object(val_base(was), val_base(f->ptr)) ||
	    from >= to + f->bytes * 8 || to >= from + c->num * 8)
		return true;
	f->first = c;
	f->skip = from > to ? from - to : 0;
	return false;
}

static struct place overlapped(struct fetch *f)
{
	long long end = val_offset(f->first->val) + f->first->num * 8;
	struct place at = f->to;

	if (f->first->val->kind == V_OLD)
		end = val_offset(f->first->val->a) + f->first->num * 8;
	if (at.lo < 0 || at.scalar)
		return at;
	at.hi = at.lo + (end - val_offset(f->ptr));
	at.lo += f->skip;
	return at;
}

/* Only the length of a string was looked at, which must end where it did. */
static bool is_measure(const struct cell *first)
{
	return first->born_by && strstr(first->born_by, "strnlen");
}

/* A header is fetched to tell the length of the second fetch. */
static bool is_sized_by_first(struct fetch *f)
{
	return f->len && f->first->other && val_depends(f->len, f->first->other);
}

static bool is_trusted(struct fetch *f)
{
	struct second s = {
		.at = overlapped(f), .by = f->call,
	};

	if (!s.at.sym)
		return false;
	if (is_measure(f->first)) {
		s.at.lo = -1;
		second_scan(f->p->frame->flow, &s);
		return !s.overwritten && strcmp(f->by, "strncpy_from_user");
	}
	second_scan(f->p->frame->flow, &s);
	if (s.compared)
		return false;
	if (f->to.scalar)
		return true;
	return !s.overwritten && (s.used || (is_sized_by_first(f) && s.passed));
}

static void report(struct fetch *f)
{
	struct path *p = f->p;
	struct diag *d;

	d = diag_new(SA1101, report_pos(p, f->pos),
		     "%s() fetches again what %s() fetched: it may have changed",
		     f->by, f->first->born_by);
	diag_note(d, report_pos(p, f->first->born), "fetched the first time here");
	diag_emit(d);
	cell_del(&p->st, f->first->val, SLOT_USER);
}

static void fetched(struct fetch *f)
{
	struct cell c = {
		.status = ST_LIVE, .num = f->bytes, .born = f->pos,
		.born_by = f->by, .other = f->into,
	};

	if (f->ptr->kind == V_INT)
		return;
	cell_each(&f->p->st, find_overlap, f);
	if (f->first && is_trusted(f)) {
		report(f);
		return;
	}
	if (!cell_get(&f->p->st, f->ptr, SLOT_USER))
		cell_set(&f->p->st, f->ptr, SLOT_USER, c);
}

/* What the kernel writes there is what it finds there: nearly. */
static bool forget_written(void *ctx, struct value *val, unsigned int slot,
			   const struct cell *c)
{
	struct fetch *f = ctx;

	if (slot == SLOT_USER && val_base(val) == val_base(f->ptr))
		cell_del(&f->p->st, val, slot);
	return true;
}

static void written(struct path *p, struct value *ptr)
{
	struct fetch f = { .p = p, .ptr = ptr };
	struct state was = p->st;

	cell_each(&was, forget_written, &f);
}

static void fetched_by_call(struct path *p, struct call *c, struct fact *fact)
{
	struct value *len = user_arg(c, fact->arg3);
	struct fetch f = {
		.p = p, .pos = c->pos, .by = c->name, .call = c->expr,
		.ptr = user_arg(c, fact->arg2), .bytes = at_least(p, len),
		.len = len,
	};

	if (!f.ptr)
		return;
	f.into = val_root(fact->arg ? c->arg[fact->arg] : c->result);
	if (fact->arg)
		f.to = place_of(c->arg_expr[fact->arg]);
	else
		f.to = place_assigned(p->frame->flow, NULL, c->expr);
	fetched(&f);
}

static void user_done(struct path *p, struct call *c)
{
	struct fact *f;

	if (!c->ok)
		return;
	f = fact_find(c->facts, FACT_FROM_USER);
	if (f)
		fetched_by_call(p, c, f);
	f = fact_find(c->facts, FACT_TO_USER);
	if (f && user_arg(c, f->arg))
		written(p, c->arg[f->arg]);
	if (c->name && !strcmp(c->name, "strnlen_user") && c->nr_args) {
		struct fetch m = {
			.p = p, .pos = c->pos, .by = c->name, .ptr = c->arg[1],
			.bytes = 1,
		};

		fetched(&m);
	}
}

static struct symbol *symbol_of(struct expression *e)
{
	if (e && e->type == EXPR_PREOP && e->op == '*')
		e = e->unop;
	return e && e->type == EXPR_SYMBOL ? e->symbol : NULL;
}

/* get_user()'s own variable for what it fetched: the last output but one. */
static struct symbol *fetched_into(struct path *p, struct statement *stmt,
				   struct value **val)
{
	struct asm_operand *o;

	FOR_EACH_PTR(stmt->asm_outputs, o) {
		struct symbol *sym = symbol_of(o->expr);

		if (sym && sym->ident &&
		    !strcmp(ident_str(sym->ident), "__val_gu")) {
			*val = fresh(p, o->expr, TAG_MADE);
			return sym;
		}
	} END_FOR_EACH_PTR(o);
	return NULL;
}

static void user_asm(struct path *p, struct statement *stmt)
{
	struct expression *text = stmt->asm_string;
	struct asm_operand *in = first_ptr_list((struct ptr_list *)stmt->asm_inputs);
	const char *code = text && text->type == EXPR_STRING ? text->string->data : "";
	struct fetch f = { .p = p, .pos = p->pos, .by = "get_user" };
	struct symbol *val_gu;

	if (!in || !in->expr || !is_pointer(in->expr->ctype))
		return;
	if (!strncmp(code, "call __put_user", 15)) {
		written(p, eval(p, in->expr));
		return;
	}
	if (strncmp(code, "call __get_user", 15))
		return;
	f.ptr = eval(p, in->expr);
	f.bytes = type_bits(pointee(in->expr->ctype)) / 8;
	val_gu = fetched_into(p, stmt, &f.into);
	f.to = place_assigned(p->frame->flow, val_gu, NULL);
	fetched(&f);
}

const struct rule rule_user = {
	.name = "user",
	.done = user_done,
	.asm_stmt = user_asm,
};
