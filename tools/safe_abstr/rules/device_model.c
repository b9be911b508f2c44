// SPDX-License-Identifier: GPL-2.0
/* Tables of what is known of a file, and questions about it. */
#include <string.h>

#include "device.h"

#define BUCKETS	512

static struct dev_key *keys[BUCKETS];
static struct dev_type *types[BUCKETS];
static struct dev_site *sites[BUCKETS];
static struct dev_fn *fns;
static struct dev_user *users;
static struct dev_user debugfs;
static unsigned int mark;

static unsigned int bucket(const void *ptr, long long off)
{
	return (((uintptr_t)ptr >> 4) + off * 31) % BUCKETS;
}

void dev_model_reset(void)
{
	memset(keys, 0, sizeof(keys));
	memset(types, 0, sizeof(types));
	memset(sites, 0, sizeof(sites));
	fns = NULL;
	users = NULL;
	debugfs = (struct dev_user){ .kind = DEV_REG };
}

struct dev_key *dev_key_of(struct symbol *base, long long off)
{
	struct dev_key **head = &keys[bucket(base, off)], *k;

	for (k = *head; k; k = k->next)
		if (k->base == base && k->off == off)
			return k;
	k = file_new(struct dev_key);
	k->base = base;
	k->off = off;
	k->user.key = k;
	k->next = *head;
	*head = k;
	return k;
}

static void user_init(struct dev_user *user, enum dev_kind kind,
		      struct dev_type *type, bool devm)
{
	user->kind = kind;
	user->type = type;
	user->devm = devm;
}

struct dev_type *dev_type_of(struct symbol *type)
{
	struct dev_type **head = &types[bucket(type, 0)], *t;

	for (t = *head; t; t = t->next)
		if (t->type == type)
			return t;
	t = file_new(struct dev_type);
	t->type = type;
	user_init(&t->irq, DEV_IRQ, t, false);
	user_init(&t->devm_irq, DEV_IRQ, t, true);
	user_init(&t->thread, DEV_THREAD, t, false);
	user_init(&t->urb, DEV_URB, t, false);
	user_init(&t->ops, DEV_REG, t, false);
	t->next = *head;
	*head = t;
	return t;
}

struct dev_fn *dev_fn_all(void)
{
	return fns;
}

struct dev_fn *dev_fn_of(struct symbol *sym)
{
	struct dev_fn *f;

	if (sym && sym->definition)
		sym = sym->definition;
	for (f = fns; f && sym; f = f->next)
		if (f->sym == sym)
			return f;
	return NULL;
}

struct dev_fn *dev_fn_make(struct symbol *sym)
{
	struct dev_fn *f = file_new(struct dev_fn);

	f->sym = sym;
	f->name = sym->ident ? ident_str(sym->ident) : "?";
	f->next = fns;
	fns = f;
	return f;
}

struct dev_user *dev_user_all(void)
{
	return users;
}

/* Makes @user, which somebody starts, known. */
void dev_user_add(struct dev_user *user)
{
	struct dev_user *u;

	for (u = users; u; u = u->next)
		if (u == user)
			return;
	user->next = users;
	users = user;
}

struct dev_site *dev_site_of(struct expression *call)
{
	struct dev_site *s = sites[bucket(call, 0)];

	while (s && s->call != call)
		s = s->next;
	return s;
}

struct dev_site *dev_site_make(struct expression *call)
{
	struct dev_site *s = dev_site_of(call);

	if (s)
		return s;
	s = file_new(struct dev_site);
	s->call = call;
	s->next = sites[bucket(call, 0)];
	sites[bucket(call, 0)] = s;
	return s;
}

struct dev_fact *dev_fact_add(struct dev_fn *fn, enum dev_event event,
			      struct position pos)
{
	struct dev_fact *f = file_new(struct dev_fact);

	f->event = event;
	f->pos = pos;
	f->next = fn->facts;
	fn->facts = f;
	return f;
}

void dev_fns_add(struct dev_fns **list, struct dev_fn *fn)
{
	struct dev_fns *l;

	for (l = *list; l; l = l->next)
		if (l->fn == fn)
			return;
	l = file_new(struct dev_fns);
	l->fn = fn;
	l->next = *list;
	*list = l;
}

void dev_keys_add(struct dev_keys **list, struct dev_key *key)
{
	struct dev_keys *l = file_new(struct dev_keys);

	l->key = key;
	l->next = *list;
	*list = l;
}

/* Questions: each looks at a function and at all that it calls. */

typedef bool (*fact_fn_t)(const struct dev_fact *f, const void *what,
			  enum dev_event event);

static bool is_key(const struct dev_fact *f, const void *what,
		   enum dev_event event)
{
	return f->event == event && f->key == what;
}

static bool is_type(const struct dev_fact *f, const void *what,
		    enum dev_event event)
{
	return f->event == event && f->type == what;
}

static bool is_member_of(const struct dev_fact *f, const void *what,
			 enum dev_event event)
{
	return f->event == event && f->key &&
	       dev_embeds((struct symbol *)what, f->key->base);
}

static bool is_user(const struct dev_fact *f, const void *what,
		    enum dev_event event)
{
	return f->event == event && f->user == what;
}

static bool look(struct dev_fn *fn, fact_fn_t test, const void *what,
		 enum dev_event event)
{
	struct dev_fact *f;
	struct dev_fns *c;

	if (fn->mark == mark)
		return false;
	fn->mark = mark;
	for (f = fn->facts; f; f = f->next)
		if (test(f, what, event))
			return true;
	for (c = fn->calls; c; c = c->next)
		if (look(c->fn, test, what, event))
			return true;
	return false;
}

bool dev_does(struct dev_fn *fn, enum dev_event event, struct dev_key *key)
{
	mark++;
	return look(fn, is_key, key, event);
}

bool dev_does_type(struct dev_fn *fn, enum dev_event event,
		   struct dev_type *type)
{
	mark++;
	return look(fn, is_type, type, event);
}

bool dev_touches(struct dev_user *user, enum dev_event event,
		 struct dev_key *key)
{
	struct dev_fns *l;
	struct dev_keys *k;

	mark++;
	for (l = user->fns; l; l = l->next)
		if (look(l->fn, is_key, key, event))
			return true;
	for (k = user->reads; k && event == EV_USE; k = k->next)
		if (k->key == key)
			return true;
	return false;
}

bool dev_stops(struct dev_fn *fn, struct dev_user *user)
{
	mark++;
	return look(fn, is_user, user, EV_STOP);
}

bool dev_uses_type(struct dev_fn *fn, struct symbol *type)
{
	mark++;
	return look(fn, is_member_of, type, EV_USE);
}

bool dev_touches_type(struct dev_user *user, struct symbol *type)
{
	struct dev_fns *l;

	mark++;
	for (l = user->fns; l; l = l->next)
		if (look(l->fn, is_member_of, type, EV_USE))
			return true;
	return false;
}

static bool reaches(struct dev_fn *from, struct dev_fn *to)
{
	struct dev_fns *c;

	if (from == to)
		return true;
	if (from->mark == mark)
		return false;
	from->mark = mark;
	for (c = from->calls; c; c = c->next)
		if (reaches(c->fn, to))
			return true;
	return false;
}

bool dev_reaches(struct dev_fn *from, struct dev_fn *to)
{
	mark++;
	return reaches(from, to);
}

static void take_members(struct dev_user *user, struct dev_type *t)
{
	struct dev_fns *l;

	for (l = t->members; l; l = l->next)
		dev_fns_add(&user->fns, l->fn);
}

/* Of struct device, only its attributes are reachable by registering it. */
static bool is_hub(struct symbol *type)
{
	const char *name = struct_name(type);

	return name && (!strcmp(name, "device") ||
			!strcmp(name, "platform_device"));
}

/* Its functions bring devices up and down: no user calls them. */
static bool is_driver(struct symbol *type)
{
	const char *name = struct_name(type);

	return name && strstr(name, "_driver");
}

static void take_ops(struct dev_user *user, struct symbol *type)
{
	struct symbol *m, *to;

	FOR_EACH_PTR(type->symbol_list, m) {
		if (!m->ident && is_struct(m))
			take_ops(user, bare_type(m));
		to = is_pointer(m) ? bare_type(pointee(m)) : NULL;
		if (to && is_struct(to) && !is_hub(to) && !is_driver(to))
			take_members(user, dev_type_of(to));
	} END_FOR_EACH_PTR(m);
}

struct dev_user *dev_ops_of(struct symbol *type)
{
	struct dev_type *t;

	if (!type || !is_struct(type))
		return NULL;
	t = dev_type_of(type);
	if (t->ops.ordered)
		return &t->ops;
	t->ops.ordered = true;
	if (is_hub(type))
		return &t->ops;
	take_members(&t->ops, t);
	take_ops(&t->ops, type);
	return &t->ops;
}

struct dev_user *dev_debugfs(void)
{
	return &debugfs;
}

const char *dev_kind_words(enum dev_kind kind)
{
	static const char *const words[NR_DEV_KINDS] = {
		"timer", "hrtimer", "work", "tasklet", "irq", "thread", "URB",
		"registration", "workqueue",
	};

	return words[kind];
}
