// SPDX-License-Identifier: GPL-2.0
/* Order: what a callback uses must be there until nobody calls it any more. */
#include "own.h"
#include "seen.h"

const char *seen_words(struct dev_user *user)
{
	if (user->kind == DEV_REG && user->type && struct_name(user->type->type))
		return struct_name(user->type->type);
	return dev_kind_words(user->kind);
}

bool seen_provider(struct dev_user *user)
{
	const char *name = user->type ? struct_name(user->type->type) : NULL;

	return user->kind == DEV_REG && name && !strcmp(name, "gpio_chip");
}

/* Freed, while what uses it is ended only now. */
struct ending {
	struct path *p;
	struct dev_user *user;
	struct call *call;
};

static void report_early(struct path *p, const struct cell *cell,
			 struct dev_user *user, struct call *c)
{
	struct diag *d;

	d = diag_new(SA0901, cell->born,
		     "%s() takes away what the %s still uses",
		     cell->born_by ? cell->born_by : "this", seen_words(user));
	diag_note(d, report_pos(p, c->pos), "it is ended here, by %s()",
		  c->name ? c->name : "?");
	diag_emit(d);
}

/* A whole object is gone. */
static bool end_gone(struct ending *e, struct value *val,
		     const struct cell *cell)
{
	struct dev_type *type = (struct dev_type *)val->who;
	bool same = e->user->type == type;
	int i;

	for (i = 1; i <= e->call->nr_args; i++)
		same = same || (cell->other->kind != V_INT &&
				val_root(e->call->arg[i]) == cell->other);
	if (!same && !(cell->count &&
		       dev_touches_type(e->user, type->type)))
		return true;
	report_early(e->p, cell, e->user, e->call);
	cell_del(&e->p->st, val, SLOT_DEVICE);
	return true;
}

/* Does the path set what the callbacks look at before they start anything? */
static bool writes_test(struct dev_fn *fn, struct dev_user *user,
			struct dev_key *but, int depth)
{
	struct dev_fact *f;
	struct dev_fns *c;

	if (!fn)
		return false;
	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_WRITE && f->key != but &&
		    dev_touches(user, EV_TEST, f->key))
			return true;
	for (c = fn->calls; c && depth; c = c->next)
		if (writes_test(c->fn, user, but, depth - 1))
			return true;
	return false;
}

/* Unregistering it makes the callee stop what uses it. */
static bool stops_by_itself(struct dev_type *type, struct dev_user *user)
{
	struct dev_fns *l;

	for (l = type ? type->members : NULL; l; l = l->next)
		if (dev_stops(l->fn, user))
			return true;
	return false;
}

static bool end_freed(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct ending *e = ctx;
	struct dev_key *key = (struct dev_key *)val->who;

	if (is_event(val, slot, SEEN_GONE) && !cell->maybe)
		return end_gone(e, val, cell);
	if (!is_event(val, slot, SEEN_FREED) || cell->maybe ||
	    seen_provider(e->user) || !dev_touches(e->user, EV_USE, key))
		return true;
	if (cell->third && stops_by_itself((void *)cell->third->who, e->user))
		return true;
	if (writes_test(dev_fn_of(this_function(e->p)), e->user, key, 1))
		return true;
	report_early(e->p, cell, e->user, e->call);
	unsee(e->p, key, SEEN_FREED);
	return true;
}

/* What goes to sleep goes on later: nothing is lost. */
static bool is_pause(struct dev_fn *fn)
{
	return fn->roles & ROLE_BUSY || strstr(fn->name, "suspend") ||
	       strstr(fn->name, "reset") || strstr(fn->name, "resume");
}

static bool calls_back(struct dev_user *user, struct dev_fn *fn)
{
	struct dev_fns *l;

	for (l = user->fns; l; l = l->next)
		if (l->fn == fn)
			return true;
	return false;
}

/* Starting itself again is what stopping copes with. */
static bool starts_other(struct dev_user *user, struct dev_user *other)
{
	struct dev_fns *l;

	for (l = user->fns; l; l = l->next)
		if (!calls_back(other, l->fn) &&
		    dev_does(l->fn, EV_START, other->key))
			return true;
	return false;
}

/* Stopped, but what is ended only now may have started it again. */
static bool end_stopped(void *ctx, struct value *val, unsigned int slot,
			const struct cell *cell)
{
	struct ending *e = ctx;
	struct dev_user *was = (struct dev_user *)val->who;
	struct cell c = *cell;
	struct dev_fn *fn;

	if (!is_event(val, slot, SEEN_STOPPED) || cell->status != ST_LIVE ||
	    was == e->user || !starts_other(e->user, was))
		return true;
	fn = dev_fn_of(this_function(e->p));
	if (writes_test(fn, e->user, NULL, 1) || (fn && is_pause(fn)))
		return true;
	/* No file is opened any more while its module goes. */
	if (fn && fn->roles & ROLE_EXIT && e->user->kind == DEV_REG)
		return true;
	c.status = ST_OTHER;
	cell_set(&e->p->st, val, slot, c);
	return true;
}

/* What began is not live any more. */
static bool end_begun(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct ending *e = ctx;
	struct dev_user *user = (struct dev_user *)val->who;

	if (is_event(val, slot, SEEN_BEGUN) && user->kind == e->user->kind &&
	    user->type == e->user->type && user->key == e->user->key)
		cell_del(&e->p->st, val, slot);
	return true;
}

static void see_end(struct path *p, struct call *c, struct dev_site *site)
{
	struct ending e = { p, site->end, c };
	struct state was = p->st;
	struct dev_user *user = site->end;

	if (user->kind == DEV_REG && user->type)
		dev_ops_of(user->type->type);
	if (user->kind == DEV_IRQ && seen(p, NULL, SEEN_IRQS_OFF))
		return;
	cell_each(&was, end_begun, &e);
	was = p->st;
	if (!seen(p, user, SEEN_ENDED)) {
		cell_each(&was, end_freed, &e);
		cell_each(&was, end_stopped, &e);
		if (user->fns)
			see(p, user, SEEN_ENDED, c, ST_LIVE);
	}
	if (!user->key || user->kind == DEV_REG || !user->fns)
		return;
	if (site->final)
		unsee(p, user, SEEN_STOPPED);
	else
		see(p, user, SEEN_STOPPED, c, ST_LIVE);
}

struct finding {
	struct dev_user *user;
	bool found;
};

static bool is_begun(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *cell)
{
	struct finding *f = ctx;
	struct dev_user *user = (struct dev_user *)val->who;

	if (is_event(val, slot, SEEN_BEGUN) && user->kind == f->user->kind &&
	    user->type == f->user->type && user->devm == f->user->devm)
		f->found = true;
	return true;
}

/* A devm irq is live until after remove(). */
static void free_under_irq(struct path *p, struct call *c, struct dev_key *key)
{
	struct dev_fn *fn = dev_fn_of(this_function(p));
	struct finding f = { NULL, false };
	struct dev_user *u;
	struct diag *d;

	if (seen(p, NULL, SEEN_IRQS_OFF))
		return;
	for (u = dev_user_all(); u; u = u->next) {
		if (u->kind != DEV_IRQ || !u->devm || u->stopped ||
		    !dev_touches(u, EV_USE, key) || seen(p, u, SEEN_ENDED))
			continue;
		f.user = u;
		cell_each(&p->st, is_begun, &f);
		if (!f.found && !(fn && fn->roles & ROLE_REMOVE))
			continue;
		d = diag_new(SA0903, report_pos(p, c->pos),
			     "%s() frees what the handler of a devm irq uses",
			     c->name);
		diag_note(d, u->pos, "the irq is live until devres frees it");
		diag_emit(d);
		return;
	}
}

static bool is_memory(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DROP);

	return f && f->cls && f->cls->kind == CLASS_MEMORY;
}

static bool is_shared(struct dev_type *type)
{
	const char *name = struct_name(type->type);

	return frontend_is_main(type->type->pos) ||
	       (name && !strcmp(name, "net_device"));
}

/* One entry after the other goes, with its members: nobody finds it any more. */
static bool forget_member(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *cell)
{
	struct ending *e = ctx;
	struct dev_key *key = (struct dev_key *)val->who;

	if (is_event(val, slot, SEEN_FREED) &&
	    bare_type(key->base) == e->user->type->type)
		unsee(e->p, key, SEEN_FREED);
	return true;
}

static void forget_members(struct path *p, struct call *c,
			   struct dev_type *type)
{
	struct dev_user user = { .type = type };
	struct ending e = { p, &user, c };
	struct state was = p->st;

	if (p->frame->looping)
		cell_each(&was, forget_member, &e);
}

static void see_gone(struct path *p, struct call *c, struct dev_site *site)
{
	struct fact *f = fact_find(c->facts, FACT_DROP);
	struct value *key = event_of(site->freed_type, SEEN_GONE);
	struct cell cell = { .status = ST_LIVE, .born_by = c->name };

	if (!f || f->arg < 1 || f->arg > c->nr_args ||
	    !is_shared(site->freed_type))
		return;
	cell.born = report_pos(p, c->pos);
	cell.other = val_root(c->arg[f->arg]);
	cell.count = site->drvdata;
	cell_set(&p->st, key, SLOT_DEVICE, cell);
}

static void see_free(struct path *p, struct call *c, struct dev_site *site)
{
	struct cell cell;

	if (!site->freed->used)
		return;
	if (is_memory(c))
		free_under_irq(p, c, site->freed);
	see(p, site->freed, SEEN_FREED, c, ST_LIVE);
	if (!site->freed_as)
		return;
	cell = *seen(p, site->freed, SEEN_FREED);
	cell.third = event_of(site->freed_as, SEEN_NAME);
	cell_set(&p->st, event_of(site->freed, SEEN_FREED), SLOT_DEVICE, cell);
}

static bool left_started(void *ctx, struct value *val, unsigned int slot,
			 const struct cell *cell)
{
	struct dev_user *user = (struct dev_user *)val->who;

	if (!is_event(val, slot, SEEN_STOPPED) || cell->status != ST_OTHER ||
	    cell->maybe)
		return true;
	diag_emit(diag_new(SA0901, cell->born,
			   "the %s stopped here may be started again by what is ended after it",
			   seen_words(user)));
	return true;
}

static void teardown_ret(struct path *p, struct position pos,
			 struct value *val)
{
	cell_each(&p->st, left_started, p);
}

static void teardown_call(struct path *p, struct call *c)
{
	struct dev_site *site = dev_site_of(c->expr);

	if (!site)
		return;
	if (site->irqs_off)
		see(p, NULL, SEEN_IRQS_OFF, c, ST_LIVE);
	if (site->end)
		see_end(p, c, site);
	if (site->freed)
		see_free(p, c, site);
	if (site->freed_type) {
		forget_members(p, c, site->freed_type);
		see_gone(p, c, site);
	}
}

/* What takes the place of freed memory may be used again. */
static void teardown_store(struct path *p, struct expression *expr,
			   struct value *ptr, struct value *val,
			   struct value *old)
{
	const struct cell *own = own_of(p, val);
	struct dev_key *key;

	if (!expr || !own || !own->born_by || val->kind == V_INT)
		return;
	key = dev_lvalue(expr);
	if (key && key->used)
		unsee(p, key, SEEN_FREED);
}

const struct rule rule_teardown = {
	.name = "teardown",
	.call = teardown_call,
	.store = teardown_store,
	.ret = teardown_ret,
};
