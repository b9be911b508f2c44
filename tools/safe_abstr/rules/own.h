/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_OWN_H
#define SACHECK_OWN_H

#include "core.h"

void own_set(struct path *p, struct value *val, const struct cell *old,
	     enum cell_status status, struct position pos, const char *by);
void own_escape(struct path *p, struct value *val, enum cell_status status);
void own_escape_into(struct path *p, struct value *ptr, struct value *val);
/* @ptr is dead as it points into the dead object of @dead, not to it. */
bool own_is_borrowed(struct value *ptr, const struct cell *dead);

#endif
