// SPDX-License-Identifier: GPL-2.0
/*
 * "if (x->flag) lock(); ... if (x->flag) unlock();": a call between the two may
 * have changed the flag, as far as the values tell. The source says it did not.
 */
#include "lock.h"
#include "section.h"
#include "token.h"

#define MAX_CONDS	8
#define MAX_EVENTS	64

struct conds {
	struct expression *cond[MAX_CONDS];
	struct expression *label[MAX_CONDS];	/* of a switch, the last case */
	bool truth[MAX_CONDS];
	unsigned int nr;
};

static bool same_list(struct expression_list *a, struct expression_list *b);

static bool same_expr(struct expression *a, struct expression *b)
{
	a = strip_casts(a);
	b = strip_casts(b);
	if (a == b)
		return true;
	if (!a || !b || a->type != b->type)
		return false;
	switch (a->type) {
	case EXPR_VALUE:
		return a->value == b->value;
	case EXPR_SYMBOL:
		return a->symbol == b->symbol;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		return a->op == b->op && same_expr(a->unop, b->unop);
	case EXPR_BINOP:
	case EXPR_LOGICAL:
	case EXPR_COMPARE:
		return a->op == b->op && same_expr(a->left, b->left) &&
		       same_expr(a->right, b->right);
	case EXPR_CALL:
		return same_expr(a->fn, b->fn) && same_list(a->args, b->args);
	default:
		return false;
	}
}

static bool same_list(struct expression_list *a, struct expression_list *b)
{
	struct expression *x, *y;
	bool same = true;

	if (expression_list_size(a) != expression_list_size(b))
		return false;
	PREPARE_PTR_LIST(b, y);
	FOR_EACH_PTR(a, x) {
		same = same && same_expr(x, y);
		NEXT_PTR_LIST(y);
	} END_FOR_EACH_PTR(x);
	FINISH_PTR_LIST(y);
	return same;
}

/* What a call could change: memory that is not a local variable, results. */
static bool reads_memory(struct expression *e)
{
	e = strip_casts(e);
	if (!e)
		return false;
	switch (e->type) {
	case EXPR_CALL:
		return true;
	case EXPR_PREOP:
		if (e->op == '*')
			return strip_casts(e->unop)->type != EXPR_SYMBOL ||
			       (strip_casts(e->unop)->symbol->ctype.modifiers &
				MOD_TOPLEVEL);
		return reads_memory(e->unop);
	case EXPR_BINOP:
	case EXPR_LOGICAL:
	case EXPR_COMPARE:
		return reads_memory(e->left) || reads_memory(e->right);
	default:
		return false;
	}
}

/* The conditions around the last statement that begins before a position */

struct search {
	struct position pos;
	struct conds now, found;
	struct expression **label;	/* of the switch that is visited */
};

static void visit(struct search *s, struct statement *stmt);

static void visit_if(struct search *s, struct statement *stmt)
{
	struct conds *c = &s->now;
	unsigned int nr = c->nr;

	if (nr == MAX_CONDS)
		return;
	c->cond[nr] = stmt->if_conditional;
	c->label[nr] = NULL;
	c->nr++;
	c->truth[nr] = true;
	visit(s, stmt->if_true);
	c->truth[nr] = false;
	visit(s, stmt->if_false);
	c->nr = nr;
}

static void visit_switch(struct search *s, struct statement *stmt)
{
	struct expression **outer = s->label;
	struct conds *c = &s->now;
	unsigned int nr = c->nr;

	if (nr == MAX_CONDS)
		return;
	c->cond[nr] = stmt->switch_expression;
	c->label[nr] = NULL;
	c->truth[nr] = true;
	c->nr++;
	s->label = &c->label[nr];
	visit(s, stmt->switch_statement);
	s->label = outer;
	c->nr = nr;
}

static void visit_case(struct search *s, struct statement *stmt)
{
	if (s->label)
		*s->label = stmt->case_expression;
	visit(s, stmt->case_statement);
}

static bool is_before(struct position a, struct position b)
{
	return a.stream == b.stream &&
	       (a.line < b.line || (a.line == b.line && a.pos <= b.pos));
}

static void visit(struct search *s, struct statement *stmt)
{
	struct statement *sub;

	if (!stmt)
		return;
	switch (stmt->type) {
	case STMT_IF:
		visit_if(s, stmt);
		break;
	case STMT_COMPOUND:
		FOR_EACH_PTR(stmt->stmts, sub) {
			visit(s, sub);
		} END_FOR_EACH_PTR(sub);
		break;
	case STMT_ITERATOR:
		visit(s, stmt->iterator_statement);
		break;
	case STMT_LABEL:
		visit(s, stmt->label_statement);
		break;
	case STMT_CASE:
		visit_case(s, stmt);
		break;
	case STMT_SWITCH:
		visit_switch(s, stmt);
		break;
	default:
		if (is_before(stmt->pos, s->pos))
			s->found = s->now;
		break;
	}
}

static bool same_condition(struct symbol *fn, struct position a,
			   struct position b)
{
	struct search sa = { .pos = a }, sb = { .pos = b };
	struct conds *x = &sa.found, *y = &sb.found;
	unsigned int i, k;

	visit(&sa, fn_body(fn));
	visit(&sb, fn_body(fn));
	for (i = 0; i < x->nr; i++)
		for (k = 0; k < y->nr; k++)
			if (x->truth[i] == y->truth[k] &&
			    x->cond[i] != y->cond[k] &&
			    same_expr(x->label[i], y->label[k]) &&
			    reads_memory(x->cond[i]) &&
			    same_expr(x->cond[i], y->cond[k]))
				return true;
	return false;
}

/* Where the function takes and gives back which lock */

static struct {
	struct value *key;
	struct symbol *fn;	/* of this file, that the call is in */
	struct position pos;
	struct position outer;	/* in the function under analysis */
	bool take;
} events[MAX_EVENTS];

static unsigned int nr_events;

void lock_events_reset(void)
{
	nr_events = 0;
}

static struct position outer_pos(struct path *p)
{
	struct position pos = p->pos;
	struct frame *f;

	for (f = p->frame; f->up; f = f->up)
		pos = f->pos;
	return pos;
}

static bool same_place(struct position a, struct position b)
{
	return a.line == b.line && a.pos == b.pos;
}

void lock_event(struct path *p, struct value *key, bool take)
{
	struct position pos = report_pos(p, p->pos);
	struct position outer = outer_pos(p);
	unsigned int i;

	for (i = 0; i < nr_events; i++)
		if (events[i].key == key && events[i].take == take &&
		    same_place(events[i].pos, pos) &&
		    same_place(events[i].outer, outer))
			return;
	if (nr_events == MAX_EVENTS)
		return;
	events[nr_events].key = key;
	events[nr_events].fn = main_function(p);
	events[nr_events].pos = pos;
	events[nr_events].outer = outer;
	events[nr_events++].take = take;
}

bool lock_is_given_here(struct value *key)
{
	unsigned int i;

	for (i = 0; i < nr_events; i++)
		if (events[i].key == key && !events[i].take)
			return true;
	return false;
}

static bool are_twins(struct symbol *fn, unsigned int a, unsigned int b)
{
	if (events[a].key != events[b].key || events[a].take == events[b].take)
		return false;
	return (events[a].fn == events[b].fn &&
		same_condition(events[a].fn, events[a].pos, events[b].pos)) ||
	       same_condition(fn, events[a].outer, events[b].outer);
}

bool lock_has_twin(struct symbol *fn, struct value *key)
{
	unsigned int i, k;

	for (i = 0; i < nr_events; i++)
		for (k = 0; events[i].key == key && k < i; k++)
			if (are_twins(fn, i, k))
				return true;
	return false;
}
