// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "callbacks.h"
#include "core.h"
#include "frontend.h"

struct entry {
	struct symbol *fn;
	const char *member, *type;
	bool called;
	struct entry *next;
};

static struct entry *table[128];

static struct symbol *definition(struct symbol *fn)
{
	return fn->definition ? fn->definition : fn;
}

static struct entry *entry_of(struct symbol *fn, bool make)
{
	struct entry **bucket, *e;

	fn = definition(fn);
	bucket = &table[((uintptr_t)fn >> 4) % ARRAY_SIZE(table)];
	for (e = *bucket; e; e = e->next)
		if (e->fn == fn)
			return e;
	if (!make)
		return NULL;
	e = file_new(struct entry);
	e->fn = fn;
	e->next = *bucket;
	*bucket = e;
	return e;
}

static struct symbol *named_function(struct expression *e)
{
	struct symbol *base;

	e = skip_casts(e);
	/* PTR_IF(): as pm_sleep_ptr() */
	if (e && (e->type == EXPR_CONDITIONAL || e->type == EXPR_SELECT))
		e = skip_casts(e->cond_true);
	if (e && e->type == EXPR_PREOP)
		e = e->unop;
	if (!e || e->type != EXPR_SYMBOL || !e->symbol)
		return NULL;
	base = get_base_type(e->symbol);
	return base && base->type == SYM_FN ? e->symbol : NULL;
}

static void collect_init(struct symbol *type, struct expression *init,
			 unsigned int offset);

static void collect_list(struct symbol *type, struct expression_list *list,
			 unsigned int offset)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		if (e->type == EXPR_POS)
			collect_init(type, e->init_expr,
				     offset + e->init_offset);
		else
			collect_init(type, e, offset);
	} END_FOR_EACH_PTR(e);
}

static void collect_init(struct symbol *type, struct expression *init,
			 unsigned int offset)
{
	struct symbol *fn, *member;
	struct entry *e;

	if (init->type == EXPR_INITIALIZER) {
		collect_list(type, init->expr_list, offset);
		return;
	}
	fn = named_function(init);
	if (!fn)
		return;
	e = entry_of(fn, true);
	member = member_at(type, offset * 8LL);
	if (e->member || !member)
		return;
	e->member = ident_str(member->ident);
	e->type = struct_name(type);
}

static void collect_calls(struct flow *flow)
{
	struct symbol *fn;
	struct op *op;
	unsigned int i;

	for (i = 0; i < flow->nr_blocks; i++) {
		for (op = flow->order[i]->ops; op; op = op->next) {
			if (op->kind != OP_CALL)
				continue;
			fn = called_symbol(op->expr);
			if (fn && frontend_is_main(definition(fn)->pos))
				entry_of(fn, true)->called = true;
		}
	}
}

void callbacks_collect(struct symbol_list *list)
{
	struct symbol *sym, *base;
	struct flow *flow;

	memset(table, 0, sizeof(table));
	FOR_EACH_PTR(list, sym) {
		base = get_base_type(sym);
		if (!base || !frontend_is_main(sym->pos))
			continue;
		if (sym->initializer)
			collect_init(base, sym->initializer, 0);
		if (base->type != SYM_FN || !frontend_body(sym))
			continue;
		flow = flow_of(sym);
		if (flow)
			collect_calls(flow);
	} END_FOR_EACH_PTR(sym);
}

const char *callback_member(struct symbol *fn, const char **type)
{
	struct entry *e = entry_of(fn, false);

	if (type)
		*type = e ? e->type : NULL;
	return e ? e->member : NULL;
}

bool is_called(struct symbol *fn)
{
	struct entry *e = entry_of(fn, false);

	return e && e->called;
}
