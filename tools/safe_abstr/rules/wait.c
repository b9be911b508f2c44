// SPDX-License-Identifier: GPL-2.0
/* Functions that wait for themselves, or for somebody who waits for them. */
#include <string.h>

#include "callbacks.h"
#include "entry.h"
#include "frontend.h"
#include "rules.h"
#include "section.h"

#define MAX_HELPERS	3	/* levels of functions called by a work */

static void report(struct path *p, struct call *c, const char *what)
{
	struct symbol *fn = this_function(p);
	struct diag *d;

	d = diag_new(SA0802, report_pos(p, c->pos), "%s() waits for ever: %s",
		     c->name, what);
	diag_note(d, fn->pos, "this runs in %s()", ident_str(fn->ident));
	diag_emit(d);
}

/* The value that the function under analysis got as argument @nr. */
static struct value *own_arg(struct path *p, int nr)
{
	struct symbol *fn = this_function(p), *arg;

	FOR_EACH_PTR(get_base_type(fn)->arguments, arg) {
		if (--nr == 0)
			return val_load(val_addr(arg), 0);
	} END_FOR_EACH_PTR(arg);
	return NULL;
}

/* ts->irq, where ts is what this handler was registered with. */
static bool reaches_own_data(struct path *p, struct value *val)
{
	struct value *data = own_arg(p, 2);

	return data && val->kind == V_LOAD && val_root(val->a) == data &&
	       val->name && strstr(val->name, "irq");
}

static bool is_own_irq(struct path *p, struct call *c, int nr)
{
	struct symbol *fn = this_function(p);
	uint64_t key = value_key(c->arg_expr[nr]);
	struct entry *e;

	for (e = entry_first(fn); e; e = entry_next(e)) {
		if (e->kind != W_IRQ)
			continue;
		if (c->arg[nr] == own_arg(p, 1) || (key && key == e->key))
			return true;
		if (entry_one_irq() && reaches_own_data(p, c->arg[nr]))
			return true;
	}
	return false;
}

static bool same_kind(enum fact_word entry, enum fact_word stop)
{
	return entry == (stop == W_DWORK ? W_WORK : stop);
}

/* A work that is cancelled by what it runs itself. */
static bool is_own_object(struct path *p, struct call *c, struct fact *f)
{
	struct symbol *fn = this_function(p);
	uint64_t key = place_key(c->arg_expr[f->arg]);
	struct entry *e;

	for (e = entry_first(fn); e; e = entry_next(e)) {
		if (!same_kind(e->kind, f->word_id))
			continue;
		if (c->arg[f->arg] == own_arg(p, 1))
			return true;
		if (key && key == e->key &&
		    val_root(c->arg[f->arg]) == own_arg(p, 1))
			return true;
	}
	return false;
}

/* flush_workqueue() copies its argument first, so it is the value that tells. */
static bool is_loaded_from(struct path *p, struct value *val, uint64_t key,
			   uint64_t work)
{
	if (val->kind != V_LOAD || !key)
		return false;
	if (val_base(val->a)->kind == V_ADDR)
		return key == (uintptr_t)val_base(val->a)->who * 31 +
			      val_offset(val->a) + 1;
	/* Members of the same object: what is between them tells. */
	return val_base(val->a) == own_arg(p, 1) &&
	       (uint64_t)val_offset(val->a) == key - work;
}

static bool is_own_queue(struct path *p, struct call *c, struct fact *f)
{
	struct symbol *fn = this_function(p);
	struct entry *e;

	for (e = entry_first(fn); e; e = entry_next(e))
		if (e->kind == W_WORK &&
		    is_loaded_from(p, c->arg[f->arg], entry_queue_of(e->key),
				   e->key))
			return true;
	return false;
}

static const char *waits_for_itself(struct path *p, struct call *c,
				    struct fact *f)
{
	switch (f->word_id) {
	case W_IRQ:
		return is_own_irq(p, c, f->arg) ?
		       "it is called by the handler it waits for" : NULL;
	case W_TIMER:
	case W_HRTIMER:
		return is_own_object(p, c, f) ?
		       "the timer's own callback calls it" : NULL;
	case W_TASKLET:
		return is_own_object(p, c, f) ? "the tasklet itself calls it" :
						NULL;
	case W_NAPI:
		return is_own_object(p, c, f) ? "its own poll function calls it" :
						NULL;
	case W_WORK:
	case W_DWORK:
		if (is_own_object(p, c, f))
			return "the work itself calls it";
		return is_own_queue(p, c, f) ?
		       "a work on that queue calls it" : NULL;
	default:
		return NULL;
	}
}

/* Locks that the other side takes */

static const struct fn_facts *lock_facts(const char *name)
{
	char guard[64];
	size_t len = name ? strlen(name) : 0;

	if (len > 18 && len < sizeof(guard) && !strncmp(name, "class_", 6) &&
	    !strcmp(name + len - 12, "_constructor")) {
		memcpy(guard, name + 6, len - 18);
		guard[len - 18] = 0;
		return guard_facts_of(guard);
	}
	return facts_for(name);
}

/* The kernel takes RTNL around these. */
static bool is_under_rtnl(struct path *p)
{
	static const char *const members[] = {
		"ndo_open", "ndo_stop", "ndo_change_mtu",
		"ndo_set_mac_address", "ndo_set_features",
	};
	const char *type, *member;
	unsigned int i;

	member = callback_member(this_function(p), &type);
	if (!member || !type)
		return false;
	if (!strcmp(type, "ethtool_ops"))
		return true;
	for (i = 0; i < ARRAY_SIZE(members); i++)
		if (!strcmp(member, members[i]))
			return true;
	return false;
}

static bool takes_global(struct path *p, struct fact *f, struct position *since)
{
	if (section_has_global(p, f->word_id, since))
		return true;
	*since = this_function(p)->pos;
	return f->word_id == W_MUTEX && is_under_rtnl(p);
}

/* Does @call take a lock that @p holds? trylocks do not wait. */
static bool takes_held(struct path *p, struct expression *call,
		       struct position *since)
{
	const struct fn_facts *row = lock_facts(called_name(call));
	struct expression *arg;
	struct fact *f;

	for_each_fact(f, row) {
		if (f->kind != FACT_LOCK)
			continue;
		if (f->arg < 1 && takes_global(p, f, since))
			return true;
		if (f->arg < 1)
			continue;
		arg = nth_arg(call, f->arg);
		if (arg && place_key(arg) &&
		    section_has_key(p, place_key(arg), since))
			return true;
	}
	return false;
}

static bool flow_takes_held(struct path *p, struct flow *flow, int depth,
			    struct position *since);

static bool helper_takes_held(struct path *p, struct expression *call,
			      int depth, struct position *since)
{
	struct symbol *fn = called_symbol(call);

	if (fn && fn->definition)
		fn = fn->definition;
	if (!fn || depth >= MAX_HELPERS || !frontend_is_main(fn->pos) ||
	    !frontend_body(fn))
		return false;
	return flow_takes_held(p, flow_of(fn), depth + 1, since);
}

static bool flow_takes_held(struct path *p, struct flow *flow, int depth,
			    struct position *since)
{
	struct block *b;
	struct op *op;

	for (b = flow ? flow->all : NULL; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL &&
			    (takes_held(p, op->expr, since) ||
			     helper_takes_held(p, op->expr, depth, since)))
				return true;
	return false;
}

static struct symbol *file_function(struct ident *name)
{
	struct symbol *sym = lookup_symbol(name, NS_SYMBOL);

	if (sym && sym->definition)
		sym = sym->definition;
	return sym && frontend_body(sym) ? sym : NULL;
}

static void report_lock(struct path *p, struct call *c, struct entry *e,
			struct position since)
{
	struct diag *d;

	d = diag_new(SA0802, report_pos(p, c->pos),
		     "%s() waits for %s(), which wants a lock that is held here",
		     c->name, ident_str(e->fn));
	diag_note(d, report_pos(p, since), "the lock was taken here");
	diag_emit(d);
}

static struct entry *next_waited_for(struct call *c, struct fact *f,
				     struct entry *after)
{
	struct expression *arg = c->arg_expr[f->arg];

	if (f->word_id == W_IRQ)
		return entry_by_irq(value_key(arg), after);
	return entry_by_key(place_key(arg), after);
}

static void waits_for_lock(struct path *p, struct call *c, struct fact *f)
{
	struct entry *e = NULL;
	struct position since;
	struct symbol *fn;

	if (!section_has_lock(p) && !is_under_rtnl(p))
		return;
	while ((e = next_waited_for(c, f, e))) {
		fn = file_function(e->fn);
		if (!fn || !flow_takes_held(p, flow_of(fn), 0, &since))
			continue;
		report_lock(p, c, e, since);
		return;
	}
}

static struct fact *stop_fact(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_STOP);

	return f && f->arg >= 1 && f->arg <= c->nr_args ? f : NULL;
}

/* It stops nothing, and waits all the same. */
static bool synchronizes_irq(struct call *c)
{
	return c->name && !strcmp(c->name, "synchronize_irq") && c->nr_args == 1;
}

static const char *own_wait(struct path *p, struct call *c)
{
	struct fact *f = stop_fact(c);

	if (f)
		return waits_for_itself(p, c, f);
	return synchronizes_irq(c) && is_own_irq(p, c, 1) ?
	       "it is called by the handler it waits for" : NULL;
}

bool wait_is_own(struct path *p, struct call *c)
{
	return own_wait(p, c);
}

static void wait_call(struct path *p, struct call *c)
{
	struct fact *f = stop_fact(c);
	const char *what = own_wait(p, c);

	if (what) {
		report(p, c, what);
		return;
	}
	if (!f)
		return;
	/* Sleeping there at all is another mistake. */
	if (fact_has(c->facts, FACT_SLEEP) && is_atomic_here(p, NULL, NULL))
		return;
	waits_for_lock(p, c, f);
}

const struct rule rule_wait = {
	.name = "wait",
	.call = wait_call,
};
