/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_CALLEE_H
#define SACHECK_CALLEE_H

#include "core.h"

/* @c calls a function of the file that is not interpreted in place. */
void callee_effects(struct path *p, struct call *c);
/* It is: what it may end is not certain where memory was written since. */
void callee_inlined(struct path *p, struct call *c);
/* True if a function of the file other than @but calls @name. */
bool callee_file_calls(const char *name, struct symbol *but);
/* True if the file ends @cls: in @fn, only behind @since. */
bool callee_file_ends(const struct fact_class *cls, struct symbol *fn,
		      struct position since);

#endif
