/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_PINNED_H
#define SACHECK_PINNED_H

#include "core.h"

#define PINS_MAX	32

/* A part of a structure that others point to, or that is its own identity. */
struct pin {
	long long off, size;		/* in bits */
	const char *type, *name;
};

/* Fills @pins with what must stay in place in a @type; returns how many. */
unsigned int pins_of(struct symbol *type, struct pin *pins);
/* Is a struct of this name such a part? @name may be NULL. */
bool pin_is_name(const char *name);

#endif
