// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps who owns what: no rule itself, but what the rules about ownership look
 * at. Runs after them, so they see the state before an event changes it.
 */
#include <string.h>

#include "callbacks.h"
#include "callee.h"
#include "own.h"
#include "rules.h"

static bool is_dead(const struct cell *c)
{
	return c && !c->maybe && (c->status == ST_DROPPED ||
				  c->status == ST_PUT || c->status == ST_MOVED);
}

const struct cell *own_of(struct path *p, struct value *ptr)
{
	return cell_get(&p->st, ptr, SLOT_OWN);
}

/* Objects that began inside @base: a member with a life of its own. */
static const struct cell *dead_member(struct path *p, struct value *ptr)
{
	struct value *base = val_base(ptr), *f;
	const struct cell *c;

	for (f = base->fields; f; f = f->next_field) {
		c = own_of(p, f);
		if (!is_dead(c))
			continue;
		if (val_offset(ptr) >= f->off && c->num > 0 &&
		    val_offset(ptr) < f->off + c->num)
			return c;
	}
	return NULL;
}

static bool is_view(struct value *v, const struct cell *owner);

/* @v was read out of an object and points into it still. */
static const struct cell *dead_lender(struct path *p, struct value *v)
{
	const struct cell *link = cell_get(&p->st, v, SLOT_BORROW), *c;

	if (link && link->other && link->other != v)
		return dead_of(p, link->other);
	if (v->kind != V_LOAD)
		return NULL;
	c = own_of(p, val_base(v->a));
	return is_dead(c) && is_view(v, c) ? c : NULL;
}

const struct cell *dead_of(struct path *p, struct value *ptr)
{
	const struct cell *c;

	for (;;) {
		c = own_of(p, ptr);
		if (is_dead(c))
			return c;
		if (ptr->kind == V_FIELD) {
			c = dead_member(p, ptr);
			if (c)
				return c;
		}
		if (ptr->kind != V_FIELD && ptr->kind != V_ELEM)
			break;
		ptr = ptr->a;
	}
	c = dead_member(p, ptr);
	return c ? c : dead_lender(p, ptr);
}

/* The buffer of an skb and the strings of a node go with them. */
static bool is_view(struct value *v, const struct cell *owner)
{
	struct symbol *to = pointee(v->type);

	if (!owner->cls || !to || !strcmp(owner->cls->name, "slab"))
		return false;
	return type_bits(to) <= 8 && to->type != SYM_FN;
}

bool own_is_borrowed(struct value *ptr, const struct cell *dead)
{
	return val_root(ptr) != val_root(dead->val);
}

bool returns_error(struct path *p, struct value *val)
{
	struct range r;

	if (!val)
		return false;
	r = range_of(&p->st, val);
	if (is_pointer(val->type) && !(r.sign & SIGN_POS))
		return true;
	return r.sign == SIGN_NEG;
}

void own_set(struct path *p, struct value *val, const struct cell *old,
	     enum cell_status status, struct position pos, const char *by)
{
	struct cell c = { 0 };

	if (old)
		c = *old;
	c.status = status;
	c.died = pos;
	c.died_by = by;
	c.maybe = false;
	cell_set(&p->st, val, SLOT_OWN, c);
}

/* New owners */

static struct cell new_cell(struct call *c, struct fact *f)
{
	return (struct cell){
		.status = fact_has(c->facts, FACT_DEVM) ? ST_MANAGED : ST_LIVE,
		.cls = f ? f->cls : NULL, .count = 1, .here = true,
		.zeroed = fact_has(c->facts, FACT_ZERO),
		.born = c->pos, .born_by = c->name,
	};
}

/* An id of the caller's choice, who knows it without the result. */
static bool is_chosen(struct call *c)
{
	return c->name && !strcmp(c->name, "ida_alloc_range") &&
	       c->nr_args >= 3 && c->arg[2] == c->arg[3];
}

static void make_owner(struct path *p, struct call *c, struct fact *f)
{
	struct cell cell = new_cell(c, f);
	struct range r = range_of(&p->st, c->result);

	if (r.sign == SIGN_ZERO && is_pointer(c->expr->ctype))
		return;
	if (is_chosen(c))
		return;
	cell_set(&p->st, c->result, SLOT_OWN, cell);
}

static void make_managed(struct path *p, struct call *c)
{
	struct cell cell = new_cell(c, NULL);

	if (is_pointer(c->expr->ctype) && !own_of(p, c->result))
		cell_set(&p->st, c->result, SLOT_OWN, cell);
}

static bool is_live(const struct cell *c)
{
	return c && (c->status == ST_LIVE || c->status == ST_HELD);
}

/* The first reference comes with the counter, others are taken. */
static bool starts_count(const char *name)
{
	return strstr(name, "init") || strstr(name, "register");
}

/*
 * The counter of an object that was allocated here governs it from now on; a
 * reference to what was only borrowed is one more that is owned.
 */
static void take_ref(struct path *p, struct call *c, struct fact *f,
		     struct value *val)
{
	const struct cell *old = own_of(p, val), *outer = own_of(p, val_base(val));
	struct cell cell = new_cell(c, f);

	if (!is_live(old) && val->kind == V_FIELD && is_live(outer)) {
		val = val->a;
		old = outer;
	}
	if (old && (is_live(old) || old->status == ST_ESCAPED)) {
		cell = *old;
		if (!starts_count(c->name))
			cell.count++;
		if (cell.cls && cell.cls->kind == CLASS_MEMORY &&
		    f->cls->kind == CLASS_REF)
			cell.cls = f->cls;
	} else {
		cell.status = ST_LIVE;
		cell.lent = true;
	}
	cell_set(&p->st, val, SLOT_OWN, cell);
}

static void take_state(struct path *p, struct call *c, struct fact *f,
		       struct value *val)
{
	unsigned int slot = SLOT_STATE + f->cls->id;
	const struct cell *old = cell_get(&p->st, val, slot);
	struct cell cell = new_cell(c, f);

	if (fact_has(c->facts, FACT_DEVM))
		return;
	if (old && old->status == ST_LIVE)
		cell.count = old->count + 1;
	cell_set(&p->st, val, slot, cell);
}

static void take(struct path *p, struct call *c, struct fact *f)
{
	struct value *val = call_arg(c, f->arg);

	if (f->arg == 0)
		val = c->result;
	if (!val || range_of(&p->st, val).sign == SIGN_ZERO)
		return;
	if (f->cls->kind == CLASS_STATE)
		take_state(p, c, f, val);
	else
		take_ref(p, c, f, val);
}

static void make_out(struct path *p, struct call *c, struct fact *f)
{
	struct value *ptr = call_arg(c, f->arg), *made;
	struct cell cell = new_cell(c, f);
	struct range r = range_any;

	if (!ptr)
		return;
	made = val_fresh(c->expr, TAG_MADE, p->frame->ctx);
	if (!made->type)
		made->type = pointee(c->arg_expr[f->arg]->ctype);
	if (p->frame->looping && state_mentions(&p->st, made))
		state_age(&p->st, made);
	r.sign = SIGN_POS;
	if (is_pointer(made->type))
		range_set(&p->st, made, r);
	cell_set(&p->st, made, SLOT_OWN, cell);
	mem_set(&p->st, ptr, made);
	own_escape_into(p, ptr, made);
}

/* Ends of ownership */

static bool is_nothing(struct path *p, struct value *val)
{
	struct range r = range_of(&p->st, val);

	return !(r.sign & SIGN_POS) && is_pointer(val->type);
}

static long long object_bits(struct call *c, int nr)
{
	return type_bits(pointee(c->arg_expr[nr]->ctype));
}

/* A cdev_del() of an embedded cdev frees nothing. */
static bool is_member_address(struct expression *expr)
{
	expr = skip_casts(expr);
	return expr && expr->type == EXPR_BINOP && expr->op == '+' &&
	       expr->right->type == EXPR_VALUE;
}

/*
 * What is read from a place that may have been written in between is what was
 * stored there, as far as anybody can tell.
 */
struct reload {
	struct path *p;
	struct value *place;
	const struct fact_class *cls;
};

static bool end_stored(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *cell)
{
	struct reload *r = ctx;
	struct cell c = *cell;

	if (slot != SLOT_OWN || c.status != ST_ESCAPED || !c.stored ||
	    c.cls != r->cls || !c.third ||
	    val_offset(c.third) != val_offset(r->place))
		return true;
	c.stored = false;
	cell_set(&r->p->st, val, slot, c);
	return true;
}

static void end_reloaded(struct path *p, struct value *val,
			 const struct fact_class *cls)
{
	struct reload r = { p, val->a, cls };
	struct state was = p->st;

	if (val->kind == V_LOAD && cls)
		cell_each(&was, end_stored, &r);
}

static void end_own(struct path *p, struct call *c, int nr,
		    struct fact_class *cls, enum cell_status status)
{
	struct value *val = c->arg[nr];
	const struct cell *old = own_of(p, val);
	struct cell cell = { 0 };

	if (val->kind == V_INT || is_nothing(p, val) || (old && old->maybe))
		return;
	if (!old)
		end_reloaded(p, val, cls);
	if (!old && status == ST_DROPPED && cls && strcmp(cls->name, "slab") &&
	    is_member_address(c->arg_expr[nr]))
		return;
	/* The counter inside an object is the object's. */
	if (!old && val->kind == V_FIELD && own_of(p, val->a)) {
		val = val->a;
		old = own_of(p, val);
		if (old->maybe)
			return;
	}
	if (old)
		cell = *old;
	else
		cell.num = object_bits(c, nr);
	if (old && (old->count > 1 || old->lent) &&
	    (is_live(old) || old->status == ST_ESCAPED)) {
		if (--cell.count > 0)
			cell_set(&p->st, val, SLOT_OWN, cell);
		else
			cell_del(&p->st, val, SLOT_OWN);
		return;
	}
	if (!cell.cls)
		cell.cls = cls;
	own_set(p, val, &cell, status, c->pos, c->name);
	/* The release function frees what the counter is in. */
	if (status == ST_PUT && val->kind == V_FIELD && !old)
		own_set(p, val->a, NULL, status, c->pos, c->name);
}

/* It cannot be told which one is meant: none is known to be left then. */
struct ending {
	struct path *p;
	unsigned int slot;
};

static bool end_one(void *ctx, struct value *val, unsigned int slot,
		    const struct cell *c)
{
	struct ending *e = ctx;

	if (slot == e->slot)
		cell_del(&e->p->st, val, slot);
	return true;
}

static void end_all(struct path *p, unsigned int slot)
{
	struct ending e = { p, slot };
	struct state was = p->st;

	cell_each(&was, end_one, &e);
}

/* What is off already is left alone: pci_disable_msi() looks first. */
static bool ends_once_only(const struct fact_class *cls)
{
	return strcmp(cls->name, "pci_msi") && strcmp(cls->name, "pci_vectors");
}

/*
 * What was made here, or is handed to a probe, nobody else has switched on. The
 * usage counter of runtime PM belongs to the bus as well.
 */
static bool is_all_ours(struct path *p, struct value *val,
			const struct fact_class *cls)
{
	struct value *root = val_root(val);
	const char *member;

	if (val_has_elem(val) || !strncmp(cls->name, "pm_", 3) ||
	    !ends_once_only(cls))
		return false;
	if (root->kind == V_FRESH)
		return true;
	member = callback_member(this_function(p), NULL);
	return member && !strcmp(member, "probe");
}

/* Once more would be once too often; said of what surely was on. */
static void leave_off(struct path *p, struct value *val, unsigned int slot,
		      const struct cell *old, struct position pos,
		      const char *by)
{
	struct cell cell = *old;

	if (old->maybe || !old->here || old->status != ST_LIVE ||
	    !is_all_ours(p, val, old->cls)) {
		cell_del(&p->st, val, slot);
		return;
	}
	cell.status = ST_DROPPED;
	cell.died = pos;
	cell.died_by = by;
	cell_set(&p->st, val, slot, cell);
}

static void end_state(struct path *p, struct call *c, struct value *val,
		      struct fact_class *cls)
{
	unsigned int slot = SLOT_STATE + cls->id;
	const struct cell *old = cell_get(&p->st, val, slot);
	struct cell cell;

	/* A directory of /proc takes with it what is in it. */
	if (!old || !strcmp(cls->name, "proc_file")) {
		end_all(p, slot);
		return;
	}
	cell = *old;
	if (--cell.count > 0)
		cell_set(&p->st, val, slot, cell);
	else
		leave_off(p, val, slot, old, c->pos, c->name);
}

/* A state that is a value of its own, an id say. */
static bool is_state(const struct cell *c)
{
	return c && c->cls && c->cls->kind == CLASS_STATE;
}

/* One argument of several classes is one reference. */
static bool is_ended(struct call *c, struct fact *f)
{
	struct fact *g = fact_find_arg(c->facts, f->kind, f->arg);

	for (; g && g != f; g = fact_next_arg(g))
		if (!g->cls || g->cls->kind != CLASS_STATE)
			return true;
	return false;
}

static void end_fact(struct path *p, struct call *c, struct fact *f,
		     enum cell_status status)
{
	struct value *val = call_arg(c, f->arg);

	if (!val)
		return;
	if (f->cls && f->cls->kind == CLASS_STATE && !is_state(own_of(p, val)))
		end_state(p, c, val, f->cls);
	else if (!is_ended(c, f))
		end_own(p, c, f->arg, f->cls, status);
}

/* Ownership that goes where the function cannot follow */

static bool is_owned_here(const struct cell *c)
{
	return c && (c->status == ST_LIVE || c->status == ST_MANAGED ||
		     c->status == ST_HELD);
}

static void escape(struct path *p, struct value *val, enum cell_status status,
		   struct value *place)
{
	struct value *root = val_root(val);
	const struct cell *c = own_of(p, root);
	struct cell cell;

	if (!c || c->status != ST_LIVE) {
		c = own_of(p, val);
		root = val;
	}
	if (!c || (c->status != ST_LIVE && c->status != ST_HELD))
		return;
	cell = *c;
	cell.status = status;
	cell.stored = place;
	cell.third = place;
	cell_set(&p->st, root, SLOT_OWN, cell);
}

void own_escape(struct path *p, struct value *val, enum cell_status status)
{
	escape(p, val, status, NULL);
}

/* What was found empty and filled is a cache: it stays when others fail. */
static bool was_empty(struct path *p, struct value *ptr)
{
	struct value *before = val_load(ptr, epoch_of(&p->st, val_base(ptr)));
	const struct cell *c = own_of(p, before);

	/* Or what was there was dropped: a new one in its place stays, too. */
	return range_of(&p->st, before).sign == SIGN_ZERO ||
	       (c && c->status == ST_DROPPED);
}

/* A number that was made of it, a major say, leads back to it. */
static void escape_source(struct path *p, struct value *val)
{
	for (; val->kind == V_OP; val = val->a)
		if (!is_pointer(val->a->type))
			escape(p, val->a, ST_ESCAPED, NULL);
}

/* It is a member of what is owned here: that may be changed by others. */
static void place_it(struct path *p, struct value *val)
{
	const struct cell *c = own_of(p, val);
	struct cell cell;

	if (!c || c->placed || !c->here || is_pointer(val->type))
		return;
	cell = *c;
	cell.placed = true;
	cell_set(&p->st, val, SLOT_OWN, cell);
}

/* @val was stored at @ptr: can others reach it there? */
void own_escape_into(struct path *p, struct value *ptr, struct value *val)
{
	struct value *root = val_root(ptr);

	if (val_local(root) || is_temp(root))
		return;
	escape_source(p, val);
	/* What went into an array is not followed further. */
	if (is_owned_here(own_of(p, root)) && !val_has_elem(ptr)) {
		place_it(p, val);
		return;
	}
	escape(p, val, ST_ESCAPED, was_empty(p, ptr) ? NULL : ptr);
}

static bool keeps(const char *name)
{
	static const char *const words[] = {
		"register", "_add", "add_", "attach", "submit", "queue", "insert",
		"link", "install", "free", "destroy", "release", "consume",
		"complete", "delete", "remove", "_put", "put_", "unref", "drop",
		"assign", "publish", "set_priv", "transfer", "give", "finish",
		"init_dev", "_done", "bind",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

/* What belongs to an open file is kept there. */
static bool takes_file(struct call *c)
{
	const char *name;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		name = struct_name(pointee(c->arg_expr[i]->ctype));
		if (name && !strcmp(name, "file"))
			return true;
	}
	return false;
}

/* Nothing is known of the callee but its name. */
static void escape_unknown(struct path *p, struct call *c)
{
	int i;

	if (c->name && !keeps(c->name) && !takes_file(c))
		return;
	for (i = 1; i <= c->nr_args; i++)
		own_escape(p, c->arg[i], ST_ESCAPED);
}

static bool is_drvdata(const char *name)
{
	return name && (strstr(name, "set_drvdata") ||
			strstr(name, "set_clientdata") ||
			!strcmp(name, "device_create"));
}

/* The object is on a list from here on, or no longer. */
static void list_it(struct path *p, struct value *val, bool listed)
{
	struct value *root = val_root(val);
	const struct cell *c = own_of(p, root);
	struct cell cell;

	if (!c || !c->here)
		return;
	cell = *c;
	if (cell.listed == listed)
		return;
	cell.listed = listed;
	if (!listed && cell.status == ST_ESCAPED)
		cell.status = ST_LIVE;
	cell_set(&p->st, root, SLOT_OWN, cell);
}

static bool is_node(struct call *c, int nr)
{
	const char *name = struct_name(pointee(c->arg_expr[nr]->ctype));

	return name && (!strcmp(name, "list_head") || !strcmp(name, "rb_node") ||
			!strcmp(name, "hlist_node") || !strcmp(name, "llist_node"));
}

/* The place that led to the node leads to another one now. */
struct unlinking {
	struct path *p;
	struct value *node, *next;
};

static bool unlink_from(void *ctx, struct value *ptr, struct value *val)
{
	struct unlinking *u = ctx;

	if (val == u->node && !val_local(val_root(ptr)) && !is_temp(val_base(ptr)))
		mem_set(&u->p->st, ptr, u->next);
	return true;
}

static void unlink_node(struct path *p, struct call *c, int nr)
{
	struct unlinking u = { p, val_base(c->arg[nr]), NULL };
	struct state was;

	list_it(p, c->arg[nr], false);
	if (!is_node(c, nr))
		return;
	u.next = fresh(p, c->expr, TAG_MADE);
	if (p->frame->looping && state_mentions(&p->st, u.next)) {
		state_age(&p->st, u.next);
		if (val_depends(u.node, u.next))
			u.node = val_old(u.node);
	}
	u.next->type = u.node->type;
	was = p->st;
	mem_each_all(&was, unlink_from, &u);
	if (u.node->kind == V_LOAD && !val_local(val_root(u.node->a)))
		mem_set(&p->st, u.node->a, u.next);
}

static void hold(struct path *p, struct call *c, struct fact *f)
{
	struct value *val = call_arg(c, f->arg);

	if (!val)
		return;
	own_escape(p, val, is_drvdata(c->name) ? ST_HELD : ST_ESCAPED);
	if (is_node(c, f->arg))
		list_it(p, val, true);
}

/* Freed by the device from now on: @data, and what is reached through it. */
struct handing {
	struct path *p;
	struct value *data;
	struct call *call;
};

static bool hand_cell(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *cell)
{
	struct handing *h = ctx;
	struct cell c = *cell;

	if (slot != SLOT_OWN && slot < SLOT_STATE)
		return true;
	if (cell->status != ST_LIVE && cell->status != ST_HELD &&
	    cell->status != ST_ESCAPED)
		return true;
	if (!val_depends(val, h->data) && val_root(h->data) != val_root(val))
		return true;
	c.status = ST_MANAGED;
	if (slot == SLOT_OWN)
		cell_set(&h->p->st, val, slot, c);
	else if (h->call->ok)
		cell_del(&h->p->st, val, slot);
	else
		leave_off(h->p, val, slot, cell, h->call->pos, h->call->name);
	return true;
}

static bool hand_stored(void *ctx, struct value *ptr, struct value *val)
{
	struct handing *h = ctx, sub = { h->p, val, h->call };

	cell_each_of(&h->p->st, val, hand_cell, &sub);
	return true;
}

static void hand_to_device(struct path *p, struct call *c)
{
	struct handing h = { p, call_arg(c, 3), c };
	struct state was = p->st;

	if (!h.data || h.data->kind == V_INT)
		return;
	cell_each(&was, hand_cell, &h);
	mem_each(&was, val_root(h.data), 0, hand_stored, &h);
}

/* A pointer into what @from owns, which lives no longer than that. */
static void link_borrow(struct path *p, struct call *c, struct value *val,
			struct value *from)
{
	struct cell link = { .status = ST_OTHER, .other = from };

	link.born = c->pos;
	link.born_by = c->name;
	if (val->kind != V_INT && val != from)
		cell_set(&p->st, val, SLOT_BORROW, link);
}

static void lend(struct path *p, struct call *c, struct fact *f)
{
	struct value *ptr = call_arg(c, f->arg), *from = call_arg(c, f->arg2), *made;
	struct range r = range_any;

	if (!ptr || !from)
		return;
	made = val_fresh(c->expr, TAG_MADE, p->frame->ctx);
	if (!made->type)
		made->type = pointee(c->arg_expr[f->arg]->ctype);
	if (p->frame->looping && state_mentions(&p->st, made))
		state_age(&p->st, made);
	r.sign = SIGN_POS;
	if (is_pointer(made->type))
		range_set(&p->st, made, r);
	mem_set(&p->st, ptr, made);
	link_borrow(p, c, made, from);
}

/* Pointers into the object do not survive the call, the object does. */
struct staling {
	struct path *p;
	struct call *c;
	struct value *root;
};

static bool stale_local(void *ctx, struct value *ptr, struct value *val)
{
	struct staling *s = ctx;
	struct value *root = val_root(val);

	const struct cell *link = cell_get(&s->p->st, root, SLOT_BORROW);

	if (!val_local(ptr))
		return true;
	if ((link && link->other == s->root) ||
	    (root->kind == V_LOAD && val_base(root->a) == s->root &&
	     root->name && (!strcmp(root->name, "head") ||
			    !strcmp(root->name, "data"))))
		own_set(s->p, root, NULL, ST_MOVED, s->c->pos, s->c->name);
	return true;
}

static void stale(struct path *p, struct call *c, struct fact *f)
{
	struct staling s = { p, c, call_arg(c, f->arg) };
	struct state was = p->st;

	if (!s.root)
		return;
	mem_each_all(&was, stale_local, &s);
	havoc(p, s.root, 0, c->expr);
}

/* krealloc() takes along what the object holds. */
static bool take_along(void *ctx, struct value *ptr, struct value *val)
{
	own_escape(ctx, val, ST_ESCAPED);
	return true;
}

static void move_on(struct path *p, struct call *c, struct fact *f)
{
	struct value *val = c->arg[f->arg];
	struct state was = p->st;

	if (f->kind == FACT_MOVE_OK && fact_has(c->facts, FACT_OWN) &&
	    own_of(p, val))
		mem_each(&was, val_root(val), 0, take_along, p);
	end_own(p, c, f->arg, NULL, ST_MOVED);
}

/* Events */

static void apply(struct path *p, struct call *c, struct fact *f)
{
	bool ok = c->ok;

	switch (f->kind) {
	case FACT_OWN:
		if (ok)
			make_owner(p, c, f);
		break;
	case FACT_GET:
		take(p, c, f);
		break;
	case FACT_GET_OK:
		if (ok)
			take(p, c, f);
		break;
	case FACT_OUT:
		if (ok)
			make_out(p, c, f);
		break;
	case FACT_DROP:
		end_fact(p, c, f, ST_DROPPED);
		break;
	case FACT_PUT:
		end_fact(p, c, f, ST_PUT);
		break;
	case FACT_MOVE:
	case FACT_MOVE_OK:
	case FACT_MOVE_FAIL:
		if (f->kind == FACT_MOVE || (f->kind == FACT_MOVE_OK) == ok)
			if (call_arg(c, f->arg))
				move_on(p, c, f);
		break;
	case FACT_HOLD:
		if (ok)
			hold(p, c, f);
		break;
	case FACT_PUBLISH:
	case FACT_START:
		if (ok && call_arg(c, f->arg))
			own_escape(p, call_arg(c, f->arg), ST_ESCAPED);
		break;
	case FACT_UNPUBLISH:
		if (call_arg(c, f->arg))
			unlink_node(p, c, f->arg);
		break;
	case FACT_LEND:
		if (ok)
			lend(p, c, f);
		break;
	case FACT_STALE:
		stale(p, c, f);
		break;
	default:
		break;
	}
}

static void borrow(struct path *p, struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_BORROW);
	struct value *from = f ? call_arg(c, f->arg) : NULL;

	if (from && c->result)
		link_borrow(p, c, c->result, from);
}

/* The _or_reset form runs the action itself when it fails. */
static bool is_action(const char *name)
{
	return name && strstr(name, "devm_add_action");
}

static void own_call(struct path *p, struct call *c)
{
	if (c->inlined)
		callee_inlined(p, c);
}

static void own_done(struct path *p, struct call *c)
{
	struct fact *f;

	if (is_action(c->name) && (c->ok || strstr(c->name, "_or_reset"))) {
		hand_to_device(p, c);
		return;
	}
	if (!c->facts) {
		escape_unknown(p, c);
		callee_effects(p, c);
		return;
	}
	for_each_fact(f, c->facts)
		apply(p, c, f);
	if (fact_has(c->facts, FACT_DEVM) && c->ok)
		make_managed(p, c);
	if (c->ok)
		borrow(p, c);
}

/* A dead value that nothing holds any more is of no interest. */
static void forget_dead(struct path *p, struct value *old)
{
	const struct cell *c = own_of(p, old);

	/* What the device frees may have members that it does not. */
	if (c && c->status != ST_LIVE && c->status != ST_HELD &&
	    c->status != ST_MANAGED && !c->listed &&
	    !mem_holds(&p->st, old) && old->kind == V_FRESH)
		cell_del(&p->st, old, SLOT_OWN);
}

static void own_store(struct path *p, struct expression *expr,
		      struct value *ptr, struct value *val, struct value *old)
{
	own_escape_into(p, ptr, val);
	if (old && old != val)
		forget_dead(p, old);
}

static void own_kill(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *val = mem_get(&p->st, ptr);

	if (!val || val->kind != V_FRESH)
		return;
	mem_forget(&p->st, ptr);
	forget_dead(p, val);
	if (cell_get(&p->st, val, SLOT_RESULT) && !mem_holds(&p->st, val))
		cell_del(&p->st, val, SLOT_RESULT);
	mem_set(&p->st, ptr, val);
}

/* A transmit function owns its packet, unless it answers "busy". */
static void own_enter(struct path *p, struct symbol *fn)
{
	struct cell cell = { .status = ST_LIVE, .here = true, .count = 1 };
	const char *member = callback_member(fn, NULL);
	struct symbol *skb;
	struct value *val;

	if (!member || strcmp(member, "ndo_start_xmit"))
		return;
	skb = first_ptr_list((struct ptr_list *)get_base_type(fn)->arguments);
	cell.cls = fact_class_of("skb");
	if (!skb || !cell.cls)
		return;
	val = load(p, val_addr(skb), NULL);
	val->type = skb;
	val->name = ident_str(skb->ident);
	mem_set(&p->st, val_addr(skb), val);
	cell.born = skb->pos;
	cell.born_by = ident_str(fn->ident);
	cell_set(&p->st, val, SLOT_OWN, cell);
}

const struct rule rule_own = {
	.name = "own",
	.enter = own_enter,
	.call = own_call,
	.done = own_done,
	.store = own_store,
	.kill = own_kill,
};
