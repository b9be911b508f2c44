/* SPDX-License-Identifier: GPL-2.0 */
/* What the checker asks of sparse beyond the syntax tree. */
#ifndef SACHECK_FRONTEND_H
#define SACHECK_FRONTEND_H

#include "lib.h"
#include "symbol.h"

/* True if @pos is in the file named on the command line. */
bool frontend_is_main(struct position pos);
/* Makes the body of @fn ready, also of an inline one; false if it has none. */
bool frontend_body(struct symbol *fn);
/* What sparse lets pass and no rule can cope with becomes an error of sparse. */
void frontend_wellformed(struct symbol *sym);
/* Where the body of the function declared at @fn ends. */
struct position frontend_end(struct symbol *fn);
/* What an allocation flag word promises. */
bool frontend_nofail(long long gfp);
bool frontend_zeroes(long long gfp);
bool frontend_sleeps(long long gfp);
/* True if line @line of the main file or the one above holds @word. */
bool frontend_comment(struct position pos, const char *word);

#endif
