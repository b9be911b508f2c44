// SPDX-License-Identifier: GPL-2.0
/* What is freed while readers of RCU may still see it. */
#include <string.h>

#include "rules.h"
#include "section.h"

static bool is_removed(struct path *p, struct value *root)
{
	const struct cell *c = cell_get(&p->st, root, SLOT_RCU);

	return c && c->status == ST_MOVED && !c->maybe;
}

static void set_removed(struct path *p, struct value *val, struct position pos)
{
	struct value *root = val_root(val);
	const struct cell *own = own_of(p, root);
	struct cell cell = { .status = ST_MOVED, .died = pos };

	/* What was made here had no time to be seen by many. */
	if (val->kind == V_INT || val_local(root) || (own && own->here))
		return;
	if (!(range_of(&p->st, root).sign & SIGN_POS))
		return;
	cell_set(&p->st, root, SLOT_RCU, cell);
}

static void removed_is_free(struct path *p, struct value *val)
{
	if (is_removed(p, val_root(val)))
		cell_del(&p->st, val_root(val), SLOT_RCU);
}

static bool forget_removed(void *ctx, struct value *val, unsigned int slot,
			   const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_RCU && c->status == ST_MOVED)
		cell_del(&p->st, val, slot);
	return true;
}

static void grace_for_all(struct path *p)
{
	struct state was = p->st;

	cell_each(&was, forget_removed, p);
}

/* Publishing by pointer: an __rcu pointer, or through rcu_assign_pointer() */

/* sparse keeps the address space of what a pointer points to in the pointer. */
static bool is_rcu_pointer(struct expression *expr)
{
	struct symbol *type = bare_type(expr->ctype);
	const char *as = type ? ident_str(type->ctype.as) : NULL;

	return as && type->type == SYM_PTR && !strcmp(as, "__rcu");
}

struct assigning {
	struct value *val;
	bool found;
};

static bool assigned_through(void *ctx, struct value *ptr, struct value *val)
{
	struct assigning *a = ctx;

	if (val == a->val && ptr->kind == V_ADDR && ptr->name &&
	    !strcmp(ptr->name, "_r_a_p__v"))
		a->found = true;
	return !a->found;
}

static bool publishes(struct path *p, struct expression *expr, struct value *val)
{
	struct assigning a = { val, false };

	if (!(expr->ctype->ctype.modifiers & MOD_VOLATILE) ||
	    !is_pointer(expr->ctype))
		return false;
	if (is_rcu_pointer(expr))
		return true;
	mem_each_all(&p->st, assigned_through, &a);
	return a.found;
}

static void grace_store(struct path *p, struct expression *expr,
			struct value *ptr, struct value *val, struct value *old)
{
	if (!expr || !expr->ctype || val_local(val_root(ptr)) ||
	    !publishes(p, expr, val))
		return;
	if (!old)
		old = val_load(ptr, epoch_of(&p->st, val_base(ptr)));
	if (old != val)
		set_removed(p, old, expr->pos);
}

/* Removal, freeing, waiting */

static void report(struct path *p, struct call *c, int nr, struct value *root)
{
	const struct cell *cell = cell_get(&p->st, root, SLOT_RCU);
	struct diag *d;

	d = diag_new(SA0702, report_pos(p, c->pos),
		     "'%s' freed while RCU readers may still use it",
		     value_name(p, c->arg[nr], c->arg_expr[nr]));
	diag_note(d, report_pos(p, cell->died),
		  "removed here; there is no grace period between");
	diag_emit(d);
	cell_del(&p->st, root, SLOT_RCU);
}

static void check_free(struct path *p, struct call *c, int nr)
{
	struct value *val = c->arg[nr], *root = val_root(val);

	/* What an entry points to is read with it; its counters may not be. */
	if (!is_removed(p, root) && val->kind == V_LOAD &&
	    strncmp(c->name, "free_percpu", 11))
		root = val_root(val->a);
	if (is_removed(p, root))
		report(p, c, nr, root);
}

/* A cache may be SLAB_TYPESAFE_BY_RCU. */
static bool frees(struct call *c, struct fact *f)
{
	return f->kind == FACT_DROP && f->cls &&
	       f->cls->kind == CLASS_MEMORY && f->arg >= 1 &&
	       f->arg <= c->nr_args && c->name && !strstr(c->name, "cache_free");
}

static bool waits_for_readers(struct call *c)
{
	if (!c->name)
		return false;
	if (strstr(c->name, "synchronize") || strstr(c->name, "rcu_barrier") ||
	    !strncmp(c->name, "unregister_net", 14))
		return true;
	return fact_has(c->facts, FACT_GRACE) && fact_has(c->facts, FACT_SLEEP) &&
	       !fact_has(c->facts, FACT_DROP) && !fact_has(c->facts, FACT_MOVE);
}

static void grace_call(struct path *p, struct call *c)
{
	struct fact *f;
	int i;

	if (waits_for_readers(c)) {
		grace_for_all(p);
		return;
	}
	if (fact_has(c->facts, FACT_GRACE)) {
		for (i = 1; i <= c->nr_args; i++)
			removed_is_free(p, c->arg[i]);
		return;
	}
	for_each_fact(f, c->facts)
		if (frees(c, f))
			check_free(p, c, f->arg);
}

static void grace_done(struct path *p, struct call *c)
{
	struct fact *f;

	if (!c->ok)
		return;
	for_each_fact_kind(f, c->facts, FACT_RCU_REMOVE) {
		if (f->arg >= 1 && f->arg <= c->nr_args)
			set_removed(p, c->arg[f->arg], c->pos);
	}
}

const struct rule rule_grace = {
	.name = "grace",
	.call = grace_call,
	.done = grace_done,
	.store = grace_store,
};
