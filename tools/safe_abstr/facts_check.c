// SPDX-License-Identifier: GPL-2.0
/*
 * Facts of one row that cannot both be true.
 */
#include "facts_internal.h"

enum same {
	SAME_ROW,	/* never in one row */
	SAME_ARG,	/* never of the same argument */
	SAME_CLASS,	/* never of the same class and argument */
	SAME_WORD,	/* never of the same word and argument */
};

static const struct {
	enum fact_kind a, b;
	enum same same;
} conflicts[] = {
	/* The result is new, or it is something that was there. */
	{ FACT_OWN, FACT_GET, SAME_ARG },
	{ FACT_OWN, FACT_GET_OK, SAME_ARG },
	{ FACT_OWN, FACT_BORROW, SAME_ROW },
	{ FACT_OWN, FACT_ALIAS, SAME_ROW },
	{ FACT_OWN, FACT_OWN, SAME_ROW },
	{ FACT_BORROW, FACT_ALIAS, SAME_ROW },
	/* An argument changes hands once. */
	{ FACT_MOVE, FACT_HOLD, SAME_ARG },
	{ FACT_MOVE, FACT_DROP, SAME_ARG },
	{ FACT_MOVE, FACT_PUT, SAME_ARG },
	{ FACT_MOVE, FACT_MOVE_OK, SAME_ARG },
	{ FACT_MOVE, FACT_MOVE_FAIL, SAME_ARG },
	{ FACT_MOVE_OK, FACT_MOVE_FAIL, SAME_ARG },
	{ FACT_MOVE_OK, FACT_DROP, SAME_ARG },
	{ FACT_MOVE_OK, FACT_HOLD, SAME_ARG },
	{ FACT_MOVE_FAIL, FACT_DROP, SAME_ARG },
	{ FACT_DROP, FACT_HOLD, SAME_ARG },
	{ FACT_DROP, FACT_PUT, SAME_CLASS },
	{ FACT_PUT, FACT_HOLD, SAME_ARG },
	{ FACT_GET, FACT_GET_OK, SAME_CLASS },
	/* One way to tell success. */
	{ FACT_OK, FACT_OK, SAME_ROW },
	{ FACT_OK, FACT_NEG, SAME_ROW },
	{ FACT_NULLOK, FACT_DEREF, SAME_ARG },
	{ FACT_ERROK, FACT_DEREF, SAME_ARG },
	{ FACT_LOCK, FACT_UNLOCK, SAME_WORD },
	{ FACT_LOCK, FACT_TRYLOCK, SAME_ARG },
	{ FACT_TRYLOCK, FACT_UNLOCK, SAME_ARG },
	{ FACT_ENTER, FACT_LEAVE, SAME_WORD },
	{ FACT_START, FACT_STOP, SAME_ARG },
	{ FACT_PUBLISH, FACT_UNPUBLISH, SAME_ARG },
	{ FACT_DMA_MAP, FACT_DMA_UNMAP, SAME_ROW },
	{ FACT_DMA_MAP_SG, FACT_DMA_UNMAP_SG, SAME_ROW },
	{ FACT_DMA_ALLOC, FACT_DMA_FREE, SAME_ROW },
	{ FACT_NORETURN, FACT_OWN, SAME_ROW },
	{ FACT_NORETURN, FACT_BORROW, SAME_ROW },
	{ FACT_NORETURN, FACT_NULL, SAME_ROW },
	{ FACT_NORETURN, FACT_ERR, SAME_ROW },
};

static bool equal_facts(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->arg == b->arg && a->arg2 == b->arg2 &&
	       a->arg3 == b->arg3 && a->arg4 == b->arg4 && a->cls == b->cls &&
	       a->word_id == b->word_id;
}

/* A state of an object says nothing of who owns the object. */
static bool is_state(const struct fact *f)
{
	return f->cls && f->cls->kind == CLASS_STATE;
}

static bool applies(enum same same, const struct fact *a, const struct fact *b)
{
	switch (same) {
	case SAME_ARG:
		return a->arg == b->arg && !is_state(a) && !is_state(b);
	case SAME_CLASS:
		return a->arg == b->arg && a->cls == b->cls;
	case SAME_WORD:
		return a->arg == b->arg && a->word_id == b->word_id;
	default:
		return true;
	}
}

static bool contradict(const struct fact *a, const struct fact *b)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(conflicts); i++)
		if (((conflicts[i].a == a->kind && conflicts[i].b == b->kind) ||
		     (conflicts[i].a == b->kind && conflicts[i].b == a->kind)) &&
		    applies(conflicts[i].same, a, b))
			return true;
	return false;
}

static void check_pair(const struct line *line, const struct fact *a,
		       const struct fact *b)
{
	if (equal_facts(a, b))
		fact_error(line, "'%s' is said twice", fact_keyword(a->kind));
	else if (contradict(a, b))
		fact_error(line, "contradictory facts: '%s' and '%s'",
			   fact_keyword(a->kind), fact_keyword(b->kind));
}

/* For each kind, a bit for each kind that it may be in conflict with. */
static const unsigned long long *conflict_masks(void)
{
	static unsigned long long masks[NR_FACT_KINDS];
	unsigned int i;

	if (masks[conflicts[0].a])
		return masks;
	for (i = 0; i < ARRAY_SIZE(conflicts); i++) {
		masks[conflicts[i].a] |= 1ull << conflicts[i].b;
		masks[conflicts[i].b] |= 1ull << conflicts[i].a;
	}
	return masks;
}

/* Most rows are let through here: all of them are read in every run. */
static bool may_conflict(const struct fact *list)
{
	const unsigned long long *masks = conflict_masks();
	unsigned long long kinds = 0, bit;

	for (; list; list = list->next) {
		bit = 1ull << list->kind;
		if (kinds & (bit | masks[list->kind]))
			return true;
		kinds |= bit;
	}
	return false;
}

void facts_check_row(const struct line *line, const struct fact *list)
{
	const struct fact *a, *b;

	if (!may_conflict(list))
		return;
	for (a = list; a; a = a->next)
		for (b = a->next; b; b = b->next)
			check_pair(line, a, b);
}
