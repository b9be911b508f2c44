/* SPDX-License-Identifier: GPL-2.0 */
/* Which memory holds what a user or a device wrote, unchecked. */
#ifndef SACHECK_TAINT_H
#define SACHECK_TAINT_H

#include "rule.h"

/* The @bits behind @ptr (0: all of the object) came from outside. */
void taint_memory(struct path *p, struct value *ptr, long long bits);
/* Nothing in the object of @ptr is from outside any more. */
void taint_clear(struct path *p, struct value *ptr);
bool taint_holds(struct path *p, struct value *ptr);
/* @val is the data of a firmware image. */
bool taint_is_image(struct value *val);
/* What a call of a known function that succeeded brought in. */
void taint_call(struct path *p, struct call *c);
/* What an asm statement brought in: get_user() is one. */
void taint_asm(struct path *p, struct expression *output, struct value *val);
/* The arguments that the kernel passes on as they came from outside. */
void taint_args(struct path *p, struct symbol *fn);
/* Finds the module parameters. */
void taint_collect(struct symbol_list *list);

/* A number in the byte order of a wire or a device: somebody else wrote it. */
void taint_wire(struct path *p, struct value *val);

#endif
