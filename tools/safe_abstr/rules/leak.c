// SPDX-License-Identifier: GPL-2.0
/* Owned objects that nobody will drop, and states that nobody will end. */
#include <string.h>

#include "callbacks.h"
#include "callee.h"
#include "own.h"
#include "owning.h"
#include "rules.h"

static const char *words(const struct cell *c)
{
	return c->cls && c->cls->words ? c->cls->words : "resource";
}

static void report(struct path *p, enum sa_code code, struct position pos,
		   struct value *val, const struct cell *c, const char *what)
{
	const char *name = value_name(p, val, NULL);
	struct diag *d;

	if (name == no_name)
		d = diag_new(code, report_pos(p, pos), "%s %s", words(c), what);
	else
		d = diag_new(code, report_pos(p, pos), "'%s' %s: %s", name, what,
			     words(c));
	if (c->born_by)
		diag_note(d, report_pos(p, c->born), "acquired here, by %s()",
			  plain_name(c->born_by));
	diag_emit(d);
}

static enum sa_code code_of(const struct cell *c)
{
	return c->cls && c->cls->kind == CLASS_STATE ? SA0305 : SA0301;
}

static void settle(struct path *p, struct value *val, unsigned int slot,
		   const struct cell *cell)
{
	struct cell c = *cell;

	c.status = ST_ESCAPED;
	cell_set(&p->st, val, slot, c);
}

static void settle_result(struct path *p, struct value *val,
			  const struct cell *cell)
{
	struct cell c = *cell;

	c.other = NULL;
	cell_set(&p->st, val, SLOT_RESULT, c);
}

static bool is_live(const struct cell *c)
{
	return c && c->status == ST_LIVE && !c->maybe;
}

/* A pointer that was found in the object and is kept outside. */
struct finding {
	struct value *object;
	bool kept;
};

static bool was_found_in(void *ctx, struct value *ptr, struct value *val)
{
	struct finding *f = ctx;

	if (val_local(val_root(ptr)) || is_temp(val_root(ptr)))
		return true;
	f->kept = val_root(val) != f->object &&
		  (val->kind == V_FIELD || val->kind == V_ELEM ||
		   is_pointer(val->type)) && val_depends(val, f->object);
	return !f->kept;
}

/* The reference lasts as long as what was reached through it is in use. */
static bool keeps_alive(struct path *p, struct value *val, const struct cell *c)
{
	struct finding f = { val, false };

	if (c->cls && c->cls->kind == CLASS_REF)
		mem_each_all(&p->st, was_found_in, &f);
	return f.kept;
}

static bool is_class(const struct cell *c, const char *name)
{
	return c->cls && !strcmp(c->cls->name, name);
}

/* What is lost while it is switched on is to run for ever. */
static bool is_on(void *ctx, struct value *val, unsigned int slot,
		  const struct cell *c)
{
	struct finding *f = ctx;

	if (slot >= SLOT_STATE && val == f->object && c->status == ST_LIVE)
		f->kept = true;
	return !f->kept;
}

static bool stays_on(struct path *p, struct value *val, const struct cell *c)
{
	struct finding f = { val, false };

	if (is_class(c, "clk"))
		cell_each(&p->st, is_on, &f);
	return f.kept;
}

/* A reference to what others lent, taken to be kept as it seems. */
static bool is_kept(struct path *p, struct value *val, const struct cell *c)
{
	if (returns_error(p, returned(p)))
		return false;
	return c->lent || keeps_alive(p, val, c) || stays_on(p, val, c);
}

#define NETDEV_TX_BUSY	0x10
#define ENOTSUPP	524

/* The packet of a transmit function is the stack's again. */
static bool answers_busy(struct path *p, struct value *val)
{
	struct value *ret = returned(p);

	return val->kind == V_LOAD && ret && val_is_int(ret, NETDEV_TX_BUSY);
}

/* The last pointer to it goes. */
static void leak_kill(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *val = mem_get(&p->st, ptr);
	const struct cell *c;

	if (!val)
		return;
	c = own_of(p, val);
	if (!is_live(c) || c->placed || answers_busy(p, val) || is_kept(p, val, c))
		return;
	mem_forget(&p->st, ptr);
	if (!mem_holds(&p->st, val)) {
		mem_set(&p->st, ptr, val);
		report(p, code_of(c), p->pos, val, c, "leaks here");
		settle(p, val, SLOT_OWN, c);
	}
	mem_set(&p->st, ptr, val);
}

/* p = krealloc(p, ...): where it fails, p still owns, and is lost. */
static void lost_realloc(struct path *p, struct value *val, struct value *old)
{
	const struct cell *c = cell_get(&p->st, val, SLOT_RESULT);
	struct diag *d;

	if (!c || !c->other || c->other != old)
		return;
	d = diag_new(SA0302, report_pos(p, p->pos),
		     "'%s' is lost when %s() fails", value_name(p, old, NULL),
		     plain_name(c->born_by));
	diag_emit(d);
	settle_result(p, val, c);
}

static void leak_store(struct path *p, struct expression *expr,
		       struct value *ptr, struct value *val, struct value *old)
{
	const struct cell *c = old ? own_of(p, old) : NULL;

	lost_realloc(p, val, old);
	if (!is_live(c) || old == val || val_root(val) == val_root(old))
		return;
	if (mem_holds(&p->st, old))
		return;
	report(p, SA0302, p->pos, old, c, "overwritten while it is owned");
	settle(p, old, SLOT_OWN, c);
}

/* A failing krealloc() leaves its argument owned. */
static void remember_lost(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_MOVE_OK);
	const struct cell *old = cell_get(&p->st, c->result, SLOT_RESULT);
	struct cell cell;

	if (!f || !old || f->arg > c->nr_args || !fact_has(c->facts, FACT_OWN) ||
	    fact_has(c->facts, FACT_DEVM))
		return;
	cell = *old;
	cell.other = c->arg[f->arg];
	cell_set(&p->st, c->result, SLOT_RESULT, cell);
}

/* A call whose result is thrown away. */
static void leak_done(struct path *p, struct call *c)
{
	const struct cell *cell;

	if (!c->ok)
		remember_lost(p, c);
	if (c->used || !c->ok || !fact_has(c->facts, FACT_OWN) ||
	    fact_has(c->facts, FACT_DEVM) || fact_has(c->facts, FACT_ALIAS))
		return;
	cell = own_of(p, c->result);
	if (!cell && is_pointer(c->expr->ctype))
		diag_emit(diag_new(SA0301, report_pos(p, c->pos),
				   "the result of %s() is owned and thrown away",
				   plain_name(c->name)));
}

/* Dropping @val frees it alone: who frees what its members own? */
struct members {
	struct path *p;
	struct call *call;
	struct value *base;
};

static bool lost_member(void *ctx, struct value *ptr, struct value *val)
{
	struct members *m = ctx;
	struct path *p = m->p;
	const struct cell *c = own_of(p, val);
	struct state was = p->st;
	bool held;

	if (!is_live(c) || val_root(val) == m->base)
		return true;
	mem_forget(&p->st, ptr);
	held = mem_holds(&p->st, val);
	p->st = was;
	if (held)
		return true;
	report(p, SA0303, m->call->pos, val, c,
	       "is owned by what is freed here");
	settle(p, val, SLOT_OWN, c);
	return true;
}

/* Also where a report has already been made of it. */
static bool was_ended(const struct cell *c)
{
	return c && (c->status == ST_DROPPED || c->status == ST_PUT ||
		     c->status == ST_MOVED);
}

/*
 * Some members of @base were dropped on this path and others, which this file
 * drops elsewhere, were not.
 */
static struct ident *forgotten(struct path *p, struct symbol *type,
			       struct value *base, bool *some)
{
	struct ident *left = NULL;
	struct symbol *m;

	type = bare_type(type);
	if (!is_struct(type))
		return NULL;
	FOR_EACH_PTR(type->symbol_list, m) {
		struct value *ptr = val_field(base, m->offset * 8LL), *val;

		if (!is_pointer(m) || !is_lasting(type, m->ident))
			continue;
		val = mem_get(&p->st, ptr);
		if (!val)
			val = val_load(ptr, epoch_of(&p->st, base));
		if (was_ended(own_of(p, val)))
			*some = true;
		else if (val->kind == V_LOAD && val->a == ptr &&
			 range_of(&p->st, val).sign & SIGN_POS)
			left = m->ident;
	} END_FOR_EACH_PTR(m);
	return left;
}

static void partial_drop(struct path *p, struct call *c, int nr)
{
	struct value *base = c->arg[nr];
	struct expression *e = c->arg_expr[nr];
	struct ident *left;
	bool some = false;

	e = skip_casts(e);
	if (!e || base->kind != V_LOAD || is_inlined(p))
		return;
	left = forgotten(p, pointee(e->ctype), base, &some);
	if (left && some)
		diag_emit(diag_new(SA0303, report_pos(p, c->pos),
				   "'%s' of '%s' is owned by what is freed here",
				   ident_str(left), value_name(p, base, e)));
}

static bool frees_only(struct fact *f)
{
	return f && f->cls && f->cls->kind == CLASS_MEMORY;
}

static bool drops_class(struct call *c, int nr, const struct fact_class *cls)
{
	struct fact *f;

	for (f = fact_find_arg(c->facts, FACT_DROP, nr); f; f = fact_next_arg(f))
		if (f->cls == cls)
			return true;
	for (f = fact_find_arg(c->facts, FACT_PUT, nr); f; f = fact_next_arg(f))
		if (f->cls == cls)
			return true;
	return false;
}

static void wrong_drop(struct path *p, struct call *c, int nr)
{
	const struct cell *cell = own_of(p, c->arg[nr]);
	struct diag *d;

	if (!cell || cell->maybe || !cell->born_by || dialect_facts(c->name))
		return;
	/* The file that defines what drops it knows what it may be called for. */
	if (c->fn && fn_body(c->fn))
		return;
	if (cell->status == ST_MANAGED && strncmp(c->name, "devm_", 5) &&
	    frees_only(fact_find_arg(c->facts, FACT_DROP, nr)))
		d = diag_new(SA0304, report_pos(p, c->pos),
			     "'%s' is dropped by its device, not with %s()",
			     value_name(p, c->arg[nr], c->arg_expr[nr]), c->name);
	else if (cell->cls && (cell->status == ST_LIVE ||
			       cell->status == ST_HELD ||
			       cell->status == ST_ESCAPED) &&
		 !drops_class(c, nr, cell->cls))
		d = diag_new(SA0304, report_pos(p, c->pos),
			     "'%s' is %s, not to be dropped with %s()",
			     value_name(p, c->arg[nr], c->arg_expr[nr]),
			     words(cell), c->name);
	else
		return;
	diag_note(d, report_pos(p, cell->born), "acquired here, by %s()",
		  plain_name(cell->born_by));
	diag_emit(d);
}

static void leak_call(struct path *p, struct call *c)
{
	struct state was = p->st;
	struct fact *f;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct members m = { p, c, val_root(c->arg[i]) };

		f = fact_find_arg(c->facts, FACT_DROP, i);
		if (!f || !f->cls || f->cls->kind == CLASS_STATE)
			continue;
		wrong_drop(p, c, i);
		if (frees_only(f) && c->arg[i]->kind != V_INT &&
		    !val_local(m.base))
			mem_each(&was, m.base, 0, lost_member, &m);
		if (frees_only(f))
			partial_drop(p, c, i);
	}
}

/* What the function leaves behind when it fails. */
struct leaving {
	struct path *p;
	struct position pos;
	struct value *val;
	bool error;
	bool called;	/* by this file, where others may clean up */
	bool passed_on;	/* the error of the last call, which nobody looked at */
};

/* The machine goes down, or the device stays bound though this failed. */
static bool may_stay(struct path *p, const struct cell *c)
{
	const char *member = callback_member(this_function(p), NULL);

	if (!member)
		return false;
	if (!strcmp(member, "resume"))
		return is_class(c, "pm_usage");
	return !strcmp(member, "restart") || !strcmp(member, "shutdown");
}

/* What is as it should be, or what the device ends. */
static bool is_meant(struct path *p, struct value *val, const struct cell *c)
{
	/* Whoever finds the entry may remove it. */
	if (is_class(c, "proc_file"))
		return mem_holds(&p->st, val);
	/* A file that never asserts it just makes sure that the device runs. */
	if (is_class(c, "deasserted"))
		return !callee_file_ends(c->cls, this_function(p), c->born);
	if (is_class(c, "pci_msi") || is_class(c, "pci_vectors"))
		return callee_file_calls("pcim_enable_device", NULL);
	return may_stay(p, c);
}

static bool left_cell(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *c)
{
	struct leaving *l = ctx;

	if (c->maybe || !c->here)
		return true;
	if (slot >= SLOT_STATE && c->status == ST_LIVE && l->error &&
	    !(l->called && val_root(val)->kind != V_FRESH) &&
	    !is_meant(l->p, val, c))
		report(l->p, SA0305, l->pos, val, c, "is left on by this error path");
	else if (slot == SLOT_OWN && l->error &&
		 (c->status == ST_HELD ||
		  (c->stored && !l->called && !l->passed_on && !is_blurred() &&
		   c->status == ST_ESCAPED)))
		report(l->p, code_of(c), l->pos, val, c, "leaks on this error path");
	return true;
}

/* Held by members of what the device frees. */
static bool left_member(void *ctx, struct value *ptr, struct value *val)
{
	struct leaving *l = ctx;
	const struct cell *c = own_of(l->p, val);
	const struct cell *outer = own_of(l->p, val_root(ptr));

	if (is_live(c) && outer && outer->status == ST_MANAGED && !outer->maybe) {
		report(l->p, SA0301, l->pos, val, c, "leaks on this error path");
		settle(l->p, val, SLOT_OWN, c);
	}
	return true;
}

/* Not supported is an answer, after which what was done stays as it is. */
static bool is_failure(struct path *p, struct value *val)
{
	return returns_error(p, val) && !val_is_int(val, -ENOTSUPP);
}

static void leak_ret(struct path *p, struct position pos, struct value *val)
{
	struct leaving l = { p, pos, val, is_failure(p, val),
			     is_called(this_function(p)), false };
	const struct cell *failed;
	struct state was = p->st;

	failed = val ? cell_get(&p->st, val, SLOT_RESULT) : NULL;
	l.passed_on = failed && failed->status == ST_LIVE;
	cell_each(&was, left_cell, &l);
	if (l.error)
		mem_each_all(&was, left_member, &l);
}

const struct rule rule_leak = {
	.name = "leak",
	.call = leak_call,
	.done = leak_done,
	.kill = leak_kill,
	.store = leak_store,
	.ret = leak_ret,
};
