/* SPDX-License-Identifier: GPL-2.0 */
/* The text of the file under analysis: comments and braces that sparse drops. */
#ifndef SACHECK_SOURCE_H
#define SACHECK_SOURCE_H

#include <stdbool.h>

void source_open(const char *name);
bool source_is_main(const char *name);
/* The first line from @line on that begins with a brace that closes; or 0. */
unsigned int source_closing_brace(unsigned int line);
/* True if @word stands on @line or in the comment that ends just above it. */
bool source_comment(unsigned int line, const char *word);
/* The text of a line, from 1; NULL past the last one. */
const char *source_line(unsigned int line);
unsigned int source_lines(void);
/*
 * Calls @fn for each identifier in code that begins with @word and whose
 * statement has no comment with @reason in it or directly above it.
 */
typedef void (*source_fn_t)(void *ctx, unsigned int line, unsigned int column,
			    const char *name);
void source_each_unstated(const char *word, const char *reason, source_fn_t fn,
			  void *ctx);

#endif
