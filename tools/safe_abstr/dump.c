// SPDX-License-Identifier: GPL-2.0
/* --dump-cfg: the flow of each function as text, for tests and for eyes. */
#include <stdio.h>

#include "core.h"

static const char *const op_names[] = {
	[OP_EVAL] = "eval", [OP_CALL] = "call", [OP_COPY] = "copy",
	[OP_CONST] = "const", [OP_DECL] = "decl", [OP_DROP] = "drop",
	[OP_KILL] = "kill", [OP_RETVAL] = "retval", [OP_ASM] = "asm",
	[OP_FORGET] = NULL,
};

static const char *op_arg(struct op *op)
{
	const char *name = NULL;

	if (op->kind == OP_DECL || op->kind == OP_DROP || op->kind == OP_KILL)
		name = op->sym->ident ? ident_str(op->sym->ident) : NULL;
	else if (op->expr)
		name = expr_name(op->expr);
	return name ? name : "";
}

static void dump_block(struct block *b)
{
	struct flow_case *c;
	struct op *op;

	printf("  B%u%s:\n", b->nr, b->loop_head ? " (loop)" : "");
	for (op = b->ops; op; op = op->next)
		if (op_names[op->kind])
			printf("    %u: %s%s%s\n", op->pos.line,
			       op_names[op->kind], *op_arg(op) ? " " : "",
			       op_arg(op));
	switch (b->exit) {
	case EXIT_JUMP:
		printf("    -> B%u\n", b->succ[0]->nr);
		break;
	case EXIT_BRANCH:
		printf("    ? B%u : B%u\n", b->succ[0]->nr, b->succ[1]->nr);
		break;
	case EXIT_SWITCH:
		for (c = b->cases; c; c = c->next)
			printf("    case %lld: B%u\n", c->low, c->target->nr);
		printf("    default: B%u\n", b->succ[0]->nr);
		break;
	case EXIT_RETURN:
		printf("    return\n");
		break;
	case EXIT_STOP:
		printf("    stop\n");
		break;
	}
}

void flow_dump(struct flow *flow)
{
	unsigned int i;

	if (!flow)
		return;
	printf("%s:\n", flow->fn->ident ? ident_str(flow->fn->ident) : "?");
	for (i = 0; i < flow->nr_blocks; i++)
		dump_block(flow->order[i]);
}
