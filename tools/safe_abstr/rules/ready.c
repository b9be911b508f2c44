// SPDX-License-Identifier: GPL-2.0
/* Order: what a callback uses must be there before it may be called. */
#include "own.h"
#include "seen.h"

#define NO_AUTOEN	0x80000		/* IRQF_NO_AUTOEN */

/* Set up only after its users could be called. */
struct making {
	struct path *p;
	struct dev_key *key;
	enum dev_event event;
	bool pointer;
	struct value *ptr;		/* where it is */
	struct position pos, born;
	const char *what;
};

static struct value *owner_of(struct path *p, struct value *val)
{
	struct value *base = val_base(val);
	const struct cell *link = cell_get(&p->st, base, SLOT_BORROW);

	return link && link->other ? val_base(link->other) : base;
}

/* The line of the function under analysis that led to @pos. */
static int top_line(struct path *p, struct position pos)
{
	struct frame *f;

	for (f = p->frame; f->up; f = f->up)
		pos = f->call ? f->call->pos : pos;
	return pos.line;
}

/* What stands before it comes after it in another round of a loop. */
static bool is_next_round(struct making *m, const struct cell *cell)
{
	int line = top_line(m->p, m->pos);

	return line < cell->num ||
	       (line == cell->num && m->pos.line < cell->born.line);
}

/* Of several devices that are set up in turn, is it another one's? */
static bool is_other(struct making *m, struct dev_user *user,
		     const struct cell *cell)
{
	struct symbol *type = user->type ? user->type->type : NULL;
	const struct dev_site *site;

	if (!m->ptr || !cell->other || !m->key)
		return false;
	site = cell->third->who;
	if (site->data)
		type = site->data->base;
	if (m->key->base->type != SYM_STRUCT || type != m->key->base)
		return false;
	return owner_of(m->p, m->ptr) != owner_of(m->p, cell->other);
}

/* Nobody finds what was made here and is on no list or the like yet. */
static bool is_unseen(struct making *m, struct dev_user *user,
		      const struct cell *cell)
{
	struct value *base = m->ptr ? val_root(m->ptr) : NULL;
	const struct cell *own = base ? own_of(m->p, base) : NULL;

	return own && own->here &&
	       (own->status == ST_LIVE || own->status == ST_HELD) &&
	       user->kind == DEV_REG && cell->other &&
	       val_root(cell->other) != base;
}

static bool is_own_data(struct dev_user *user)
{
	const char *name;

	if (user->kind == DEV_IRQ)
		return true;
	name = user->type ? struct_name(user->type->type) : NULL;
	return name && (!strcmp(name, "device_attribute") ||
			!strcmp(name, "file_operations"));
}

static bool make_begun(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *cell)
{
	struct making *m = ctx;
	struct dev_user *user = (struct dev_user *)val->who;
	struct diag *d;

	if (!is_event(val, slot, SEEN_BEGUN) || cell->maybe ||
	    is_next_round(m, cell) || is_other(m, user, cell) ||
	    is_unseen(m, user, cell) ||
	    !dev_touches(user, m->event, m->key))
		return true;
	if (m->pointer && (seen_provider(user) || m->born.line < cell->born.line ||
			   dev_touches(user, EV_TEST, m->key)))
		return true;
	if (m->event == EV_DRVDATA && !is_own_data(user))
		return true;
	d = diag_new(SA0901, cell->born,
		     "the %s is live before all that it uses is set up",
		     seen_words(user));
	diag_note(d, report_pos(m->p, m->pos), "%s is set up here", m->what);
	diag_emit(d);
	unsee(m->p, user, SEEN_BEGUN);
	return true;
}

/* The first argument that points anywhere. */
static struct value *init_ptr(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_INIT);

	if (f && f->arg >= 1 && f->arg <= c->nr_args)
		return c->arg[f->arg];
	return c->nr_args ? c->arg[1] : NULL;
}

static void see_init(struct path *p, struct call *c, struct dev_site *site)
{
	struct making m = {
		.p = p, .key = site->inited, .event = EV_USE, .pos = c->pos,
		.what = "a member",
	};
	struct state was = p->st;

	m.ptr = site->inited ? init_ptr(c) : NULL;
	if (site->inited)
		cell_each(&was, make_begun, &m);
	if (!site->sets_drvdata || c->nr_args < 2 || val_is_int(c->arg[2], 0))
		return;
	m.key = NULL;
	m.event = EV_DRVDATA;
	m.what = "driver data";
	cell_each(&was, make_begun, &m);
}

static void see_begin(struct path *p, struct call *c, struct dev_site *site)
{
	struct dev_user *user = site->begin;
	int nr = site->flags_arg;
	struct cell cell;

	if (user->kind == DEV_REG && user->type)
		dev_ops_of(user->type->type);
	if (!user->fns)
		return;
	if (user->kind == DEV_IRQ && seen(p, NULL, SEEN_IRQS_OFF))
		return;
	if (nr >= 1 && nr <= c->nr_args && c->arg[nr]->kind == V_INT &&
	    c->arg[nr]->num & NO_AUTOEN)
		return;
	see(p, user, SEEN_BEGUN, c, ST_LIVE);
	cell = *seen(p, user, SEEN_BEGUN);
	cell.num = top_line(p, c->pos);
	nr = site->data_arg;
	if (nr >= 1 && nr <= c->nr_args) {
		cell.other = c->arg[nr];
		cell.third = event_of(site, SEEN_NAME);
	}
	cell_set(&p->st, event_of(user, SEEN_BEGUN), SLOT_DEVICE, cell);
}

static void ready_call(struct path *p, struct call *c)
{
	struct dev_site *site = dev_site_of(c->expr);

	if (site && (site->inited || site->sets_drvdata))
		see_init(p, c, site);
}

static void ready_done(struct path *p, struct call *c)
{
	struct dev_site *site = dev_site_of(c->expr);

	if (site && site->begin && c->ok)
		see_begin(p, c, site);
}

static bool is_nothing(struct value *val)
{
	return !val || val_is_int(val, 0) || val->kind == V_LOAD;
}

static void ready_store(struct path *p, struct expression *expr,
			struct value *ptr, struct value *val,
			struct value *old)
{
	const struct cell *own = own_of(p, val);
	struct making m = { .p = p, .event = EV_USE, .pointer = true };
	struct state was = p->st;

	if (!expr || !own || !own->born_by || val->kind == V_INT)
		return;
	m.key = dev_lvalue(expr);
	if (!m.key || !m.key->used)
		return;
	if (!is_nothing(old) || own->status == ST_DROPPED ||
	    own->status == ST_OTHER)
		return;
	m.ptr = ptr;
	m.pos = expr->pos;
	m.born = report_pos(p, own->born);
	m.what = "a pointer";
	cell_each(&was, make_begun, &m);
}

const struct rule rule_ready = {
	.name = "ready",
	.call = ready_call,
	.done = ready_done,
	.store = ready_store,
};
