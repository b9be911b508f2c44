/* SPDX-License-Identifier: GPL-2.0 */
/* The sections a path is in, the locks it holds, and what they are called. */
#ifndef SACHECK_SECTION_H
#define SACHECK_SECTION_H

#include "core.h"

/* Cells beside those of enum section, with the same kind of key. */
#define SECT_LEFT_RCU	(NR_SECTIONS + SECT_RCU)	/* one was left before */
#define SECT_LEFT_SRCU	(NR_SECTIONS + SECT_SRCU)

/* How deep @p is in sections of this kind. */
int section_depth(struct path *p, int kind);
const struct cell *section_cell(struct path *p, int kind);
/* The section that fact word @word enters: SECT_RCU, SECT_SRCU ... or -1. */
int section_of_word(enum fact_word word);
/* Readers of RCU are safe here without a section of their own. */
bool section_protects(struct path *p);
/* True if this path took a lock of any kind and still holds it. */
bool section_has_lock(struct path *p);
bool section_has_key(struct path *p, uint64_t key, struct position *since);
/* The same for the one lock of its kind that no argument names. */
bool section_has_global(struct path *p, enum fact_word word,
			struct position *since);

/*
 * A name for "member of struct", or for a global object, that is the same
 * wherever the source says it; 0 if @expr, a pointer, does not say it.
 */
uint64_t place_key(struct expression *expr);
/* The same for an expression that is loaded from there. */
uint64_t value_key(struct expression *expr);
struct expression *strip_casts(struct expression *expr);
/* The type @expr points into and the offset there; NULL if not known. */
struct symbol *place_type(struct expression *expr, long long *bits);
/* The call in this file that led to where @p is, or @call itself. */
struct expression *outer_call(struct path *p, struct expression *call);
/* wait.c: the call waits for what runs it, which is a report of its own. */
bool wait_is_own(struct path *p, struct call *c);

#endif
