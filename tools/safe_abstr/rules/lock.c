// SPDX-License-Identifier: GPL-2.0
/* What a lock is: its kind, its identity, its name, and who holds it. */
#include <stdio.h>
#include <string.h>

#include "lock.h"
#include "section.h"

#define MAX_PLACES	64

enum lock_family lock_family(enum fact_word word)
{
	switch (word) {
	case W_SPIN: case W_SPIN_IRQ: case W_SPIN_IRQSAVE: case W_SPIN_BH:
	case W_RAW_SPIN: case W_RAW_SPIN_IRQ: case W_RAW_SPIN_IRQSAVE:
	case W_RAW_SPIN_BH:
		return LOCK_SPIN;
	case W_READ: case W_READ_IRQ: case W_READ_IRQSAVE: case W_READ_BH:
	case W_WRITE: case W_WRITE_IRQ: case W_WRITE_IRQSAVE: case W_WRITE_BH:
		return LOCK_RW;
	case W_SEQ: case W_SEQ_IRQ: case W_SEQ_IRQSAVE: case W_SEQ_BH:
		return LOCK_SEQ;
	case W_MUTEX:
		return LOCK_MUTEX;
	case W_RT_MUTEX:
		return LOCK_RT_MUTEX;
	case W_WW_MUTEX:
		return LOCK_WW_MUTEX;
	case W_RWSEM_READ: case W_RWSEM_WRITE:
		return LOCK_RWSEM;
	case W_SEM:
		return LOCK_SEM;
	case W_PERCPU_READ: case W_PERCPU_WRITE:
		return LOCK_PERCPU;
	default:
		return LOCK_NONE;
	}
}

bool lock_is_shared(enum fact_word word)
{
	switch (word) {
	case W_READ: case W_READ_IRQ: case W_READ_IRQSAVE: case W_READ_BH:
	case W_RWSEM_READ: case W_PERCPU_READ:
		return true;
	default:
		return false;
	}
}

bool lock_is_counted(struct value *key, enum fact_word word)
{
	return key->kind != V_SECTION && (word == W_SEM || word == W_PERCPU_READ);
}

bool is_lock_type(struct symbol *type)
{
	static const char *const names[] = {
		"spinlock", "raw_spinlock", "mutex", "rw_semaphore", "rwlock",
		"semaphore", "seqlock", "rt_mutex", "ww_mutex",
		"percpu_rw_semaphore",
	};
	const char *name = struct_name(type);
	unsigned int i;

	for (i = 0; name && i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* A pointer that is read again after a call is taken to be the same. */
struct value *lock_key(struct value *ptr)
{
	struct value *key = ptr;

	switch (ptr->kind) {
	case V_FIELD:
		return val_field(lock_key(ptr->a), ptr->off);
	case V_ELEM:
		return val_elem(lock_key(ptr->a), ptr->b);
	case V_LOAD:
		key = val_load(lock_key(ptr->a), 0);
		break;
	default:
		break;
	}
	if (!key->type) {
		key->type = ptr->type;
		key->pos = ptr->pos;
	}
	if (!key->name)
		key->name = ptr->name;
	return key;
}

/* RTNL and the like have no address: their word tells them apart. */
static struct value *nameless_key(enum fact_word word)
{
	if (word == W_PERCPU_WRITE)
		word = W_PERCPU_READ;
	return val_section(2 * NR_SECTIONS + word);
}

struct value *lock_of_fact(struct call *c, struct fact *f)
{
	if (lock_family(f->word_id) == LOCK_NONE)
		return NULL;
	if (f->arg == 0)
		return nameless_key(f->word_id);
	if (f->arg < 1 || f->arg > c->nr_args || c->arg[f->arg]->kind == V_INT)
		return NULL;
	return lock_key(c->arg[f->arg]);
}

struct symbol *member_around(struct symbol *type, long long bits,
			     long long *rest)
{
	struct symbol *m, *base = bare_type(type);

	if (!base || (base->type != SYM_STRUCT && base->type != SYM_UNION))
		return NULL;
	FOR_EACH_PTR(base->symbol_list, m) {
		long long from = m->offset * 8LL, size = type_bits(m);

		*rest = bits - from;
		if (*rest == 0 || (*rest > 0 && size > 0 && *rest < size))
			return m;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

static struct symbol *type_behind(struct value *base)
{
	if (base->kind == V_ADDR)
		return (struct symbol *)base->who;
	return pointee(base->type);
}

static const char *base_name(struct path *p, struct value *base)
{
	if (base->kind == V_LOAD && val_local(base->a))
		base = base->a;
	if (base->kind == V_ADDR)
		return ident_str(((struct symbol *)base->who)->ident);
	if (base->kind == V_LOAD && base->name)
		return base->name;
	return p ? value_name(p, base, NULL) : base->name;
}

const char *lock_member_name(struct symbol *type, long long bits)
{
	const char *name = NULL;
	struct symbol *m;

	while (type && !is_lock_type(type)) {
		m = member_around(type, bits, &bits);
		if (!m)
			break;
		if (m->ident)
			name = ident_str(m->ident);
		if (!is_struct(m))
			break;
		type = m;
	}
	return is_lock_type(type) ? name : NULL;
}

/* What the source calls a lock, and which member of what it is there */

static struct place {
	struct value *key;
	uint64_t place;
	const char *name;
} places[MAX_PLACES];

static unsigned int nr_places;

void lock_places_reset(void)
{
	nr_places = 0;
}

/* As it was called in the round of the loop that it is from. */
static struct value *unaged(struct value *key)
{
	while (key->kind == V_OLD)
		key = key->a;
	return key;
}

static struct place *find_place(struct value *key)
{
	unsigned int i;

	key = unaged(key);
	for (i = 0; i < nr_places; i++)
		if (places[i].key == key)
			return &places[i];
	return NULL;
}

void lock_set_place(struct value *key, uint64_t place, const char *name)
{
	struct place *p = find_place(key);

	if (!p) {
		if (nr_places == MAX_PLACES)
			return;
		p = &places[nr_places++];
		*p = (struct place){ .key = unaged(key) };
	}
	if (!p->place)
		p->place = place;
	if (!p->name)
		p->name = name;
}

static uint64_t place_of(struct value *key)
{
	struct place *p = find_place(key);

	return p ? p->place : 0;
}

static const char *join(const char *base, const char *op, const char *member)
{
	char *buf;

	buf = arena_alloc(&fn_arena, strlen(base) + strlen(member) + 3);
	sprintf(buf, "%s%s%s", base, op, member);
	return buf;
}

static const char *name_in_source(struct expression *arg)
{
	const char *base = expr_name(arg), *member;
	struct symbol *type;
	long long bits;

	type = place_type(arg, &bits);
	member = type ? lock_member_name(type, bits) : NULL;
	if (!member || !base)
		return NULL;
	return join(base, "->", member);
}

void lock_find_place(struct path *p, struct call *c, struct fact *f,
		     struct value *key)
{
	struct expression *call = outer_call(p, c->expr), *arg = NULL;

	if (f->arg >= 1 && call == c->expr)
		arg = c->arg_expr[f->arg];
	else if (call->type == EXPR_CALL)
		arg = first_expression(call->args);
	while (arg && arg->type == EXPR_CALL)
		arg = strip_casts(first_expression(arg->args));
	if (arg)
		lock_set_place(key, place_key(arg), name_in_source(arg));
}

static const char *name_of_key(struct path *p, struct value *key)
{
	struct value *base = val_base(key);
	const char *name, *member;

	if (key->kind == V_ELEM)
		return "lock";
	name = base_name(p, base);
	member = lock_member_name(type_behind(base), val_offset(key));
	if (!member)
		return name;
	if (!name)
		return member;
	return join(name, base->kind == V_ADDR ? "." : "->", member);
}

const char *lock_word_name(enum fact_word word)
{
	switch (word) {
	case W_MUTEX:
		return "RTNL";
	case W_SEM:
		return "console lock";
	case W_PERCPU_READ:
	case W_PERCPU_WRITE:
		return "CPU hotplug lock";
	default:
		return "DMA lock";
	}
}

const char *lock_name(struct path *p, struct value *key)
{
	struct place *place;

	if (key->kind == V_SECTION)
		return lock_word_name(key->num - 2 * NR_SECTIONS);
	place = find_place(key);
	if (!place || !place->name)
		lock_set_place(key, 0, name_of_key(p, key));
	place = find_place(key);
	return place ? place->name : name_of_key(p, key);
}

const char *lock_call_name(const char *name)
{
	size_t len;
	char *buf;

	if (!strncmp(name, "_raw_", 5))
		name += 5;
	while (*name == '_')
		name++;
	len = strlen(name);
	if (len > 7 && !strcmp(name + len - 7, "_nested"))
		len -= 7;
	buf = arena_alloc(&fn_arena, len + 1);
	memcpy(buf, name, len);
	return buf;
}

/* Two of these are different objects if they are not the same value. */
static bool is_settled(struct value *key)
{
	struct value *base = val_base(key);

	return base->kind == V_ADDR || base->kind == V_SECTION ||
	       (base->kind == V_LOAD && val_local(base->a));
}

struct search {
	struct value *key;
	enum lock_family family;
	bool held;
	uint64_t place;
	const struct cell *found;
};

/* A pointer to a lock that came from who knows where. */
static bool is_any_lock(struct value *key)
{
	key = unaged(key);
	return key->kind == V_PHI || key->kind == V_FRESH ||
	       (key->kind == V_LOAD && is_lock_type(pointee(key->type)));
}

static bool may_be_it(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *c)
{
	struct search *s = ctx;
	uint64_t place;

	if (slot != SLOT_LOCK || s->held != (c->status == ST_LIVE) ||
	    val == s->key)
		return true;
	if (s->family && lock_family(c->num) != s->family)
		return true;
	if (val->kind == V_SECTION || (is_settled(val) && is_settled(s->key)))
		return true;
	/* The same member of one kind of structure, or as far from a pointer. */
	place = place_of(val);
	if (!is_any_lock(val) && !is_any_lock(s->key) &&
	    (place && s->place ? place != s->place :
	     val_offset(unaged(val)) != val_offset(s->key)))
		return true;
	s->found = c;
	return true;
}

const struct cell *lock_alias(struct path *p, struct value *key,
			      enum lock_family family, bool held)
{
	struct search s = { key, family, held, place_of(key), NULL };

	if (key->kind != V_SECTION)
		cell_each(&p->st, may_be_it, &s);
	return s.found;
}

/* lock_sock(), device_lock() and such name the object, not its lock. */
static const struct cell *held_around(struct path *p, struct value *key)
{
	const struct cell *c = cell_get(&p->st, val_base(key), SLOT_LOCK);

	return c && c->third ? c : NULL;
}

static const struct cell *held_cell(struct path *p, struct value *key)
{
	const struct cell *c = cell_get(&p->st, key, SLOT_LOCK);

	if (!c || c->status != ST_LIVE)
		c = held_around(p, key);
	if (!c || c->status != ST_LIVE)
		c = lock_alias(p, key, LOCK_NONE, true);
	return c && c->status == ST_LIVE ? c : NULL;
}

bool lock_held(struct path *p, struct value *key, bool write)
{
	const struct cell *c = held_cell(p, key);

	return c && (c->maybe || !write || !lock_is_shared(c->num));
}

bool lock_held_shared(struct path *p, struct value *key)
{
	const struct cell *c = held_cell(p, key);

	return c && lock_is_shared(c->num);
}

static enum fact_word word_of_type(struct symbol *type)
{
	const char *name = struct_name(type);

	if (!name)
		return W_NONE;
	if (!strcmp(name, "mutex"))
		return W_MUTEX;
	if (strstr(name, "spinlock"))
		return W_SPIN;
	if (!strcmp(name, "rw_semaphore"))
		return W_RWSEM_WRITE;
	if (!strcmp(name, "rwlock"))
		return W_WRITE;
	return W_NONE;
}

void lock_assume(struct path *p, struct value *key, struct symbol *type,
		 const char *by, bool maybe)
{
	struct cell c = {
		.status = ST_LIVE, .count = 1, .here = by, .born_by = by,
	};

	c.num = word_of_type(type);
	c.maybe = maybe || !c.num;
	c.born = p->pos;
	cell_set(&p->st, key, SLOT_LOCK, c);
}

bool name_has_word(const char *name, const char *const words[])
{
	size_t len;

	while (name && *name) {
		len = strcspn(name, "_0123456789");
		for (unsigned int i = 0; words[i]; i++)
			if (strlen(words[i]) == len &&
			    !strncmp(name, words[i], len))
				return true;
		name += len;
		name += strspn(name, "_0123456789");
	}
	return false;
}
