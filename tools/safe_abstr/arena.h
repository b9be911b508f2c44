/* SPDX-License-Identifier: GPL-2.0 */
/* Memory that is released as a whole: of one function, or of one file. */
#ifndef SACHECK_ARENA_H
#define SACHECK_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_chunk *chunks;
	size_t used;
};

extern struct arena fn_arena, file_arena;

/* Aligned for any object, never NULL; the first form is zeroed. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_get(struct arena *a, size_t size);
void arena_reset(struct arena *a);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#define fn_new(_type)		\
	((_type *)arena_alloc(&fn_arena, sizeof(_type)))
#define file_new(_type)		\
	((_type *)arena_alloc(&file_arena, sizeof(_type)))

#endif
