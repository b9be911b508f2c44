// SPDX-License-Identifier: GPL-2.0
/* Calls that may sleep where nothing may. */
#include <stdio.h>
#include <string.h>

#include "entry.h"
#include "frontend.h"
#include "rules.h"
#include "section.h"

static const struct {
	int kind;
	const char *why;
} atomic_sections[] = {
	{ SECT_SPIN, "a spinlock is held" },
	{ SECT_IRQ_OFF, "interrupts are off" },
	{ SECT_RCU, "this is an RCU read-side section" },
	{ SECT_BH_OFF, "bottom halves are off" },
	{ SECT_PREEMPT_OFF, "preemption is off" },
	{ SECT_HARDIRQ, NULL },
	{ SECT_SOFTIRQ, NULL },
};

static const struct cell *atomic_cell(struct path *p, const char **why)
{
	const struct cell *c;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(atomic_sections); i++) {
		c = section_cell(p, atomic_sections[i].kind);
		if (!c || c->count <= 0 || c->maybe)
			continue;
		*why = atomic_sections[i].why;
		if (!*why)
			*why = c->born_by;
		return c;
	}
	return NULL;
}

bool is_atomic_here(struct path *p, struct position *since, const char **why)
{
	const char *text;
	const struct cell *c = atomic_cell(p, &text);

	if (!c)
		return false;
	if (since)
		*since = c->born;
	if (why)
		*why = text;
	return true;
}

/* A function that the kernel calls in atomic context begins. */
static void context_enter(struct path *p, struct symbol *fn)
{
	struct cell cell = { .status = ST_LIVE, .count = 1, .born = fn->pos };
	struct entry *e;

	for (e = entry_first(fn); e; e = entry_next(e)) {
		if (e->context == W_PROCESS)
			continue;
		cell.born_by = e->why;
		cell_set(&p->st, val_section(e->context == W_HARDIRQ ?
					     SECT_HARDIRQ : SECT_SOFTIRQ),
			 SLOT_SECTION, cell);
		return;
	}
}

/* From here on it is unknown, or was said, that this path is atomic. */
static void doubt(struct path *p)
{
	struct value *key;
	struct cell cell;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(atomic_sections); i++) {
		key = val_section(atomic_sections[i].kind);
		if (!cell_get(&p->st, key, SLOT_SECTION))
			continue;
		cell = *cell_get(&p->st, key, SLOT_SECTION);
		cell.maybe = true;
		cell_set(&p->st, key, SLOT_SECTION, cell);
	}
}

/* fsleep() of a short time is a busy wait. */
static bool is_short(struct call *c)
{
	return !strcmp(c->name, "fsleep") && c->nr_args == 1 &&
	       c->arg[1]->kind == V_INT && c->arg[1]->num <= 10;
}

static bool sleeps(struct call *c)
{
	struct fact *f;

	if (!c->facts || is_short(c))
		return false;
	if (fact_has(c->facts, FACT_SLEEP))
		return true;
	f = fact_find(c->facts, FACT_GFP);
	return f && f->arg >= 1 && f->arg <= c->nr_args &&
	       c->arg[f->arg]->kind == V_INT &&
	       frontend_sleeps(c->arg[f->arg]->num);
}

/* Code that asks where it runs knows better than we do. */
static bool asks(struct path *p, struct call *c)
{
	static const char *const names[] = {
		"preempt_count", "in_task", "in_interrupt", "in_atomic",
		"irqs_disabled", "rcu_preempt_depth", "arch_local_save_flags",
	};
	unsigned int i;

	if (!c->name || !frontend_is_main(p->frame->flow->fn->pos))
		return false;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(names[i], c->name))
			return true;
	return false;
}

static const char *said_name(struct path *p, struct call *c)
{
	struct expression *call = outer_call(p, c->expr);
	const char *name = NULL;

	if (call->type == EXPR_CALL)
		name = called_name(call);
	if (!name)
		name = c->name;
	return !strncmp(name, "__might", 7) ? "this" : plain_name(name);
}

static void report(struct path *p, struct call *c, const struct cell *since,
		   const char *why)
{
	bool entry = section_cell(p, SECT_HARDIRQ) == since ||
		     section_cell(p, SECT_SOFTIRQ) == since;
	const char *name = said_name(p, c), *call = strcmp(name, "this") ? "()" : "";
	struct diag *d;

	if (entry)
		d = diag_new(SA0801, report_pos(p, c->pos),
			     "%s%s may sleep, but it runs in %s", name, call, why);
	else
		d = diag_new(SA0801, report_pos(p, c->pos),
			     "%s%s may sleep, but %s", name, call, why);
	diag_note(d, report_pos(p, since->born),
		  entry ? "this is called in atomic context" :
			  "atomic from here on");
	diag_emit(d);
	doubt(p);
}

static void context_call(struct path *p, struct call *c)
{
	const struct cell *since;
	const char *why;

	if (asks(p, c))
		doubt(p);
	if (!sleeps(c) || wait_is_own(p, c))
		return;
	since = atomic_cell(p, &why);
	if (since)
		report(p, c, since, why);
}

/* A flag that says whether sleeping is allowed: believe those who read it. */
static void context_access(struct path *p, struct expression *expr,
			   struct value *ptr, bool write)
{
	const char *name = expr->ctype ? ident_str(expr->ctype->ident) : NULL;
	struct value *val;

	if (write || !name || is_pointer(expr->ctype))
		return;
	if (!strstr(name, "sleep") && !strstr(name, "atomic"))
		return;
	if (is_struct(expr->ctype) || !is_atomic_here(p, NULL, NULL))
		return;
	val = mem_get(&p->st, ptr);
	if (!val || val->kind != V_INT)
		doubt(p);
}

static void context_file(struct symbol_list *list)
{
	entries_collect(list);
}

const struct rule rule_context = {
	.name = "context",
	.enter = context_enter,
	.call = context_call,
	.access = context_access,
	.file = context_file,
};
