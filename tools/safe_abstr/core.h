/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The interpreter's inside: what runs a function's flow over its states. Rules
 * need rule.h only.
 */
#ifndef SACHECK_CORE_H
#define SACHECK_CORE_H

#include "arena.h"
#include "rule.h"

#define TAG_RESULT	0	/* tags of val_fresh() */
#define TAG_FAILED	1
#define TAG_TEMP	-1
#define TAG_UNDEF	-2
#define TAG_EPOCH	-4	/* the memory a call may have written */
#define TAG_MADE	-3	/* stored by the callee through a pointer */

static inline bool is_temp(const struct value *v)
{
	return v->kind == V_FRESH && v->num == TAG_TEMP;
}

/* A call being interpreted in place, or the function under analysis. */
struct frame {
	struct flow *flow;
	struct frame *up;
	struct expression *call;
	struct position pos;		/* of the step that called */
	const void *ctx;		/* tells this call from others */
	unsigned int depth;
	bool looping;			/* in a loop, here or further up */
};

/* The paths that leave something, each with the value it leaves with. */
struct outcome {
	struct state st;
	struct value *val;
	struct position pos;
	struct outcome *next;
};

struct value *eval(struct path *p, struct expression *expr);
struct value *eval_addr(struct path *p, struct expression *expr);
struct value *load(struct path *p, struct value *ptr, struct expression *expr);
void store(struct path *p, struct value *ptr, struct value *val,
	   struct expression *expr);
void store_object(struct path *p, struct value *to, struct value *from,
		  struct symbol *type, struct expression *expr);
void copy_bytes(struct path *p, struct value *to, struct value *from,
		long long bits, struct expression *by);
void declare_local(struct path *p, struct symbol *sym);
void havoc(struct path *p, struct value *ptr, long long bits,
	   struct expression *by);
struct value *fresh(struct path *p, struct expression *expr, int tag);

/* Restricts @p to where @val is @truth; false if it never is. */
bool refine(struct path *p, struct value *val, bool truth);
bool refine_sign(struct path *p, struct value *val, unsigned int sign);
/* 1, 0, or -1 if it may be either. */
int truth_of(struct path *p, struct value *val);

struct outcome *do_call(struct path *p, struct expression *call, bool used);
/* @fn is called and not interpreted: what it may end is in doubt. */
void skim_call(struct path *p, struct symbol *fn);
/* The call @c was interpreted, with what stood in @before. */
void skim_done(struct path *p, const struct state *before, struct call *c,
	       struct flow *flow);
void do_cleanup(struct path *p, struct symbol *sym, struct outcome **out);
struct outcome *outcome_new(struct path *p, struct value *val,
			    struct outcome *next);

struct outcome *run_flow(struct flow *flow, struct state st,
			 struct frame *frame);
void check_function(struct symbol *fn);
/* How much of the steps for this function is spent: 0 little, 3 nearly all. */
unsigned int effort(void);
bool is_blurred(void);
/* The facts of a function that an owner type of owner.h defines, or NULL. */
const struct fn_facts *dialect_facts(const char *name);
/* True if a local owner of owner.h holds what @val points to, or into. */
bool dialect_owns(struct path *p, struct value *val);
/* True if a macro of owner.h wrote the test of @expr: it fits all types. */
bool dialect_tests(struct path *p, struct expression *expr);
/* What the running function is about to return, or NULL. */
struct value *returned(struct path *p);

#endif
