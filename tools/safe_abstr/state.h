/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is known at a point of one path: the contents of memory, what is known
 * about values, and the cells in which rules keep their own knowledge.
 */
#ifndef SACHECK_STATE_H
#define SACHECK_STATE_H

#include "map.h"
#include "value.h"
#include "facts.h"

/* Signs; of a pointer: ERR_PTR(), NULL, valid. */
#define SIGN_NEG	1
#define SIGN_ZERO	2
#define SIGN_POS	4
#define SIGN_ANY	7

struct range {
	long long lo, hi;
	unsigned char sign;
	bool capped;		/* a test bounded it from above */
	bool untrusted;		/* it comes from user space or a device */
	bool exact;		/* hi is not just a bound: it may be hi */
	bool stepped;		/* it leaves numbers out: no bound is exact */
	bool reached;		/* it may be limit itself */
	struct value *limit;	/* a test bounded it by this, or NULL */
};

extern const struct range range_any;

/* What a cell is about; SLOT_STATE and up: a class of kind CLASS_STATE. */
enum slot {
	SLOT_OWN,		/* memory or a reference, by its pointer */
	SLOT_LOCK,		/* a lock, by its address */
	SLOT_SECTION,		/* see enum section */
	SLOT_RCU,		/* a pointer good inside a section only */
	SLOT_RESULT,		/* a result that failed and was not tested */
	SLOT_DMA,		/* a mapping, by its bus address */
	SLOT_DMA_BUF,		/* a buffer, by its CPU address */
	SLOT_USER,		/* a user pointer that was read */
	SLOT_INIT,		/* which bytes of an object were written */
	SLOT_GUARD,		/* a guard variable, by its address */
	SLOT_BORROW,		/* what a pointer was borrowed from */
	SLOT_SIZE,		/* other: the size in bytes it was allocated with */
	SLOT_COPY,		/* what a structure was copied from */
	SLOT_PLACE,		/* where an owned pointer was stored */
	SLOT_STORED,		/* a place that holds a local's address */
	SLOT_DEVICE,		/* what happened to a device's users and data */
	SLOT_PIN,		/* a copy of what must stay where it is */
	SLOT_OWNER,		/* an owner of owner.h that was emptied */
	SLOT_LENT,		/* a place that holds a borrow of one */
	SLOT_GIVEN,		/* a parameter that owned and was given on */
	SLOT_STATE = 32,
};

enum cell_status {
	ST_NONE,
	ST_LIVE,		/* owned here */
	ST_HELD,		/* owned here, and reachable from elsewhere */
	ST_ESCAPED,		/* somebody else's business now */
	ST_DROPPED,
	ST_PUT,			/* our reference is gone, the object may live */
	ST_MOVED,
	ST_MANAGED,		/* the device drops it */
	ST_OTHER,
};

struct cell {
	enum cell_status status;
	short count;			/* references, depth, kind: slot's use */
	bool maybe;			/* joined from differing paths: no reports */
	bool zeroed;			/* memory that began as zeroes */
	bool here;			/* taken in the function under analysis */
	bool lent;			/* a reference more to what was borrowed */
	bool stored;			/* escaped by being stored in an object */
	bool listed;			/* on a list or the like, by hold */
	bool placed;			/* in a member of what is owned here */
	const struct fact_class *cls;
	struct value *val, *other, *third;
	long long num;
	struct position born, died;
	const char *born_by, *died_by;	/* functions */
};

struct state {
	map_t mem;		/* location -> struct value */
	map_t ranges;		/* value id -> struct range */
	map_t cells;		/* value id, slot -> struct cell */
	map_t epochs;		/* base id -> struct value: the last havoc */
	map_t taint;		/* location -> so many bits are untrusted */
};

/* Sections that make a context atomic, or protect pointers. */
enum section {
	SECT_RCU, SECT_SRCU, SECT_IRQ_OFF, SECT_BH_OFF, SECT_PREEMPT_OFF,
	SECT_SPIN,		/* depth of held spinning locks */
	SECT_HARDIRQ, SECT_SOFTIRQ,	/* the function runs there */
	NR_SECTIONS
};

uint64_t loc_of(struct value *ptr);
struct value *loc_ptr(uint64_t loc);

struct value *mem_get(const struct state *st, struct value *ptr);
void mem_set(struct state *st, struct value *ptr, struct value *val);
void mem_forget(struct state *st, struct value *ptr);
/* Visits all that is stored in [@ptr, @ptr + @bits), or behind @ptr if 0. */
typedef bool (*mem_fn_t)(void *ctx, struct value *ptr, struct value *val);
void mem_each(const struct state *st, struct value *ptr, long long bits,
	      mem_fn_t fn, void *ctx);
void mem_each_all(const struct state *st, mem_fn_t fn, void *ctx);
/* True if @val, or a pointer into it, is stored anywhere. */
bool mem_holds(const struct state *st, struct value *val);

struct range range_of(const struct state *st, struct value *val);
void range_set(struct state *st, struct value *val, struct range r);
bool range_empty(struct range r);
/* What all values of @type are in. */
struct range range_of_type(struct symbol *type);

const struct cell *cell_get(const struct state *st, struct value *val,
			    unsigned int slot);
/* Copies @cell; sets cell->val. */
void cell_set(struct state *st, struct value *val, unsigned int slot,
	      struct cell cell);
void cell_del(struct state *st, struct value *val, unsigned int slot);
typedef bool (*cell_fn_t)(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *cell);
void cell_each(const struct state *st, cell_fn_t fn, void *ctx);
void cell_each_of(const struct state *st, struct value *val, cell_fn_t fn,
		  void *ctx);

/* What overwrote unknown parts of the object at @base last; NULL: nothing. */
struct value *epoch_of(const struct state *st, struct value *base);
void epoch_set(struct state *st, struct value *base, struct value *epoch);

/* Makes @v, about to be made anew by the next round of a loop, an old value. */
void state_age(struct state *st, struct value *v);
bool state_mentions(const struct state *st, struct value *v);

/* Forgets what is known about values made in @ctx that nothing holds now. */
void state_sweep(struct state *st, const void *ctx, struct value *keep);

/* Same cells: the two may be joined without losing what rules know. */
bool state_joinable(const struct state *a, const struct state *b);
bool state_equal(const struct state *a, const struct state *b);
/*
 * What a range that grows from round to round grows to first, as a loop's
 * condition ends it there; INT64_MAX if nothing is known.
 */
extern long long widen_limit;
/* @a becomes what holds in both; what differs in memory is new at @where. */
bool state_join(struct state *a, const struct state *b, const void *where,
		const void *ctx, bool widen, bool force);

#endif
