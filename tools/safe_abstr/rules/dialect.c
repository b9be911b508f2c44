// SPDX-License-Identifier: GPL-2.0
/*
 * The owners of linux/safe_abstr/owner.h. Their macros are interpreted as the
 * code that they are; this adds what the types mean: an owner passed by value
 * is given away, one that holds NULL was moved, and an object that ends while
 * something borrows it leaves that behind.
 */
#include <string.h>

#include "dialect.h"
#include "extent.h"
#include "frontend.h"
#include "own.h"
#include "rules.h"

/* The file has owner types; all others are spared the search. */
static bool in_use;

bool dialect_in_use(void)
{
	return in_use;
}

/* What ends an object does so however its owner type is defined. */
static struct fact_class owner_class = {
	.name = "owner", .words = "object with an owner", .kind = CLASS_REF,
};

static struct fact destroy_fact = {
	.kind = FACT_DROP, .arg = 1, .arg2 = FACT_NONE, .arg3 = FACT_NONE,
	.arg4 = FACT_NONE, .cls = &owner_class,
};

static const struct fn_facts destroy_facts = {
	.name = "sa_drop", .list = &destroy_fact, .kinds = 1ull << FACT_DROP,
	.file = "owner.h",
};

bool dialect_begins(const char *s, const char *with)
{
	return s && !strncmp(s, with, strlen(with));
}

const struct fn_facts *dialect_facts(const char *name)
{
	return dialect_begins(name, "__sa_destroy_") ? &destroy_facts : NULL;
}

static const char *lexical_function(struct path *p)
{
	struct symbol *fn = p->frame->flow->fn;

	return fn->ident ? ident_str(fn->ident) : "";
}

bool dialect_in_layer(struct path *p)
{
	return dialect_begins(lexical_function(p), "__sa_");
}

bool dialect_tests(struct path *p, struct expression *expr)
{
	expr = skip_casts(expr);
	return dialect_in_layer(p) || (expr && expr->ctype && expr->ctype->ident &&
			       dialect_begins(ident_str(expr->ctype->ident), "__sa_"));
}

bool dialect_is_owner(struct symbol *type)
{
	return dialect_begins(struct_name(type), "sa_own_");
}

bool dialect_is_result(struct symbol *type)
{
	return dialect_begins(struct_name(type), "sa_result_");
}

bool dialect_is_null(struct path *p, struct value *v)
{
	return range_of(&p->st, v).sign == SIGN_ZERO;
}

/* What the owner or result at @ptr holds when nothing else is known. */
static void fill(struct path *p, struct value *ptr, struct symbol *type,
		 const char *name)
{
	struct value *v = val_load(ptr, NULL);
	struct symbol *member = member_at(type, 0);
	struct range r = range_any;

	if (!v->type)
		v->type = member;
	if (!v->name)
		v->name = name;
	r.sign = dialect_is_owner(type) ? SIGN_POS : SIGN_POS | SIGN_NEG;
	range_set(&p->st, v, r);
	mem_set(&p->st, ptr, v);
}

static void dialect_enter(struct path *p, struct symbol *fn)
{
	struct symbol *arg;

	if (!in_use)
		return;
	FOR_EACH_PTR(get_base_type(fn)->arguments, arg) {
		if (dialect_is_owner(arg) || dialect_is_result(arg))
			fill(p, val_addr(arg), arg,
			     arg->ident ? ident_str(arg->ident) : NULL);
	} END_FOR_EACH_PTR(arg);
}

/* Owners that are empty */

static void report_empty(struct path *p, struct position pos, struct value *ptr,
			 bool moves)
{
	const struct cell *gone = cell_get(&p->st, ptr, SLOT_OWNER);
	const struct cell *end = gone ? own_of(p, gone->other) : NULL;
	bool dropped = end && end->status == ST_DROPPED;
	const char *name = val_root(ptr)->name ? val_root(ptr)->name : "owner";
	enum sa_code code;
	struct diag *d;

	if (moves)
		code = dropped ? SA0102 : SA0104;
	else
		code = dropped ? SA0101 : SA0103;
	d = diag_new(code, report_pos(p, pos), "'%s' is empty here: it was %s",
		     name, !gone ? "never filled" : dropped ? "dropped" : "moved");
	if (gone)
		diag_note(d, gone->born, "%s here", dropped ? "dropped" : "moved");
	diag_emit(d);
	p->dead = true;
}

/* Memory that began as zeroes and was not written since. */
static bool is_null_member(struct path *p, struct value *ptr)
{
	const struct cell *own = own_of(p, val_base(ptr));

	return own && own->zeroed && !epoch_of(&p->st, val_base(ptr));
}

/* sa_borrow() and sa_move() are for owners that hold something. */
static void assume_live(struct path *p, struct expression *expr,
			struct value *ptr)
{
	struct value *v = val_load(ptr, epoch_of(&p->st, val_base(ptr)));

	if (!v->type)
		v->type = expr->ctype;
	mem_set(&p->st, ptr, v);
	if (strcmp(ident_str(expr->ctype->ident), "__sa_res"))
		refine_sign(p, v, SIGN_POS);
}

static void dialect_access(struct path *p, struct expression *expr,
			   struct value *ptr, bool write)
{
	const char *in = lexical_function(p), *member;
	struct value *held;
	bool moves;

	if (!in_use || write || !expr->ctype || !expr->ctype->ident)
		return;
	member = ident_str(expr->ctype->ident);
	moves = dialect_begins(in, "__sa_release_") || dialect_begins(in, "__sa_unwrap_");
	if (!moves && (dialect_in_layer(p) || strcmp(member, "__sa_ptr")))
		return;
	if (!dialect_begins(member, "__sa_"))
		return;
	held = mem_get(&p->st, ptr);
	if (held && dialect_is_null(p, held))
		report_empty(p, expr->pos, ptr, moves);
	else if (!held && !is_null_member(p, ptr))
		assume_live(p, expr, ptr);
}

/* Borrows that are stored */

struct search {
	struct value *val;
	bool found;
};

static bool owns_it(void *ctx, struct value *ptr, struct value *val)
{
	struct search *s = ctx;
	struct symbol *sym = val_local(val_root(ptr));
	struct symbol *type = bare_type(sym);

	if (!type || val != s->val)
		return true;
	if (type->type == SYM_ARRAY)
		type = type->ctype.base_type;
	s->found = dialect_is_owner(type);
	return !s->found;
}

bool dialect_owns(struct path *p, struct value *val)
{
	struct search s = { val_root(val), false };

	mem_each_all(&p->st, owns_it, &s);
	return s.found;
}

static void note_lent(struct path *p, struct value *ptr, struct value *val)
{
	struct cell c = { .status = ST_OTHER, .other = val };
	struct value *root = val_root(ptr);

	cell_del(&p->st, ptr, SLOT_LENT);
	if (val_local(root) || is_temp(root) || val->kind == V_INT ||
	    !dialect_owns(p, val))
		return;
	c.born = report_pos(p, p->pos);
	cell_set(&p->st, ptr, SLOT_LENT, c);
}

static void note_empty(struct path *p, struct value *ptr, struct value *old)
{
	struct cell c = { .status = ST_MOVED, .other = old };

	if (!old || old->kind == V_INT)
		return;
	c.born = report_pos(p, p->pos);
	cell_set(&p->st, ptr, SLOT_OWNER, c);
}

static void dialect_store(struct path *p, struct expression *expr,
			  struct value *ptr, struct value *val, struct value *old)
{
	const char *member;

	if (!in_use || !expr || !expr->ctype || !is_pointer(expr->ctype))
		return;
	member = expr->ctype->ident ? ident_str(expr->ctype->ident) : "";
	if (!dialect_begins(member, "__sa_")) {
		if (!dialect_in_layer(p))
			note_lent(p, ptr, val);
		return;
	}
	if (val_is_int(val, 0))
		note_empty(p, ptr, old);
	else
		cell_del(&p->st, ptr, SLOT_OWNER);
}

static bool left_behind(void *ctx, struct value *val, unsigned int slot,
			const struct cell *c)
{
	struct path *p = ((void **)ctx)[0];
	struct value *dead = ((void **)ctx)[1];
	struct diag *d;

	if (slot != SLOT_LENT || val_root(c->other) != dead ||
	    mem_get(&p->st, val) != c->other)
		return true;
	d = diag_new(SA0403, c->born,
		     "borrow of '%s' is stored in what outlives its owner",
		     value_name(p, dead, NULL));
	diag_note(d, report_pos(p, p->pos), "its owner ends here");
	diag_emit(d);
	cell_del(&p->st, val, SLOT_LENT);
	return true;
}

/* Ends and moves */

static void mark_borrowed(struct path *p, struct value *val)
{
	struct cell c = { .status = ST_OTHER, .other = val };

	cell_set(&p->st, val, SLOT_BORROW, c);
}

static void end_of(struct path *p, struct call *c, struct value *val,
		   enum cell_status status)
{
	if (val->kind == V_INT || dialect_is_null(p, val))
		return;
	own_set(p, val, own_of(p, val), status, report_pos(p, c->pos),
		status == ST_MOVED && c->name ? c->name : "sa_drop");
	mark_borrowed(p, val);
}

/* A parameter that owns is given on, by its name and not by sa_move(). */
static void give(struct path *p, struct call *c, struct symbol *sym)
{
	struct value *ptr = val_addr(sym);
	const struct cell *given = cell_get(&p->st, ptr, SLOT_GIVEN);
	struct cell cell = { .status = ST_MOVED };
	struct diag *d;

	if (!given) {
		cell.born = report_pos(p, c->pos);
		cell_set(&p->st, ptr, SLOT_GIVEN, cell);
		return;
	}
	d = diag_new(SA0201, report_pos(p, c->pos), "'%s' gets a second owner",
		     sym->ident ? ident_str(sym->ident) : "object");
	diag_note(d, given->born, "the first one is here");
	diag_emit(d);
	p->dead = true;
}

static void give_args(struct path *p, struct call *c)
{
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct symbol *sym = plain_variable(c->arg_expr[i]);

		if (sym && dialect_is_owner(c->arg_expr[i]->ctype))
			give(p, c, sym);
	}
}

static void move_args(struct path *p, struct call *c)
{
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct value *val;

		if (!dialect_is_owner(c->arg_expr[i]->ctype))
			continue;
		val = mem_get(&p->st, c->arg[i]);
		if (val)
			end_of(p, c, val, ST_MOVED);
	}
}

/* Events */

static void dialect_call(struct path *p, struct call *c)
{
	void *ctx[2] = { p, c->arg[1] };
	struct state was = p->st;

	if (!in_use)
		return;
	if (dialect_facts(c->name) && c->nr_args)
		cell_each(&was, left_behind, ctx);
	if (!dialect_in_layer(p))
		give_args(p, c);
}

static void dialect_done(struct path *p, struct call *c)
{
	struct symbol *type = c->expr->ctype;

	if (!in_use)
		return;
	if (dialect_facts(c->name) && c->nr_args) {
		end_of(p, c, c->arg[1], ST_DROPPED);
		return;
	}
	move_args(p, c);
	if (c->result && (dialect_is_owner(type) || dialect_is_result(type)))
		fill(p, c->result, type, NULL);
}

static void dialect_copy(struct path *p, struct position pos, struct value *to,
			 struct value *from, struct symbol *type)
{
	const struct cell *own = own_of(p, val_base(from));

	if (!in_use)
		return;
	/* An owner made of {} is empty, and so is its copy. */
	if (dialect_is_owner(type) && own && own->zeroed && !mem_get(&p->st, from))
		mem_set(&p->st, from, val_int(0));
}

/* A parameter by value that nothing in the function took over. */
static void check_param(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *held = mem_get(&p->st, ptr);
	struct symbol *arg;

	if (is_inlined(p) || dialect_in_layer(p) || !dialect_is_owner(sym) || !held ||
	    dialect_is_null(p, held) || cell_get(&p->st, ptr, SLOT_GIVEN))
		return;
	FOR_EACH_PTR(get_base_type(this_function(p))->arguments, arg) {
		if (arg == sym)
			diag_emit(diag_new(SA0301, report_pos(p, p->pos),
					   "parameter '%s' owns, and nothing here drops it or gives it on",
					   sym->ident ? ident_str(sym->ident) : "?"));
	} END_FOR_EACH_PTR(arg);
}

static void dialect_kill(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym);

	if (!in_use)
		return;
	check_param(p, sym);
	cell_del(&p->st, ptr, SLOT_OWNER);
	cell_del(&p->st, ptr, SLOT_GIVEN);
}

static void dialect_file(struct symbol_list *list)
{
	struct symbol *sym;

	in_use = false;
	FOR_EACH_PTR(list, sym) {
		if (sym->ident && dialect_begins(ident_str(sym->ident), "__sa_devm_exit_"))
			in_use = true;
	} END_FOR_EACH_PTR(sym);
}

const struct rule rule_dialect = {
	.name = "dialect",
	.enter = dialect_enter,
	.call = dialect_call,
	.done = dialect_done,
	.access = dialect_access,
	.store = dialect_store,
	.copy = dialect_copy,
	.kill = dialect_kill,
	.file = dialect_file,
};
