// SPDX-License-Identifier: GPL-2.0
/*
 * sparse says nothing of a cast with nothing behind it, "(int *)", and gives
 * the whole expression no type; nor of a struct with a member of its own type.
 * Such a file is bad input: what comes later must be able to rely on operands
 * and types.
 */
#include <stdint.h>
#include <stdlib.h>

#include "expression.h"
#include "frontend.h"
#include "parse.h"

static void check(struct expression *e);
static void check_stmt(struct statement *stmt);

/* Types that were looked at. */
static struct type_entry {
	struct symbol *type;
	bool open, done;		/* open: its members are being looked at */
	struct type_entry *next;
} *types[1024];

static struct type_entry *entry_of(struct symbol *type)
{
	struct type_entry **bucket, *e;

	bucket = &types[((uintptr_t)type >> 4) % ARRAY_SIZE(types)];
	for (e = *bucket; e && e->type != type; e = e->next)
		;
	if (e)
		return e;
	e = calloc(1, sizeof(*e));
	if (!e)
		die("out of memory");
	e->type = type;
	e->next = *bucket;
	*bucket = e;
	return e;
}

static void check_members(struct symbol *type)
{
	struct type_entry *e;
	struct symbol *m;

	while (type && (type->type == SYM_NODE || type->type == SYM_ARRAY))
		type = type->ctype.base_type;
	if (!type || (type->type != SYM_STRUCT && type->type != SYM_UNION))
		return;
	e = entry_of(type);
	if (e->open)
		sparse_error(type->pos, "a type that contains itself");
	if (e->open || e->done)
		return;
	e->open = true;
	FOR_EACH_PTR(type->symbol_list, m) {
		check_members(m);
	} END_FOR_EACH_PTR(m);
	e->open = false;
	e->done = true;
}

static void check_type(struct symbol *type)
{
	while (type && (type->type == SYM_NODE || type->type == SYM_ARRAY ||
			type->type == SYM_PTR))
		type = type->ctype.base_type;
	check_members(type);
}

static void check_list(struct expression_list *list)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		check(e);
	} END_FOR_EACH_PTR(e);
}

static void check_decls(struct symbol_list *list)
{
	struct symbol *sym;

	FOR_EACH_PTR(list, sym) {
		if (sym->namespace != NS_SYMBOL || sym->type != SYM_NODE)
			continue;
		check_type(sym);
		check(sym->initializer);
	} END_FOR_EACH_PTR(sym);
}

static void check_literal(struct symbol *sym)
{
	if (sym && !sym->ident && sym->type == SYM_NODE)
		check(sym->initializer);
}

static void check_cast(struct expression *e)
{
	if (e->cast_expression)
		check(e->cast_expression);
	else
		sparse_error(e->pos, "a cast without an operand");
}

static void check(struct expression *e)
{
	if (!e)
		return;
	check_type(e->ctype);
	switch (e->type) {
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		check_cast(e);
		break;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		check(e->unop);
		break;
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_LOGICAL:
	case EXPR_ASSIGNMENT:
	case EXPR_COMMA:
		check(e->left);
		check(e->right);
		break;
	case EXPR_CONDITIONAL:
	case EXPR_SELECT:
		check(e->conditional);
		check(e->cond_true);
		check(e->cond_false);
		break;
	case EXPR_CALL:
		check(e->fn);
		check_list(e->args);
		break;
	case EXPR_SLICE:
		check(e->base);
		break;
	case EXPR_STATEMENT:
		check_stmt(e->statement);
		break;
	case EXPR_SYMBOL:
		check_literal(e->symbol);
		break;
	case EXPR_INITIALIZER:
		check_list(e->expr_list);
		break;
	case EXPR_POS:
		check(e->init_expr);
		break;
	case EXPR_DEREF:
		check(e->deref);
		break;
	case EXPR_SIZEOF:
	case EXPR_ALIGNOF:
	case EXPR_PTRSIZEOF:
		check(e->cast_expression);
		break;
	case EXPR_IDENTIFIER:
		check(e->ident_expression);
		break;
	case EXPR_INDEX:
		check(e->idx_expression);
		break;
	default:
		break;
	}
}

static void check_loop(struct statement *stmt)
{
	check_decls(stmt->iterator_syms);
	check_stmt(stmt->iterator_pre_statement);
	check(stmt->iterator_pre_condition);
	check_stmt(stmt->iterator_statement);
	check_stmt(stmt->iterator_post_statement);
	if (stmt->iterator_post_condition != stmt->iterator_pre_condition)
		check(stmt->iterator_post_condition);
}

static void check_asm(struct asm_operand_list *list)
{
	struct asm_operand *op;

	FOR_EACH_PTR(list, op) {
		check(op->expr);
	} END_FOR_EACH_PTR(op);
}

static void check_stmts(struct statement_list *list)
{
	struct statement *stmt;

	FOR_EACH_PTR(list, stmt) {
		check_stmt(stmt);
	} END_FOR_EACH_PTR(stmt);
}

static void check_stmt(struct statement *stmt)
{
	if (!stmt)
		return;
	switch (stmt->type) {
	case STMT_DECLARATION:
		check_decls(stmt->declaration);
		break;
	case STMT_EXPRESSION:
		check(stmt->expression);
		break;
	case STMT_COMPOUND:
		check_stmt(stmt->args);
		check_stmts(stmt->stmts);
		break;
	case STMT_IF:
		check(stmt->if_conditional);
		check_stmt(stmt->if_true);
		check_stmt(stmt->if_false);
		break;
	case STMT_RETURN:
		check(stmt->ret_value);
		break;
	case STMT_CASE:
		check_stmt(stmt->case_statement);
		break;
	case STMT_SWITCH:
		check(stmt->switch_expression);
		check_stmt(stmt->switch_statement);
		break;
	case STMT_ITERATOR:
		check_loop(stmt);
		break;
	case STMT_LABEL:
		check_stmt(stmt->label_statement);
		break;
	case STMT_ASM:
		check_asm(stmt->asm_outputs);
		check_asm(stmt->asm_inputs);
		break;
	default:
		break;
	}
}

void frontend_wellformed(struct symbol *sym)
{
	struct symbol *base = get_base_type(sym);

	if (!base || base->type != SYM_FN) {
		check_type(sym);
		check(sym->initializer);
		return;
	}
	check_decls(base->arguments);
	check_stmt(base->stmt ? base->stmt : base->inline_stmt);
}
