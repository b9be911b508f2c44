// SPDX-License-Identifier: GPL-2.0
/* Who may run when a device goes, and what is stopped then. */
#include "device.h"

/* All but what only runs before that. */
static void mark_ends(struct dev_fn *fn)
{
	struct dev_fns *c;

	if (fn->roles & ROLE_ENDS)
		return;
	fn->roles |= ROLE_ENDS;
	for (c = fn->calls; c; c = c->next)
		mark_ends(c->fn);
}

static bool is_end_root(struct dev_fn *fn)
{
	if (fn->roles & (ROLE_REMOVE | ROLE_RELEASE))
		return true;
	if (fn->roles & (ROLE_PROBE | ROLE_BUSY | ROLE_INIT))
		return false;
	return !(fn->roles & ROLE_CALLED) || (fn->roles & ROLE_TAKEN);
}

/* All files that are not of device nodes may be of debugfs. */
static void settle_debugfs(void)
{
	struct symbol *sym;
	struct dev_fns *l;

	sym = lookup_symbol(built_in_ident("file_operations"), NS_STRUCT);
	for (l = sym ? dev_type_of(sym)->members : NULL; l; l = l->next)
		if (!(l->fn->roles & ROLE_CHRDEV))
			dev_fns_add(&dev_debugfs()->fns, l->fn);
}

void dev_settle_roles(void)
{
	struct dev_fn *fn;

	settle_debugfs();

	for (fn = dev_fn_all(); fn; fn = fn->next)
		if (is_end_root(fn))
			mark_ends(fn);
}

static bool is_meant(struct dev_user *u, struct dev_fact *f)
{
	if (u->kind != f->kind && !(f->kind == DEV_WQ && u->kind == DEV_WORK))
		return false;
	if (!f->type || !u->key)
		return true;
	return bare_type(u->key->base) == f->type->type ||
	       dev_is_at(u->key, struct_name(f->type->type));
}

/* Nobody knows which one it is: take all that it may be. */
static void stop_some(struct dev_fact *f, bool managed)
{
	struct dev_user *u;

	for (u = dev_user_all(); u; u = u->next) {
		if (!is_meant(u, f))
			continue;
		u->stopped = true;
		u->managed |= managed;
	}
}

/* All work of a queue stops with it. */
static void stop_queue(struct dev_key *queue)
{
	struct dev_user *u;

	for (u = dev_user_all(); u; u = u->next)
		if (u->kind == DEV_WORK && u->key && u->key->queue == queue)
			u->stopped = true;
}

/* Its data may be a part of what it is kept in, or something else. */
static void stop_data(struct dev_user *user)
{
	struct dev_user *u;

	for (u = dev_user_all(); u; u = u->next)
		if (u->kind == user->kind &&
		    (!user->fns ||
		     dev_embeds(u->type->type, user->type->type)))
			u->stopped = true;
}

static void settle_stop(struct dev_fact *f)
{
	if (!f->user) {
		stop_some(f, false);
		return;
	}
	f->user->stopped = true;
	if (f->user->kind == DEV_WQ)
		stop_queue(f->user->key);
	else if (f->user->kind == DEV_THREAD || f->user->kind == DEV_URB)
		stop_data(f->user);
}

/* A workqueue calls what is queued on it. */
static void settle_queues(void)
{
	struct dev_user *u;
	struct dev_fns *l;

	for (u = dev_user_all(); u; u = u->next) {
		if (u->kind != DEV_WORK || !u->key || !u->key->queue)
			continue;
		for (l = u->fns; l; l = l->next)
			dev_fns_add(&u->key->queue->user.fns, l->fn);
	}
}

/* What an action of the device stops needs no remove(). */
static void settle_action(struct dev_fn *fn)
{
	struct dev_fact *f;
	struct dev_fns *c;

	for (f = fn->facts; f; f = f->next) {
		if (f->event != EV_STOP)
			continue;
		if (f->user)
			f->user->managed = true;
		else
			stop_some(f, true);
	}
	for (c = fn->calls; c; c = c->next)
		if (c->fn != fn && !(c->fn->roles & ROLE_ACTION)) {
			c->fn->roles |= ROLE_ACTION;
			settle_action(c->fn);
		}
}

void dev_settle_stops(void)
{
	struct dev_fact *f;
	struct dev_fn *fn;

	settle_queues();
	for (fn = dev_fn_all(); fn; fn = fn->next) {
		if (fn->roles & ROLE_ACTION)
			settle_action(fn);
		if (!(fn->roles & (ROLE_ENDS | ROLE_ACTION)))
			continue;
		for (f = fn->facts; f; f = f->next)
			if (f->event == EV_STOP)
				settle_stop(f);
	}
}
