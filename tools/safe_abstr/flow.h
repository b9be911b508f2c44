/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The control flow of a function: blocks of small steps, in which calls, the
 * arms of && and ?:, statement expressions and the drops at the end of a scope
 * are steps of their own.
 */
#ifndef SACHECK_FLOW_H
#define SACHECK_FLOW_H

#include "lib.h"
#include "symbol.h"
#include "expression.h"
#include "parse.h"

enum op_kind {
	OP_EVAL,	/* expr: evaluate, for what it does */
	OP_CALL,	/* expr: the call, its result stands for expr; number: it
			 * is ignored
			 */
	OP_COPY,	/* the value of from stands for expr */
	OP_CONST,	/* number stands for expr */
	OP_DECL,	/* sym: comes to life, with its initializer */
	OP_DROP,	/* sym: its cleanup function runs */
	OP_KILL,	/* sym: leaves its scope */
	OP_RETVAL,	/* expr (may be NULL): what the function returns */
	OP_ASM,		/* stmt */
	OP_FORGET,	/* expr: what stood for it is not needed any more */
};

struct op {
	enum op_kind kind;
	struct position pos;
	struct expression *expr;
	union {
		struct expression *from;
		struct symbol *sym;
		struct statement *stmt;
		long long number;
	};
	struct op *next;
};

enum exit_kind {
	EXIT_JUMP,	/* to succ[0] */
	EXIT_BRANCH,	/* cond: succ[0] if true, succ[1] if false */
	EXIT_SWITCH,	/* cond: cases, succ[0] is the default */
	EXIT_RETURN,
	EXIT_STOP,	/* not reached, or never returns */
};

struct flow_case {
	long long low, high;
	struct block *target;
	struct flow_case *next;
};

struct block {
	struct op *ops, **tail;
	enum exit_kind exit;
	struct expression *cond;
	struct block *succ[2];
	struct flow_case *cases;
	struct position pos;
	unsigned int nr;	/* in reverse postorder, once numbered */
	unsigned int id;	/* stable, for dumps */
	bool seen, loop_head, in_loop;
	struct block *next;
	struct symbol_list *assigned;	/* loop heads: locals the loop writes */
};

struct flow {
	struct symbol *fn;
	struct block *entry, *all;
	struct block **order;	/* reverse postorder */
	unsigned int nr_blocks, nr_ops;
	unsigned long long ends;	/* classes, once it was skimmed */
	bool skimmed;
	const char *problem;	/* why it cannot be checked, or NULL */
};

/* The flow of @fn, built once; NULL if it has no body. */
struct flow *flow_of(struct symbol *fn);
/* The same, of a function that the file checked defines; NULL otherwise. */
struct flow *flow_in_file(struct symbol *fn);
/* It does nothing with the value of @sym but ask whether it is another's. */
bool flow_only_compares(struct flow *flow, struct symbol *sym);
void flow_dump(struct flow *flow);
void flow_forget(void);

/* The function that a call names, or NULL if it is through a pointer. */
struct symbol *called_symbol(struct expression *call);
const char *called_name(struct expression *call);
/* What stands behind any casts; NULL for NULL. */
struct expression *skip_casts(struct expression *expr);
/* Argument @nr of a call, from 1; NULL if it has fewer. */
struct expression *nth_arg(struct expression *call, int nr);
/* The name as a string that stays; NULL for no name. */
const char *ident_str(struct ident *ident);
struct statement *fn_body(struct symbol *fn);

#endif
