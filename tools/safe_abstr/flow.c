// SPDX-License-Identifier: GPL-2.0
/* From sparse's evaluated syntax tree to control flow. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "frontend.h"
#include "scope.h"
#include "token.h"

/* A block of the source: what it declared so far, in order. */
struct scope_level {
	struct scope_level *parent;
	unsigned int depth;
	struct scope_sym {
		struct symbol *sym;
		unsigned int nr;
		struct scope_sym *prev;
	} *last;
};

/* A point in the source: its scope, and what is alive there. */
struct place {
	struct scope_level *scope;
	unsigned int nr;
};

struct landing {
	struct symbol *label;
	struct block *block;
	struct place place;
	bool bound;
	struct landing *next;
};

struct jump {
	struct block *block;
	struct position pos;
	struct place place;
	struct landing *target;
	struct jump *next;
};

struct builder {
	struct flow *flow;
	struct block *cur;
	struct scope_level *scope;
	struct landing *targets;
	struct jump *jumps;
	struct expression *temps[64];
	unsigned int nr_temps, nr_syms;
	struct position pos;
};

static void lower_stmt(struct builder *b, struct statement *stmt);
static void lower(struct builder *b, struct expression *expr);
static void lower_cond(struct builder *b, struct expression *expr,
		       struct block *yes, struct block *no);

/* sparse's names have no end and show_ident() reuses its buffers. */
struct name_entry {
	struct ident *ident;
	struct name_entry *next;
	char text[];
};

static struct name_entry *names[1024];

const char *ident_str(struct ident *ident)
{
	struct name_entry **bucket, *n;

	if (!ident)
		return NULL;
	bucket = &names[((uintptr_t)ident >> 4) % ARRAY_SIZE(names)];
	for (n = *bucket; n; n = n->next)
		if (n->ident == ident)
			return n->text;
	n = calloc(1, sizeof(*n) + ident->len + 1);
	if (!n)
		die("out of memory");
	memcpy(n->text, ident->name, ident->len);
	n->ident = ident;
	n->next = *bucket;
	*bucket = n;
	return n->text;
}

struct symbol *called_symbol(struct expression *call)
{
	struct expression *fn = call->fn;

	if (fn && fn->type == EXPR_PREOP && fn->op == '*' && fn->unop &&
	    fn->unop->type == EXPR_SYMBOL)
		fn = fn->unop;
	if (!fn || fn->type != EXPR_SYMBOL || !fn->symbol)
		return NULL;
	if (get_base_type(fn->symbol) && get_base_type(fn->symbol)->type != SYM_FN)
		return NULL;
	return fn->symbol;
}

const char *called_name(struct expression *call)
{
	struct symbol *sym = called_symbol(call);

	return sym ? ident_str(sym->ident) : NULL;
}

struct statement *fn_body(struct symbol *fn)
{
	struct symbol *base;

	if (fn->definition)
		fn = fn->definition;
	base = get_base_type(fn);
	return base && base->type == SYM_FN ? base->stmt : NULL;
}

static struct block *block_new(struct builder *b)
{
	struct block *block = file_new(struct block);

	block->tail = &block->ops;
	block->exit = EXIT_STOP;
	block->pos = b->pos;
	block->id = b->flow->nr_blocks++;
	block->next = b->flow->all;
	b->flow->all = block;
	return block;
}

static struct op *emit_to(struct builder *b, struct block *block,
			  enum op_kind kind, struct expression *expr)
{
	struct op *op = file_new(struct op);

	op->kind = kind;
	op->expr = expr;
	op->pos = expr ? expr->pos : b->pos;
	*block->tail = op;
	block->tail = &op->next;
	b->flow->nr_ops++;
	return op;
}

static struct op *emit(struct builder *b, enum op_kind kind,
		       struct expression *expr)
{
	return emit_to(b, b->cur, kind, expr);
}

static void jump_to(struct builder *b, struct block *to)
{
	b->cur->exit = EXIT_JUMP;
	b->cur->succ[0] = to;
}

static void go_on(struct builder *b, struct block *block)
{
	b->cur = block;
}

static void flow_to(struct builder *b, struct block *block)
{
	jump_to(b, block);
	go_on(b, block);
}

/* The value of @expr is in the state from here to the end of the statement. */
static void stands_for(struct builder *b, struct expression *expr)
{
	if (b->nr_temps < ARRAY_SIZE(b->temps))
		b->temps[b->nr_temps++] = expr;
}

static void forget_temps(struct builder *b, unsigned int from)
{
	while (b->nr_temps > from)
		emit(b, OP_FORGET, b->temps[--b->nr_temps]);
}

/* Scopes */

static void declare(struct builder *b, struct symbol *sym)
{
	struct scope_sym *s = file_new(struct scope_sym);

	s->sym = sym;
	s->nr = ++b->nr_syms;
	s->prev = b->scope->last;
	b->scope->last = s;
}

static struct place here(struct builder *b)
{
	return (struct place){ b->scope, b->nr_syms };
}

static void drop_syms(struct builder *b, struct block *block,
		      struct scope_level *scope, unsigned int from,
		      unsigned int to)
{
	struct scope_sym *s;

	for (s = scope->last; s; s = s->prev) {
		if (s->nr <= from || s->nr > to)
			continue;
		if (s->sym->cleanup)
			emit_to(b, block, OP_DROP, NULL)->sym = s->sym;
		emit_to(b, block, OP_KILL, NULL)->sym = s->sym;
	}
}

/* Ends in @block all that lives at @from and not at @to. */
static void leave_scopes(struct builder *b, struct block *block,
			 struct place from, struct place to)
{
	struct scope_level *scope = from.scope, *common = to.scope;

	while (common && scope->depth < common->depth)
		common = common->parent;
	for (; scope && scope != common; scope = scope->parent) {
		drop_syms(b, block, scope, 0, from.nr);
		if (common && common->depth >= scope->depth)
			common = common->parent;
	}
	if (scope && to.scope)
		drop_syms(b, block, scope, to.nr, from.nr);
}

static void enter_scope(struct builder *b)
{
	struct scope_level *scope = file_new(struct scope_level);

	scope->parent = b->scope;
	scope->depth = b->scope ? b->scope->depth + 1 : 0;
	b->scope = scope;
}

static void leave_scope(struct builder *b)
{
	drop_syms(b, b->cur, b->scope, 0, b->nr_syms);
	b->scope = b->scope->parent;
}

/* Jumps: where a goto leads is known when all labels are. */

static struct landing *target_of(struct builder *b, struct symbol *label)
{
	struct landing *t;

	for (t = b->targets; t; t = t->next)
		if (t->label == label)
			return t;
	t = file_new(struct landing);
	t->label = label;
	t->block = block_new(b);
	t->next = b->targets;
	b->targets = t;
	return t;
}

static void bind_target(struct landing *t, struct place place)
{
	t->place = place;
	t->bound = true;
}

static void jump_to_target(struct builder *b, struct symbol *label)
{
	struct jump *j = file_new(struct jump);
	struct block *edge = block_new(b);

	jump_to(b, edge);
	j->block = edge;
	j->pos = b->pos;
	j->place = here(b);
	j->target = target_of(b, label);
	j->next = b->jumps;
	b->jumps = j;
	go_on(b, block_new(b));
}

static void resolve_jumps(struct builder *b)
{
	struct jump *j;

	for (j = b->jumps; j; j = j->next) {
		if (!j->target->bound) {
			b->flow->problem = "not checked: a jump to a label that is not found";
			continue;
		}
		b->pos = j->pos;
		leave_scopes(b, j->block, j->place, j->target->place);
		j->block->exit = EXIT_JUMP;
		j->block->succ[0] = j->target->block;
	}
}

/* Expressions */

struct expression *skip_casts(struct expression *expr)
{
	while (expr && (expr->type == EXPR_CAST ||
			expr->type == EXPR_FORCE_CAST ||
			expr->type == EXPR_IMPLIED_CAST))
		expr = expr->cast_expression;
	return expr;
}

static bool is_builtin(struct expression *call, const char *name)
{
	const char *called = called_name(call);

	return called && !strcmp(called, name);
}

struct expression *nth_arg(struct expression *call, int nr)
{
	struct expression *arg;

	FOR_EACH_PTR(call->args, arg) {
		if (--nr == 0)
			return arg;
	} END_FOR_EACH_PTR(arg);
	return NULL;
}

static void lower_list(struct builder *b, struct expression_list *list)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		lower(b, e);
	} END_FOR_EACH_PTR(e);
}

static bool never_returns(struct expression *call)
{
	struct symbol *sym = called_symbol(call);

	if (!sym)
		return false;
	return sym->ctype.modifiers & MOD_NORETURN ||
	       (get_base_type(sym) &&
		get_base_type(sym)->ctype.modifiers & MOD_NORETURN) ||
	       is_builtin(call, "__builtin_unreachable") ||
	       is_builtin(call, "__builtin_trap");
}

static void lower_call(struct builder *b, struct expression *expr)
{
	if (is_builtin(expr, "__builtin_constant_p"))
		return;
	if (!called_symbol(expr))
		lower(b, expr->fn);
	lower_list(b, expr->args);
	emit(b, OP_CALL, expr);
	stands_for(b, expr);
	if (never_returns(expr)) {
		b->cur->exit = EXIT_STOP;
		go_on(b, block_new(b));
	}
}

static void lower_logical(struct builder *b, struct expression *expr)
{
	struct block *yes = block_new(b), *no = block_new(b);
	struct block *done = block_new(b);

	lower_cond(b, expr, yes, no);
	go_on(b, yes);
	emit(b, OP_CONST, expr)->number = 1;
	jump_to(b, done);
	go_on(b, no);
	emit(b, OP_CONST, expr)->number = 0;
	flow_to(b, done);
	stands_for(b, expr);
}

static void lower_arm(struct builder *b, struct expression *expr,
		      struct expression *arm, struct block *done)
{
	unsigned int mark = b->nr_temps;

	lower(b, arm);
	emit(b, OP_COPY, expr)->from = arm;
	forget_temps(b, mark);
	jump_to(b, done);
}

static void lower_conditional(struct builder *b, struct expression *expr)
{
	struct block *yes = block_new(b), *no = block_new(b);
	struct block *done = block_new(b);
	struct expression *first = expr->cond_true;

	if (!first) {
		first = expr->conditional;
		lower(b, first);
		b->cur->exit = EXIT_BRANCH;
		b->cur->cond = first;
		b->cur->succ[0] = yes;
		b->cur->succ[1] = no;
		go_on(b, yes);
		emit(b, OP_COPY, expr)->from = first;
		jump_to(b, done);
	} else {
		lower_cond(b, expr->conditional, yes, no);
		go_on(b, yes);
		lower_arm(b, expr, first, done);
	}
	go_on(b, no);
	lower_arm(b, expr, expr->cond_false, done);
	go_on(b, done);
	stands_for(b, expr);
}

static struct statement *last_of(struct statement_list *list)
{
	return last_ptr_list((struct ptr_list *)list);
}

/* ({ ... }): the value of its last statement, taken before its scope ends. */
static void lower_stmt_expr(struct builder *b, struct expression *expr)
{
	struct statement *stmt = expr->statement, *s, *last;

	if (stmt->type != STMT_COMPOUND) {
		lower_stmt(b, stmt);
		return;
	}
	last = last_of(stmt->stmts);
	enter_scope(b);
	FOR_EACH_PTR(stmt->stmts, s) {
		unsigned int mark = b->nr_temps;

		if (s != last || s->type != STMT_EXPRESSION || !s->expression) {
			lower_stmt(b, s);
			continue;
		}
		lower(b, s->expression);
		emit(b, OP_COPY, expr)->from = s->expression;
		forget_temps(b, mark);
	} END_FOR_EACH_PTR(s);
	leave_scope(b);
	stands_for(b, expr);
}

static void lower_comma(struct builder *b, struct expression *expr)
{
	lower(b, expr->left);
	emit(b, OP_EVAL, expr->left);
	lower(b, expr->right);
}

/* Leaves in @expr what can be evaluated without control flow. */
static void lower(struct builder *b, struct expression *expr)
{
	if (!expr)
		return;
	switch (expr->type) {
	case EXPR_CALL:
		lower_call(b, expr);
		break;
	case EXPR_LOGICAL:
		lower_logical(b, expr);
		break;
	case EXPR_CONDITIONAL:
	case EXPR_SELECT:
		lower_conditional(b, expr);
		break;
	case EXPR_STATEMENT:
		lower_stmt_expr(b, expr);
		break;
	case EXPR_COMMA:
		lower_comma(b, expr);
		break;
	case EXPR_ASSIGNMENT:
		lower(b, expr->right);
		lower(b, expr->left);
		break;
	case EXPR_BINOP:
	case EXPR_COMPARE:
		lower(b, expr->left);
		lower(b, expr->right);
		break;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		lower(b, expr->unop);
		break;
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		lower(b, expr->cast_expression);
		break;
	case EXPR_SLICE:
		lower(b, expr->base);
		break;
	case EXPR_SYMBOL:
		/* A compound literal comes to life where it is used. */
		if (expr->symbol && !expr->symbol->ident &&
		    expr->symbol->initializer &&
		    !(expr->symbol->ctype.modifiers & (MOD_STATIC | MOD_TOPLEVEL))) {
			lower(b, expr->symbol->initializer);
			emit(b, OP_DECL, NULL)->sym = expr->symbol;
		}
		break;
	case EXPR_INITIALIZER:
		lower_list(b, expr->expr_list);
		break;
	case EXPR_POS:
		lower(b, expr->init_expr);
		break;
	case EXPR_IDENTIFIER:
		lower(b, expr->ident_expression);
		break;
	case EXPR_INDEX:
		lower(b, expr->idx_expression);
		break;
	default:
		break;
	}
}

static void branch_on(struct builder *b, struct expression *expr,
		      struct block *yes, struct block *no)
{
	struct expression *e = skip_casts(expr);
	unsigned int mark = b->nr_temps;

	if (e->type == EXPR_VALUE) {
		jump_to(b, e->value ? yes : no);
		return;
	}
	lower(b, expr);
	b->cur->exit = EXIT_BRANCH;
	b->cur->cond = expr;
	b->cur->pos = expr->pos;
	b->cur->succ[0] = yes;
	b->cur->succ[1] = no;
	/* What stood for parts of it is dead weight on both sides. */
	while (b->nr_temps > mark) {
		struct expression *t = b->temps[--b->nr_temps];

		emit_to(b, yes, OP_FORGET, t);
		emit_to(b, no, OP_FORGET, t);
	}
}

static void lower_cond(struct builder *b, struct expression *expr,
		       struct block *yes, struct block *no)
{
	struct expression *e = skip_casts(expr);
	struct block *mid;

	if (e && e->type == EXPR_PREOP && e->op == '!') {
		lower_cond(b, e->unop, no, yes);
	} else if (e && e->type == EXPR_LOGICAL) {
		mid = block_new(b);
		if (e->op == SPECIAL_LOGICAL_AND)
			lower_cond(b, e->left, mid, no);
		else
			lower_cond(b, e->left, yes, mid);
		go_on(b, mid);
		lower_cond(b, e->right, yes, no);
	} else if (e && e->type == EXPR_CALL &&
		   is_builtin(e, "__builtin_expect") && nth_arg(e, 1)) {
		lower_cond(b, nth_arg(e, 1), yes, no);
	} else {
		branch_on(b, expr, yes, no);
	}
}

/* Statements */

/* A call whose result nobody looks at: the last step, if it is there. */
static void mark_unused(struct builder *b, struct expression *call)
{
	struct op *op;

	for (op = b->cur->ops; op; op = op->next)
		if (op->kind == OP_CALL && op->expr == call)
			op->number = 1;
}

static void lower_expr_stmt(struct builder *b, struct expression *expr)
{
	unsigned int mark = b->nr_temps;

	if (!expr)
		return;
	lower(b, expr);
	if (expr->type == EXPR_CALL)
		mark_unused(b, expr);
	else if (skip_casts(expr)->type == EXPR_CALL)
		;	/* thrown away on purpose */
	else if (expr->type != EXPR_STATEMENT)
		emit(b, OP_EVAL, expr);
	forget_temps(b, mark);
}

static void lower_decl(struct builder *b, struct symbol *sym)
{
	unsigned int mark = b->nr_temps;

	if (sym->ctype.modifiers & (MOD_STATIC | MOD_EXTERN | MOD_TOPLEVEL))
		return;
	if (sym->namespace != NS_SYMBOL || sym->type != SYM_NODE)
		return;
	lower(b, sym->initializer);
	/* A statement expression in it has lines of its own. */
	b->pos = sym->pos;
	emit(b, OP_DECL, NULL)->sym = sym;
	declare(b, sym);
	forget_temps(b, mark);
}

static void lower_if(struct builder *b, struct statement *stmt)
{
	struct block *yes = block_new(b), *no = block_new(b), *done;

	lower_cond(b, stmt->if_conditional, yes, no);
	go_on(b, yes);
	lower_stmt(b, stmt->if_true);
	if (!stmt->if_false) {
		flow_to(b, no);
		return;
	}
	done = block_new(b);
	jump_to(b, done);
	go_on(b, no);
	lower_stmt(b, stmt->if_false);
	flow_to(b, done);
}

static void lower_case(struct builder *b, struct statement *stmt)
{
	struct landing *t = target_of(b, stmt->case_label);

	bind_target(t, here(b));
	flow_to(b, t->block);
	lower_stmt(b, stmt->case_statement);
}

static long long const_of(struct expression *expr, long long other)
{
	expr = skip_casts(expr);
	return expr && expr->type == EXPR_VALUE ? (long long)expr->value : other;
}

static void add_case(struct builder *b, struct block *from, struct symbol *sym)
{
	struct statement *stmt = sym->stmt;
	struct block *target = target_of(b, sym)->block;
	struct flow_case *c;

	if (!stmt || !stmt->case_expression) {
		from->succ[0] = target;
		return;
	}
	c = file_new(struct flow_case);
	c->low = const_of(stmt->case_expression, 0);
	c->high = const_of(stmt->case_to, c->low);
	c->target = target;
	c->next = from->cases;
	from->cases = c;
}

static void forget_in_cases(struct builder *b, struct block *from,
			    unsigned int mark)
{
	struct flow_case *c;

	while (b->nr_temps > mark) {
		struct expression *t = b->temps[--b->nr_temps];

		emit_to(b, from->succ[0], OP_FORGET, t);
		for (c = from->cases; c; c = c->next)
			emit_to(b, c->target, OP_FORGET, t);
	}
}

static void lower_switch(struct builder *b, struct statement *stmt)
{
	struct landing *end = target_of(b, stmt->switch_break);
	unsigned int mark = b->nr_temps;
	struct symbol *sym;
	struct block *from;

	lower(b, stmt->switch_expression);
	bind_target(end, here(b));
	from = b->cur;
	from->exit = EXIT_SWITCH;
	from->cond = stmt->switch_expression;
	from->succ[0] = end->block;
	FOR_EACH_PTR(stmt->switch_case->symbol_list, sym) {
		add_case(b, from, sym);
	} END_FOR_EACH_PTR(sym);
	forget_in_cases(b, from, mark);
	go_on(b, block_new(b));
	lower_stmt(b, stmt->switch_statement);
	flow_to(b, end->block);
}

static void lower_loop(struct builder *b, struct statement *stmt)
{
	struct expression *pre = stmt->iterator_pre_condition;
	struct expression *post = stmt->iterator_post_condition;
	struct landing *end, *next;
	struct block *top, *body;
	struct symbol *sym;

	enter_scope(b);
	FOR_EACH_PTR(stmt->iterator_syms, sym) {
		lower_decl(b, sym);
	} END_FOR_EACH_PTR(sym);
	lower_stmt(b, stmt->iterator_pre_statement);
	end = target_of(b, stmt->iterator_break);
	next = target_of(b, stmt->iterator_continue);
	bind_target(end, here(b));
	bind_target(next, here(b));
	top = block_new(b);
	flow_to(b, top);
	body = block_new(b);
	if (pre && (!post || pre != post))
		lower_cond(b, pre, body, end->block);
	else if (pre && post)
		lower_cond(b, pre, body, end->block);
	else
		jump_to(b, body);
	go_on(b, body);
	lower_stmt(b, stmt->iterator_statement);
	flow_to(b, next->block);
	lower_stmt(b, stmt->iterator_post_statement);
	if (!post || post == pre)
		jump_to(b, top);
	else
		lower_cond(b, post, top, end->block);
	go_on(b, end->block);
	leave_scope(b);
}

static void lower_return(struct builder *b, struct statement *stmt)
{
	unsigned int mark = b->nr_temps;

	lower(b, stmt->ret_value);
	b->pos = stmt->pos;
	emit(b, OP_RETVAL, stmt->ret_value)->pos = stmt->pos;
	forget_temps(b, mark);
	leave_scopes(b, b->cur, here(b), (struct place){ NULL, 0 });
	b->cur->exit = EXIT_RETURN;
	b->cur->pos = stmt->pos;
	go_on(b, block_new(b));
}

static void lower_asm(struct builder *b, struct statement *stmt)
{
	unsigned int mark = b->nr_temps;
	struct asm_operand *o;
	struct symbol *label;

	FOR_EACH_PTR(stmt->asm_inputs, o) {
		lower(b, o->expr);
	} END_FOR_EACH_PTR(o);
	FOR_EACH_PTR(stmt->asm_outputs, o) {
		lower(b, o->expr);
	} END_FOR_EACH_PTR(o);
	emit(b, OP_ASM, NULL)->stmt = stmt;
	forget_temps(b, mark);
	FOR_EACH_PTR(stmt->asm_labels, label) {
		struct block *jump = block_new(b), *on = block_new(b);

		b->cur->exit = EXIT_BRANCH;
		b->cur->cond = NULL;
		b->cur->succ[0] = jump;
		b->cur->succ[1] = on;
		go_on(b, jump);
		jump_to_target(b, label);
		go_on(b, on);
	} END_FOR_EACH_PTR(label);
}

static void lower_label(struct builder *b, struct statement *stmt)
{
	struct landing *t = target_of(b, stmt->label_identifier);

	bind_target(t, here(b));
	flow_to(b, t->block);
	lower_stmt(b, stmt->label_statement);
}

static void lower_compound(struct builder *b, struct statement *stmt)
{
	struct statement *s;

	enter_scope(b);
	FOR_EACH_PTR(stmt->stmts, s) {
		lower_stmt(b, s);
	} END_FOR_EACH_PTR(s);
	leave_scope(b);
}

static void lower_decls(struct builder *b, struct statement *stmt)
{
	struct symbol *sym;

	FOR_EACH_PTR(stmt->declaration, sym) {
		lower_decl(b, sym);
	} END_FOR_EACH_PTR(sym);
}

static void lower_goto(struct builder *b, struct statement *stmt)
{
	if (!stmt->goto_label) {
		b->flow->problem = "not checked: a computed goto";
		return;
	}
	jump_to_target(b, stmt->goto_label);
}

static void lower_stmt(struct builder *b, struct statement *stmt)
{
	if (!stmt)
		return;
	b->pos = stmt->pos;
	switch (stmt->type) {
	case STMT_DECLARATION:
		lower_decls(b, stmt);
		break;
	case STMT_EXPRESSION:
		lower_expr_stmt(b, stmt->expression);
		break;
	case STMT_COMPOUND:
		lower_compound(b, stmt);
		break;
	case STMT_IF:
		lower_if(b, stmt);
		break;
	case STMT_RETURN:
		lower_return(b, stmt);
		break;
	case STMT_CASE:
		lower_case(b, stmt);
		break;
	case STMT_SWITCH:
		lower_switch(b, stmt);
		break;
	case STMT_ITERATOR:
		lower_loop(b, stmt);
		break;
	case STMT_LABEL:
		lower_label(b, stmt);
		break;
	case STMT_GOTO:
		lower_goto(b, stmt);
		break;
	case STMT_ASM:
		lower_asm(b, stmt);
		break;
	default:
		break;
	}
}

/* Order and loops */

struct walk {
	struct block **order;
	unsigned int left;
};

/* The locals that an expression writes by name. */
static void collect_assigned(struct symbol_list **list, struct expression *e);

static void add_assigned(struct symbol_list **list, struct expression *lhs)
{
	struct symbol *sym, *s;

	if (lhs->type != EXPR_PREOP || lhs->op != '*' || !lhs->unop ||
	    lhs->unop->type != EXPR_SYMBOL || !lhs->unop->symbol) {
		collect_assigned(list, lhs);
		return;
	}
	sym = lhs->unop->symbol;
	FOR_EACH_PTR(*list, s) {
		if (s == sym)
			return;
	} END_FOR_EACH_PTR(s);
	add_symbol(list, sym);
}

static void collect_assigned(struct symbol_list **list, struct expression *e)
{
	struct expression *arg;

	if (!e)
		return;
	switch (e->type) {
	case EXPR_ASSIGNMENT:
		add_assigned(list, e->left);
		collect_assigned(list, e->right);
		break;
	case EXPR_PREOP:
	case EXPR_POSTOP:
		if (e->op == SPECIAL_INCREMENT || e->op == SPECIAL_DECREMENT)
			add_assigned(list, e->unop);
		else
			collect_assigned(list, e->unop);
		break;
	case EXPR_BINOP:
	case EXPR_COMPARE:
	case EXPR_COMMA:
		collect_assigned(list, e->left);
		collect_assigned(list, e->right);
		break;
	case EXPR_CAST:
	case EXPR_FORCE_CAST:
	case EXPR_IMPLIED_CAST:
		collect_assigned(list, e->cast_expression);
		break;
	case EXPR_CALL:
		FOR_EACH_PTR(e->args, arg) {
			collect_assigned(list, arg);
		} END_FOR_EACH_PTR(arg);
		break;
	default:
		break;
	}
}

/* In reverse postorder a loop lies between its head and its last block. */
static void mark_loop(struct flow *flow, unsigned int head, unsigned int tail)
{
	struct block *b, *top = flow->order[head];
	struct op *op;

	for (; head <= tail; head++) {
		b = flow->order[head];
		b->in_loop = true;
		for (op = b->ops; op; op = op->next) {
			if (op->kind == OP_COPY)
				collect_assigned(&top->assigned, op->from);
			else
				collect_assigned(&top->assigned, op->expr);
		}
		collect_assigned(&top->assigned, b->cond);
	}
}

static unsigned int last_tail(struct flow *flow, struct block *head)
{
	unsigned int nr, tail = head->nr;
	struct flow_case *c;
	struct block *b;

	for (nr = head->nr; nr < flow->nr_blocks; nr++) {
		b = flow->order[nr];
		if (b->succ[0] == head || b->succ[1] == head)
			tail = nr;
		for (c = b->cases; c; c = c->next)
			if (c->target == head)
				tail = nr;
	}
	return tail;
}

static void mark_loops(struct flow *flow)
{
	unsigned int nr;

	for (nr = 0; nr < flow->nr_blocks; nr++)
		if (flow->order[nr]->loop_head)
			mark_loop(flow, nr, last_tail(flow, flow->order[nr]));
}

/*
 * Depth first without recursion: a function of 10,000 branches must not need
 * a stack of that depth. Sets loop_head on the targets of back edges.
 */
struct frame {
	struct block *block;
	struct flow_case *c;
	unsigned int at;
};

static struct block *next_succ(struct frame *f)
{
	struct block *s;

	while (f->at < 2) {
		s = f->block->succ[f->at++];
		if (s)
			return s;
		if (f->at == 2)
			break;
	}
	if (f->at == 2) {
		f->c = f->block->cases;
		f->at++;
	}
	if (!f->c)
		return NULL;
	s = f->c->target;
	f->c = f->c->next;
	return s;
}

static void number_blocks(struct flow *flow)
{
	unsigned int n = flow->nr_blocks, depth = 0, nr = n;
	struct frame *stack = calloc(n + 1, sizeof(*stack));
	bool *open = calloc(n, sizeof(*open));

	flow->order = arena_alloc(&file_arena, n * sizeof(*flow->order));
	stack[depth++] = (struct frame){ .block = flow->entry };
	flow->entry->seen = true;
	open[flow->entry->id] = true;
	while (depth) {
		struct frame *f = &stack[depth - 1];
		struct block *s = next_succ(f);

		if (!s) {
			open[f->block->id] = false;
			flow->order[--nr] = f->block;
			depth--;
		} else if (!s->seen) {
			s->seen = true;
			open[s->id] = true;
			stack[depth++] = (struct frame){ .block = s };
		} else if (open[s->id]) {
			s->loop_head = true;
		}
	}
	/* What cannot be reached has no number: move the rest to the front. */
	memmove(flow->order, flow->order + nr, (n - nr) * sizeof(*flow->order));
	flow->nr_blocks = n - nr;
	for (n = 0; n < flow->nr_blocks; n++)
		flow->order[n]->nr = n;
	free(stack);
	free(open);
}

static struct flow *build(struct symbol *fn, struct statement *body)
{
	struct builder b = { .flow = file_new(struct flow), .pos = fn->pos };
	struct symbol *arg;

	b.flow->fn = fn;
	b.flow->entry = block_new(&b);
	b.cur = b.flow->entry;
	enter_scope(&b);
	FOR_EACH_PTR(get_base_type(fn)->arguments, arg) {
		declare(&b, arg);
	} END_FOR_EACH_PTR(arg);
	lower_compound(&b, body);
	b.pos = frontend_end(fn);
	emit(&b, OP_RETVAL, NULL)->pos = b.pos;
	leave_scope(&b);
	b.cur->exit = EXIT_RETURN;
	b.cur->pos = b.pos;
	resolve_jumps(&b);
	number_blocks(b.flow);
	mark_loops(b.flow);
	return b.flow;
}

/* sym->aux is free for a client of the library on function definitions. */
struct flow_entry {
	struct symbol *fn;
	struct flow *flow;
	struct flow_entry *next;
};

static struct flow_entry *table[256];

struct flow *flow_of(struct symbol *fn)
{
	struct statement *body;
	struct flow_entry *e;
	unsigned int h;

	if (fn->definition)
		fn = fn->definition;
	body = fn_body(fn);
	if (!body)
		return NULL;
	h = ((uintptr_t)fn >> 4) % ARRAY_SIZE(table);
	for (e = table[h]; e; e = e->next)
		if (e->fn == fn)
			return e->flow;
	e = file_new(struct flow_entry);
	e->fn = fn;
	e->flow = build(fn, body);
	e->next = table[h];
	table[h] = e;
	return e->flow;
}

struct flow *flow_in_file(struct symbol *fn)
{
	if (fn && fn->definition)
		fn = fn->definition;
	if (!fn || !frontend_is_main(fn->pos) || !frontend_body(fn))
		return NULL;
	return flow_of(fn);
}

void flow_forget(void)
{
	memset(table, 0, sizeof(table));
}
