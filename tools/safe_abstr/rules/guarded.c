// SPDX-License-Identifier: GPL-2.0
/* __guarded_by() data that is touched without its lock. */
#include <string.h>

#include "lock.h"
#include "rules.h"
#include "section.h"

#define MAX_FOUND	64

/*
 * Reports wait for the end of the function: whoever frees an object may touch
 * it without its locks.
 */
static struct {
	struct value *root, *key;
	bool freed;
	struct diag *diag;
} found[MAX_FOUND];

static unsigned int nr_found;

void guarded_found(struct value *key, struct value *root, struct diag *diag)
{
	if (nr_found == MAX_FOUND) {
		diag_drop(diag);
		return;
	}
	found[nr_found].root = root;
	found[nr_found].key = key;
	found[nr_found].freed = false;
	found[nr_found++].diag = diag;
}

/* Objects that nobody else can see */

static bool is_own(struct path *p, struct value *root)
{
	const struct cell *own = own_of(p, root);
	const struct cell *link = cell_get(&p->st, root, SLOT_BORROW);
	unsigned int depth;

	for (depth = 0; depth < 4; depth++) {
		if (val_local(root) || (own && own->here))
			return true;
		if (!link || !link->other)
			return false;
		root = val_root(link->other);
		own = own_of(p, root);
		link = cell_get(&p->st, root, SLOT_BORROW);
	}
	return false;
}

/* The member that an access is to, from the outside in */

struct access {
	struct path *p;
	struct position pos;
	struct note_scope scope;
	const char *name;
	enum note_kind kind;
	bool write;
	unsigned int nr, held, shared;
	struct value *missing;
	struct symbol *type;
};

static bool look_at_lock(void *ctx, const struct note *note)
{
	struct access *a = ctx;
	struct symbol *type;
	struct value *key;

	if (note->kind != a->kind)
		return true;
	key = note_lock(a->p, &a->scope, note->lock, &type);
	a->nr++;
	if (!key || lock_held(a->p, key, a->write) ||
	    (!a->write && !strcmp(struct_name(type), "seqlock"))) {
		a->held++;
		return true;
	}
	if (lock_held_shared(a->p, key))
		a->shared++;
	a->missing = key;
	a->type = type;
	return true;
}

static void report(struct access *a, struct value *root)
{
	const char *lock = lock_name(a->p, a->missing);
	struct position pos = report_pos(a->p, a->pos);
	struct diag *d;

	if (note_opted_out(pos))
		return;
	if (a->shared)
		d = diag_new(SA0601, pos,
			     "'%s' written while '%s' is held for reading",
			     a->name, lock);
	else
		d = diag_new(SA0601, pos, "'%s' %s without '%s'", a->name,
			     a->write ? "written" : "read", lock);
	guarded_found(a->missing, root, d);
	if (!a->shared)
		lock_assume(a->p, a->missing, a->type, NULL, true);
}

/* Reading wants one of the locks, writing all of them. */
static void check_member(struct access *a, struct symbol *m, struct value *root)
{
	a->nr = 0;
	a->held = 0;
	a->shared = 0;
	a->name = m->ident ? ident_str(m->ident) : "member";
	notes_of(m, look_at_lock, a);
	if (!a->nr || a->held == a->nr || (a->held && !a->write))
		return;
	if (!is_own(a->p, root))
		report(a, root);
}

/* Goes down from @object of @type to what stands at @bits in it. */
static void check_at(struct access *a, struct value *object,
		     struct symbol *type, long long bits)
{
	struct symbol *m;

	while (is_struct(type)) {
		a->scope = (struct note_scope){ .object = object, .type = type };
		m = member_around(type, bits, &bits);
		if (!m)
			return;
		check_member(a, m, val_root(object));
		object = val_field(object, m->offset * 8LL);
		type = m;
	}
}

/* By what the values say */

static struct symbol *object_type(struct value *v)
{
	if (v->kind == V_ADDR)
		return (struct symbol *)v->who;
	return pointee(v->type);
}

static void check_global(struct access *a, struct value *ptr)
{
	struct value *root = val_root(ptr);

	if (root->kind != V_ADDR || val_local(root))
		return;
	a->scope = (struct note_scope){ 0 };
	check_member(a, (struct symbol *)root->who, root);
}

static void check_value(struct access *a, struct value *ptr)
{
	struct value *base = val_base(ptr);
	struct symbol *type = object_type(base);

	check_global(a, ptr);
	if (is_struct(type) && val_offset(ptr) >= 0)
		check_at(a, base, type, val_offset(ptr));
	if (base->kind == V_ELEM)
		check_value(a, base->a);
}

/* By what the source says: casts hide the type of many a value. */

static bool is_pure(struct expression *e)
{
	switch (e->type) {
	case EXPR_SYMBOL: case EXPR_VALUE: case EXPR_CALL:
		return true;
	case EXPR_CAST: case EXPR_IMPLIED_CAST: case EXPR_FORCE_CAST:
		return is_pure(e->cast_expression);
	case EXPR_PREOP:
		return e->op == '*' && is_pure(e->unop);
	case EXPR_BINOP:
		return is_pure(e->left) && is_pure(e->right);
	default:
		return false;
	}
}

/* Every "base + offset" on the way from the object to the address @e. */
static void check_source(struct access *a, struct expression *e)
{
	struct symbol *type;
	long long bits = 0;

	for (e = strip_casts(e); e && e->type == EXPR_BINOP && e->op == '+';
	     e = strip_casts(e->left)) {
		bits = e->right->type == EXPR_VALUE ?
			bits + e->right->value * 8LL : 0;
		type = pointee(e->left->ctype);
		if (is_struct(type) && is_pure(e->left))
			check_at(a, eval(a->p, e->left), bare_type(type), bits);
	}
}

/* Behind a pointer that is itself a member */
static void check_behind(struct access *a, struct value *ptr)
{
	struct value *root = val_root(ptr);

	if (root->kind != V_LOAD)
		return;
	a->kind = NOTE_PT_GUARDED;
	check_value(a, root->a);
}

static bool is_volatile(struct expression *expr)
{
	return expr->ctype && expr->ctype->ctype.modifiers & MOD_VOLATILE;
}

static bool is_array(struct expression *expr)
{
	struct symbol *type = bare_type(expr->ctype);

	return !type || type->type == SYM_ARRAY || type->type == SYM_FN;
}

/* READ_ONCE() says that there is no lock, and that this is meant. */
static void guarded_access(struct path *p, struct expression *expr,
			   struct value *ptr, bool write)
{
	struct access a = {
		.p = p, .pos = expr->pos, .kind = NOTE_GUARDED, .write = write,
	};

	if (is_volatile(expr) || is_array(expr) || val_local(val_root(ptr)) ||
	    note_is_exempt(p))
		return;
	check_value(&a, ptr);
	if (expr->type == EXPR_PREOP && expr->op == '*')
		check_source(&a, expr->unop);
	check_behind(&a, ptr);
}

/* A function of the tables works on what its arguments point to. */
static void guarded_call(struct path *p, struct call *c)
{
	struct access a = { .p = p, .pos = c->pos, .kind = NOTE_GUARDED };
	int i;

	if (!c->facts || strstr(c->name, "init") || note_is_exempt(p))
		return;
	for (i = 1; i <= c->nr_args; i++)
		if (is_pointer(c->arg_expr[i]->ctype))
			check_source(&a, c->arg_expr[i]);
}

static bool frees(struct call *c, int nr)
{
	return fact_find_arg(c->facts, FACT_DROP, nr) ||
	       fact_find_arg(c->facts, FACT_PUT, nr);
}

static void guarded_done(struct path *p, struct call *c)
{
	unsigned int i;
	int nr;

	for (nr = 1; c->facts && nr <= c->nr_args; nr++)
		for (i = 0; i < nr_found && frees(c, nr); i++)
			if (found[i].root == c->arg[nr])
				found[i].freed = true;
}

static void guarded_enter(struct path *p, struct symbol *fn)
{
	nr_found = 0;
}

/*
 * A static function that its file calls is seen with its callers, who may hold
 * the lock. Unless it takes that lock itself.
 */
static bool is_callers(struct symbol *fn, unsigned int i)
{
	return fn->ctype.modifiers & MOD_STATIC &&
	       !lock_is_taken_here(found[i].key) && lock_file_calls(fn);
}

static void guarded_leave(struct symbol *fn)
{
	unsigned int i;

	for (i = 0; i < nr_found; i++) {
		if (found[i].freed || is_callers(fn, i))
			diag_drop(found[i].diag);
		else
			diag_emit(found[i].diag);
	}
}

const struct rule rule_guarded = {
	.name = "guarded",
	.enter = guarded_enter,
	.call = guarded_call,
	.done = guarded_done,
	.access = guarded_access,
	.leave = guarded_leave,
};
