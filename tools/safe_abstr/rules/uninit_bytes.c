// SPDX-License-Identifier: GPL-2.0
/* Sets of written bits, and the loops that write them. */
#include <stdlib.h>
#include <string.h>

#include "token.h"
#include "user.h"

#define MAX_EXTENTS	24
#define MAX_SETS	2048

struct extent {
	long long lo, hi;
};

struct set {
	unsigned int nr;
	struct extent e[MAX_EXTENTS];
};

static struct set *sets;
static unsigned int nr_sets, max_sets;

void bytes_reset(void)
{
	nr_sets = BYTES_NONE + 1;
}

static const struct set *set_at(unsigned int nr)
{
	static const struct set none;

	return nr > BYTES_NONE && nr < nr_sets ? &sets[nr] : &none;
}

static unsigned int number_of(const struct set *s)
{
	unsigned int i;

	for (i = BYTES_NONE + 1; i < nr_sets; i++)
		if (sets[i].nr == s->nr &&
		    !memcmp(sets[i].e, s->e, s->nr * sizeof(s->e[0])))
			return i;
	if (nr_sets >= MAX_SETS)
		return BYTES_ALL;
	if (nr_sets >= max_sets) {
		max_sets = max_sets ? 2 * max_sets : 64;
		sets = realloc(sets, max_sets * sizeof(*sets));
		if (!sets)
			die("out of memory");
	}
	sets[nr_sets] = *s;
	return nr_sets++;
}

/* Too many extents to remember count as all. */
unsigned int bytes_add(unsigned int nr, long long lo, long long hi)
{
	const struct set *old = set_at(nr);
	struct set s = { 0 };
	unsigned int i;

	if (nr == BYTES_ALL)
		return BYTES_ALL;
	for (i = 0; i < old->nr && old->e[i].hi < lo; i++)
		s.e[s.nr++] = old->e[i];
	for (; i < old->nr && old->e[i].lo <= hi; i++) {
		lo = old->e[i].lo < lo ? old->e[i].lo : lo;
		hi = old->e[i].hi > hi ? old->e[i].hi : hi;
	}
	if (s.nr + 1 + (old->nr - i) > MAX_EXTENTS)
		return BYTES_ALL;
	s.e[s.nr].lo = lo;
	s.e[s.nr++].hi = hi;
	for (; i < old->nr; i++)
		s.e[s.nr++] = old->e[i];
	return number_of(&s);
}

long long bytes_gap(unsigned int nr, long long lo, long long hi)
{
	const struct set *s = set_at(nr);
	unsigned int i;

	if (nr == BYTES_ALL)
		return -1;
	for (i = 0; i < s->nr; i++)
		if (s->e[i].lo <= lo && s->e[i].hi > lo)
			lo = s->e[i].hi;
	return lo < hi ? lo : -1;
}

/* Loops */

struct value *loop_counter(struct value *v)
{
	while (v->kind == V_OP)
		v = v->a;
	if (v->kind != V_PHI || !((struct block *)v->who)->loop_head)
		return NULL;
	return v;
}

struct loop {
	struct flow *flow;
	struct block *head;
	char *inside;		/* by number: 1 yes, 2 no, 3 being asked */
};

static bool is_inside(struct loop *l, struct block *b);

static bool leads_inside(struct loop *l, struct block *b)
{
	struct flow_case *c;
	bool yes = false;

	yes |= b->succ[0] && is_inside(l, b->succ[0]);
	yes |= b->succ[1] && is_inside(l, b->succ[1]);
	for (c = b->cases; c; c = c->next)
		yes |= is_inside(l, c->target);
	return yes;
}

/* Can it come back to the head? Blocks before the head are outside. */
static bool is_inside(struct loop *l, struct block *b)
{
	bool yes;

	if (b == l->head)
		return true;
	if (b->nr < l->head->nr)
		return false;
	if (!l->inside[b->nr]) {
		l->inside[b->nr] = 3;
		yes = leads_inside(l, b);
		l->inside[b->nr] = yes ? 1 : 2;
	}
	return l->inside[b->nr] == 1;
}

static bool names(struct expression *e, struct symbol *sym)
{
	if (!e)
		return false;
	switch (e->type) {
	case EXPR_SYMBOL:
		return e->symbol == sym;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		return names(e->unop, sym);
	case EXPR_CAST:
	case EXPR_IMPLIED_CAST:
	case EXPR_FORCE_CAST:
		return names(e->cast_expression, sym);
	case EXPR_BINOP:
	case EXPR_COMPARE:
		return names(e->left, sym) || names(e->right, sym);
	default:
		return false;
	}
}

static bool returns_at_once(struct block *b)
{
	unsigned int n;

	for (n = 0; b && n < 4; n++) {
		if (b->exit == EXIT_RETURN || b->exit == EXIT_STOP)
			return true;
		if (b->exit != EXIT_JUMP)
			return false;
		b = b->succ[0];
	}
	return false;
}

static bool leaves_by_count(struct loop *l, struct block *b, struct symbol *sym)
{
	unsigned int i;

	if (b->exit == EXIT_SWITCH)
		return false;
	for (i = 0; i < 2; i++) {
		struct block *to = b->succ[i];

		if (!to || is_inside(l, to) || returns_at_once(to))
			continue;
		if (b->exit != EXIT_BRANCH || !names(b->cond, sym))
			return false;
	}
	return true;
}

bool loop_ends_by_count(struct path *p, struct value *phi)
{
	struct symbol *sym = val_local(val_base(loc_ptr(phi->num)));
	struct loop l = {
		.flow = p->frame->flow, .head = (struct block *)phi->who,
	};
	unsigned int i;
	bool yes = sym;

	l.inside = calloc(l.flow->nr_blocks, 1);
	if (!l.inside)
		die("out of memory");
	/* Is it a loop of this function, and not of an inlined one? */
	yes = yes && l.head->nr < l.flow->nr_blocks &&
	      l.flow->order[l.head->nr] == l.head;
	for (i = 0; yes && i < l.flow->nr_blocks; i++)
		if (is_inside(&l, l.flow->order[i]))
			yes = leaves_by_count(&l, l.flow->order[i], sym);
	free(l.inside);
	return yes;
}
