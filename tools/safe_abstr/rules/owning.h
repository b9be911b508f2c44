/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_OWNING_H
#define SACHECK_OWNING_H

#include "core.h"

/* True if a function of the file drops @member of a structure @type. */
bool is_owning(struct symbol *type, struct ident *member);
/* And not just for a while, to fill it again. */
bool is_lasting(struct symbol *type, struct ident *member);
/* The structure that the member access @e reaches into, or NULL. */
struct symbol *owning_struct(struct expression *e);

/* True if the file compares these members of @type with each other. */
bool is_compared(struct symbol *type, struct ident *a, struct ident *b);

#endif
