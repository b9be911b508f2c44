// SPDX-License-Identifier: GPL-2.0
/*
 * rcu_dereference() outside every section. The macro leaves a variable of its
 * own and, whether or not the kernel has lockdep, the condition that lockdep
 * would check; both have the position of the macro.
 */
#include <string.h>

#include "entry.h"
#include "frontend.h"
#include "rules.h"
#include "section.h"

#define MAX_LINES	3	/* of one rcu_dereference_check() */

struct condition {
	bool rcu, srcu, other;
};

static bool same_place(struct position a, struct position b)
{
	return a.stream == b.stream && a.line == b.line && a.pos == b.pos;
}

static bool near(struct position a, struct position b)
{
	return a.stream == b.stream && b.line >= a.line &&
	       b.line <= a.line + MAX_LINES;
}

static void read_condition(struct condition *cond, const char *name, bool here)
{
	if (!name || !strstr(name, "held"))
		return;
	if (!strcmp(name, "srcu_read_lock_held"))
		cond->srcu |= here;
	else if (!strncmp(name, "rcu_read_lock", 13) && !strstr(name, "any"))
		cond->rcu |= here;
	else
		cond->other = true;
}

/* The calls that @sym, which the macro declared, has around it. */
static struct condition condition_of(struct flow *flow, struct symbol *sym)
{
	struct condition cond = { false, false, false };
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL && near(sym->pos, op->expr->pos))
				read_condition(&cond, called_name(op->expr),
					       same_place(sym->pos,
							  op->expr->pos));
	return cond;
}

/* Nobody holds rcu_read_lock() around a function that sleeps. */
static bool flow_sleeps(struct flow *flow)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL &&
			    fact_has(facts_for(called_name(op->expr)), FACT_SLEEP))
				return true;
	return false;
}

static struct flow *root_flow(struct path *p)
{
	struct frame *f = p->frame;

	while (f->up)
		f = f->up;
	return f->flow;
}

/* Nobody calls it under rcu_read_lock(), or says that one should. */
static bool stands_alone(struct symbol *fn)
{
	const char *name = fn->ident ? ident_str(fn->ident) : "";

	return fn->ctype.modifiers & MOD_STATIC && !entry_is_mentioned(fn) &&
	       !strstr(name, "rcu") && !strstr(name, "locked") &&
	       !frontend_comment(fn->pos, "rcu");
}

/* Is there proof that the caller has no section open either? */
static bool is_outside(struct path *p, int left)
{
	return section_depth(p, left) || entry_is_process(this_function(p)) ||
	       flow_sleeps(root_flow(p)) || stands_alone(this_function(p));
}

static void report(struct path *p, struct position pos, bool srcu)
{
	const struct cell *left = section_cell(p, srcu ? SECT_LEFT_SRCU :
							 SECT_LEFT_RCU);
	struct diag *d;

	d = diag_new(SA0703, report_pos(p, pos), "%s() outside of %s section",
		     srcu ? "srcu_dereference" : "rcu_dereference",
		     srcu ? "an SRCU" : "an RCU");
	if (left)
		diag_note(d, report_pos(p, left->born),
			  "the last section ended here");
	diag_emit(d);
}

static void reader_store(struct path *p, struct expression *expr,
			 struct value *ptr, struct value *val, struct value *old)
{
	struct symbol *sym = (struct symbol *)ptr->who;
	struct condition cond;

	if (expr || ptr->kind != V_ADDR || !ptr->name ||
	    strncmp(ptr->name, "__UNIQUE_ID_rcu", 15))
		return;
	cond = condition_of(p->frame->flow, sym);
	if (cond.other || (!cond.rcu && !cond.srcu))
		return;
	if (section_depth(p, SECT_SRCU) || section_protects(p) ||
	    section_has_lock(p))
		return;
	if (is_outside(p, cond.srcu ? SECT_LEFT_SRCU : SECT_LEFT_RCU))
		report(p, sym->pos, cond.srcu);
}

const struct rule rule_reader = {
	.name = "reader",
	.store = reader_store,
};
