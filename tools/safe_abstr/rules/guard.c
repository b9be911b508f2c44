// SPDX-License-Identifier: GPL-2.0
/* Locks taken twice, given back though not held, or left held. */
#include <string.h>

#include "lock.h"
#include "rules.h"
#include "section.h"

#define MAX_NOTED	64

/*
 * Giving back a lock that this path did not take is right in a function that
 * is called with it held. It is not if another path takes the lock here, which
 * is known at the end only.
 */
static struct {
	struct value *key;
	struct diag *diag;
} unowned[MAX_NOTED];

static struct value *taken[MAX_NOTED];
static unsigned int nr_unowned, nr_taken;

static void note_taken(struct value *key)
{
	unsigned int i;

	for (i = 0; i < nr_taken; i++)
		if (taken[i] == key)
			return;
	if (nr_taken < MAX_NOTED)
		taken[nr_taken++] = key;
}

bool lock_is_taken_here(struct value *key)
{
	unsigned int i;

	for (i = 0; i < nr_taken; i++)
		if (taken[i] == key)
			return true;
	return false;
}

static void doubt(struct path *p, struct value *key, const struct cell *cell)
{
	struct cell c = *cell;

	c.maybe = true;
	cell_set(&p->st, key, SLOT_LOCK, c);
}

/* Taking */

static bool may_nest(enum fact_word held, enum fact_word word)
{
	enum lock_family family = lock_family(word);

	return family == LOCK_SEM || family == LOCK_WW_MUTEX ||
	       lock_family(held) != family ||
	       (lock_is_shared(held) && lock_is_shared(word));
}

static void report_twice(struct path *p, struct call *c, struct value *key,
			 const struct cell *old)
{
	struct diag *d;

	d = diag_new(SA0603, report_pos(p, c->pos),
		     "'%s' taken by %s() while it is held",
		     lock_name(p, key), lock_call_name(c->name));
	if (old->born_by)
		diag_note(d, old->born, "taken before here, by %s()",
			  lock_call_name(old->born_by));
	diag_emit(d);
}

/* A trylock that fails is no deadlock; one that sleeps is. */
static bool waits(struct call *c, struct fact *f)
{
	if (fact_has(c->facts, FACT_UNLOCK))
		return false;
	return f->kind == FACT_LOCK ||
	       (f->kind == FACT_TRYLOCK && fact_has(c->facts, FACT_SLEEP));
}

static void check_twice(struct path *p, struct call *c, struct fact *f)
{
	struct value *key = lock_of_fact(c, f);
	const struct cell *old = key ? cell_get(&p->st, key, SLOT_LOCK) : NULL;

	if (!old || old->status != ST_LIVE || old->maybe)
		return;
	if (!may_nest(old->num, f->word_id))
		report_twice(p, c, key, old);
}

static bool names_object(struct call *c, struct fact *f)
{
	return f->arg >= 1 && !is_lock_type(pointee(c->arg_expr[f->arg]->ctype));
}

/* What was locked is a valid pointer. */
static void refine_lock(struct path *p, struct call *c, struct fact *f)
{
	if (f->arg >= 1 && !refine_sign(p, c->arg[f->arg], SIGN_POS))
		p->dead = true;
}

static void take_again(struct path *p, struct call *c, struct value *key,
		       struct fact *f, const struct cell *old)
{
	struct cell cell = *old;

	if (!may_nest(old->num, f->word_id)) {
		/* The trylock did fail; the rest was reported. */
		p->dead = !waits(c, f);
		doubt(p, key, old);
		return;
	}
	if (lock_family(old->num) == lock_family(f->word_id)) {
		cell.count++;
		cell_set(&p->st, key, SLOT_LOCK, cell);
	}
}

/* The cell of a lock that was given back before, also by another pointer. */
static const struct cell *given_before(struct path *p, struct value *key,
				       enum lock_family family)
{
	const struct cell *old = cell_get(&p->st, key, SLOT_LOCK);

	if (!old)
		old = lock_alias(p, key, family, false);
	if (!old)
		note_taken(key);
	else
		cell_del(&p->st, old->val, SLOT_LOCK);
	return old;
}

static void take_new(struct path *p, struct call *c, struct value *key,
		     struct fact *f)
{
	const struct cell *old = given_before(p, key, lock_family(f->word_id));
	struct cell cell = {
		.status = ST_LIVE, .count = 1, .here = true,
		.num = f->word_id, .born = c->pos, .born_by = c->name,
	};

	if (names_object(c, f))
		cell.third = val_int(1);
	/* The caller's, which was given back for a while. */
	if (old && old->status == ST_PUT)
		cell.here = false;
	/* Once in doubt, always in doubt. */
	if (old && (old->maybe || old->val != key))
		cell.maybe = true;
	cell_set(&p->st, key, SLOT_LOCK, cell);
}

static void take(struct path *p, struct call *c, struct fact *f)
{
	struct value *key = lock_of_fact(c, f);
	const struct cell *old;

	if (!key)
		return;
	refine_lock(p, c, f);
	lock_find_place(p, c, f, key);
	if (!c->ok)
		return;
	lock_name(p, key);	/* while all names are known */
	lock_event(p, key, true);
	old = cell_get(&p->st, key, SLOT_LOCK);
	if (old && old->status == ST_LIVE && !old->maybe)
		take_again(p, c, key, f, old);
	else
		take_new(p, c, key, f);
}

/* Giving back */

static struct diag *new_unheld(struct path *p, struct call *c, struct value *key,
			       const struct cell *old)
{
	struct diag *d;

	d = diag_new(SA0604, report_pos(p, c->pos),
		     "'%s' given back by %s() though it is not held",
		     lock_name(p, key), lock_call_name(c->name));
	if (old)
		diag_note(d, old->died, "given back before here, by %s()",
			  lock_call_name(old->died_by));
	return d;
}

static void give_unowned(struct path *p, struct call *c, struct value *key,
			 struct fact *f)
{
	struct cell cell = {
		.status = ST_PUT, .num = f->word_id, .died = c->pos,
		.died_by = c->name,
	};

	if (nr_unowned < MAX_NOTED && f->arg >= 0) {
		unowned[nr_unowned].key = key;
		unowned[nr_unowned++].diag = new_unheld(p, c, key, NULL);
	}
	lock_returns_unmatched();
	cell_set(&p->st, key, SLOT_LOCK, cell);
}

static void give_held(struct path *p, struct call *c, struct value *key,
		      struct fact *f, const struct cell *old)
{
	struct cell cell = *old;
	struct diag *d;

	if (lock_family(old->num) != lock_family(f->word_id))
		return;
	if (lock_is_shared(old->num) != lock_is_shared(f->word_id)) {
		d = diag_new(SA0604, report_pos(p, c->pos),
			     "'%s' given back by %s() though it is held for %s",
			     lock_name(p, key), lock_call_name(c->name),
			     lock_is_shared(old->num) ? "reading" : "writing");
		if (old->born_by)
			diag_note(d, old->born, "taken here, by %s()",
				  lock_call_name(old->born_by));
		diag_emit(d);
		cell_del(&p->st, key, SLOT_LOCK);
		return;
	}
	cell.status = cell.here ? ST_DROPPED : ST_PUT;
	cell.died = c->pos;
	cell.died_by = c->name;
	if (--cell.count > 0)
		cell.status = ST_LIVE;
	cell_set(&p->st, key, SLOT_LOCK, cell);
}

static void give_doubtful(struct path *p, struct value *key,
			  const struct cell *old)
{
	struct cell cell = *old;

	cell.status = ST_DROPPED;
	cell_set(&p->st, key, SLOT_LOCK, cell);
}

static void give(struct path *p, struct call *c, struct fact *f)
{
	struct value *key = lock_of_fact(c, f);
	const struct cell *old, *other;

	if (!key)
		return;
	lock_find_place(p, c, f, key);
	lock_event(p, key, false);
	old = cell_get(&p->st, key, SLOT_LOCK);
	if (!old || old->status != ST_LIVE) {
		other = lock_alias(p, key, lock_family(f->word_id), true);
		if (other) {
			old = other;
			key = other->val;
		}
	}
	if (!old) {
		give_unowned(p, c, key, f);
	} else if (old->maybe) {
		give_doubtful(p, key, old);
	} else if (old->status == ST_LIVE) {
		give_held(p, c, key, f, old);
	} else if (lock_family(old->num) == lock_family(f->word_id) &&
		   !lock_is_counted(key, f->word_id)) {
		diag_emit(new_unheld(p, c, key, old));
		doubt(p, key, old);
	}
}

/* Functions that are not looked into */

struct doubting {
	struct path *p;
	struct call *c;
};

static bool reaches(struct call *c, struct value *key)
{
	int i;

	if (key->kind == V_SECTION || val_root(key)->kind == V_ADDR)
		return true;
	for (i = 1; i <= c->nr_args; i++)
		if (val_depends(key, lock_key(val_root(c->arg[i]))))
			return true;
	return c->nr_args == 0;
}

static bool doubt_reached(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *c)
{
	struct doubting *d = ctx;

	if (slot == SLOT_LOCK && c->status == ST_LIVE && reaches(d->c, val))
		doubt(d->p, val, c);
	return true;
}

static bool may_unlock(struct call *c)
{
	static const char *const words[] = {
		"unlock", "release", "leave", "end", "exit", "up", "unlocked",
		"put", NULL
	};
	const char *name = c->name;

	if (!name && c->expr->type == EXPR_CALL)
		name = expr_name(c->expr->fn);
	if (name && strstr(name, "->"))
		name = strrchr(name, '>') + 1;
	return name && name_has_word(name, words);
}

static void lock_unknown(struct path *p, struct call *c)
{
	struct doubting d = { p, c };
	struct state was = p->st;

	if (may_unlock(c) || lock_body_unlocks(c->fn))
		cell_each(&was, doubt_reached, &d);
}

/* Events */

static void check_rcu(struct path *p, struct call *c, struct fact *f)
{
	int kind = section_of_word(f->word_id);

	if (kind != SECT_RCU || section_depth(p, kind) ||
	    !section_depth(p, SECT_LEFT_RCU))
		return;
	diag_emit(diag_new(SA0604, report_pos(p, c->pos),
			   "RCU section ended by %s() though there is none",
			   c->name));
}

static void guard_call(struct path *p, struct call *c)
{
	struct fact *f;

	for_each_fact(f, c->facts) {
		if (waits(c, f))
			check_twice(p, c, f);
		else if (f->kind == FACT_LEAVE)
			check_rcu(p, c, f);
	}
}

/* A lock that is initialised here is not the caller's to hold. */
static void note_init(struct call *c)
{
	if (c->name && strstr(c->name, "init") && c->nr_args &&
	    is_lock_type(pointee(c->arg_expr[1]->ctype)))
		note_taken(lock_key(c->arg[1]));
}

static void guard_done(struct path *p, struct call *c)
{
	struct fact *f;

	note_init(c);
	if (!c->facts)
		lock_unknown(p, c);
	for_each_fact(f, c->facts) {
		if (f->kind == FACT_LOCK || f->kind == FACT_TRYLOCK)
			take(p, c, f);
		else if (f->kind == FACT_UNLOCK)
			give(p, c, f);
	}
}

static void guard_enter(struct path *p, struct symbol *fn)
{
	nr_unowned = 0;
	nr_taken = 0;
	lock_events_reset();
	lock_places_reset();
	lock_returns_reset();
}

static void guard_ret(struct path *p, struct position pos, struct value *val)
{
	lock_returns_add(p, pos, val);
}

static void guard_leave(struct symbol *fn)
{
	bool left = lock_returns_report(fn);
	unsigned int i;

	/* With another lock left held, this was the wrong one. */
	for (i = 0; i < nr_unowned; i++) {
		if ((left || lock_is_taken_here(unowned[i].key)) &&
		    !lock_has_twin(fn, unowned[i].key))
			diag_emit(unowned[i].diag);
		else
			diag_drop(unowned[i].diag);
	}
}

const struct rule rule_guard = {
	.name = "guard",
	.file = lock_file,
	.enter = guard_enter,
	.call = guard_call,
	.done = guard_done,
	.ret = guard_ret,
	.leave = guard_leave,
};
