// SPDX-License-Identifier: GPL-2.0
/* __must_hold(), __acquires() and __releases(): what functions say of locks. */
#include <string.h>

#include "frontend.h"
#include "lock.h"
#include "rules.h"
#include "section.h"

struct calling {
	struct path *p;
	struct call *c;
	struct note_scope scope;
};

static bool takes_device(struct symbol *fn)
{
	static const char *const buses[] = {
		"platform_device", "pci_dev", "i2c_client", "spi_device",
		"usb_interface", "amba_device", "device", "auxiliary_device",
		"mdio_device", "serdev_device", "virtio_device", "hid_device",
	};
	struct symbol *base = get_base_type(fn), *arg;
	const char *name;
	unsigned int i;

	arg = base ? first_ptr_list((struct ptr_list *)base->arguments) : NULL;
	name = arg ? struct_name(pointee(arg)) : NULL;
	for (i = 0; name && i < ARRAY_SIZE(buses); i++)
		if (!strcmp(name, buses[i]))
			return true;
	return false;
}

static bool is_setup(struct symbol *fn)
{
	static const char *const words[] = {
		"init", "probe", "alloc", "create", "exit", "fini", "uninit",
		"deinit", "ctor", "dtor", NULL
	};
	static const char *const remove[] = { "remove", "disconnect", NULL };
	const char *name = fn->ident ? ident_str(fn->ident) : "";

	return name_has_word(name, words) ||
	       (name_has_word(name, remove) && takes_device(fn));
}

bool note_is_exempt(struct path *p)
{
	struct frame *f;

	for (f = p->frame; f; f = f->up)
		if (is_setup(f->flow->fn) ||
		    has_note(f->flow->fn, NOTE_UNCHECKED))
			return true;
	return false;
}

/* context_unsafe() may span some lines. */
bool note_opted_out(struct position pos)
{
	unsigned int lines;

	if (frontend_comment(pos, "data_race("))
		return true;
	for (lines = 0; lines < 4 && pos.line > 1; lines++, pos.line--)
		if (frontend_comment(pos, "context_unsafe("))
			return true;
	return false;
}

/* As the caller */

static void report_need(struct calling *k, struct value *key,
			struct symbol *type)
{
	struct position pos = report_pos(k->p, k->c->pos);

	if (!note_opted_out(pos))
		guarded_found(key, NULL,
			      diag_new(SA0601, pos, "%s() called without '%s'",
				       k->c->name, lock_name(k->p, key)));
	lock_assume(k->p, key, type, NULL, true);
}

static bool check_need(void *ctx, const struct note *note)
{
	struct calling *k = ctx;
	struct symbol *type;
	struct value *key;

	if (note->kind != NOTE_REQUIRES && note->kind != NOTE_ASSUMES)
		return true;
	key = note_lock(k->p, &k->scope, note->lock, &type);
	if (!key || lock_held(k->p, key, !note->shared))
		return true;
	if (note->kind == NOTE_REQUIRES)
		report_need(k, key, type);
	else
		lock_assume(k->p, key, type, NULL, false);
	return true;
}

static void annotated_call(struct path *p, struct call *c)
{
	struct calling k = { p, c, { .fn = c->fn, .call = c } };

	if (c->fn && !c->facts && !note_is_exempt(p))
		notes_of_function(c->fn, check_need, &k);
}

/* What a function does that is not looked into */
static bool apply(void *ctx, const struct note *note)
{
	struct calling *k = ctx;
	struct symbol *type;
	struct value *key;

	if (note->kind != NOTE_ACQUIRES && note->kind != NOTE_RELEASES &&
	    note->kind != NOTE_TRY_ACQUIRES)
		return true;
	key = note_lock(k->p, &k->scope, note->lock, &type);
	if (!key)
		return true;
	if (note->kind == NOTE_RELEASES)
		cell_del(&k->p->st, key, SLOT_LOCK);
	else
		lock_assume(k->p, key, type, k->c->name,
			    note->kind == NOTE_TRY_ACQUIRES);
	return true;
}

/* lockdep_assert_held() */
static void assume(struct path *p, struct call *c)
{
	struct expression *arg = strip_casts(c->arg_expr[1]);
	struct value *key = lock_key(c->arg[1]);

	if (is_lock_type(pointee(arg->ctype)) && !lock_held(p, key, false))
		lock_assume(p, key, pointee(arg->ctype), NULL, false);
}

static void annotated_done(struct path *p, struct call *c)
{
	struct calling k = { p, c, { .fn = c->fn, .call = c } };

	if (c->facts || !c->name)
		return;
	if (!strcmp(c->name, "__sa_assume_ctx_lock") && c->nr_args == 1)
		assume(p, c);
	else if (c->fn)
		notes_of_function(c->fn, apply, &k);
}

/* As the function itself */

static bool hold_at_entry(void *ctx, const struct note *note)
{
	struct calling *k = ctx;
	struct symbol *type;
	struct value *key;

	if (note->kind != NOTE_REQUIRES && note->kind != NOTE_RELEASES)
		return true;
	key = note_lock(k->p, &k->scope, note->lock, &type);
	if (key)
		lock_assume(k->p, key, type, note->kind == NOTE_RELEASES ?
			    ident_str(k->scope.fn->ident) : NULL, false);
	return true;
}

static void annotated_enter(struct path *p, struct symbol *fn)
{
	struct calling k = { p, NULL, { .fn = fn } };

	notes_of_function(fn, hold_at_entry, &k);
}

const struct rule rule_annotated = {
	.name = "annotated",
	.enter = annotated_enter,
	.call = annotated_call,
	.done = annotated_done,
};
