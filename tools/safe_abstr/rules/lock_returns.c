// SPDX-License-Identifier: GPL-2.0
/*
 * Locks that are held where a function returns: left behind by mistake, or
 * handed to the caller. Which of the two shows in all the returns together.
 */
#include <string.h>

#include "callbacks.h"
#include "frontend.h"
#include "lock.h"
#include "section.h"

#define MAX_RETURNS	128
#define MAX_HELD	6

/* How a return looks to the caller. */
#define RET_ERROR	1
#define RET_ZERO	2
#define RET_POS		4
#define RET_VOID	8

struct held {
	struct value *key;
	struct position born;
	const char *born_by, *name;
	bool counts;		/* a semaphore: up() is anybody's */
};

struct ret {
	struct position pos;
	unsigned int kind;
	unsigned int nr;
	struct held held[MAX_HELD];
};

static struct ret returns[MAX_RETURNS];
static unsigned int nr_returns;
static bool unmatched;

void lock_returns_reset(void)
{
	nr_returns = 0;
	unmatched = false;
}

void lock_returns_unmatched(void)
{
	unmatched = true;
}

/* An unknown value is taken for the success it mostly is. */
static unsigned int kind_of(struct path *p, struct value *val)
{
	unsigned int sign;

	if (!val)
		return RET_VOID;
	/* What the function was called with is no error of its own. */
	if (val->kind == V_LOAD && val_local(val->a))
		return RET_ZERO | RET_POS;
	sign = range_of(&p->st, val).sign;
	if (sign == SIGN_NEG)
		return RET_ERROR;
	if (sign == SIGN_ZERO)
		return RET_ZERO;
	if (is_pointer(val->type) || !(sign & SIGN_ZERO))
		return RET_POS;
	return RET_ZERO | RET_POS;
}

static bool is_old(struct value *v)
{
	for (; v; v = v->a)
		if (v->kind == V_OLD || (v->b && is_old(v->b)))
			return true;
	return false;
}

/* As it was called in the round of the loop that it was taken in. */
static struct value *young(struct value *v)
{
	switch (v->kind) {
	case V_OLD:
		return young(v->a);
	case V_FIELD:
		return val_field(young(v->a), v->off);
	case V_ELEM:
		return val_elem(young(v->a), young(v->b));
	default:
		return v;
	}
}

/* If every round of a loop leaves it held, another loop gives it back. */
static bool is_for_later(struct value *key)
{
	return is_old(key) && !lock_is_given_here(young(key));
}

struct collecting {
	struct path *p;
	struct ret *r;
};

static void add_held(struct ret *r, struct value *key, const struct cell *c,
		     const char *name)
{
	if (r->nr == MAX_HELD || !c->born_by)
		return;
	r->held[r->nr++] = (struct held){
		.key = key, .born = c->born, .born_by = c->born_by,
		.name = name,
		.counts = lock_is_counted(key, c->num),
	};
}

static bool collect(void *ctx, struct value *val, unsigned int slot,
		    const struct cell *c)
{
	struct collecting *co = ctx;

	if (slot == SLOT_LOCK && c->status == ST_LIVE && c->here &&
	    !c->maybe && !is_for_later(val))
		add_held(co->r, val, c, lock_name(co->p, val));
	return true;
}

static bool may_mask(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *c)
{
	if (slot == SLOT_LOCK && (c->status == ST_LIVE || c->maybe))
		*(bool *)ctx = true;
	return true;
}

/* Headers balance what they do: what counts is what this file says. */
static void collect_sections(struct path *p, struct ret *r)
{
	static const struct {
		int kind;
		const char *words;
	} sections[] = {
		{ SECT_RCU, "RCU section" },
		{ SECT_SRCU, "SRCU section" },
		{ SECT_IRQ_OFF, "interrupts off" },
		{ SECT_BH_OFF, "bottom halves off" },
		{ SECT_PREEMPT_OFF, "preemption off" },
	};
	const struct cell *c;
	bool locked = false;
	unsigned int i;

	cell_each(&p->st, may_mask, &locked);
	for (i = 0; i < ARRAY_SIZE(sections); i++) {
		c = section_cell(p, sections[i].kind);
		if (!c || c->count <= 0 || c->maybe || !frontend_is_main(c->born))
			continue;
		if (locked && sections[i].kind >= SECT_IRQ_OFF)
			continue;
		/* Many macros do it too, in ways that are not looked into. */
		if (sections[i].kind == SECT_PREEMPT_OFF &&
		    !frontend_comment(c->born, "preempt_disable(") &&
		    !frontend_comment(c->born, "get_cpu"))
			continue;
		add_held(r, val_section(sections[i].kind), c,
			 sections[i].words);
	}
}

void lock_returns_add(struct path *p, struct position pos, struct value *val)
{
	struct collecting c = { p, &returns[nr_returns] };

	if (nr_returns == MAX_RETURNS)
		return;
	nr_returns++;
	memset(c.r, 0, sizeof(*c.r));
	c.r->pos = pos;
	c.r->kind = kind_of(p, val);
	cell_each(&p->st, collect, &c);
	collect_sections(p, c.r);
}

static struct held *held_in(struct ret *r, struct value *key)
{
	unsigned int i;

	for (i = 0; i < r->nr; i++)
		if (r->held[i].key == key)
			return &r->held[i];
	return NULL;
}

/* Does the lock go to the caller? */

static bool is_lock_function(struct symbol *fn)
{
	static const char *const words[] = {
		"lock", "locked", "trylock", "acquire", "enter", "begin",
		"grab", NULL
	};

	return fn->ident && name_has_word(ident_str(fn->ident), words);
}

static bool is_section(struct value *key)
{
	return key->kind == V_SECTION && key->num < NR_SECTIONS;
}

static bool returns_int(struct symbol *fn)
{
	struct symbol *type = get_base_type(fn)->ctype.base_type;

	return !is_pointer(type) && bare_type(type) != &void_ctype;
}

/*
 * What is found may be locked for the caller; the lock of what was searched,
 * an argument, is the caller's only if the name says so.
 */
static bool is_search(struct symbol *fn, struct value *key)
{
	static const char *const words[] = { "find", "lookup", "search", NULL };
	struct value *root = val_root(key);

	return fn->ident && name_has_word(ident_str(fn->ident), words) &&
	       root->kind == V_LOAD && val_local(root->a);
}

static bool is_handed(struct symbol *fn, struct held *h)
{
	static const char *const with_other[] = {
		"start", "stop", "prepare", "open", "get", "suspend", "resume",
		"freeze", "pre", "before", "quiesce", "hold", "down", "disable",
		"enable", "claim", "reserve", "attach", "save", "select",
		"request", "find", "lookup", NULL
	};
	const char *name = fn->ident ? ident_str(fn->ident) : "";

	/* Its callers are seen with it, and one of the file's gives it back. */
	if (fn->ctype.modifiers & MOD_STATIC && !unmatched &&
	    !lock_is_given_here(h->key) && lock_file_calls(fn) &&
	    lock_is_left_to(fn, h->name))
		return true;
	if (h->counts || is_lock_function(fn))
		return true;
	if (!is_section(h->key) && lock_flags_end_here(fn, h->born))
		return false;
	if (unmatched || !name_has_word(name, with_other))
		return false;
	if (is_section(h->key))
		return true;
	/* For others to give back, with nothing but an errno to tell by? */
	if (!(fn->ctype.modifiers & MOD_STATIC) && !returns_int(fn) &&
	    !is_search(fn, h->key))
		return true;
	return lock_is_left_to(fn, h->name);
}

static bool is_local(struct value *key)
{
	return val_local(val_root(key));
}

static bool acquires(void *ctx, const struct note *note)
{
	return note->kind != NOTE_ACQUIRES && note->kind != NOTE_TRY_ACQUIRES &&
	       note->kind != NOTE_UNCHECKED;
}

static void report(struct ret *r, struct held *h)
{
	struct diag *d;

	if (is_section(h->key))
		d = diag_new(SA0602, r->pos, "%s not ended on return", h->name);
	else
		d = diag_new(SA0602, r->pos, "'%s' still held on return",
			     h->name);
	diag_note(d, h->born, "since here, by %s()",
		  lock_call_name(h->born_by));
	diag_emit(d);
}

/* Whatever it returns, stop() is called, which gives back what it took. */
static bool is_seq_start(struct symbol *fn)
{
	const char *type, *member = callback_member(fn, &type);

	return member && type && !strcmp(member, "start") &&
	       !strcmp(type, "seq_operations");
}

/* @handed: the caller gets it; wrong are returns that look like others. */
static bool judge(struct symbol *fn, struct value *key)
{
	unsigned int held = 0, bare = 0, i;
	bool handed = false, bad = false;
	struct held *h;

	if (lock_has_twin(fn, key))
		return false;
	for (i = 0; i < nr_returns; i++) {
		h = held_in(&returns[i], key);
		if (!h) {
			bare |= returns[i].kind;
			continue;
		}
		held |= returns[i].kind;
		handed = handed || (!is_local(key) && is_handed(fn, h));
	}
	if (handed && is_seq_start(fn))
		return false;
	if (!(held & ~RET_ERROR))
		handed = false;
	/* foo_lock() may have an argument that says not to lock. */
	if (handed && is_lock_function(fn))
		bare &= RET_ERROR;
	for (i = 0; i < nr_returns; i++) {
		h = held_in(&returns[i], key);
		if (!h || (handed && !(returns[i].kind & bare)))
			continue;
		report(&returns[i], h);
		bad = !is_section(key);
	}
	return bad;
}

static bool seen_before(unsigned int r, unsigned int at)
{
	struct value *key = returns[r].held[at].key;

	while (r--)
		if (held_in(&returns[r], key))
			return true;
	return false;
}

bool lock_returns_report(struct symbol *fn)
{
	unsigned int i, k;
	bool bad = false;

	if (!notes_of_function(fn, acquires, NULL))
		return false;
	for (i = 0; i < nr_returns; i++)
		for (k = 0; k < returns[i].nr; k++)
			if (!seen_before(i, k))
				bad |= judge(fn, returns[i].held[k].key);
	return bad;
}
