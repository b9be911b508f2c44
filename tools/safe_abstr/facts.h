/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_FACTS_H
#define SA_FACTS_H

#include <stdbool.h>

#define FACT_ARG_MAX	15
#define FACT_WHOLE	(-1)	/* write=N:* */
#define FACT_NONE	(-2)	/* no such argument in the fact */

enum fact_kind {
#define FACT(symbol, keyword, form, least, most) FACT_##symbol,
#include "facts.def"
	NR_FACT_KINDS
};

/* Words that facts hold; word_id is for switches, word for messages. */
enum fact_word {
	W_NONE,
	/* ok= */
	W_NONZERO, W_ZERO,
	/* lock=, unlock=, trylock= */
	W_SPIN, W_SPIN_IRQ, W_SPIN_IRQSAVE, W_SPIN_BH,
	W_RAW_SPIN, W_RAW_SPIN_IRQ, W_RAW_SPIN_IRQSAVE, W_RAW_SPIN_BH,
	W_READ, W_READ_IRQ, W_READ_IRQSAVE, W_READ_BH,
	W_WRITE, W_WRITE_IRQ, W_WRITE_IRQSAVE, W_WRITE_BH,
	W_SEQ, W_SEQ_IRQ, W_SEQ_IRQSAVE, W_SEQ_BH, W_BIT_SPIN,
	W_MUTEX, W_RWSEM_READ, W_RWSEM_WRITE, W_SEM, W_PERCPU_READ,
	W_PERCPU_WRITE, W_RT_MUTEX, W_WW_MUTEX,
	/* enter=, leave= */
	W_RCU, W_RCU_BH, W_RCU_SCHED, W_SRCU, W_IRQ_OFF, W_IRQSAVE, W_BH_OFF,
	W_PREEMPT_OFF,
	/* callback= */
	W_PROCESS, W_SOFTIRQ, W_HARDIRQ,
	/* start=, stop=, init= */
	W_TIMER, W_WORK, W_DWORK, W_HRTIMER, W_TASKLET, W_KTHREAD, W_NAPI,
	W_IRQ,
	NR_FACT_WORDS
};

enum fact_class_kind {
	CLASS_MEMORY,
	CLASS_REF,
	CLASS_STATE,
};

struct fact_class {
	const char *name;		/* "slab" */
	const char *words;		/* "memory from kmalloc()" */
	enum fact_class_kind kind;
	unsigned int id;		/* 0, 1, 2 ... in no useful order */
	const char *file;
	int line;
	struct fact_class *next;	/* of the same hash, not all of them */
};

/*
 * One fact. arg is the N of the table; the fields behind it in the order they
 * are written, FACT_NONE where nothing is written:
 *
 * own=CLASS@N           cls, arg = 0, arg2 = N
 * get= out= drop= put=  cls, arg; one struct fact per class of a list
 * size=N*M              arg = N, arg2 = M
 * write=N:M read=N:M    arg = N, arg2 = M or FACT_WHOLE, arg3 of write=N:M*K
 * lock= start= init=    word, arg = N, arg2 = F of init
 * ok= enter= leave=     word
 * callback=N:CTX:M      arg = N, word = CTX, arg2 = M
 * to-user=A:B:C dma-*=  arg, arg2, arg3, arg4
 * enter=srcu:N          word, arg = N (the srcu_struct; FACT_NONE if unsaid)
 */
struct fact {
	enum fact_kind kind;
	int arg, arg2, arg3, arg4;
	struct fact_class *cls;
	enum fact_word word_id;
	const char *word;
	struct fact *next;	/* in the order of the row */
};

struct fn_facts {
	const char *name;
	struct fact *list;
	unsigned long long kinds;	/* bit per kind: a fast "has any" */
	const char *file;
	int line;
};

/* Loads all tables of DIR. Says all that is wrong in them, then exit(2)s. */
void facts_load(const char *dir);

/* All return NULL when no row names it. */
const struct fn_facts *facts_of(const char *name);
const struct fn_facts *guard_facts_of(const char *name);	/* guard(NAME) */

/* @fn may be NULL in all of these. */
static inline bool fact_has(const struct fn_facts *fn, enum fact_kind kind)
{
	return fn && (fn->kinds & (1ull << kind));
}

struct fact *fact_find(const struct fn_facts *fn, enum fact_kind kind);
struct fact *fact_find_arg(const struct fn_facts *fn, enum fact_kind kind,
			   int arg);
/* The next fact of the same kind (and, for _arg, argument) in the row. */
struct fact *fact_next(const struct fact *f);
struct fact *fact_next_arg(const struct fact *f);

#define for_each_fact(f, fn) \
	for ((f) = (fn) ? (fn)->list : NULL; (f); (f) = (f)->next)
#define for_each_fact_kind(f, fn, k) \
	for ((f) = fact_find((fn), (k)); (f); (f) = fact_next(f))

struct fact_class *fact_class_of(const char *name);
unsigned int fact_nr_classes(void);
/* The keyword of a kind, for messages. */
const char *fact_keyword(enum fact_kind kind);

#endif
