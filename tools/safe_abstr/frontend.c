// SPDX-License-Identifier: GPL-2.0
/* The parts of sparse that the checker needs beside the syntax tree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "evaluate.h"
#include "expression.h"
#include "frontend.h"
#include "options.h"
#include "parse.h"
#include "source.h"
#include "token.h"

#define GFP_DIRECT_RECLAIM	(1LL << 10)

bool frontend_is_main(struct position pos)
{
	return source_is_main(stream_name(pos.stream));
}

/*
 * sparse evaluates an inline function when it is expanded, which comes later;
 * its warnings are printed then.
 */
static void evaluate_inline(struct symbol *fn)
{
	unsigned int keep = fmax_warnings;
	int errors = has_error;
	struct symbol *curr = current_fn;

	fmax_warnings = 0;
	uninline(fn);
	current_fn = fn;
	evaluate_statement(get_base_type(fn)->stmt);
	frontend_wellformed(fn);
	/* The file ends as bad input; until then this has no body. */
	if (die_if_error)
		get_base_type(fn)->stmt = NULL;
	current_fn = curr;
	has_error = errors;
	fmax_warnings = keep;
}

bool frontend_body(struct symbol *fn)
{
	struct symbol *base = get_base_type(fn);

	if (!base || base->type != SYM_FN)
		return false;
	if (!base->stmt && base->inline_stmt)
		frontend_wellformed(fn);
	if (!base->stmt && base->inline_stmt && !die_if_error)
		evaluate_inline(fn);
	return base->stmt;
}

struct position frontend_end(struct symbol *fn)
{
	struct position pos = fn->pos;
	unsigned int line = 0;

	if (frontend_is_main(pos))
		line = source_closing_brace(pos.line);
	if (line) {
		pos.line = line;
		pos.pos = 1;
	}
	return pos;
}

/* The bits of gfp_t are an enum of the kernel under analysis. */
static long long gfp_bit(const char *name)
{
	struct ident *ident = built_in_ident(name);
	struct symbol *sym = lookup_symbol(ident, NS_SYMBOL);

	if (!sym || !sym->initializer || sym->initializer->type != EXPR_VALUE)
		return 0;
	return 1LL << sym->initializer->value;
}

bool frontend_sleeps(long long gfp)
{
	long long bit = gfp_bit("___GFP_DIRECT_RECLAIM_BIT");

	return gfp & (bit ? bit : GFP_DIRECT_RECLAIM);
}

bool frontend_nofail(long long gfp)
{
	long long bit = gfp_bit("___GFP_NOFAIL_BIT");

	return bit && gfp & bit;
}

bool frontend_zeroes(long long gfp)
{
	long long bit = gfp_bit("___GFP_ZERO_BIT");

	return bit && gfp & bit;
}

bool frontend_comment(struct position pos, const char *word)
{
	return frontend_is_main(pos) && source_comment(pos.line, word);
}
