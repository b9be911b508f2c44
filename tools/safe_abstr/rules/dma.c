// SPDX-License-Identifier: GPL-2.0
/* Streaming mappings: each is tested before it is used. */
#include <string.h>

#include "dma.h"
#include "frontend.h"
#include "rules.h"
#include "token.h"

bool dma_name_has(const char *name, const char *const *words, unsigned int nr)
{
	unsigned int i;

	for (i = 0; name && i < nr; i++)
		if (strstr(name, words[i]))
			return true;
	return false;
}

bool dma_prints(const char *name)
{
	static const char *const words[] = {
		"printk", "_dev_", "dev_dbg", "netdev_", "netif_", "trace_",
		"dynamic_", "warn", "__builtin_", "kmsan", "mapping_error",
		"compiletime", "print",
	};

	return dma_name_has(name, words, ARRAY_SIZE(words));
}

/* As it is written: the macros add this. */
const char *dma_function(const char *name)
{
	static char bufs[2][64];
	static unsigned int at;
	size_t len = name ? strlen(name) : 0;

	if (len < 6 || len >= sizeof(bufs[0]) || strcmp(name + len - 6, "_attrs"))
		return name ? name : "?";
	at = !at;
	memcpy(bufs[at], name, len - 6);
	bufs[at][len - 6] = '\0';
	return bufs[at];
}

static bool is_mapping(unsigned int slot, const struct cell *c)
{
	return slot == SLOT_DMA && c->status == ST_LIVE && !c->maybe;
}

void dma_add_flags(struct path *p, struct value *val, const struct cell *was,
		   int flags)
{
	struct cell c = *was;

	if ((c.count | flags) == c.count)
		return;
	c.count |= flags;
	cell_set(&p->st, val, SLOT_DMA, c);
}

/* Beginnings */

static struct cell mapped(struct path *p, struct call *c, struct fact *f,
			  int flags)
{
	struct value *dir = dma_arg(c, f->arg4);

	if (is_inlined(p) && frontend_is_main(p->frame->flow->fn->pos))
		flags |= DMA_INNER;
	if (p->frame->looping)
		flags |= DMA_LOOP;
	return (struct cell){
		.status = ST_LIVE, .count = flags, .here = true,
		.third = dma_arg(c, f->arg), .other = dma_arg(c, f->arg3),
		.num = dir ? dir->id : val_int(-1)->id,
		.born = c->pos, .born_by = c->name,
	};
}

/* No more entries are mapped than there are. */
static void limit_count(struct path *p, struct call *c, struct value *nents)
{
	struct range r = range_of(&p->st, c->result);

	r.lo = 1;
	if (nents && range_of(&p->st, nents).hi > 0)
		r.hi = range_of(&p->st, nents).hi;
	range_set(&p->st, c->result, r);
}

static void map_list(struct path *p, struct call *c, struct fact *f)
{
	struct value *sg = dma_arg(c, f->arg2);
	struct cell cell = mapped(p, c, f, DMA_SG | DMA_TESTED);

	if (!sg || sg->kind == V_INT)
		return;
	if (c->ok) {
		if (fact_has(c->facts, FACT_OK))
			limit_count(p, c, dma_arg(c, f->arg3));
		cell_set(&p->st, sg, SLOT_DMA, cell);
	} else if (fact_has(c->facts, FACT_OK)) {
		/* The count that must not be used. */
		cell.status = ST_OTHER;
		cell_set(&p->st, c->result, SLOT_DMA, cell);
	}
}

static void alloc_coherent(struct path *p, struct call *c, struct fact *f)
{
	struct value *where = dma_arg(c, f->arg3), *handle;
	struct cell cell = {
		.status = ST_OTHER, .count = DMA_COHERENT, .born = c->pos,
		.born_by = c->name, .third = dma_arg(c, f->arg),
		.other = dma_arg(c, f->arg2),
	};

	if (!c->ok || c->result->kind == V_INT)
		return;
	if (where && where->kind != V_INT) {
		handle = fresh(p, c->expr, TAG_MADE);
		handle->type = pointee(c->arg_expr[f->arg3]->ctype);
		if (p->frame->looping && state_mentions(&p->st, handle))
			state_age(&p->st, handle);
		mem_set(&p->st, where, handle);
		cell.num = handle->id;
	}
	cell_set(&p->st, c->result, SLOT_DMA, cell);
}

/* The test */

static bool now_tested(void *ctx, struct value *val, unsigned int slot,
		       const struct cell *c)
{
	if (is_mapping(slot, c))
		dma_add_flags(ctx, val, c, DMA_TESTED);
	return true;
}

static void all_tested(struct path *p)
{
	struct state was = p->st;

	cell_each(&was, now_tested, p);
}

static void tested(struct path *p, struct call *c, struct value *addr)
{
	const struct cell *m = cell_get(&p->st, addr, SLOT_DMA);
	struct range zero = range_any;

	if (c->ok && !is_pointer(c->expr->ctype)) {
		zero.sign = SIGN_ZERO;
		range_set(&p->st, c->result, zero);
	}
	if (!m) {
		/* One of those that memory held and a call may have changed. */
		all_tested(p);
	} else if (c->ok) {
		dma_add_flags(p, addr, m, DMA_TESTED);
	} else {
		cell_del(&p->st, addr, SLOT_DMA);
		dma_forget_buffers(p, addr);
	}
}

/* Ends */

struct ending {
	struct path *p;
	bool all;
};

static bool end_one(void *ctx, struct value *val, unsigned int slot,
		    const struct cell *c)
{
	struct ending *e = ctx;

	if (slot != SLOT_DMA || c->status != ST_LIVE)
		return true;
	if (!e->all && val->kind != V_OLD &&
	    !(c->count & (DMA_STORED | DMA_RING | DMA_GIVEN | DMA_SG | DMA_OUT)))
		return true;
	dma_add_flags(e->p, val, c, DMA_UNDONE);
	dma_forget_buffers(e->p, val);
	return true;
}

/* Something is unmapped, but what? */
static void end_unknown(struct path *p, bool all)
{
	struct ending e = { p, all };
	struct state was = p->st;

	cell_each(&was, end_one, &e);
}

static void end_mapping(struct path *p, struct call *c, struct value *addr)
{
	const struct cell *m = cell_get(&p->st, addr, SLOT_DMA);

	if (!m) {
		end_unknown(p, addr->kind == V_PHI || addr->kind == V_OLD);
		return;
	}
	cell_del(&p->st, addr, SLOT_DMA);
	dma_forget_buffers(p, addr);
}

/* Uses before the test */

struct usage {
	struct path *p;
	struct call *c;
	struct value *arg;
};

const char *dma_value_name(struct path *p, struct value *val)
{
	return value_name(p, val->kind == V_OLD ? val->a : val, NULL);
}

void dma_report_untested(struct path *p, struct position pos,
			 struct value *val, const struct cell *m)
{
	struct diag *d;

	d = diag_new(SA1002, report_pos(p, pos),
		     "'%s' may be no mapping: the result of %s() was not tested",
		     dma_value_name(p, val), dma_function(m->born_by));
	if (pos.line != m->born.line)
		diag_note(d, report_pos(p, m->born), "mapped here");
	diag_emit(d);
}

static bool use_one(void *ctx, struct value *val, unsigned int slot,
		    const struct cell *m)
{
	struct usage *u = ctx;

	if (!is_mapping(slot, m) || !val_depends(u->arg, val))
		return true;
	if (m->count & DMA_SG)
		return true;
	if (!(m->count & DMA_TESTED))
		dma_report_untested(u->p, u->c->pos, val, m);
	dma_add_flags(u->p, val, m, DMA_TESTED | DMA_GIVEN);
	return true;
}

/* Tests whether the count of dma_map_sg() is negative, which it never is. */
static bool is_sign_test(struct expression *e, struct symbol *sym)
{
	return e->type == EXPR_COMPARE && e->op == '<' &&
	       e->right->type == EXPR_VALUE && !e->right->value &&
	       dma_mentions(e->left, sym);
}

bool dma_mentions(struct expression *e, struct symbol *sym)
{
	if (!e)
		return false;
	switch (e->type) {
	case EXPR_SYMBOL:
		return e->symbol == sym;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		return dma_mentions(e->unop, sym);
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		return dma_mentions(e->cast_expression, sym);
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_LOGICAL:
	case EXPR_ASSIGNMENT:
		return dma_mentions(e->left, sym) || dma_mentions(e->right, sym);
	default:
		return false;
	}
}

static bool find_holder(void *ctx, struct value *ptr, struct value *val)
{
	struct value **want = ctx;

	if (val != want[0] || !val_local(ptr))
		return true;
	want[1] = ptr;
	return false;
}

/* Every test of the variable that holds @count is for an errno. */
static bool tested_for_errno(struct path *p, struct value *count)
{
	struct value *want[2] = { count, NULL };
	struct block *b;
	struct symbol *sym;

	mem_each_all(&p->st, find_holder, want);
	sym = want[1] ? val_local(want[1]) : NULL;
	if (!sym)
		return false;
	for (b = p->frame->flow->all; b; b = b->next)
		if (b->cond && dma_mentions(b->cond, sym) &&
		    !is_sign_test(b->cond, sym))
			return false;
	return true;
}

static void use_count(struct path *p, struct call *c, struct value *arg)
{
	const struct cell *m = cell_get(&p->st, arg, SLOT_DMA);

	if (!m || m->status != ST_OTHER || !(m->count & DMA_SG) || m->maybe)
		return;
	if (cell_get(&p->st, arg, SLOT_RESULT) || tested_for_errno(p, arg))
		dma_report_untested(p, c->pos, arg, m);
	cell_del(&p->st, arg, SLOT_DMA);
}

/* Mappings in a structure of this function that a callee is shown. */
static bool show_stored(void *ctx, struct value *ptr, struct value *val)
{
	struct path *p = ctx;
	const struct cell *m = cell_get(&p->st, val, SLOT_DMA);

	if (m && m->status == ST_LIVE)
		dma_add_flags(p, val, m, DMA_GIVEN);
	return true;
}

static bool give_one(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *m)
{
	struct usage *u = ctx;

	if (is_mapping(slot, m) && val_depends(u->arg, val))
		dma_add_flags(u->p, val, m, DMA_GIVEN);
	return true;
}

/* A function interpreted in place may put it where it is not seen. */
static void give_args(struct path *p, struct call *c)
{
	struct state was = p->st;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct usage u = { p, c, c->arg[i] };

		cell_each(&was, give_one, &u);
	}
}

static void use_args(struct path *p, struct call *c)
{
	struct state was = p->st;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		struct usage u = { p, c, c->arg[i] };

		if (c->arg[i]->kind == V_INT)
			continue;
		cell_each(&was, use_one, &u);
		use_count(p, c, c->arg[i]);
	}
}

static void show_locals(struct path *p, struct call *c)
{
	struct state was = p->st;
	int i;

	for (i = 1; i <= c->nr_args; i++)
		if (val_local(val_root(c->arg[i])))
			mem_each(&was, val_root(c->arg[i]), 0, show_stored, p);
}

/* Whose name says that it undoes what was begun. */
static bool undoes(struct call *c)
{
	static const char *const words[] = {
		"unmap", "free", "clean", "release", "destroy", "teardown",
		"reset", "stop", "abort", "cancel", "terminate", "fini",
		"exit", "complete", "undo", "rollback", "unwind", "drop",
		"remove", "unprep", "unuse", "clear", "drain", "purge", "error",
	};

	/* Through a pointer: who knows. */
	if (!c->name)
		return true;
	if (c->facts)
		return strstr(c->name, "unmap");
	return dma_name_has(c->name, words, ARRAY_SIZE(words));
}

static bool is_own_body(struct call *c)
{
	struct symbol *fn = c->fn;

	if (!c->inlined || !fn)
		return false;
	if (fn->definition)
		fn = fn->definition;
	return frontend_is_main(fn->pos);
}

/* Events */

static void check_end(struct path *p, struct call *c, struct fact *f, int nr,
		      bool counts)
{
	struct value *val = dma_arg(c, nr);
	const struct cell *m = val ? cell_get(&p->st, val, SLOT_DMA) : NULL;

	if (!m || m->maybe)
		return;
	if (!(m->count & (DMA_TESTED | DMA_COHERENT)))
		dma_report_untested(p, m->born, val, m);
	else if (!counts)
		dma_check_freed(p, val);
	dma_check_pair(p, c, f, m, counts);
}

static void dma_call(struct path *p, struct call *c)
{
	struct fact *f;

	f = fact_find(c->facts, FACT_DMA_UNMAP);
	if (f) {
		check_end(p, c, f, f->arg2, false);
		return;
	}
	f = fact_find(c->facts, FACT_DMA_UNMAP_SG);
	if (f) {
		check_end(p, c, f, f->arg2, true);
		return;
	}
	f = fact_find(c->facts, FACT_DMA_FREE);
	if (f)
		check_end(p, c, f, f->arg3, false);
	if (c->inlined && undoes(c))
		end_unknown(p, false);
	show_locals(p, c);
	if (dma_prints(c->name) || fact_has(c->facts, FACT_DMA_ERROR))
		return;
	if (is_own_body(c))
		give_args(p, c);
	else
		use_args(p, c);
}

static void map_one(struct path *p, struct call *c, struct fact *f)
{
	if (c->result && c->result->kind != V_INT)
		cell_set(&p->st, c->result, SLOT_DMA, mapped(p, c, f, 0));
}

static void dma_done(struct path *p, struct call *c)
{
	struct fact *f;

	for_each_fact(f, c->facts) {
		switch (f->kind) {
		case FACT_DMA_MAP:
			map_one(p, c, f);
			break;
		case FACT_DMA_MAP_SG:
			map_list(p, c, f);
			break;
		case FACT_DMA_ALLOC:
			alloc_coherent(p, c, f);
			break;
		case FACT_DMA_ERROR:
			tested(p, c, c->arg[f->arg2]);
			return;
		case FACT_DMA_UNMAP:
		case FACT_DMA_UNMAP_SG:
			end_mapping(p, c, c->arg[f->arg2]);
			return;
		case FACT_DMA_FREE:
			cell_del(&p->st, c->arg[f->arg3], SLOT_DMA);
			return;
		default:
			break;
		}
	}
	if (c->name && strstr(c->name, "mapping_error"))
		all_tested(p);
	else if (undoes(c))
		end_unknown(p, false);
}

const struct rule rule_dma = {
	.name = "dma",
	.call = dma_call,
	.done = dma_done,
};
