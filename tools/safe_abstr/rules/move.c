// SPDX-License-Identifier: GPL-2.0
/* Use of what was freed, put or given away. */
#include <string.h>

#include "frontend.h"
#include "own.h"
#include "rules.h"

static const char *verb(const struct cell *c)
{
	if (c->cls && c->cls->kind == CLASS_STATE)
		return "ended";
	switch (c->status) {
	case ST_MOVED:
		return "moved";
	case ST_PUT:
		return "put";
	default:
		return "freed";
	}
}

static void notes(struct diag *d, const struct cell *dead)
{
	diag_note(d, dead->died, "%s here, by %s()", verb(dead),
		  dead->died_by ? plain_name(dead->died_by) : "?");
	if (dead->born_by)
		diag_note(d, dead->born, "acquired here, by %s()",
			  plain_name(dead->born_by));
}

/* One report per death and path is enough. */
static void settle(struct path *p, const struct cell *dead)
{
	struct cell c = *dead;

	c.maybe = true;
	cell_set(&p->st, dead->val, SLOT_OWN, c);
}

/* The variable itself points into the dead object, not to it. */
static bool is_inner(struct path *p, struct expression *expr,
		     const struct cell *dead)
{
	struct value *held = held_by(p, expr);

	return held && held != dead->val && val_root(held) == val_root(dead->val) &&
	       held->kind != V_OLD;
}

static void report_use(struct path *p, struct position pos,
		       struct expression *expr, struct value *ptr,
		       const struct cell *dead)
{
	const char *name = value_name(p, val_root(ptr), NULL);
	enum sa_code code = dead->status == ST_MOVED ? SA0103 : SA0101;
	struct diag *d;

	if (cell_get(&p->st, dead->val, SLOT_BORROW) ||
	    own_is_borrowed(ptr, dead) || is_inner(p, expr, dead))
		d = diag_new(SA0401, pos, "'%s' borrowed from '%s' used after that was %s",
			     name, value_name(p, dead->val, NULL),
			     verb(dead));
	else
		d = diag_new(code, pos, "'%s' used after it was %s",
			     value_name(p, dead->val, NULL), verb(dead));
	notes(d, dead);
	diag_emit(d);
	settle(p, dead);
}

/* no_free_ptr() and the like leave NULL in a variable that owned. */
static void move_store(struct path *p, struct expression *expr,
		       struct value *ptr, struct value *val, struct value *old)
{
	const struct cell *c = old ? own_of(p, old) : NULL;
	struct cell gone = { .status = ST_MOVED };

	cell_del(&p->st, ptr, SLOT_STORED);
	if (!val_local(ptr) || !val_is_int(val, 0) || !c ||
	    (c->status != ST_LIVE && c->status != ST_ESCAPED))
		return;
	if (!expr || expr->type != EXPR_PREOP || !expr->unop ||
	    expr->unop->type == EXPR_SYMBOL ||
	    !frontend_is_main(p->frame->flow->fn->pos))
		return;
	gone.died = p->pos;
	cell_set(&p->st, ptr, SLOT_STORED, gone);
}

/* A NULL that a move left behind is used; a member of it is at its offset. */
static void use_of_moved(struct path *p, struct expression *expr)
{
	struct symbol *sym = variable_of(expr);
	struct value *held = held_by(p, expr);
	const struct cell *gone;
	struct diag *d;

	if (!held || !val_is_int(held, 0))
		return;
	gone = cell_get(&p->st, val_addr(sym), SLOT_STORED);
	if (!gone || gone->status != ST_MOVED)
		return;
	d = diag_new(SA0103, report_pos(p, expr->pos),
		     "'%s' used after it was moved", ident_str(sym->ident));
	diag_note(d, gone->died, "moved here");
	diag_emit(d);
	p->dead = true;
}

static void move_access(struct path *p, struct expression *expr,
			struct value *ptr, bool write)
{
	const struct cell *dead = dead_of(p, ptr);

	if (dead)
		report_use(p, report_pos(p, expr->pos), expr->unop, ptr, dead);
	else
		use_of_moved(p, expr->unop);
}

static bool ends(struct call *c, int nr)
{
	return fact_find_arg(c->facts, FACT_DROP, nr) ||
	       fact_find_arg(c->facts, FACT_PUT, nr) ||
	       fact_find_arg(c->facts, FACT_MOVE, nr) ||
	       fact_find_arg(c->facts, FACT_MOVE_OK, nr);
}

static bool ends_state(struct call *c, int nr)
{
	struct fact *f = fact_find_arg(c->facts, FACT_DROP, nr);

	return f && f->cls && f->cls->kind == CLASS_STATE;
}

static void report_again(struct path *p, struct call *c, int nr,
			 const struct cell *dead)
{
	enum sa_code code = dead->status == ST_MOVED ? SA0104 : SA0102;
	const char *name = value_name(p, c->arg[nr], c->arg_expr[nr]);
	struct diag *d;

	d = diag_new(code, report_pos(p, c->pos),
		     code == SA0102 ? "'%s' dropped twice" :
				      "'%s' dropped or moved after it was moved",
		     name);
	notes(d, dead);
	diag_emit(d);
	settle(p, dead);
}

/* The last of the references, of which others were put before. */
static bool is_another(struct call *c, int nr, const struct cell *dead)
{
	struct fact *f = fact_find_arg(c->facts, FACT_DROP, nr);

	return f && f->cls == dead->cls && dead->status == ST_PUT && !dead->here;
}

/* A clock, an irq and the like, ended though it had been ended before. */
static void ended_again(struct path *p, struct call *c)
{
	const struct cell *off;
	struct fact *f;
	unsigned int slot;

	for_each_fact_kind(f, c->facts, FACT_DROP) {
		if (!f->cls || f->cls->kind != CLASS_STATE || f->arg < 1 ||
		    f->arg > c->nr_args)
			continue;
		slot = SLOT_STATE + f->cls->id;
		off = cell_get(&p->st, c->arg[f->arg], slot);
		if (!off || off->status != ST_DROPPED || off->maybe)
			continue;
		report_again(p, c, f->arg, off);
		return;
	}
}

static bool only_looks(struct call *c)
{
	return c->name && (c->inlined || !strncmp(c->name, "__builtin_", 10) ||
			   !strcmp(c->name, "IS_ERR") ||
			   !strcmp(c->name, "IS_ERR_OR_NULL") ||
			   !strcmp(c->name, "PTR_ERR") ||
			   !strcmp(c->name, "ERR_PTR") ||
			   !strcmp(c->name, "PTR_ERR_OR_ZERO"));
}

static void move_call(struct path *p, struct call *c)
{
	const struct cell *dead;
	int i;

	if (only_looks(c))
		return;
	ended_again(p, c);
	for (i = 1; i <= c->nr_args; i++) {
		if (!is_pointer(c->arg_expr[i]->ctype) && !ends(c, i))
			continue;
		dead = dead_of(p, c->arg[i]);
		if (!dead || is_another(c, i, dead))
			continue;
		if (ends(c, i) && !ends_state(c, i) &&
		    !own_is_borrowed(c->arg[i], dead))
			report_again(p, c, i, dead);
		else
			report_use(p, report_pos(p, c->pos), c->arg_expr[i],
				   c->arg[i], dead);
	}
}

const struct rule rule_move = {
	.name = "move",
	.call = move_call,
	.access = move_access,
	.store = move_store,
};
