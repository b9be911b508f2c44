// SPDX-License-Identifier: GPL-2.0
/* Memory that devres frees at unbind, though others may hold on to it longer. */
#include <string.h>

#include "device.h"
#include "rules.h"

static struct dev_type *known_type(const char *name)
{
	struct symbol *sym = lookup_symbol(built_in_ident(name), NS_STRUCT);

	return sym ? dev_type_of(sym) : NULL;
}

/* Allocated for an open file, which may live on. */
static bool is_made_for_file(struct dev_fn *fn)
{
	struct dev_type *t = known_type("file_operations");
	struct dev_fns *l;

	for (l = t ? t->members : NULL; l; l = l->next)
		if (dev_reaches(l->fn, fn))
			return true;
	return false;
}

/* Reached from the files of a device node. */
static bool is_used_by_file(struct symbol *type)
{
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		if (fn->roles & ROLE_CHRDEV && dev_uses_type(fn, type))
			return true;
	return false;
}

/* A member counts references, and its count keeps the memory. */
static bool is_counted_by(struct dev_fact *f, struct symbol *type)
{
	if (!f->key || !dev_embeds(type, f->key->base))
		return false;
	if (f->event == EV_START || f->event == EV_INIT)
		return dev_is_at(f->key, "device") ||
		       dev_is_at(f->key, "kobject");
	return f->event == EV_GET && dev_is_at(f->key, "kref");
}

static bool is_counted(struct symbol *type)
{
	struct dev_fact *f;
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		for (f = fn->facts; f; f = f->next)
			if (is_counted_by(f, type))
				return true;
	return false;
}

static const char *why_longer(struct dev_fn *fn, struct symbol *type)
{
	if (is_made_for_file(fn))
		return "an open file may hold it longer";
	if (!frontend_is_main(type->pos))
		return NULL;
	if (is_used_by_file(type))
		return "open files of its device node use it longer";
	if (is_counted(type))
		return "references to it may be held longer";
	return NULL;
}

static void check_alloc(struct dev_fn *fn, struct dev_fact *f)
{
	const char *why = why_longer(fn, f->type->type);

	if (!why)
		return;
	diag_set_function(fn->name);
	diag_emit(diag_new(SA0902, f->pos,
			   "devres frees this memory at unbind, but %s", why));
	diag_set_function(NULL);
}

static void devres_file(struct symbol_list *list)
{
	struct dev_fact *f;
	struct dev_fn *fn;

	for (fn = dev_fn_all(); fn; fn = fn->next)
		for (f = fn->facts; f; f = f->next)
			if (f->event == EV_DEVM_ALLOC)
				check_alloc(fn, f);
}

const struct rule rule_devres = {
	.name = "devres",
	.file = devres_file,
};
