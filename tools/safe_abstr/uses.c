// SPDX-License-Identifier: GPL-2.0
/* What a function does with a variable, as far as its text tells. */
#include "core.h"
#include "token.h"

static bool is_var(struct expression *e, struct symbol *sym)
{
	e = skip_casts(e);
	return e && e->type == EXPR_PREOP && e->op == '*' &&
	       e->unop->type == EXPR_SYMBOL && e->unop->symbol == sym;
}

static bool reads(struct expression *e, struct symbol *sym);

static bool reads_beyond(struct expression *e, struct symbol *sym)
{
	return !is_var(e, sym) && reads(e, sym);
}

static bool arg_reads(struct expression *call, struct symbol *sym)
{
	struct expression *arg;

	FOR_EACH_PTR(call->args, arg) {
		if (reads(arg, sym))
			return true;
	} END_FOR_EACH_PTR(arg);
	return false;
}

/* @sym is read in @e, and not only to be told from another value. */
static bool reads(struct expression *e, struct symbol *sym)
{
	e = skip_casts(e);
	if (!e)
		return false;
	switch (e->type) {
	case EXPR_SYMBOL:
		return e->symbol == sym;
	case EXPR_ASSIGNMENT:
		return reads_beyond(e->left, sym) || reads(e->right, sym);
	case EXPR_COMPARE:
		if (e->op == SPECIAL_EQUAL || e->op == SPECIAL_NOTEQUAL)
			return reads_beyond(e->left, sym) ||
			       reads_beyond(e->right, sym);
		return reads(e->left, sym) || reads(e->right, sym);
	case EXPR_BINOP:
	case EXPR_COMMA:
		return reads(e->left, sym) || reads(e->right, sym);
	case EXPR_PREOP:
	case EXPR_POSTOP:
		return reads(e->unop, sym);
	case EXPR_CALL:
		return arg_reads(e, sym);
	default:
		return false;
	}
}

static bool op_reads(struct op *op, struct symbol *sym)
{
	switch (op->kind) {
	case OP_COPY:
		return reads(op->from, sym);
	case OP_DECL:
		return op->sym != sym && reads(op->sym->initializer, sym);
	case OP_ASM:
		return true;
	case OP_FORGET:
		return false;
	default:
		return reads(op->expr, sym);
	}
}

bool flow_only_compares(struct flow *flow, struct symbol *sym)
{
	unsigned int i;
	struct op *op;

	for (i = 0; i < flow->nr_blocks; i++) {
		for (op = flow->order[i]->ops; op; op = op->next)
			if (op_reads(op, sym))
				return false;
		if (reads(flow->order[i]->cond, sym))
			return false;
	}
	return true;
}
