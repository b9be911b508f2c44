/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_EXTENT_H
#define SACHECK_EXTENT_H

#include "core.h"

/* @expr is array + index, or pointer + index. */
bool extent_is_index(struct expression *expr);
/* The pointer and the integer of such an expression. */
struct expression *extent_pointer(struct expression *add);
struct expression *extent_index(struct expression *add);
/* True if evaluating @expr again would change something. */
bool extent_has_effects(struct expression *expr);

/* Bytes of the array that @expr names; 0 if it is none of known size. */
long long extent_of_array(struct expression *expr);
/* What to call that array. */
const char *extent_name(struct expression *expr);
/* The array at @bits of an object of @type, elements of @each bytes; or NULL. */
struct symbol *extent_at(struct symbol *type, long long bits, long long each);
/* Its bytes; 0 if they are not known. */
long long extent_bytes(struct symbol *array);
/* Bytes from where @expr points to the end of its array; 0 if not known. */
long long extent_of_expr(struct expression *expr);
/* The same, of what a value points to. */
long long extent_of_value(struct path *p, struct value *ptr);
/* The size that the object of @ptr was allocated with, or NULL. */
struct value *extent_allocated(struct path *p, struct value *ptr);
/* The same of the buffer of a packet. */
struct value *extent_of_skb(struct path *p, struct value *ptr);
/* A call allocates: remember how much. */
void extent_note(struct path *p, struct call *c);

/* What may be wrong about a number in [0, @max]. */
enum excess {
	EXCESS_NONE,
	EXCESS_UNCHECKED,	/* untrusted, and nothing bounds it */
	EXCESS_NEGATIVE,	/* untrusted, and bounded from above only */
	EXCESS_BEYOND,		/* its bound is beyond @max */
};

enum excess extent_excess(struct path *p, struct value *val, long long max);

#endif
