// SPDX-License-Identifier: GPL-2.0
/*
 * Pointers that are good only inside the RCU or SRCU section they were fetched
 * in. While the section runs, a cell marks each variable that holds one; when
 * it ends, the values get a cell that says so.
 */
#include <stdlib.h>
#include <string.h>

#include "frontend.h"
#include "rules.h"
#include "section.h"

/* Values fetched in a section, by id: the values of a function are its own. */
static unsigned char *fetched;
static unsigned int nr_fetched;

static void mark_fetched(struct value *val)
{
	if (val->id >= nr_fetched) {
		unsigned int nr = val->id * 2 + 1024;

		fetched = realloc(fetched, nr);
		if (!fetched)
			die("out of memory");
		memset(fetched + nr_fetched, 0, nr - nr_fetched);
		nr_fetched = nr;
	}
	fetched[val->id] = 1;
}

static bool was_fetched(struct value *val)
{
	return val->id < nr_fetched && fetched[val->id];
}

static void rcu_enter(struct path *p, struct symbol *fn)
{
	if (fetched)
		memset(fetched, 0, nr_fetched);
}

/* The innermost kind of section that makes fetching worth watching, or -1. */
static int open_section(struct path *p)
{
	if (section_depth(p, SECT_SRCU))
		return SECT_SRCU;
	return section_depth(p, SECT_RCU) ? SECT_RCU : -1;
}

static const struct cell *rcu_cell(struct path *p, struct value *val)
{
	return cell_get(&p->st, val, SLOT_RCU);
}

static bool has_status(struct path *p, struct value *val, enum cell_status st)
{
	const struct cell *c = rcu_cell(p, val);

	return c && c->status == st && !c->maybe;
}

static bool is_ended(struct path *p, struct value *val)
{
	return has_status(p, val_root(val), ST_DROPPED);
}

/* Which variables hold a fetched pointer */

struct holding {
	struct path *p;
	struct value *root;
	bool found;
};

static bool marks_root(void *ctx, struct value *ptr, struct value *val)
{
	struct holding *h = ctx;

	h->found = val_root(val) == h->root && has_status(h->p, ptr, ST_LIVE);
	return !h->found;
}

static bool is_protected(struct path *p, struct value *val)
{
	struct holding h = { p, val_root(val), false };

	if (has_status(p, h.root, ST_HELD) || has_status(p, h.root, ST_MOVED))
		return false;
	if (was_fetched(h.root) || has_status(p, h.root, ST_LIVE))
		return true;
	mem_each_all(&p->st, marks_root, &h);
	return h.found;
}

static void forget_ended(struct path *p, struct value *val)
{
	struct value *root = val_root(val);

	if (is_ended(p, val) && !mem_holds(&p->st, root))
		cell_del(&p->st, root, SLOT_RCU);
}

static void rcu_store(struct path *p, struct expression *expr,
		      struct value *ptr, struct value *val, struct value *old)
{
	struct cell cell = { .status = ST_LIVE };
	int kind = open_section(p);

	if (old && old != val)
		forget_ended(p, old);
	if (!val_local(val_root(ptr)) || (old && old == val))
		return;
	/* What it held before says nothing about what it holds now. */
	if (rcu_cell(p, ptr))
		cell_del(&p->st, ptr, SLOT_RCU);
	if (kind >= 0 && val->kind != V_INT && is_protected(p, val)) {
		cell.num = kind;
		cell_set(&p->st, ptr, SLOT_RCU, cell);
	}
}

static bool mark_phi(void *ctx, struct value *ptr, struct value *val)
{
	if (is_temp(val_root(ptr)) && val->kind == V_PHI)
		mark_fetched(val);
	return true;
}

/* hlist_entry_safe() makes an entry of its variable, or NULL: that is a phi. */
static void leave_macro(struct path *p, struct symbol *sym)
{
	const char *name = sym->ident ? ident_str(sym->ident) : "";

	if (!strcmp(name, "____ptr"))
		mem_each_all(&p->st, mark_phi, NULL);
}

static bool held_elsewhere(void *ctx, struct value *ptr, struct value *val)
{
	struct holding *h = ctx;

	h->found = val_root(val) == h->root && !is_temp(val_root(ptr));
	return !h->found;
}

/* The variable goes; what it holds may be on its way to the caller. */
static void rcu_kill(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *val = mem_get(&p->st, ptr);
	const struct cell *c = rcu_cell(p, ptr);
	struct holding h = { p, val ? val_root(val) : NULL, false };
	struct cell cell;

	if (!val)
		return;
	mem_forget(&p->st, ptr);
	forget_ended(p, val);
	if (c) {
		leave_macro(p, sym);
		cell = *c;
		cell_del(&p->st, ptr, SLOT_RCU);
		if (!was_fetched(h.root) && !rcu_cell(p, h.root))
			mem_each_all(&p->st, held_elsewhere, &h);
		if (h.found)
			cell_set(&p->st, h.root, SLOT_RCU, cell);
	}
	mem_set(&p->st, ptr, val);
}

/* Fetching */

static bool is_volatile(struct symbol *type)
{
	return type && type->ctype.modifiers & MOD_VOLATILE;
}

/* What is fetched again is good again. */
static void fetch(struct path *p, struct expression *expr, struct value *ptr)
{
	struct value *val;

	if (!is_pointer(expr->ctype) || val_local(val_root(ptr)) ||
	    is_temp(val_root(ptr)))
		return;
	val = mem_get(&p->st, ptr);
	if (!val)
		val = val_load(ptr, epoch_of(&p->st, val_base(ptr)));
	if (is_ended(p, val))
		cell_del(&p->st, val_root(val), SLOT_RCU);
	if (is_volatile(expr->ctype) && open_section(p) >= 0 &&
	    val->kind != V_INT)
		mark_fetched(val_root(val));
}

struct naming {
	struct value *root;
	const char *name;
};

static bool name_root(void *ctx, struct value *ptr, struct value *val)
{
	struct naming *n = ctx;
	struct symbol *sym = val_local(ptr);

	if (val_root(val) == n->root && sym && sym->ident &&
	    strncmp(ptr->name, "__", 2))
		n->name = ptr->name;
	return !n->name;
}

static const char *root_name(struct path *p, struct value *root)
{
	struct naming n = { root, NULL };

	mem_each_all(&p->st, name_root, &n);
	return n.name ? n.name : value_name(p, root, NULL);
}

static void report_use(struct path *p, struct position pos, struct value *val)
{
	struct value *root = val_root(val);
	const struct cell *c = rcu_cell(p, root);
	struct diag *d;

	d = diag_new(SA0701, report_pos(p, pos),
		     "'%s' used after the %s section it was fetched in",
		     root_name(p, root),
		     c->num == SECT_SRCU ? "SRCU" : "RCU");
	diag_note(d, report_pos(p, c->died), "the section ended here");
	diag_emit(d);
	cell_del(&p->st, root, SLOT_RCU);
}

static void rcu_access(struct path *p, struct expression *expr,
		       struct value *ptr, bool write)
{
	if (is_ended(p, ptr))
		report_use(p, expr->pos, ptr);
	if (!write)
		fetch(p, expr, ptr);
}

/* Calls */

static bool only_looks(struct call *c)
{
	return c->inlined || !c->name || !strncmp(c->name, "__builtin_", 10) ||
	       strstr(c->name, "IS_ERR") || strstr(c->name, "PTR_ERR") ||
	       !strcmp(c->name, "ERR_PTR") || strstr(c->name, "kasan") ||
	       strstr(c->name, "lockdep");
}

static bool has_word(const char *name, const char *word)
{
	size_t len = strlen(word);
	const char *at;

	for (at = strstr(name, word); at; at = strstr(at + 1, word))
		if ((at == name || at[-1] == '_') &&
		    (!at[len] || at[len] == '_'))
			return true;
	return false;
}

static bool has_any_word(const char *name, const char *const *words)
{
	for (; *words; words++)
		if (has_word(name, *words))
			return true;
	return false;
}

/* The path had a reference after all. */
static bool gives_back(struct call *c, int nr)
{
	static const char *const words[] = {
		"put", "unref", "release", "unpin", "unlock", NULL
	};

	return fact_find_arg(c->facts, FACT_DROP, nr) ||
	       fact_find_arg(c->facts, FACT_PUT, nr) ||
	       has_any_word(c->name, words);
}

static bool takes_reference(struct call *c, int nr)
{
	static const char *const words[] = {
		"hold", "ref", "addref", "inc", "pin", "grab", "acquire",
		"claim", "tryget", "get_unless", "get_not", "add_unless",
		"igrab", "getref", NULL
	};
	size_t len = strlen(c->name);

	if (fact_find_arg(c->facts, FACT_GET, nr) ||
	    fact_find_arg(c->facts, FACT_GET_OK, nr))
		return true;
	if (!strncmp(c->name, "get_", 4) ||
	    (len > 4 && !strcmp(c->name + len - 4, "_get")))
		return true;
	/* x = maybe_get_x(x) */
	if (has_word(c->name, "get") && pointee(c->expr->ctype) &&
	    bare_type(pointee(c->expr->ctype)) ==
	    bare_type(pointee(c->arg_expr[nr]->ctype)))
		return true;
	return has_any_word(c->name, words) || fact_has(c->facts, FACT_ENTER);
}

static void pin(struct path *p, struct value *val)
{
	struct cell cell = { .status = ST_HELD };

	if (is_protected(p, val))
		cell_set(&p->st, val_root(val), SLOT_RCU, cell);
	/* A reference to what it points to, or to its module, is as good. */
	if (val->kind == V_LOAD && !val_local(val_root(val->a)))
		pin(p, val->a);
}

static void rcu_call(struct path *p, struct call *c)
{
	bool open = open_section(p) >= 0;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct value *val = c->arg[i];

		if (!c->name || val->kind == V_INT ||
		    !is_pointer(c->arg_expr[i]->ctype))
			continue;
		if (is_ended(p, val) && gives_back(c, i))
			cell_del(&p->st, val_root(val), SLOT_RCU);
		else if (is_ended(p, val) && !only_looks(c))
			report_use(p, c->pos, val);
		else if (open && takes_reference(c, i))
			pin(p, val);
	}
}

/* What such a function finds lives as long as the section that it is in. */
static bool finds(struct call *c)
{
	if (!c->name || !is_pointer(c->expr->ctype) || !c->result)
		return false;
	if (fact_has(c->facts, FACT_OWN) || fact_has(c->facts, FACT_BORROW) ||
	    fact_has(c->facts, FACT_GET))
		return false;
	if (fact_has(c->facts, FACT_RCU_DEREF))
		return true;
	if (strstr(c->name, "get") && !strstr(c->name, "_rcu"))
		return false;
	return strstr(c->name, "_rcu") || strstr(c->name, "idr_find") ||
	       strstr(c->name, "xa_load") || strstr(c->name, "rhashtable_lookup") ||
	       strstr(c->name, "rhltable_lookup") ||
	       strstr(c->name, "radix_tree_lookup") ||
	       strstr(c->name, "mtree_load");
}

/* The end of a section */

struct ending {
	struct path *p;
	struct call *call;
	int kind;
};

static bool end_one(void *ctx, struct value *ptr, struct value *val)
{
	struct ending *e = ctx;
	struct path *p = e->p;
	struct value *root = val_root(val);
	struct cell cell = { .status = ST_DROPPED, .num = e->kind,
			     .died = e->call->pos, .died_by = e->call->name };
	const struct cell *own = rcu_cell(p, root);

	if (val->kind == V_INT || is_temp(val_root(ptr)) || is_ended(p, val))
		return true;
	if (!has_status(p, ptr, ST_LIVE) && !was_fetched(root) &&
	    !has_status(p, root, ST_LIVE))
		return true;
	cell_del(&p->st, ptr, SLOT_RCU);
	if (own && own->status != ST_LIVE)
		return true;
	if (!(range_of(&p->st, val).sign & SIGN_POS) || val_local(root))
		return true;
	cell_set(&p->st, root, SLOT_RCU, cell);
	return true;
}

static bool drop_mark(void *ctx, struct value *val, unsigned int slot,
		      const struct cell *c)
{
	struct path *p = ctx;

	if (slot == SLOT_RCU && c->status == ST_LIVE)
		cell_del(&p->st, val, slot);
	return true;
}

static void end_section(struct path *p, struct call *c, int kind)
{
	struct ending e = { p, c, kind };
	struct state was = p->st;
	struct value *key = val_section(kind);
	const struct cell *depth = cell_get(&p->st, key, SLOT_SECTION);
	struct path outside = *p;

	if (!depth || depth->count != 1)
		return;
	cell_del(&outside.st, key, SLOT_SECTION);
	/* The lock or the context does what the section did. */
	if (kind == SECT_RCU && section_depth(p, SECT_SRCU))
		return;
	if (!section_has_lock(p) && !section_protects(&outside))
		mem_each_all(&was, end_one, &e);
	was = p->st;
	cell_each(&was, drop_mark, p);
}

static void rcu_done(struct path *p, struct call *c)
{
	struct fact *f;
	int kind;

	for_each_fact_kind(f, c->facts, FACT_LEAVE) {
		kind = section_of_word(f->word_id);
		if (kind == SECT_RCU || kind == SECT_SRCU)
			end_section(p, c, kind);
	}
	if (c->ok && open_section(p) >= 0 && finds(c) &&
	    c->result->kind != V_INT)
		mark_fetched(val_root(c->result));
}

/* "This is safe as the caller ...", "Caller must hold ..." */
static bool is_explained(struct path *p, struct position pos, struct value *val)
{
	const struct cell *c = rcu_cell(p, val_root(val));
	struct position places[] = { pos, c->died, this_function(p)->pos };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (frontend_comment(places[i], "aller") ||
		    frontend_comment(places[i], "safe"))
			return true;
	return false;
}

static void rcu_ret(struct path *p, struct position pos, struct value *val)
{
	if (val && is_ended(p, val) && is_explained(p, pos, val))
		return;
	if (val && is_ended(p, val) && is_pointer(val_root(val)->type) &&
	    range_of(&p->st, val).sign & SIGN_POS)
		report_use(p, pos, val);
}

const struct rule rule_rcu = {
	.name = "rcu",
	.enter = rcu_enter,
	.access = rcu_access,
	.store = rcu_store,
	.kill = rcu_kill,
	.call = rcu_call,
	.done = rcu_done,
	.ret = rcu_ret,
};
