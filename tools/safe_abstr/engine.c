// SPDX-License-Identifier: GPL-2.0
/*
 * Runs the flow of a function: blocks in order, each once for every state that
 * rules can tell apart, loops until nothing new comes.
 */
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "frontend.h"
#include "taint.h"

#define MAX_STATES	16	/* at one point */
#define MAX_LOOP_STATES	8
#define MAX_STEPS	200000	/* of one function with all it calls */
#define MAX_BYTES	(8 << 20)	/* of its states ... */
#define MAX_BYTES_PER_OP	8192	/* ... and more for a larger one */
#define MANY_RANGES	48
#define MANY_ENTRIES	1024

struct pending {
	struct state st;
	struct pending *next;
};

struct spot {
	struct pending *pending, *seen;
	unsigned int nr_pending, nr_seen;
	bool queued;
};

struct run {
	struct flow *flow;
	struct frame *frame;
	struct spot *spots;
	unsigned int *heap, nr_heap;
	struct outcome *out;
};

static unsigned int steps;
static bool blurred;
static size_t budget;

static bool exhausted(void)
{
	return steps > MAX_STEPS || arena_used(&fn_arena) > budget;
}

/* Smaller and smaller functions are interpreted in place as steps run out. */
unsigned int effort(void)
{
	size_t used = arena_used(&fn_arena);

	if (steps < MAX_STEPS / 10 && used < budget / 10)
		return 0;
	if (steps < MAX_STEPS / 5 && used < budget / 5)
		return 1;
	return steps < MAX_STEPS / 2 && used < budget / 2 ? 2 : 4;
}

/* A heap of block numbers: the earliest block runs first. */

static void heap_push(struct run *r, unsigned int nr)
{
	unsigned int i = r->nr_heap++;

	while (i && r->heap[(i - 1) / 2] > nr) {
		r->heap[i] = r->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	r->heap[i] = nr;
}

static unsigned int heap_pop(struct run *r)
{
	unsigned int top = r->heap[0], last = r->heap[--r->nr_heap];
	unsigned int i = 0, child;

	while ((child = 2 * i + 1) < r->nr_heap) {
		if (child + 1 < r->nr_heap && r->heap[child + 1] < r->heap[child])
			child++;
		if (r->heap[child] >= last)
			break;
		r->heap[i] = r->heap[child];
		i = child;
	}
	r->heap[i] = last;
	return top;
}

/* Where states meet */

static struct value *ret_slot(struct run *r)
{
	return val_fresh(r->flow, TAG_RESULT, r->frame->ctx);
}

struct value *returned(struct path *p)
{
	return mem_get(&p->st, val_fresh(p->frame->flow, TAG_RESULT,
					 p->frame->ctx));
}

static void add_pending(struct run *r, struct block *b, const struct state *st)
{
	struct spot *s = &r->spots[b->nr];
	struct pending *q;

	for (q = s->pending; q; q = q->next) {
		if (!state_joinable(&q->st, st))
			continue;
		state_join(&q->st, st, b, r->frame->ctx, false, false);
		return;
	}
	if (s->nr_pending >= MAX_STATES) {
		blurred = true;
		state_join(&s->pending->st, st, b, r->frame->ctx, false, true);
		return;
	}
	q = fn_new(struct pending);
	q->st = *st;
	q->next = s->pending;
	s->pending = q;
	s->nr_pending++;
	if (!s->queued) {
		s->queued = true;
		heap_push(r, b->nr);
	}
}

static bool has_cell(void *ctx, struct value *val, unsigned int slot,
		     const struct cell *cell)
{
	*(bool *)ctx = true;
	return false;
}

/* Not one up or down from the round before. */
static bool is_step(struct value *val)
{
	if (val->kind != V_OP)
		return false;
	return val->num != '+' || (!val_is_int(val->b, 1) && !val_is_int(val->b, -1));
}

/* A local that the loop writes has another value in each round. */
static void bind_phi(struct run *r, struct block *b, struct state *st,
		     struct symbol *sym)
{
	struct value *ptr = val_addr(sym), *val = mem_get(st, ptr), *phi;
	struct range range;
	bool cells = false;

	if (!val || (val->kind == V_FRESH && val->num == TAG_UNDEF))
		return;
	cell_each_of(st, val_root(val), has_cell, &cells);
	cell_each_of(st, val, has_cell, &cells);
	phi = val_phi(b, loc_of(ptr), r->frame->ctx);
	if (cells || val == phi)
		return;
	range = range_of(st, val);
	range.stepped |= is_step(val);
	if (!phi->type)
		phi->type = sym;
	if (!phi->name && sym->ident)
		phi->name = ident_str(sym->ident);
	if (state_mentions(st, phi))
		state_age(st, phi);
	range_set(st, phi, range);
	mem_set(st, ptr, phi);
}

static void bind_phis(struct run *r, struct block *b, struct state *st)
{
	struct symbol *sym;

	FOR_EACH_PTR(b->assigned, sym) {
		bind_phi(r, b, st, sym);
	} END_FOR_EACH_PTR(sym);
}

/* Where the condition of the loop ends a counter that goes up by one. */
static void set_widen_limit(struct run *r, struct block *b, struct state *st)
{
	struct path p = { .st = *st, .frame = r->frame, .pos = b->pos };
	struct expression *cond = b->cond;
	struct value *bound;

	widen_limit = INT64_MAX;
	if (b->exit != EXIT_BRANCH || !cond || cond->type != EXPR_COMPARE)
		return;
	bound = eval(&p, cond->right);
	if (bound->kind != V_INT)
		return;
	switch (cond->op) {
	case SPECIAL_LTE:
	case SPECIAL_UNSIGNED_LTE:
		widen_limit = bound->num + 1;
		break;
	case '<':
	case SPECIAL_UNSIGNED_LT:
	case SPECIAL_NOTEQUAL:
		widen_limit = bound->num;
		break;
	}
}

/* True if @st is news at loop head @b; it is then what to go on with. */
static bool loop_news(struct run *r, struct block *b, struct state *st)
{
	struct spot *s = &r->spots[b->nr];
	struct pending *q;

	bind_phis(r, b, st);
	set_widen_limit(r, b, st);
	for (q = s->seen; q; q = q->next) {
		if (!state_joinable(&q->st, st))
			continue;
		if (!state_join(&q->st, st, b, r->frame->ctx, true, false))
			return false;
		*st = q->st;
		return true;
	}
	if (s->nr_seen >= MAX_LOOP_STATES) {
		blurred = true;
		if (!state_join(&s->seen->st, st, b, r->frame->ctx, true, true))
			return false;
		*st = s->seen->st;
		return true;
	}
	q = fn_new(struct pending);
	q->st = *st;
	q->next = s->seen;
	s->seen = q;
	s->nr_seen++;
	return true;
}

/* Steps */

struct step_list {
	struct path *paths;
	unsigned int nr, max;
};

static void kill_local(struct path *p, struct symbol *sym)
{
	struct value *ptr = val_addr(sym);
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->kill)
			rules[i]->kill(p, sym);
	havoc(p, ptr, 0, NULL);
	taint_clear(p, ptr);
	cell_del(&p->st, ptr, SLOT_OWN);
	cell_del(&p->st, ptr, SLOT_INIT);
}

static struct value *temp(struct path *p, struct expression *expr)
{
	return val_fresh(expr, TAG_TEMP, p->frame->ctx);
}

/* A structure is copied: where it stands may be about to leave its scope. */
static struct value *outlive(struct path *p, struct expression *expr,
			     struct expression *as)
{
	struct value *val = eval(p, expr), *copy;

	if (!is_struct(expr->ctype))
		return val;
	copy = fresh(p, as, TAG_MADE);
	store_object(p, copy, val, expr->ctype, expr);
	return copy;
}

static void set_ret(struct run *r, struct path *p, struct op *op)
{
	struct value *slot = ret_slot(r);

	if (!op->expr) {
		mem_forget(&p->st, slot);
		return;
	}
	mem_set(&p->st, slot, outlive(p, op->expr, op->expr));
}

static void rules_asm(struct path *p, struct statement *stmt)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->asm_stmt)
			rules[i]->asm_stmt(p, stmt);
}

/* OPTIMIZER_HIDE_VAR() and the like: no instruction, so no new value. */
static bool is_empty_asm(struct statement *stmt)
{
	struct expression *text = stmt->asm_string;

	return text && text->type == EXPR_STRING && text->string->length <= 1;
}

static void forget_outputs(struct path *p, struct statement *stmt)
{
	struct asm_operand *o;

	if (is_empty_asm(stmt))
		return;
	FOR_EACH_PTR(stmt->asm_outputs, o) {
		struct value *ptr, *v;

		if (!o->expr)
			continue;
		ptr = eval_addr(p, o->expr);
		v = fresh(p, o->expr, TAG_MADE);
		if (state_mentions(&p->st, v))
			state_age(&p->st, v);
		mem_set(&p->st, ptr, v);
		taint_asm(p, o->expr, v);
	} END_FOR_EACH_PTR(o);
}

/* Steps that lead to one state. */
static void run_simple(struct run *r, struct path *p, struct op *op)
{
	switch (op->kind) {
	case OP_EVAL:
		eval(p, op->expr);
		break;
	case OP_COPY:
		mem_set(&p->st, temp(p, op->expr),
			outlive(p, op->from, op->expr));
		break;
	case OP_CONST:
		mem_set(&p->st, temp(p, op->expr), val_int(op->number));
		break;
	case OP_DECL:
		declare_local(p, op->sym);
		break;
	case OP_KILL:
		kill_local(p, op->sym);
		break;
	case OP_RETVAL:
		set_ret(r, p, op);
		break;
	case OP_ASM:
		rules_asm(p, op->stmt);
		forget_outputs(p, op->stmt);
		break;
	case OP_FORGET:
		mem_forget(&p->st, temp(p, op->expr));
		break;
	default:
		break;
	}
}

static void push_path(struct step_list *l, struct path *p)
{
	if (l->nr == l->max) {
		l->max = l->max ? 2 * l->max : 8;
		l->paths = realloc(l->paths, l->max * sizeof(*l->paths));
		if (!l->paths)
			die("out of memory");
	}
	l->paths[l->nr++] = *p;
}

/* Goes on with @op's successors for all that a call may lead to. */
static void run_ops(struct run *r, struct path *p, struct op *op,
		    struct step_list *done);

static void go_on_with(struct run *r, struct path *p, struct outcome *out,
		       struct op *op, struct step_list *done)
{
	struct outcome *o;

	for (o = out; o; o = o->next) {
		struct path next = *p;

		next.st = o->st;
		next.dead = false;
		if (op->kind == OP_CALL && o->val)
			mem_set(&next.st, temp(p, op->expr), o->val);
		run_ops(r, &next, op->next, done);
	}
}

static void run_ops(struct run *r, struct path *p, struct op *op,
		    struct step_list *done)
{
	for (; op; op = op->next) {
		struct outcome *out = NULL;

		if (p->dead || exhausted())
			return;
		steps++;
		p->pos = op->pos;
		if (op->kind == OP_CALL) {
			go_on_with(r, p, do_call(p, op->expr, !op->number),
				   op, done);
			return;
		}
		if (op->kind == OP_DROP) {
			do_cleanup(p, op->sym, &out);
			go_on_with(r, p, out, op, done);
			return;
		}
		run_simple(r, p, op);
	}
	push_path(done, p);
}

/* Exits */

static void take(struct run *r, struct path *p, struct block *to, int truth,
		 struct value *val)
{
	struct path next = *p;

	if (!to || (val && !refine(&next, val, truth)))
		return;
	add_pending(r, to, &next.st);
}

static void run_switch(struct run *r, struct path *p, struct block *b)
{
	struct value *val = eval(p, b->cond), *is;
	struct path rest = *p;
	struct flow_case *c;
	bool left = true;

	for (c = b->cases; c; c = c->next) {
		struct path next = *p;

		if (c->low == c->high) {
			is = val_op(SPECIAL_EQUAL, val, val_int(c->low));
			take(r, p, c->target, true, is);
			left = left && refine(&rest, is, false);
			continue;
		}
		if (refine(&next, val_op(SPECIAL_LTE, val_int(c->low), val), true) &&
		    refine(&next, val_op(SPECIAL_LTE, val, val_int(c->high)), true))
			add_pending(r, c->target, &next.st);
	}
	if (left)
		take(r, &rest, b->succ[0], true, NULL);
}

static void leave(struct run *r, struct path *p, struct block *b)
{
	struct value *slot = ret_slot(r), *val = mem_get(&p->st, slot);
	struct outcome *o;
	unsigned int i;

	p->pos = b->pos;
	for (i = 0; i < nr_rules && !r->frame->up; i++)
		if (rules[i]->ret)
			rules[i]->ret(p, b->pos, val);
	mem_forget(&p->st, slot);
	o = outcome_new(p, val, r->out);
	o->pos = b->pos;
	r->out = o;
}

static void run_exit(struct run *r, struct path *p, struct block *b)
{
	struct value *cond;

	switch (b->exit) {
	case EXIT_JUMP:
		add_pending(r, b->succ[0], &p->st);
		break;
	case EXIT_BRANCH:
		p->pos = b->pos;
		cond = b->cond ? eval(p, b->cond) : NULL;
		take(r, p, b->succ[0], true, cond);
		take(r, p, b->succ[1], false, cond);
		break;
	case EXIT_SWITCH:
		run_switch(r, p, b);
		break;
	case EXIT_RETURN:
		leave(r, p, b);
		break;
	case EXIT_STOP:
		break;
	}
}

/* A block of a state that is large takes the time of many steps. */
static unsigned int weight(const struct state *st)
{
	size_t size = map_count(st->mem) + map_count(st->ranges);

	return size > MANY_ENTRIES ? size / 32 : 0;
}

static void run_block(struct run *r, struct block *b, struct state *st)
{
	struct path p = { .st = *st, .frame = r->frame, .pos = b->pos };
	struct step_list done = { 0 };
	unsigned int i;

	r->frame->looping = b->in_loop ||
			    (r->frame->up && r->frame->up->looping);
	steps += weight(&p.st);
	if (map_count(p.st.ranges) > MANY_RANGES)
		state_sweep(&p.st, r->frame->ctx, returned(&p));
	if (b->loop_head && !loop_news(r, b, &p.st))
		return;
	run_ops(r, &p, b->ops, &done);
	for (i = 0; i < done.nr; i++)
		run_exit(r, &done.paths[i], b);
	free(done.paths);
}

struct outcome *run_flow(struct flow *flow, struct state st, struct frame *frame)
{
	struct run r = { .flow = flow, .frame = frame };
	struct pending *q;

	r.spots = calloc(flow->nr_blocks, sizeof(*r.spots));
	r.heap = calloc(flow->nr_blocks + 1, sizeof(*r.heap));
	if (!r.spots || !r.heap)
		die("out of memory");
	add_pending(&r, flow->entry, &st);
	while (r.nr_heap && !exhausted()) {
		unsigned int nr = heap_pop(&r);
		struct spot *s = &r.spots[nr];

		q = s->pending;
		s->pending = NULL;
		s->nr_pending = 0;
		s->queued = false;
		for (; q; q = q->next)
			run_block(&r, flow->order[nr], &q->st);
	}
	free(r.spots);
	free(r.heap);
	return r.out;
}

static void enter_function(struct path *p, struct symbol *fn)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->enter)
			rules[i]->enter(p, fn);
}

static void leave_function(struct symbol *fn)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->leave)
			rules[i]->leave(fn);
}

void check_function(struct symbol *fn)
{
	struct flow *flow = flow_of(fn);
	struct frame frame = { .flow = flow };
	struct path p = { .frame = &frame, .pos = fn->pos };
	const char *name = fn->ident ? ident_str(fn->ident) : "?";

	if (!flow)
		return;
	diag_set_function(name);
	if (flow->problem) {
		diag_skip(fn->pos, name, flow->problem);
		return;
	}
	steps = 0;
	budget = MAX_BYTES + (size_t)MAX_BYTES_PER_OP * flow->nr_ops;
	blurred = false;
	enter_function(&p, fn);
	run_flow(flow, p.st, &frame);
	leave_function(fn);
	if (exhausted())
		diag_skip(fn->pos, name, "not checked to its end: it is too complex");
	else if (blurred)
		diag_skip(fn->pos, name,
			  "not checked on every path: too many differ");
	values_reset();
	arena_reset(&fn_arena);
	diag_set_function(NULL);
}

/* Differing states of the function were joined: what is where is vague. */
bool is_blurred(void)
{
	return blurred;
}

bool is_inlined(struct path *p)
{
	return p->frame->up;
}

struct symbol *this_function(struct path *p)
{
	struct frame *f = p->frame;

	while (f->up)
		f = f->up;
	return f->flow->fn;
}

struct symbol *main_function(struct path *p)
{
	struct frame *f = p->frame;

	while (f->up && !frontend_is_main(f->flow->fn->pos))
		f = f->up;
	return f->flow->fn;
}

/* The statement of this file that led into the header. */
/* What DEFINE_SA_OWNER() and the like wrote into the file. */
static bool is_generated(struct symbol *fn)
{
	return fn->ident && !strncmp(ident_str(fn->ident), "__sa_", 5);
}

struct position report_pos(struct path *p, struct position pos)
{
	struct frame *f = p->frame;

	while (f && (!frontend_is_main(pos) || is_generated(f->flow->fn))) {
		if (!f->up)
			break;
		pos = f->pos;
		f = f->up;
	}
	return pos;
}
