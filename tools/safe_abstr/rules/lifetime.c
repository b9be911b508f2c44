// SPDX-License-Identifier: GPL-2.0
/* What is started or registered, and in no place stopped before its data goes. */
#include <string.h>

#include "device.h"
#include "rules.h"

static bool is_started(struct dev_user *u)
{
	return !u->stopped && !u->managed && u->pos.line;
}

static struct symbol *data_of(struct dev_user *u)
{
	if (u->key)
		return u->key->base;
	return u->type ? u->type->type : NULL;
}

static bool has_fact(struct dev_user *u, enum dev_event event)
{
	return dev_touches(u, event, NULL);
}

/* Only what surely still calls somebody counts. */
static bool is_live(struct dev_user *u)
{
	if (!is_started(u) || !data_of(u))
		return false;
	switch (u->kind) {
	case DEV_THREAD:
		return u->fns && has_fact(u, EV_LOOP);
	case DEV_REG:
		return true;
	case DEV_WQ:
		return false;
	default:
		return u->fns;
	}
}

static bool called_back_into(struct dev_user *u, struct dev_fn *fn)
{
	struct dev_fns *l;

	for (l = u->fns; l; l = l->next)
		if (dev_reaches(l->fn, fn))
			return true;
	return false;
}

static bool starts(struct dev_user *u, struct dev_fn *fn)
{
	struct dev_fns *l;

	for (l = u->starters; l; l = l->next)
		if (l->fn == fn)
			return true;
	return false;
}

static bool gets_reference(struct dev_fn *fn, struct symbol *type)
{
	struct dev_fact *f;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_GET && f->key &&
		    (dev_embeds(type, f->key->base) ||
		     dev_embeds(f->key->base, type)))
			return true;
	return false;
}

/* The work holds a reference, so that release runs after it. */
static bool counts(struct dev_user *u, struct symbol *type)
{
	struct dev_fns *l;

	for (l = u->starters; l; l = l->next)
		if (gets_reference(l->fn, type))
			return true;
	return false;
}

static bool allocates(struct dev_fn *fn, struct dev_type *type)
{
	struct dev_fact *f;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_ALLOC &&
		    dev_embeds(f->type->type, type->type))
			return true;
	return false;
}

/* What is the device's own ends only after its remove(). */
static bool is_removed_by(struct dev_fn *fn)
{
	struct dev_fn *remove;

	for (remove = dev_fn_all(); remove; remove = remove->next)
		if (remove->roles & ROLE_REMOVE && dev_reaches(remove, fn))
			return true;
	return false;
}

static bool is_end(struct dev_user *u, struct dev_fn *fn, struct dev_type *type)
{
	if (u->devm && !is_removed_by(fn))
		return false;
	if (!(fn->roles & ROLE_ENDS) || starts(u, fn) || allocates(fn, type))
		return false;
	if (called_back_into(u, fn) || dev_does(fn, EV_WAIT, NULL))
		return false;
	return !counts(u, type->type);
}

static void report(struct dev_user *u, struct dev_fn *fn, struct position pos,
		   const char *when)
{
	struct diag *d;

	diag_set_function(fn->name);
	d = diag_new(SA0903, pos, "the %s is never stopped, and outlives its data %s",
		     dev_kind_words(u->kind), when);
	diag_note(d, u->pos, "started here");
	diag_emit(d);
	diag_set_function(NULL);
}

/* The last return, or the closing brace. */
static struct position end_of(struct dev_fn *fn)
{
	struct flow *flow = flow_of(fn->sym);
	struct position pos = frontend_end(fn->sym);
	struct block *b;
	bool any = false;

	for (b = flow ? flow->all : NULL; b; b = b->next) {
		if (b->exit != EXIT_RETURN || !frontend_is_main(b->pos))
			continue;
		if (!any || b->pos.line > pos.line)
			pos = b->pos;
		any = true;
	}
	return pos;
}

static bool is_private(struct dev_fn *fn, struct dev_type *type)
{
	struct dev_fact *f;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_PRIV &&
		    dev_embeds(f->type->type, type->type))
			return true;
	return false;
}

/* Names up to the first underscore are what tells drivers of a file apart. */
static bool same_prefix(const char *a, const char *b)
{
	const char *end = strchr(a, '_');

	return end && !strncmp(a, b, end - a + 1);
}

static bool looks_related(struct dev_user *u, struct dev_fn *fn)
{
	struct dev_fns *l;

	for (l = u->fns; l; l = l->next)
		if (same_prefix(fn->name, l->fn->name))
			return true;
	return false;
}

static bool has_private(struct dev_type *type)
{
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		if (is_private(fn, type))
			return true;
	return false;
}

/* Freeing a container frees its private part. */
static bool frees(struct dev_fact *f, struct dev_fn *fn, struct dev_user *u,
		  struct dev_type *type)
{
	const char *name;

	if (f->event != EV_FREE || !f->type)
		return false;
	if (dev_embeds(f->type->type, type->type))
		return true;
	name = struct_name(f->type->type);
	if (!name || strcmp(name, "net_device"))
		return false;
	return is_private(fn, type) ||
	       (has_private(type) && looks_related(u, fn));
}

static bool check_frees(struct dev_user *u, struct dev_type *type)
{
	struct dev_fact *f;
	struct dev_fn *fn;
	bool any = false;

	for (fn = dev_fn_all(); fn; fn = fn->next) {
		for (f = fn->facts; f; f = f->next) {
			if (!frees(f, fn, u, type))
				continue;
			any = true;
			if (is_end(u, fn, type))
				report(u, fn, f->pos, "freed here");
		}
	}
	return any;
}

static bool has_box(struct dev_fn *fn)
{
	struct dev_fact *f;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_DEVM_BOX)
			return true;
	return false;
}

static bool allocates_managed(struct dev_fn *fn, struct dev_type *type)
{
	struct dev_fact *f;

	for (f = fn->facts; f; f = f->next)
		if (f->event == EV_DEVM_ALLOC &&
		    dev_embeds(f->type->type, type->type))
			return true;
	return is_private(fn, type) && has_box(fn);
}

static struct dev_fn *probe_of(struct dev_type *type)
{
	struct dev_fn *fn, *probe;

	for (fn = dev_fn_all(); fn; fn = fn->next) {
		if (!allocates_managed(fn, type))
			continue;
		for (probe = dev_fn_all(); probe; probe = probe->next)
			if (probe->roles & ROLE_PROBE && dev_reaches(probe, fn))
				return probe;
	}
	return NULL;
}

static void check_managed(struct dev_user *u, struct dev_type *type)
{
	struct dev_fn *probe = probe_of(type);

	if (!probe || probe->no_unbind || counts(u, type->type) ||
	    (probe->remove && dev_does(probe->remove, EV_WAIT, NULL)))
		return;
	if (probe->remove)
		report(u, probe->remove, end_of(probe->remove),
		       "that devres frees");
	else
		report(u, probe, u->pos, "that devres frees");
}

static struct dev_fn *exit_fn(void)
{
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		if (fn->roles & ROLE_EXIT)
			return fn;
	return NULL;
}

static bool waits_at_end(void)
{
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		if (fn->roles & ROLE_REMOVE && dev_does(fn, EV_WAIT, NULL))
			return true;
	return false;
}

static void check_static(struct dev_user *u)
{
	struct dev_fn *fn = exit_fn();

	if (fn && u->fns && !waits_at_end())
		report(u, fn, end_of(fn), "of the module that goes here");
}

static void lifetime_file(struct symbol_list *list)
{
	struct dev_user *u;
	struct dev_type *type;
	struct symbol *data;

	for (u = dev_user_all(); u; u = u->next) {
		if (!is_live(u))
			continue;
		data = data_of(u);
		type = dev_type_of(data);
		if (data->type != SYM_STRUCT) {
			check_static(u);
			continue;
		}
		if (!frontend_is_main(data->pos) || check_frees(u, type) ||
		    u->devm)
			continue;
		if (type->is_static)
			check_static(u);
		else
			check_managed(u, type);
	}
}

const struct rule rule_lifetime = {
	.name = "lifetime",
	.file = lifetime_file,
};
