// SPDX-License-Identifier: GPL-2.0
/*
 * Owners that were duplicated: one pointer in two places, each of which is
 * dropped somewhere in this file.
 */
#include <string.h>

#include "own.h"
#include "owning.h"
#include "rules.h"

/* One pointer in two places */

/* There are two places: are there two references? */
static bool owned_once(struct path *p, struct value *val, const struct cell *place)
{
	const struct cell *c = own_of(p, val);
	int refs = c ? c->count : 0;

	if (c && c->status == ST_MANAGED)
		return false;
	if (val->kind == V_LOAD && place->other == val->a)
		refs++;
	return refs < 2;
}

/* @val was read from a member that is dropped somewhere. */
static bool loaded_from_owning(struct value *val)
{
	struct symbol *type = bare_type(pointee(val_base(val->a)->type));
	struct symbol *m = type ? member_at(type, val_offset(val->a)) : NULL;

	return m && is_owning(type, m->ident);
}

/* Two variables that both drop it when they leave their scope. */
struct cleanups {
	struct value *ptr, *val;
	bool found;
};

static bool other_cleanup(void *ctx, struct value *ptr, struct value *val)
{
	struct cleanups *k = ctx;
	struct symbol *sym = val_local(ptr);

	k->found = val == k->val && ptr != k->ptr && sym && sym->cleanup;
	return !k->found;
}

static void two_cleanups(struct path *p, struct value *ptr, struct value *val)
{
	struct cleanups k = { ptr, val, false };
	struct symbol *sym = val_local(ptr);
	const struct cell *own = own_of(p, val);
	struct cell cell;

	if (!sym || !sym->cleanup || !own || own->status != ST_LIVE)
		return;
	mem_each_all(&p->st, other_cleanup, &k);
	if (!k.found)
		return;
	diag_emit(diag_new(SA0201, report_pos(p, p->pos),
			   "'%s' now has two owners", ident_str(sym->ident)));
	cell = *own;
	cell.maybe = true;
	cell_set(&p->st, val, SLOT_OWN, cell);
}

static void copy_store(struct path *p, struct expression *expr,
		       struct value *ptr, struct value *val, struct value *old)
{
	struct symbol *type = expr ? owning_struct(expr) : NULL;
	struct cell place = { .status = ST_OTHER, .other = ptr,
			      .num = expr && expr->ctype ?
				     (long long)(uintptr_t)expr->ctype->ident : 0 };
	const struct cell *first;

	two_cleanups(p, ptr, val);
	if (!type || val->kind == V_INT || !is_pointer(expr->ctype) ||
	    !is_owning(type, expr->ctype->ident))
		return;
	first = cell_get(&p->st, val, SLOT_PLACE);
	if (first && first->other != ptr && !first->third) {
		place = *first;
		place.third = ptr;
		place.born = expr->pos;
		if (is_compared(type, (struct ident *)(uintptr_t)first->num,
				expr->ctype->ident))
			return;
	} else if (first) {
		return;
	} else if (val->kind == V_LOAD && val->a->kind == V_FIELD &&
		   loaded_from_owning(val)) {
		place.other = val->a;
		place.third = ptr;
		place.born = expr->pos;
	}
	cell_set(&p->st, val, SLOT_PLACE, place);
}

static bool still_there(struct path *p, struct value *ptr, struct value *val)
{
	struct value *now = mem_get(&p->st, ptr);

	if (own_of(p, val_root(ptr)) && own_of(p, val_root(ptr))->status == ST_DROPPED)
		return false;
	if (val_local(val_root(ptr)))
		return false;
	return now == val || (!now && val->kind == V_LOAD && val->a == ptr &&
			      val->b == epoch_of(&p->st, val_base(ptr)));
}

/* A structure with owning members, copied whole */

static bool same_member(struct path *p, struct value *to, struct value *from)
{
	struct value *a = mem_get(&p->st, to), *b = mem_get(&p->st, from);

	if (b && val_is_int(b, 0))
		return false;
	if (a && b)
		return a == b;
	return !a && !b;
}

static struct ident *owning_member(struct path *p, struct symbol *type,
				   struct value *to, struct value *from)
{
	struct symbol *m;

	type = bare_type(type);
	if (!is_struct(type))
		return NULL;
	FOR_EACH_PTR(type->symbol_list, m) {
		long long at = m->offset * 8LL;
		struct ident *inner;

		if (is_owning(type, m->ident) && is_pointer(m) &&
		    same_member(p, val_field(to, at), val_field(from, at)))
			return m->ident;
		inner = owning_member(p, m, val_field(to, at),
				      val_field(from, at));
		if (inner)
			return inner;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

static bool has_owning(struct symbol *type)
{
	struct symbol *m;

	type = bare_type(type);
	if (!is_struct(type))
		return false;
	FOR_EACH_PTR(type->symbol_list, m) {
		if ((is_owning(type, m->ident) && is_pointer(m)) || has_owning(m))
			return true;
	} END_FOR_EACH_PTR(m);
	return false;
}

struct copies {
	struct path *p;
	struct value *to;
};

/* What was copied from is itself overwritten: that was a move. */
static bool forget_copy(void *ctx, struct value *val, unsigned int slot,
			const struct cell *c)
{
	struct copies *k = ctx;

	if (slot == SLOT_COPY && c->other == k->to)
		cell_del(&k->p->st, val, slot);
	return true;
}

/* A constant object owns nothing: nobody could drop it. */
static bool is_template(struct value *from)
{
	struct value *root = val_base(from);

	return root->kind == V_ADDR && root->who &&
	       ((struct symbol *)root->who)->ctype.modifiers & MOD_CONST;
}

static void note_copy(struct path *p, struct position pos, struct value *to,
		      struct value *from, struct symbol *type)
{
	struct cell c = { .status = ST_OTHER, .other = from };
	struct copies k = { p, to };
	struct state was = p->st;

	cell_each(&was, forget_copy, &k);
	if (val_local(val_root(to)) || val_local(val_root(from)) || to == from)
		return;
	if (from->kind == V_INT || to->kind == V_INT || is_template(from))
		return;
	if (!has_owning(type))
		return;
	c.born = pos;
	c.third = epoch_of(&p->st, val_base(from));
	c.num = (long long)(uintptr_t)bare_type(type);
	cell_set(&p->st, to, SLOT_COPY, c);
}

static void copy_copy(struct path *p, struct position pos, struct value *to,
		      struct value *from, struct symbol *type)
{
	note_copy(p, report_pos(p, pos), to, from, type);
}

static bool is_memcpy(const char *name)
{
	return !strcmp(name, "memcpy") || !strcmp(name, "__builtin_memcpy") ||
	       !strcmp(name, "memmove") || !strcmp(name, "__builtin_memmove");
}

static struct symbol *struct_behind(struct call *c, int nr)
{
	struct expression *e = c->arg_expr[nr];

	e = skip_casts(e);
	return e ? bare_type(pointee(e->ctype)) : NULL;
}

/* The first member of a structure has its address. */
static bool is_part(struct call *c, struct symbol *type)
{
	struct value *len = c->arg[is_memcpy(c->name) ? 3 : 2];

	return len && len->kind == V_INT && len->num * 8 < type_bits(type);
}

static void copy_done(struct path *p, struct call *c)
{
	struct symbol *type;

	if (!c->name || !c->ok)
		return;
	if (is_memcpy(c->name) && c->nr_args >= 3)
		type = struct_behind(c, 2);
	else if (!strncmp(c->name, "kmemdup", 7) && c->nr_args >= 2)
		type = struct_behind(c, 1);
	else
		return;
	/* The type may be hidden behind void pointers of a macro. */
	if (!is_struct(type) && c->arg[is_memcpy(c->name) ? 2 : 1]->type)
		type = bare_type(pointee(c->arg[is_memcpy(c->name) ? 2 : 1]->type));
	if (!is_struct(type) || is_part(c, type))
		return;
	if (is_memcpy(c->name))
		note_copy(p, report_pos(p, c->pos), c->arg[1], c->arg[2], type);
	else
		note_copy(p, report_pos(p, c->pos), c->result, c->arg[1], type);
}

/* The verdict: both still stand when the function returns. */

static void report_place(struct path *p, struct value *val, const struct cell *c)
{
	if (c->maybe || !c->third || !owned_once(p, val, c) || dead_of(p, val))
		return;
	if (!still_there(p, c->other, val) || !still_there(p, c->third, val))
		return;
	diag_emit(diag_new(SA0201, report_pos(p, c->born),
			   "'%s' now has two owners", value_name(p, val, NULL)));
}

/* The copy is gone: did it take with it what its members point to? */
static bool is_dropped(void *ctx, struct value *ptr, struct value *val)
{
	struct copies *k = ctx;

	if (!dead_of(k->p, val))
		return true;
	k->to = NULL;
	return false;
}

static bool member_dropped(struct path *p, struct value *to)
{
	struct copies k = { p, to };

	mem_each(&p->st, to, 0, is_dropped, &k);
	return !k.to;
}

/*
 * The copy, freed before it was ready, or what was copied from, whose members
 * live on in the copy: by the time of the verdict both are forgotten.
 */
static void free_alone(struct path *p, struct value *obj)
{
	struct copies k = { p, obj };
	struct state was = p->st;

	if (obj->kind == V_INT || member_dropped(p, obj))
		return;
	cell_del(&p->st, obj, SLOT_COPY);
	cell_each(&was, forget_copy, &k);
}

static void copy_call(struct path *p, struct call *c)
{
	int i;

	for (i = 1; i <= c->nr_args; i++)
		if (fact_find_arg(c->facts, FACT_DROP, i))
			free_alone(p, c->arg[i]);
}

static bool is_unsure(struct path *p, struct value *obj)
{
	const struct cell *own = own_of(p, obj);

	return own && own->maybe;
}

/* A call got the copy, and may have given it members of its own. */
static bool is_rewritten(struct path *p, struct value *to, const struct cell *c)
{
	struct value *by = epoch_of(&p->st, val_base(to));
	struct position pos;

	if (!by || by->kind != V_FRESH || by->num != TAG_EPOCH)
		return false;
	pos = ((struct expression *)by->who)->pos;
	return by->where || (pos.stream == c->born.stream &&
			     pos.line > c->born.line);
}

static void report_copy(struct path *p, struct value *to, const struct cell *c)
{
	struct symbol *type = (struct symbol *)(uintptr_t)c->num;
	struct ident *member;

	if (c->maybe || dead_of(p, c->other) || is_rewritten(p, to, c) ||
	    is_unsure(p, to) || is_unsure(p, c->other) ||
	    epoch_of(&p->st, val_base(c->other)) != c->third)
		return;
	member = owning_member(p, type, to, c->other);
	if (!member || (dead_of(p, to) && !member_dropped(p, to)))
		return;
	diag_emit(diag_new(SA0202, c->born,
			   "the copy duplicates '%s', which is owned",
			   ident_str(member)));
}

static bool verdict(void *ctx, struct value *val, unsigned int slot,
		    const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_PLACE)
		report_place(p, val, c);
	else if (slot == SLOT_COPY)
		report_copy(p, val, c);
	return true;
}

static void copy_ret(struct path *p, struct position pos, struct value *val)
{
	struct state was = p->st;

	cell_each(&was, verdict, p);
}

const struct rule rule_copy = {
	.name = "copy",
	.store = copy_store,
	.copy = copy_copy,
	.call = copy_call,
	.done = copy_done,
	.ret = copy_ret,
};
