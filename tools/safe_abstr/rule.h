/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a rule sees: the events of one path after another, the state of the
 * path, and the calls to report. Documentation/dev-tools/sacheck/ shows how to
 * write one.
 */
#ifndef SACHECK_RULE_H
#define SACHECK_RULE_H

#include "facts.h"
#include "flow.h"
#include "options.h"
#include "report.h"
#include "state.h"
#include "value.h"

#define MAX_ARGS	16

struct frame;

struct path {
	struct state st;
	struct frame *frame;
	struct position pos;	/* of the step that runs */
	bool dead;		/* this path cannot be */
};

/* A call: arguments are numbered from 1, as in the tables. */
struct call {
	struct expression *expr;
	struct position pos;
	const char *name;		/* NULL if through a pointer */
	struct symbol *fn;		/* may be NULL */
	const struct fn_facts *facts;	/* may be NULL */
	int nr_args;
	struct value *arg[MAX_ARGS + 1];
	struct expression *arg_expr[MAX_ARGS + 1];
	struct value *result;		/* in done() only */
	bool ok;			/* in done() only: it succeeded */
	bool inlined;			/* its body is interpreted next */
	bool used;			/* somebody looks at the result */
};

/* NULL if the call has no such argument. */
static inline struct value *call_arg(struct call *c, int nr)
{
	return nr >= 1 && nr <= c->nr_args ? c->arg[nr] : NULL;
}

struct rule {
	const char *name;
	/* A function begins, with nothing known but its arguments. */
	void (*enter)(struct path *p, struct symbol *fn);
	/* Before a call has any effect. */
	void (*call)(struct path *p, struct call *c);
	/* After it: once for success, once for failure where they differ. */
	void (*done)(struct path *p, struct call *c);
	/* Memory is read or written through @ptr. */
	void (*access)(struct path *p, struct expression *expr,
		       struct value *ptr, bool write);
	/* @val was stored at @ptr, which held @old (may be NULL). */
	void (*store)(struct path *p, struct expression *expr,
		      struct value *ptr, struct value *val, struct value *old);
	/* A structure of @type was copied. */
	void (*copy)(struct path *p, struct position pos, struct value *to,
		     struct value *from, struct symbol *type);
	/* A local variable leaves its scope. */
	void (*kill)(struct path *p, struct symbol *sym);
	/* An asm statement, before its outputs have new values. */
	void (*asm_stmt)(struct path *p, struct statement *stmt);
	/* The function under analysis returns @val (may be NULL). */
	void (*ret)(struct path *p, struct position pos, struct value *val);
	/* All paths of @fn were run; what they left behind still stands. */
	void (*leave)(struct symbol *fn);
	/* Before and after all functions of a file. */
	void (*file)(struct symbol_list *list);
	void (*file_end)(struct symbol_list *list);
};

extern const struct rule *const rules[];
extern const unsigned int nr_rules;

/* The row of a function, also under its __builtin_ name; NULL if none. */
const struct fn_facts *facts_for(const char *name);

/* Words for messages: a name, or no_name itself. */
extern const char *const no_name;
const char *value_name(struct path *p, struct value *val,
		       struct expression *expr);
/* The name of a function without what macros put around it. */
const char *plain_name(const char *name);
const char *expr_name(struct expression *expr);

/* The local variable that a pointer expression begins with, or NULL. */
struct symbol *variable_of(struct expression *expr);
/* The variable that @expr is, without any cast, or NULL (as @expr may be). */
struct symbol *plain_variable(struct expression *expr);
/* What that variable holds, if @expr reads nothing else; or NULL. */
struct value *held_by(struct path *p, struct expression *expr);

/* Types. */
struct symbol *pointee(struct symbol *type);
struct symbol *bare_type(struct symbol *type);
bool is_pointer(struct symbol *type);
bool is_struct(struct symbol *type);
long long type_bits(struct symbol *type);
const char *struct_name(struct symbol *type);
/* The member of @type at @bits that is no struct itself, or NULL. */
struct symbol *member_at(struct symbol *type, long long bits);

/* Where to report what happens at @pos: in the file, not in a header. */
struct position report_pos(struct path *p, struct position pos);

/* Ownership, as all rules see it. */
const struct cell *own_of(struct path *p, struct value *ptr);
/* The cell of the object that @ptr points into and that is dead, or NULL. */
const struct cell *dead_of(struct path *p, struct value *ptr);
bool returns_error(struct path *p, struct value *val);
bool is_atomic_here(struct path *p, struct position *since, const char **why);

/* The function under analysis (not one interpreted in place). */
struct symbol *this_function(struct path *p);
/* The innermost function of the file that runs: none of a header. */
struct symbol *main_function(struct path *p);
bool is_inlined(struct path *p);

#endif
