/* SPDX-License-Identifier: GPL-2.0 */
/* The types and functions of linux/safe_abstr/owner.h. */
#ifndef SACHECK_DIALECT_H
#define SACHECK_DIALECT_H

#include "core.h"

/* The file under analysis has owner types. */
bool dialect_in_use(void);
/* The code that runs is that of a macro of owner.h. */
bool dialect_in_layer(struct path *p);
bool dialect_is_owner(struct symbol *type);
bool dialect_is_result(struct symbol *type);
bool dialect_is_null(struct path *p, struct value *v);
bool dialect_begins(const char *s, const char *with);

#endif
