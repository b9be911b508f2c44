/* SPDX-License-Identifier: GPL-2.0 */
/* Which functions of a file are called from where. */
#ifndef SACHECK_CALLBACKS_H
#define SACHECK_CALLBACKS_H

#include "lib.h"
#include "symbol.h"

/* Goes through the initializers and bodies of the file. */
void callbacks_collect(struct symbol_list *list);
/*
 * The member of an operations structure that @fn was put in, "ndo_open" say;
 * NULL if it is in none. *@type is the structure's name, if asked for.
 */
const char *callback_member(struct symbol *fn, const char **type);
/* True if a function of the file calls @fn by its name. */
bool is_called(struct symbol *fn);

#endif
