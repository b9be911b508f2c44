// SPDX-License-Identifier: GPL-2.0
/* On a path: what was started, and its data goes before it is stopped. */
#include "own.h"
#include "seen.h"

static bool starts_async(struct fact *f)
{
	return f->word_id == W_TIMER || f->word_id == W_HRTIMER ||
	       f->word_id == W_WORK || f->word_id == W_DWORK ||
	       f->word_id == W_TASKLET;
}

static struct dev_user *user_of(struct call *c, int nr)
{
	struct dev_ref r = dev_ref_of(c->arg_expr[nr]);

	return r.addr ? &r.addr->user : NULL;
}

static void outlive_done(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_START);
	struct cell cell = { .status = ST_LIVE, .born_by = c->name };
	struct dev_user *user;

	if (!c->ok || !f || !starts_async(f) || f->arg < 1 ||
	    f->arg > c->nr_args)
		return;
	user = user_of(c, f->arg);
	if (user ? user->managed : c->arg[f->arg]->kind != V_FIELD)
		return;
	cell.born = report_pos(p, c->pos);
	cell.other = c->result;
	cell_set(&p->st, c->arg[f->arg], SLOT_DEVICE, cell);
}

struct going {
	struct path *p;
	struct call *call;
	struct value *root;
	struct position pos;
	bool error;
};

static bool is_start(struct value *val, unsigned int slot,
		     const struct cell *c)
{
	return slot == SLOT_DEVICE && val->where != &rule_teardown &&
	       !c->maybe;
}

static struct value *owner_of(struct path *p, struct value *val)
{
	struct value *root = val_root(val);
	const struct cell *link = cell_get(&p->st, root, SLOT_BORROW);

	return link && link->other ? val_root(link->other) : root;
}

static bool was_refused(struct path *p, const struct cell *c)
{
	return c->other && range_of(&p->st, c->other).sign == SIGN_ZERO;
}

static void report_path(struct path *p, struct position pos, struct value *val,
			const struct cell *c, const char *what)
{
	struct diag *d;

	d = diag_new(SA0903, report_pos(p, pos), "what %s() started outlives its data, which %s",
		     c->born_by, what);
	diag_note(d, c->born, "started here");
	diag_emit(d);
	cell_del(&p->st, val, SLOT_DEVICE);
}

static bool free_started(void *ctx, struct value *val, unsigned int slot,
			 const struct cell *c)
{
	struct going *g = ctx;

	if (!is_start(val, slot, c))
		return true;
	if (val_root(val) != g->root && owner_of(g->p, val) != g->root)
		return true;
	if (!was_refused(g->p, c))
		report_path(g->p, g->pos, val, c, "is freed here");
	return true;
}

static bool forget_started(void *ctx, struct value *val, unsigned int slot,
			   const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_DEVICE && val->where != &rule_teardown)
		cell_del(&p->st, val, slot);
	return true;
}

/* Its callee says when it is done, and that is waited for without an end. */
static bool is_wait(struct call *c)
{
	return c->name && (!strcmp(c->name, "wait_for_completion") ||
			   !strcmp(c->name, "wait_for_completion_io"));
}

static bool forget_waited(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *c)
{
	struct going *g = ctx;

	if (is_start(val, slot, c) && val_root(val) == g->root)
		cell_del(&g->p->st, val, slot);
	return true;
}

static bool ends_things(const char *name)
{
	static const char *const words[] = {
		"stop", "cancel", "flush", "exit", "cleanup", "remove",
		"destroy", "unregister", "disable", "release", "deinit",
		"uninit", "shutdown", "kill", "drain", "teardown", "down",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

static bool stops_any(struct dev_fn *fn, int depth)
{
	struct dev_fact *f;
	struct dev_fns *c;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_STOP)
			return true;
	for (c = fn->calls; c && depth; c = c->next)
		if (stops_any(c->fn, depth - 1))
			return true;
	return false;
}

/* Calls that the path does not go into, or that name no single work. */
static bool may_stop(struct path *p, struct call *c)
{
	struct dev_fn *fn = dev_fn_of(c->fn);
	struct fact *f = fact_find(c->facts, FACT_STOP);

	if (f && f->arg >= 1 && f->arg <= c->nr_args)
		return !cell_get(&p->st, c->arg[f->arg], SLOT_DEVICE) &&
		       c->arg[f->arg]->kind != V_FIELD;
	if (c->inlined || c->facts || !c->name)
		return false;
	return fn ? stops_any(fn, 4) : ends_things(c->name);
}

static void stop_started(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_STOP);
	int i;

	if (f && f->arg >= 1 && f->arg <= c->nr_args)
		cell_del(&p->st, c->arg[f->arg], SLOT_DEVICE);
	for (i = 1; i <= c->nr_args && c->used && c->name; i++)
		if (strstr(c->name, "cancel") || strstr(c->name, "delete") ||
		    strstr(c->name, "del_timer"))
			cell_del(&p->st, c->arg[i], SLOT_DEVICE);
}

static bool frees_arg(struct call *c, struct fact *f)
{
	return f->kind == FACT_DROP && f->cls && f->arg >= 1 &&
	       f->arg <= c->nr_args &&
	       (f->cls->kind == CLASS_MEMORY || !strcmp(f->cls->name, "netdev"));
}

static void outlive_call(struct path *p, struct call *c)
{
	struct going g = { .p = p, .call = c, .pos = c->pos };
	struct state was = p->st;
	struct fact *f;

	if (may_stop(p, c))
		cell_each(&was, forget_started, p);
	stop_started(p, c);
	if (is_wait(c) && c->nr_args) {
		g.root = val_root(c->arg[1]);
		was = p->st;
		cell_each(&was, forget_waited, &g);
	}
	for_each_fact(f, c->facts) {
		if (!frees_arg(c, f) || c->arg[f->arg]->kind == V_FIELD)
			continue;
		g.root = val_root(c->arg[f->arg]);
		was = p->st;
		cell_each(&was, free_started, &g);
	}
}

static bool leave_started(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *c)
{
	struct going *g = ctx;
	const struct cell *own;

	if (!is_start(val, slot, c) || was_refused(g->p, c))
		return true;
	own = own_of(g->p, owner_of(g->p, val));
	if (val_local(val_root(val)))
		report_path(g->p, g->pos, val, c, "goes with this function");
	else if (own && g->error && own->status == ST_MANAGED && own->here && !own->maybe)
		report_path(g->p, g->pos, val, c,
			    "devres frees when probe fails");
	return true;
}

static void outlive_ret(struct path *p, struct position pos, struct value *val)
{
	struct going g = { .p = p, .pos = pos };
	struct state was = p->st;

	g.error = returns_error(p, val);
	cell_each(&was, leave_started, &g);
}

const struct rule rule_outlive = {
	.name = "outlive",
	.call = outlive_call,
	.done = outlive_done,
	.ret = outlive_ret,
};
