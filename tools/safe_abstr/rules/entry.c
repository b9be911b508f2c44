// SPDX-License-Identifier: GPL-2.0
/*
 * Finds, before any function is run, those that are given to the kernel to be
 * called: in initializers, by assignment, and as arguments.
 */
#include <string.h>

#include "entry.h"
#include "entry_table.h"
#include "frontend.h"
#include "section.h"

struct queueing {
	uint64_t work, queue;
	struct queueing *next;
};

/* Functions that the file mentions: it calls them, or gives them away. */
struct mention {
	struct ident *fn;
	struct mention *next;
};

static struct mention *mentions;
static struct entry *entries;
static struct queueing *queues;

struct entry *entry_next(struct entry *e)
{
	struct ident *fn = e->fn;

	for (e = e->next; e; e = e->next)
		if (e->fn == fn)
			return e;
	return NULL;
}

struct entry *entry_first(struct symbol *fn)
{
	struct entry *e;

	for (e = entries; e; e = e->next)
		if (e->fn == fn->ident)
			return e;
	return NULL;
}

struct entry *entry_by_key(uint64_t key, struct entry *after)
{
	struct entry *e;

	for (e = after ? after->next : entries; e; e = e->next)
		if (key && e->key == key && e->kind != W_IRQ)
			return e;
	return NULL;
}

struct entry *entry_by_irq(uint64_t key, struct entry *after)
{
	struct entry *e;

	for (e = after ? after->next : entries; e; e = e->next)
		if (key && e->key == key && e->kind == W_IRQ &&
		    e->context == W_PROCESS)
			return e;
	return NULL;
}

bool entry_is_process(struct symbol *fn)
{
	struct entry *e = entry_first(fn);

	if (!e)
		return false;
	for (; e; e = entry_next(e))
		if (e->context != W_PROCESS)
			return false;
	return true;
}

bool entry_one_irq(void)
{
	struct ident *hard = NULL;
	struct entry *e;

	for (e = entries; e; e = e->next) {
		if (e->kind != W_IRQ || e->context != W_HARDIRQ)
			continue;
		if (hard && hard != e->fn)
			return false;
		hard = e->fn;
	}
	return true;
}

uint64_t entry_queue_of(uint64_t key)
{
	struct queueing *q;

	for (q = queues; q; q = q->next)
		if (q->work == key)
			return q->queue;
	return 0;
}

static struct symbol *function_of(struct expression *expr)
{
	struct symbol *base;

	expr = strip_casts(expr);
	if (expr && expr->type == EXPR_PREOP && expr->unop)
		expr = expr->unop;
	if (!expr || expr->type != EXPR_SYMBOL || !expr->symbol)
		return NULL;
	base = get_base_type(expr->symbol);
	return base && base->type == SYM_FN ? expr->symbol : NULL;
}

static void mention(struct symbol *fn)
{
	struct mention *m;

	if (!fn || !fn->ident || entry_is_mentioned(fn))
		return;
	m = file_new(struct mention);
	m->fn = fn->ident;
	m->next = mentions;
	mentions = m;
}

bool entry_is_mentioned(struct symbol *fn)
{
	struct mention *m;

	for (m = mentions; m; m = m->next)
		if (m->fn == fn->ident)
			return true;
	return false;
}

static void add_entry(struct symbol *fn, enum fact_word context,
		      enum fact_word kind, const char *why, uint64_t key)
{
	struct entry *e = file_new(struct entry);

	e->fn = fn->ident;
	e->context = context;
	e->kind = kind == W_DWORK ? W_WORK : kind;
	e->why = why;
	e->key = key;
	e->next = entries;
	entries = e;
}

/* Initializers and assignments */

/* The structure of @type that holds the leaf at *@bits, and the leaf. */
static struct symbol *leaf_at(struct symbol *type, long long *bits,
			      struct symbol **leaf)
{
	struct symbol *m, *base = bare_type(type);

	*leaf = NULL;
	if (!base || !is_struct(base))
		return NULL;
	FOR_EACH_PTR(base->symbol_list, m) {
		long long from = m->offset * 8LL, size = type_bits(m);

		if (*bits < from || (size > 0 && *bits >= from + size))
			continue;
		if (is_struct(m)) {
			*bits -= from;
			type = leaf_at(m, bits, leaf);
			return m->ident ? type : base;
		}
		*leaf = m;
		*bits -= from;
		return base;
	} END_FOR_EACH_PTR(m);
	return NULL;
}

static void given(struct symbol *type, long long bits, struct expression *val,
		  struct expression *place)
{
	struct symbol *fn = function_of(val), *leaf, *outer = type;
	const struct entry_row *row;
	long long at = bits;
	uint64_t key = 0;

	if (!fn || !fn->ident)
		return;
	mention(fn);
	type = leaf_at(type, &at, &leaf);
	if (!type || !leaf || !leaf->ident)
		return;
	row = entry_row_of(struct_name(type), ident_str(leaf->ident));
	if (!row)
		return;
	/* The key of the whole, which begins before its function pointer. */
	if (place && row->kind != W_NONE)
		key = place_key(place) - leaf->offset * 8LL;
	if (outer == type && place && strip_casts(place)->type != EXPR_BINOP)
		key = 0;
	add_entry(fn, row->context, row->kind, row->why, key);
}

static void scan_init(struct symbol *type, long long at, struct expression *expr)
{
	struct expression *e, *val;

	FOR_EACH_PTR(expr->expr_list, e) {
		long long off = at;

		val = e;
		if (e->type == EXPR_POS) {
			off += e->init_offset * 8LL;
			val = e->init_expr;
		}
		if (val->type == EXPR_INITIALIZER)
			scan_init(type, off, val);
		else
			given(type, off, val, NULL);
	} END_FOR_EACH_PTR(e);
}

static void scan_variable(struct symbol *sym)
{
	struct symbol *type = bare_type(sym);
	struct expression *init = sym->initializer, *e;

	if (!init || init->type != EXPR_INITIALIZER || !type)
		return;
	if (type->type != SYM_ARRAY) {
		scan_init(type, 0, init);
		return;
	}
	FOR_EACH_PTR(init->expr_list, e) {
		if (e->type == EXPR_POS)
			e = e->init_expr;
		if (e->type == EXPR_INITIALIZER)
			scan_init(pointee(type), 0, e);
	} END_FOR_EACH_PTR(e);
}

static void scan_assign(struct expression *expr)
{
	struct symbol *type;
	long long bits;

	if (!expr || expr->type != EXPR_ASSIGNMENT || expr->op != '=')
		return;
	mention(function_of(expr->right));
	if (expr->left->type != EXPR_PREOP || expr->left->op != '*')
		return;
	type = place_type(expr->left->unop, &bits);
	if (type && is_struct(type))
		given(type, bits, expr->right, expr->left->unop);
}

/* Calls */

static void scan_init_fact(struct expression *call, struct fact *f)
{
	struct expression *fn = f->arg2 > 0 ? nth_arg(call, f->arg2) : NULL;
	struct symbol *sym = fn ? function_of(fn) : NULL;
	enum fact_word context = W_SOFTIRQ;

	if (!sym)
		return;
	if (f->word_id == W_WORK || f->word_id == W_DWORK)
		context = W_PROCESS;
	if (f->word_id == W_HRTIMER)
		context = W_HARDIRQ;
	add_entry(sym, context, f->word_id, entry_why(f->word_id, context),
		  place_key(nth_arg(call, f->arg)));
}

static void scan_callback(struct expression *call, const struct fn_facts *row,
			  struct fact *f)
{
	struct expression *fn = nth_arg(call, f->arg), *irq = NULL;
	struct symbol *sym = fn ? function_of(fn) : NULL;
	struct fact *start = fact_find(row, FACT_START);
	enum fact_word kind = W_NONE;
	const char *why;

	if (!sym || fact_has(row, FACT_INIT))
		return;
	if (start && start->word_id == W_IRQ) {
		kind = W_IRQ;
		irq = nth_arg(call, start->arg);
	}
	why = entry_why(kind, f->word_id);
	if (strstr(row->name, "_urb"))
		why = "an URB completion handler";
	else if (strstr(row->name, "_rcu"))
		why = "an RCU callback";
	add_entry(sym, f->word_id, kind, why, irq ? value_key(irq) : 0);
}

static void scan_queueing(struct expression *call, struct fact *f)
{
	struct expression *work = nth_arg(call, f->arg), *queue;
	struct queueing *q;
	uint64_t key;

	queue = f->arg > 1 ? nth_arg(call, f->arg - 1) : NULL;
	key = work ? place_key(work) : 0;
	if (!key || !queue || !is_pointer(queue->ctype) || !value_key(queue))
		return;
	q = file_new(struct queueing);
	q->work = key;
	q->queue = value_key(queue);
	q->next = queues;
	queues = q;
}

static void scan_call(struct expression *call)
{
	const struct fn_facts *row = facts_for(called_name(call));
	struct expression *arg;
	struct fact *f;

	mention(called_symbol(call));
	FOR_EACH_PTR(call->args, arg) {
		mention(function_of(arg));
	} END_FOR_EACH_PTR(arg);
	for_each_fact(f, row) {
		if (f->kind == FACT_INIT)
			scan_init_fact(call, f);
		else if (f->kind == FACT_CALLBACK)
			scan_callback(call, row, f);
		else if (f->kind == FACT_START &&
			 (f->word_id == W_WORK || f->word_id == W_DWORK))
			scan_queueing(call, f);
	}
}

static void scan_function(struct symbol *fn)
{
	struct flow *flow = flow_of(fn);
	struct block *b;
	struct op *op;

	for (b = flow ? flow->all : NULL; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			if (op->kind == OP_CALL)
				scan_call(op->expr);
			else if (op->kind == OP_EVAL)
				scan_assign(op->expr);
			else if (op->kind == OP_DECL)
				scan_variable(op->sym);
		}
}

void entries_collect(struct symbol_list *list)
{
	struct symbol *sym, *base;

	entries = NULL;
	mentions = NULL;
	queues = NULL;
	FOR_EACH_PTR(list, sym) {
		base = get_base_type(sym);
		if (!base)
			continue;
		if (base->type != SYM_FN)
			scan_variable(sym);
		else if (frontend_is_main(sym->pos) && frontend_body(sym))
			scan_function(sym);
	} END_FOR_EACH_PTR(sym);
}
