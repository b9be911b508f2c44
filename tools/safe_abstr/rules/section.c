// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps which sections a path is in and which locks it holds. No rule of its
 * own; runs after those that ask, so they see how it was before the event.
 */
#include <string.h>

#include "frontend.h"
#include "rules.h"
#include "section.h"

#define FIRST_GLOBAL	(2 * NR_SECTIONS)	/* keys of global locks */

const struct cell *section_cell(struct path *p, int kind)
{
	return cell_get(&p->st, val_section(kind), SLOT_SECTION);
}

int section_depth(struct path *p, int kind)
{
	const struct cell *c = section_cell(p, kind);

	return c ? c->count : 0;
}

bool section_protects(struct path *p)
{
	static const int kinds[] = {
		SECT_RCU, SECT_IRQ_OFF, SECT_BH_OFF, SECT_PREEMPT_OFF,
		SECT_SPIN, SECT_HARDIRQ, SECT_SOFTIRQ,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (section_depth(p, kinds[i]))
			return true;
	return false;
}

/* What the source calls a place */

static bool is_alias(struct expression *call)
{
	const char *name = called_name(call);

	return name && !strcmp(name, "spinlock_check");
}

struct expression *strip_casts(struct expression *expr)
{
	while (expr) {
		if (expr->type == EXPR_CAST || expr->type == EXPR_FORCE_CAST ||
		    expr->type == EXPR_IMPLIED_CAST)
			expr = expr->cast_expression;
		else if (expr->type == EXPR_CALL && is_alias(expr))
			expr = first_expression(expr->args);
		else
			break;
	}
	return expr;
}

struct symbol *place_type(struct expression *expr, long long *bits)
{
	struct expression *e = strip_casts(expr);

	*bits = 0;
	while (e && e->type == EXPR_BINOP && e->op == '+' && e->right &&
	       e->right->type == EXPR_VALUE) {
		*bits += e->right->value * 8LL;
		e = strip_casts(e->left);
	}
	if (!e)
		return NULL;
	return bare_type(e->type == EXPR_SYMBOL ? e->symbol : pointee(e->ctype));
}

static struct symbol *place_symbol(struct expression *expr)
{
	struct expression *e = strip_casts(expr);

	while (e && e->type == EXPR_BINOP && e->op == '+')
		e = strip_casts(e->left);
	return e && e->type == EXPR_SYMBOL ? e->symbol : NULL;
}

uint64_t place_key(struct expression *expr)
{
	struct symbol *sym = place_symbol(expr), *type;
	long long bits;

	type = place_type(expr, &bits);
	if (sym)
		return (uintptr_t)sym * 31 + bits + 1;
	if (!type || !is_struct(type))
		return 0;
	/* A pointer to a work is any work; a member of something is that. */
	if (strip_casts(expr)->type != EXPR_BINOP)
		return 0;
	return (uintptr_t)type * 31 + bits + 1;
}

uint64_t value_key(struct expression *expr)
{
	expr = strip_casts(expr);
	if (!expr || expr->type != EXPR_PREOP || expr->op != '*')
		return 0;
	return place_key(expr->unop);
}

struct expression *outer_call(struct path *p, struct expression *call)
{
	struct frame *f = p->frame;

	while (f->up && f->call && !frontend_is_main(f->flow->fn->pos)) {
		call = f->call;
		f = f->up;
	}
	return call;
}

/* Held locks: by address, with the key of the place as number */

struct lock_search {
	uint64_t key;
	struct position since;
	bool found;
};

static bool match_lock(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *c)
{
	struct lock_search *s = ctx;

	if (slot != SLOT_SECTION || c->maybe ||
	    (val->kind == V_SECTION && val->num < FIRST_GLOBAL))
		return true;
	if (s->key && (uint64_t)c->num != s->key)
		return true;
	s->found = true;
	s->since = c->born;
	return false;
}

bool section_has_key(struct path *p, uint64_t key, struct position *since)
{
	struct lock_search s = { .key = key };

	cell_each(&p->st, match_lock, &s);
	if (s.found && since)
		*since = s.since;
	return s.found;
}

bool section_has_lock(struct path *p)
{
	return section_has_key(p, 0, NULL);
}

bool section_has_global(struct path *p, enum fact_word word,
			struct position *since)
{
	const struct cell *c = cell_get(&p->st, val_section(FIRST_GLOBAL + word),
					SLOT_SECTION);

	if (!c || c->maybe)
		return false;
	*since = c->born;
	return true;
}

static uint64_t lock_key(struct path *p, struct call *c, int nr)
{
	struct expression *call = outer_call(p, c->expr);
	uint64_t key = 0;

	if (call == c->expr)
		key = nr ? place_key(c->arg_expr[nr]) : 0;
	else if (call->type == EXPR_CALL)
		key = place_key(first_expression(call->args));
	return key;
}

/* Argument 0: the one lock of its kind that no argument names. */
static struct value *lock_value(struct call *c, struct fact *f)
{
	if (f->arg == 0)
		return val_section(FIRST_GLOBAL + f->word_id);
	return f->arg >= 1 && f->arg <= c->nr_args ? c->arg[f->arg] : NULL;
}

static void hold_lock(struct path *p, struct call *c, struct fact *f)
{
	struct value *val = lock_value(c, f);
	struct cell cell = {
		.status = ST_LIVE, .count = 1, .born = c->pos,
		.born_by = c->name,
	};

	if (!val)
		return;
	cell.num = lock_key(p, c, f->arg);
	cell_set(&p->st, val, SLOT_SECTION, cell);
}

/* Sections */

int section_of_word(enum fact_word word)
{
	switch (word) {
	case W_RCU:
	case W_RCU_BH:
	case W_RCU_SCHED:
		return SECT_RCU;
	case W_SRCU:
		return SECT_SRCU;
	case W_IRQ_OFF:
	case W_IRQSAVE:
		return SECT_IRQ_OFF;
	case W_BH_OFF:
		return SECT_BH_OFF;
	case W_PREEMPT_OFF:
		return SECT_PREEMPT_OFF;
	default:
		return -1;
	}
}

static void section_set(struct path *p, struct call *c, int kind, int count)
{
	const struct cell *old = section_cell(p, kind);
	struct cell cell = { .status = ST_LIVE, .born = c->pos,
			     .born_by = c->name };

	if (count <= 0) {
		cell_del(&p->st, val_section(kind), SLOT_SECTION);
		return;
	}
	if (old)
		cell = *old;
	cell.count = count;
	cell_set(&p->st, val_section(kind), SLOT_SECTION, cell);
}

static void section_add(struct path *p, struct call *c, int kind)
{
	section_set(p, c, kind, section_depth(p, kind) + 1);
}

static void section_sub(struct path *p, struct call *c, int kind)
{
	section_set(p, c, kind, section_depth(p, kind) - 1);
}

/* local_irq_disable() and spin_lock_irq() do not nest. */
static void irqs_off(struct path *p, struct call *c, bool nests)
{
	if (nests || !section_depth(p, SECT_IRQ_OFF))
		section_add(p, c, SECT_IRQ_OFF);
}

static void irqs_on(struct path *p, struct call *c, bool nests)
{
	if (nests)
		section_sub(p, c, SECT_IRQ_OFF);
	else
		section_set(p, c, SECT_IRQ_OFF, 0);
}

static void enter_word(struct path *p, struct call *c, enum fact_word word)
{
	int kind = section_of_word(word);

	if (kind == SECT_IRQ_OFF)
		irqs_off(p, c, word == W_IRQSAVE);
	else if (kind >= 0)
		section_add(p, c, kind);
	if (word == W_RCU_BH)
		section_add(p, c, SECT_BH_OFF);
}

static void leave_word(struct path *p, struct call *c, enum fact_word word)
{
	int kind = section_of_word(word);

	if (kind == SECT_IRQ_OFF)
		irqs_on(p, c, word == W_IRQSAVE);
	else if (kind >= 0)
		section_sub(p, c, kind);
	if (word == W_RCU_BH)
		section_sub(p, c, SECT_BH_OFF);
	if (kind == SECT_RCU || kind == SECT_SRCU)
		section_set(p, c, NR_SECTIONS + kind, 1);
}

static bool is_spinning(enum fact_word word)
{
	return word >= W_SPIN && word <= W_BIT_SPIN;
}

static void also(struct path *p, struct call *c, enum fact_word word, bool on)
{
	switch (word) {
	case W_SPIN_IRQ: case W_RAW_SPIN_IRQ: case W_READ_IRQ:
	case W_WRITE_IRQ: case W_SEQ_IRQ:
		(on ? irqs_off : irqs_on)(p, c, false);
		break;
	case W_SPIN_IRQSAVE: case W_RAW_SPIN_IRQSAVE: case W_READ_IRQSAVE:
	case W_WRITE_IRQSAVE: case W_SEQ_IRQSAVE:
		(on ? irqs_off : irqs_on)(p, c, true);
		break;
	case W_SPIN_BH: case W_RAW_SPIN_BH: case W_READ_BH: case W_WRITE_BH:
	case W_SEQ_BH:
		(on ? section_add : section_sub)(p, c, SECT_BH_OFF);
		break;
	default:
		break;
	}
}

static void lock_word(struct path *p, struct call *c, struct fact *f)
{
	hold_lock(p, c, f);
	if (!is_spinning(f->word_id))
		return;
	section_add(p, c, SECT_SPIN);
	also(p, c, f->word_id, true);
}

/* An unlock under another name must not leave the path atomic for ever. */
static void unlock_word(struct path *p, struct call *c, struct fact *f)
{
	struct value *val = lock_value(c, f);

	if (val)
		cell_del(&p->st, val, SLOT_SECTION);
	if (!is_spinning(f->word_id))
		return;
	/* Without SMP, taking a spinlock leaves no more than this. */
	section_sub(p, c, section_depth(p, SECT_SPIN) ? SECT_SPIN :
							SECT_PREEMPT_OFF);
	also(p, c, f->word_id, false);
}

/* Functions that are not looked into */

static bool doubt_cell(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *c)
{
	struct path *p = ctx;
	struct cell cell = *c;

	if (slot != SLOT_SECTION || c->maybe)
		return true;
	cell.maybe = true;
	cell_set(&p->st, val, slot, cell);
	return true;
}

static bool flow_unlocks(struct flow *flow)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			const struct fn_facts *f;

			if (op->kind != OP_CALL)
				continue;
			f = facts_for(called_name(op->expr));
			if (fact_has(f, FACT_UNLOCK) || fact_has(f, FACT_LEAVE))
				return true;
		}
	return false;
}

static bool may_unlock(struct call *c)
{
	struct symbol *fn = c->fn;
	struct flow *flow;

	if (c->name && (strstr(c->name, "unlock") || strstr(c->name, "release")))
		return true;
	if (!fn)
		return false;
	if (fn->definition)
		fn = fn->definition;
	if (!frontend_is_main(fn->pos) || !frontend_body(fn))
		return false;
	flow = flow_of(fn);
	return flow && flow_unlocks(flow);
}

/* lockdep_assert_held(), ASSERT_RTNL(): the caller holds something. */
static void assume_lock(struct path *p)
{
	struct cell cell = { .status = ST_LIVE, .count = 1, .born = p->pos };

	cell_set(&p->st, val_section(FIRST_GLOBAL), SLOT_SECTION, cell);
}

/* The assertions look at this first. */
static void section_access(struct path *p, struct expression *expr,
			   struct value *ptr, bool write)
{
	if (ptr->kind == V_ADDR && ptr->name &&
	    !strcmp(ptr->name, "debug_locks"))
		assume_lock(p);
}

static void section_call(struct path *p, struct call *c)
{
	if (c->name && (!strcmp(c->name, "rtnl_is_locked") ||
			!strcmp(c->name, "lockdep_rtnl_is_held") ||
			!strncmp(c->name, "lock_is_held", 12) ||
			!strcmp(c->name, "lockdep_is_held")))
		assume_lock(p);
}

static void section_done(struct path *p, struct call *c)
{
	struct state was = p->st;
	struct fact *f;

	if (!c->facts && may_unlock(c))
		cell_each(&was, doubt_cell, p);
	for_each_fact(f, c->facts) {
		if (f->kind == FACT_ENTER && c->ok)
			enter_word(p, c, f->word_id);
		else if (f->kind == FACT_LEAVE)
			leave_word(p, c, f->word_id);
		else if ((f->kind == FACT_LOCK || f->kind == FACT_TRYLOCK) && c->ok)
			lock_word(p, c, f);
		else if (f->kind == FACT_UNLOCK)
			unlock_word(p, c, f);
	}
}

const struct rule rule_section = {
	.name = "section",
	.access = section_access,
	.call = section_call,
	.done = section_done,
};
