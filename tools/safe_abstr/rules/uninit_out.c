// SPDX-License-Identifier: GPL-2.0
/* Is all that a call copies out known to be written? */
#include "user.h"

static const char *what_is_at(struct symbol *type, long long bits)
{
	struct symbol *m = member_at(type, bits), *base = bare_type(type);

	if (m && m->ident)
		return ident_str(m->ident);
	if (!base || (base->type != SYM_STRUCT && base->type != SYM_UNION))
		return NULL;
	FOR_EACH_PTR(base->symbol_list, m) {
		long long from = m->offset * 8LL;

		if (bits >= from && bits < from + type_bits(m) && m->ident)
			return ident_str(m->ident);
	} END_FOR_EACH_PTR(m);
	return NULL;
}

static void report(struct path *p, struct call *c, int nr, long long gap)
{
	struct expression *expr = c->arg_expr[nr];
	struct value *obj = val_base(c->arg[nr]);
	struct symbol *type = val_local(obj);
	const char *what, *name = value_name(p, c->arg[nr], expr);
	struct diag *d;

	if (!type) {
		expr = skip_casts(expr);
		type = pointee(expr->ctype);
	}
	what = what_is_at(type, gap);
	d = diag_new(SA1102, report_pos(p, c->pos),
		     what ? "'%s' goes to user space, but its '%s' was never written" :
			    "'%s' goes to user space, but bytes of it were never written",
		     name, what);
	if (!what && is_struct(type))
		diag_note(d, report_pos(p, c->pos), "they are padding between its members");
	diag_emit(d);
	uninit_write_all(p, obj);
}

static long long least(struct path *p, struct value *len)
{
	struct range r = range_of(&p->st, len);
	long long times = 1;

	if (len->kind == V_OP && len->num == '*' && len->b->kind == V_INT) {
		times = len->b->num;
		r = range_of(&p->st, len->a);
	}
	/* A text that did not fit, which fills its buffer. */
	if (r.sign == SIGN_NEG)
		return 1 << 28;
	return r.lo > 0 && r.lo < (1 << 24) ? r.lo * times : 0;
}

/* Where what was written from count bytes on ends for sure. */
static long long sure_end(struct path *p, const struct cell *cell)
{
	return (cell->count + least(p, cell->third)) * 8;
}

/* Nothing is said of a loop that may end when it found no more to write. */
static bool may_be_all(struct path *p, const struct cell *cell)
{
	struct value *counter = cell->third ? loop_counter(cell->third) : NULL;

	return counter && !loop_ends_by_count(p, counter);
}

static bool is_whole(struct path *p, struct value *obj, const struct cell *cell,
		     struct value *len)
{
	struct symbol *sym = val_local(obj);

	if (cell->other)
		return cell->other == len;
	return sym && len->kind == V_INT && len->num * 8 == type_bits(sym);
}

static long long gap_of_constant(struct path *p, struct value *ptr,
				 const struct cell *cell, long long bytes)
{
	long long lo = val_offset(ptr), hi = lo + bytes * 8, gap;
	unsigned int set = cell->num;
	struct symbol *sym = val_local(val_base(ptr));

	if (sym && hi > type_bits(sym))
		hi = type_bits(sym);
	if (cell->third && sure_end(p, cell) > cell->count * 8LL)
		set = bytes_add(set, cell->count * 8LL, sure_end(p, cell));
	gap = bytes_gap(set, lo, hi);
	if (gap >= 0 && cell->third && gap >= cell->count * 8LL &&
	    may_be_all(p, cell))
		return -1;
	return gap;
}

/* A length that is no constant: is it that of the whole, or of what was written? */
static long long gap_of_length(struct path *p, struct value *ptr,
			       const struct cell *cell, struct value *len)
{
	struct value *obj = val_base(ptr);
	struct range r = range_of(&p->st, len);
	struct symbol *sym = val_local(obj);

	if (len == cell->third || val_offset(ptr))
		return -1;
	/* Limited to the size of the array, of which a part was set. */
	if (sym && !cell->third && r.capped && r.hi * 8 == type_bits(sym))
		return bytes_gap(cell->num, 0, r.hi * 8);
	if (!is_whole(p, obj, cell, len))
		return -1;
	if (cell->third)
		return may_be_all(p, cell) || cell->third->kind == V_OP ?
		       -1 : sure_end(p, cell);
	if (r.hi < INT64_MAX && r.hi * 8 <= INT64_MAX / 8)
		return bytes_gap(cell->num, 0, r.hi * 8);
	return bytes_gap(cell->num, 0, 1LL << 40);
}

void uninit_check_out(struct path *p, struct call *c, int nr, int len_nr)
{
	struct value *ptr = user_arg(c, nr), *len = user_arg(c, len_nr);
	struct range r;
	struct cell cell;
	long long gap;

	if (!ptr || !len || val_base(ptr)->kind == V_ELEM || uninit_is_blind(p) ||
	    !uninit_lookup(p, val_base(ptr), &cell))
		return;
	r = range_of(&p->st, len);
	if (r.lo == r.hi)
		gap = gap_of_constant(p, ptr, &cell, r.lo);
	else
		gap = gap_of_length(p, ptr, &cell, len);
	if (gap >= 0)
		report(p, c, nr, gap);
}
