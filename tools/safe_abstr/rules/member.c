// SPDX-License-Identifier: GPL-2.0
/* Structures with members that are owners of linux/safe_abstr/owner.h. */
#include <string.h>

#include "dialect.h"
#include "extent.h"
#include "rules.h"

typedef bool (*member_fn_t)(struct path *p, struct value *ptr);

/* True if @fn is, of a member of @type that owns. */
static bool any_member(struct path *p, struct value *ptr, struct symbol *type,
		       member_fn_t fn)
{
	struct symbol *base = bare_type(type), *m;

	if (!base || dialect_is_owner(base))
		return base && fn(p, ptr);
	if (base->type == SYM_ARRAY)
		return any_member(p, ptr, base->ctype.base_type, fn);
	if (!is_struct(base))
		return false;
	FOR_EACH_PTR(base->symbol_list, m) {
		if (any_member(p, val_field(ptr, m->offset * 8LL), m, fn))
			return true;
	} END_FOR_EACH_PTR(m);
	return false;
}

static bool always(struct path *p, struct value *ptr)
{
	return true;
}

static bool is_filled(struct path *p, struct value *ptr)
{
	struct value *base = val_base(ptr), *held = mem_get(&p->st, ptr);
	const struct cell *own = own_of(p, base);

	if (held)
		return !dialect_is_null(p, held);
	return !own || !own->zeroed || epoch_of(&p->st, base);
}

static void check_free(struct path *p, struct call *c, int nr)
{
	struct fact *f = fact_find_arg(c->facts, FACT_DROP, nr);
	struct symbol *to = pointee(skip_casts(c->arg_expr[nr])->ctype);

	if (!f || !f->cls || f->cls->kind != CLASS_MEMORY || !is_struct(to) ||
	    dialect_is_owner(to) || !any_member(p, c->arg[nr], to, is_filled))
		return;
	diag_emit(diag_new(SA0303, report_pos(p, c->pos),
			   "'%s' is freed while a member of it still owns",
			   value_name(p, c->arg[nr], c->arg_expr[nr])));
}

static void check_copy(struct path *p, struct position pos, struct symbol *type)
{
	static struct value none;

	if (!is_struct(type) || dialect_is_owner(type) ||
	    dialect_is_result(type) || dialect_in_layer(p) ||
	    !any_member(p, val_field(&none, 0), type, always))
		return;
	diag_emit(diag_new(SA0202, report_pos(p, pos),
			   "structure with members that own is copied"));
}

static bool is_copy(const char *name)
{
	if (dialect_begins(name, "__underlying_"))
		name += 13;
	else if (dialect_begins(name, "__builtin_"))
		name += 10;
	return dialect_begins(name, "memcpy") || dialect_begins(name, "memmove") ||
	       dialect_begins(name, "kmemdup") || dialect_begins(name, "kvmemdup") ||
	       dialect_begins(name, "__memcpy") || dialect_begins(name, "devm_kmemdup");
}

static void member_call(struct path *p, struct call *c)
{
	int from, i;

	if (!dialect_in_use() || dialect_in_layer(p))
		return;
	for (i = 1; i <= c->nr_args; i++)
		check_free(p, c, i);
	if (!c->name || !is_copy(c->name))
		return;
	from = strstr(c->name, "dup") ? 1 : 2;
	from += dialect_begins(c->name, "devm_");
	if (from <= c->nr_args)
		check_copy(p, c->pos, pointee(skip_casts(c->arg_expr[from])->ctype));
}

static void member_copy(struct path *p, struct position pos, struct value *to,
			struct value *from, struct symbol *type)
{
	if (dialect_in_use())
		check_copy(p, pos, type);
}

const struct rule rule_member = {
	.name = "member",
	.call = member_call,
	.copy = member_copy,
};
