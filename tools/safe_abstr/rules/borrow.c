// SPDX-License-Identifier: GPL-2.0
/* Borrowed pointers that leave the life of what they were borrowed from. */
#include <string.h>

#include "frontend.h"
#include "own.h"
#include "rules.h"

/* @ptr is in memory that stays when the function returns. */
static bool outlives(struct path *p, struct value *ptr)
{
	struct value *root = val_root(ptr);
	const struct cell *own = own_of(p, root);

	if (val_local(root) || is_temp(root))
		return false;
	if (root->kind != V_LOAD && root->kind != V_ADDR)
		return false;
	return !own || own->status != ST_LIVE;
}

static bool is_local_object(struct value *val)
{
	struct value *root = val_root(val);

	return val_local(root) && root->kind == V_ADDR;
}

/* The address of a local is put where it stays. */
static void borrow_store(struct path *p, struct expression *expr,
			 struct value *ptr, struct value *val, struct value *old)
{
	struct cell c = { .status = ST_OTHER, .other = val, .here = true };

	if (!expr || !is_pointer(expr->ctype) || is_inlined(p))
		return;
	if (!is_local_object(val) || !outlives(p, ptr))
		return;
	c.born = p->pos;
	cell_set(&p->st, ptr, SLOT_STORED, c);
}

/* Freed, while a global or a list still leads to it. */
struct holders {
	struct path *p;
	struct value *val;
	bool found;
};

static bool held_by_global(void *ctx, struct value *ptr, struct value *val)
{
	struct holders *h = ctx;
	struct value *root = val_root(ptr);

	/* A variable, not a member of some global structure. */
	if (val != h->val || ptr->kind != V_ADDR || val_local(root))
		return true;
	h->found = true;
	return false;
}

/* When this fails, nobody will look at the global any more. */
static bool is_setup(struct path *p)
{
	const char *name = ident_str(this_function(p)->ident);

	return name && (strstr(name, "init") || strstr(name, "probe") ||
			strstr(name, "exit") || strstr(name, "remove"));
}

/* A callee that cleaned up after itself, and failed: it is judged there. */
static bool is_failed_callee(struct path *p, struct position died)
{
	struct symbol *fn = this_function(p);

	if (!returns_error(p, returned(p)))
		return false;
	return died.stream != fn->pos.stream || died.line < fn->pos.line ||
	       died.line > frontend_end(fn).line;
}

static bool dead_cell(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *c)
{
	struct path *p = ctx;
	struct holders h = { p, val, false };
	struct diag *d;

	if (slot != SLOT_OWN || c->status != ST_DROPPED || !c->here || c->maybe ||
	    !is_pointer(val->type))
		return true;
	if (!is_setup(p) && !is_failed_callee(p, c->died))
		mem_each_all(&p->st, held_by_global, &h);
	if (!h.found && !c->listed)
		return true;
	d = diag_new(SA0403, report_pos(p, c->died),
		     "'%s' is freed while %s still leads to it",
		     value_name(p, val, NULL), c->listed ? "a list" : "a global");
	diag_note(d, report_pos(p, c->born), "acquired here, by %s()",
		  plain_name(c->born_by));
	diag_emit(d);
	return true;
}

static bool stored_cell(void *ctx, struct value *val, unsigned int slot,
			const struct cell *c)
{
	struct path *p = ctx;

	if (slot != SLOT_STORED || c->status != ST_OTHER || c->maybe)
		return true;
	if (mem_get(&p->st, val) != c->other)
		return true;
	diag_emit(diag_new(SA0403, report_pos(p, c->born),
			   "the address of '%s' stays behind when the function returns",
			   value_name(p, val_root(c->other), NULL)));
	return true;
}

static void returned_dead(struct path *p, struct position pos, struct value *val)
{
	const struct cell *dead = dead_of(p, val);
	struct diag *d;

	if (!dead || (val->type && !is_pointer(val->type)))
		return;
	d = diag_new(SA0402, report_pos(p, pos),
		     "'%s' is returned though its owner ended here or before",
		     value_name(p, val, NULL));
	diag_note(d, report_pos(p, dead->died), "ended here, by %s()",
		  dead->died_by ? dead->died_by : "?");
	diag_emit(d);
}

static void borrow_ret(struct path *p, struct position pos, struct value *val)
{
	struct symbol *fn = bare_type(get_base_type(this_function(p)));
	struct state was = p->st;

	if (val && is_pointer(fn->ctype.base_type)) {
		if (is_local_object(val))
			diag_emit(diag_new(SA0402, report_pos(p, pos),
					   "the address of local '%s' is returned",
					   value_name(p, val_root(val), NULL)));
		else
			returned_dead(p, pos, val);
	}
	cell_each(&was, stored_cell, p);
	cell_each(&was, dead_cell, p);
}

/* dev_set_drvdata() and its kind keep what they are given. */
static void borrow_call(struct path *p, struct call *c)
{
	struct fact *f;

	if (!c->name || !strstr(c->name, "_set_drvdata"))
		return;
	for_each_fact_kind(f, c->facts, FACT_HOLD)
		if (f->arg <= c->nr_args && is_local_object(c->arg[f->arg]))
			diag_emit(diag_new(SA0403, report_pos(p, c->pos),
					   "%s() keeps the address of local '%s'",
					   c->name, value_name(p, c->arg[f->arg], NULL)));
}

const struct rule rule_borrow = {
	.name = "borrow",
	.call = borrow_call,
	.store = borrow_store,
	.ret = borrow_ret,
};
