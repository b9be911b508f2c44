// SPDX-License-Identifier: GPL-2.0
/*
 * Copies of what others point to, or what is what it is by its address: nodes,
 * locks, works, timers, counts. Setting those anew makes a copy right.
 */
#include <string.h>

#include "device.h"
#include "own.h"
#include "pinned.h"
#include "rules.h"

static struct value *type_key(struct symbol *type)
{
	return val_fresh(type, 0, &rule_pin);
}

static const struct pin *first_left(const struct cell *c, struct pin *pins)
{
	unsigned int i, nr = pins_of((struct symbol *)c->other->who, pins);

	for (i = 0; i < nr; i++)
		if (c->num & (1LL << i))
			return &pins[i];
	return NULL;
}

static void report(struct path *p, const struct cell *c)
{
	struct pin pins[PINS_MAX];
	const struct pin *pin = first_left(c, pins);

	if (!pin)
		return;
	if (pin->name)
		diag_emit(diag_new(SA1301, c->born,
				   "copied with the struct %s '%s', which must stay where it is",
				   pin->type, pin->name));
	else
		diag_emit(diag_new(SA1301, c->born,
				   "a struct %s copied, which must stay where it is",
				   pin->type));
}

/* What a copy may come from without being one of something live */

static bool is_covered(struct expression *init, long long at, struct pin *pin)
{
	struct expression *e;

	if (!init || init->type != EXPR_INITIALIZER)
		return init && at >= pin->off && at < pin->off + pin->size;
	FOR_EACH_PTR(init->expr_list, e) {
		bool pos = e->type == EXPR_POS;
		struct expression *to = pos ? e->init_expr : e;

		if (is_covered(to, pos ? at + e->init_offset * 8LL : at, pin))
			return true;
	} END_FOR_EACH_PTR(e);
	return false;
}

/* A static structure in which all that is pinned is still blank. */
static bool is_template(struct symbol *sym, struct pin *pins, unsigned int nr)
{
	unsigned int i;

	if (sym->ctype.modifiers & MOD_CONST)
		return true;
	if (!sym->initializer)
		return false;
	for (i = 0; i < nr; i++)
		if (is_covered(sym->initializer, 0, &pins[i]))
			return false;
	return true;
}

static bool has_any(void *ctx, struct value *ptr, struct value *val)
{
	*(bool *)ctx = true;
	return false;
}

static bool is_blank_local(struct path *p, struct value *from,
			   struct pin *pins, unsigned int nr)
{
	bool any = false;
	unsigned int i;

	if (!val_local(from) || epoch_of(&p->st, from))
		return false;
	for (i = 0; i < nr; i++)
		mem_each(&p->st, val_field(from, pins[i].off), pins[i].size,
			 has_any, &any);
	return !any;
}

static bool is_new(struct path *p, struct value *to)
{
	const struct cell *own = own_of(p, val_root(to));

	return val_local(val_root(to)) || (own && own->here);
}

/* A literal, or what a call returned by value. */
static bool is_made(struct value *from)
{
	struct symbol *sym = from->kind == V_ADDR ? (void *)from->who : NULL;

	return from->kind == V_FRESH || (sym && !sym->ident);
}

static bool is_harmless(struct path *p, struct value *to, struct value *from,
			struct pin *pins, unsigned int nr)
{
	if (!from)
		return false;
	if (from->kind == V_ADDR && !val_local(from))
		return is_template((struct symbol *)from->who, pins, nr);
	return is_new(p, to) && is_blank_local(p, from, pins, nr);
}

static void see_copy(struct path *p, struct position pos, struct value *to,
		     struct value *from, struct symbol *type, long long bits)
{
	struct cell cell = { .status = ST_LIVE };
	struct pin pins[PINS_MAX];
	unsigned int i, nr = pins_of(type, pins);

	if (!nr || is_harmless(p, to, from, pins, nr))
		return;
	for (i = 0; i < nr; i++)
		if (bits < 0 || pins[i].off < bits)
			cell.num |= 1LL << i;
	if (!cell.num)
		return;
	cell.born = report_pos(p, pos);
	cell.other = type_key(bare_type(type));
	cell_set(&p->st, to, SLOT_PIN, cell);
}

/* What is set anew after the copy */

struct setting {
	struct path *p;
	struct value *ptr;
	long long bits;		/* -1: all behind ptr */
};

static bool set_again(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct setting *s = ctx;
	struct pin pins[PINS_MAX];
	struct cell c = *cell;
	long long at, end;
	unsigned int i, nr;

	if (slot != SLOT_PIN || val_root(val) != val_root(s->ptr))
		return true;
	if (val_has_elem(val) != val_has_elem(s->ptr) || s->bits < 0) {
		cell_del(&s->p->st, val, slot);
		return true;
	}
	at = val_offset(s->ptr) - val_offset(val);
	end = at + s->bits;
	nr = pins_of((struct symbol *)c.other->who, pins);
	for (i = 0; i < nr; i++)
		if (at < pins[i].off + pins[i].size && end > pins[i].off)
			c.num &= ~(1LL << i);
	if (c.num)
		cell_set(&s->p->st, val, slot, c);
	else
		cell_del(&s->p->st, val, slot);
	return true;
}

static void settle(struct path *p, struct value *ptr, long long bits)
{
	struct setting s = { p, ptr, bits };
	struct state was = p->st;

	cell_each(&was, set_again, &s);
}

static void pin_copy(struct path *p, struct position pos, struct value *to,
		     struct value *from, struct symbol *type)
{
	settle(p, to, type_bits(type));
	if (is_made(from) || !frontend_is_main(pos) || to == from)
		return;
	see_copy(p, pos, to, from, type, -1);
}

static void pin_store(struct path *p, struct expression *expr,
		      struct value *ptr, struct value *val, struct value *old)
{
	settle(p, ptr, 1);
}

static bool has_word(const char *name, const char *const *words)
{
	for (; *words; words++)
		if (strstr(name, *words))
			return true;
	return false;
}

static bool sets_anew(struct call *c)
{
	static const char *const words[] = {
		"init", "INIT", "setup", "reset", "add", "register", "link",
		"insert", "memset", "replace", "set", NULL
	};

	return !c->inlined && c->name && has_word(c->name, words);
}

static struct symbol *struct_of(struct call *c, int nr)
{
	struct dev_ref r = { 0 };

	if (nr >= 1 && nr <= c->nr_args)
		r = dev_ref_of(c->arg_expr[nr]);
	return r.obj;
}

static void settle_args(struct path *p, struct call *c)
{
	struct symbol *to;
	long long bits;
	int i;

	if (!sets_anew(c))
		return;
	for (i = 1; i <= c->nr_args; i++) {
		if (!is_pointer(c->arg_expr[i]->ctype))
			continue;
		to = struct_of(c, i);
		bits = to ? type_bits(to) : 8;
		settle(p, c->arg[i], bits);
	}
}

static bool drop_cell(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct setting *s = ctx;

	if (slot == SLOT_PIN && val_root(val) == s->ptr)
		cell_del(&s->p->st, val, slot);
	return true;
}

/* A copy that is freed unused does no harm. */
static void forget_freed(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_DROP);
	struct setting s = { .p = p };
	struct state was = p->st;

	if (!f || f->arg < 1 || f->arg > c->nr_args)
		return;
	s.ptr = val_root(c->arg[f->arg]);
	cell_each(&was, drop_cell, &s);
}

/* Copies by calls */

static long long length_of(struct call *c, int nr)
{
	if (nr < 1 || nr > c->nr_args || c->arg[nr]->kind != V_INT)
		return -1;
	return c->arg[nr]->num * 8;
}

static bool is_name(struct call *c, const char *name)
{
	const char *is = c->name;

	if (!is)
		return false;
	if (!strncmp(is, "__builtin_", 10))
		is += 10;
	return !strcmp(is, name);
}

static void see_memcpy(struct path *p, struct call *c)
{
	struct symbol *type = struct_of(c, 1);
	struct value *from = c->arg[2];
	struct pin pins[PINS_MAX];

	if (!type || !pins_of(type, pins))
		type = struct_of(c, 2);
	settle(p, c->arg[1], length_of(c, 3) < 0 ? 8 : length_of(c, 3));
	if (type && !is_made(val_root(from)))
		see_copy(p, c->pos, c->arg[1], from, type, length_of(c, 3));
}

static void see_array(struct path *p, struct call *c)
{
	int nr = strncmp(c->name, "devm_", 5) ? 1 : 2;
	struct symbol *type = struct_of(c, nr);
	struct cell cell = { .num = 1 };
	struct pin pins[PINS_MAX];

	if (!type || !pins_of(type, pins) || c->arg[nr]->kind == V_INT ||
	    range_of(&p->st, c->arg[nr]).sign == SIGN_ZERO)
		return;
	cell.born = report_pos(p, c->pos);
	cell.other = type_key(type);
	report(p, &cell);
}

static bool moves_array(struct call *c)
{
	return c->nr_args >= 2 &&
	       (strstr(c->name, "realloc") || !strcmp(c->name, "sort") ||
		!strcmp(c->name, "sort_r"));
}

static void see_by_value(struct path *p, struct call *c)
{
	struct pin pins[PINS_MAX];
	unsigned int nr;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct symbol *type = c->arg_expr[i]->ctype;
		struct cell cell = { .num = 1 };

		if (!is_struct(type) || is_made(c->arg[i]))
			continue;
		nr = pins_of(type, pins);
		if (!nr || is_blank_local(p, c->arg[i], pins, nr))
			continue;
		cell.born = report_pos(p, c->pos);
		cell.other = type_key(bare_type(type));
		report(p, &cell);
	}
}

static void pin_call(struct path *p, struct call *c)
{
	forget_freed(p, c);
	settle_args(p, c);
	if (!c->name)
		return;
	if ((is_name(c, "memcpy") || is_name(c, "memmove")) && c->nr_args == 3)
		see_memcpy(p, c);
	else if (moves_array(c) && !c->inlined)
		see_array(p, c);
	if (frontend_is_main(c->expr ? c->expr->pos : c->pos))
		see_by_value(p, c);
}

static void pin_done(struct path *p, struct call *c)
{
	int nr;

	if (!c->ok || !c->name || !strstr(c->name, "memdup") ||
	    strstr(c->name, "user") || !c->result)
		return;
	nr = strncmp(c->name, "devm_", 5) ? 1 : 2;
	if (struct_of(c, nr) && !is_made(val_root(c->arg[nr])))
		see_copy(p, c->pos, c->result, c->arg[nr], struct_of(c, nr),
			 length_of(c, nr + 1));
}

/* A helper's caller may still set the copy right, and is looked at too. */
static bool is_callers(struct path *p, struct value *to)
{
	struct dev_fn *fn = dev_fn_of(this_function(p));
	struct value *root = val_root(to);

	return fn && fn->roles & ROLE_CALLED &&
	       fn->sym->ctype.modifiers & MOD_STATIC &&
	       root->kind != V_ADDR && !is_temp(root);
}

static bool left_copy(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_PIN && !c->maybe && !is_callers(p, val))
		report(p, c);
	return true;
}

static void pin_ret(struct path *p, struct position pos, struct value *val)
{
	cell_each(&p->st, left_copy, p);
}

const struct rule rule_pin = {
	.name = "pin",
	.call = pin_call,
	.done = pin_done,
	.copy = pin_copy,
	.store = pin_store,
	.ret = pin_ret,
};
