/* SPDX-License-Identifier: GPL-2.0 */
/* Who calls the functions of a file from outside, and in which context. */
#ifndef SACHECK_ENTRY_H
#define SACHECK_ENTRY_H

#include "core.h"

struct entry {
	struct ident *fn;
	enum fact_word context;	/* W_PROCESS, W_SOFTIRQ, W_HARDIRQ */
	enum fact_word kind;	/* W_TIMER, W_WORK, W_IRQ ...; or W_NONE */
	const char *why;	/* "a timer callback" */
	uint64_t key;		/* the timer, work, irq number: see place_key() */
	struct entry *next;
};

/* All entries of @fn, of which there may be none or several. */
struct entry *entry_first(struct symbol *fn);
struct entry *entry_next(struct entry *e);
/* The function that runs what is at @key, of this kind. */
struct entry *entry_by_key(uint64_t key, struct entry *after);
/* The same for threads of the interrupt whose number is at @key. */
struct entry *entry_by_irq(uint64_t key, struct entry *after);
bool entry_is_process(struct symbol *fn);
/* True if the file has exactly one interrupt handler. */
bool entry_one_irq(void);
/* The queue that the work at @key was queued on, as a key, or 0. */
uint64_t entry_queue_of(uint64_t key);
/* Does the file call @fn or give it away? */
bool entry_is_mentioned(struct symbol *fn);
void entries_collect(struct symbol_list *list);

#endif
