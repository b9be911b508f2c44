/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_USER_H
#define SACHECK_USER_H

#include "core.h"

/* Part of a variable, or of what a pointer variable points to. */
struct place {
	struct symbol *sym;	/* NULL: not known */
	long long lo, hi;	/* bits; hi 0: to the end */
	bool through;		/* what the pointer sym points to */
	bool scalar;
};

/* What a function does with a place that it fetched for the second time. */
struct second {
	struct place at;
	struct expression *by;	/* the call that fetches it; NULL: get_user() */
	bool used, passed, compared, overwritten;
};

/* The place that address @expr names. */
struct place place_of(struct expression *expr);
/* The place that @val_gu or the result of @call is assigned to in @flow. */
struct place place_assigned(struct flow *flow, struct symbol *val_gu,
			    struct expression *call);
void second_scan(struct flow *flow, struct second *s);

static inline struct value *user_arg(struct call *c, int nr)
{
	return nr >= 1 && nr <= c->nr_args ? c->arg[nr] : NULL;
}

/*
 * SLOT_INIT cells are by the object's address: num is the set of written bits,
 * other the size it was allocated with, third a length that was written from
 * count bytes on. An object on the stack without a cell is unwritten.
 */
/* True if @obj is watched; @cell is what is known of it. */
bool uninit_lookup(struct path *p, struct value *obj, struct cell *cell);
void uninit_write_all(struct path *p, struct value *obj);
/* Something was written, and nobody knows where. */
bool uninit_is_blind(struct path *p);
/* Argument @nr of @c goes to user space, argument @len_nr bytes of it. */
void uninit_check_out(struct path *p, struct call *c, int nr, int len_nr);

/* Sets of bits that were written; by number, as cells hold numbers. */
#define BYTES_ALL	0
#define BYTES_NONE	1

void bytes_reset(void);
unsigned int bytes_add(unsigned int set, long long lo, long long hi);
/* The first bit in [@lo, @hi) that is not in @set, or -1. */
long long bytes_gap(unsigned int set, long long lo, long long hi);

/* The loop that counts @phi ends by tests of its counter alone. */
bool loop_ends_by_count(struct path *p, struct value *phi);
/* The loop counter that @v is made of, or NULL. */
struct value *loop_counter(struct value *v);

#endif
