/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A persistent map from u64 to pointers: an update makes a new map that shares
 * all but the changed path, so that the states of many paths cost little.
 */
#ifndef SACHECK_MAP_H
#define SACHECK_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* NULL is the empty map. Maps are never changed, so copy the pointer. */
typedef const struct map_node *map_t;

/* What of a value tells two maps apart; equal values have equal signatures. */
typedef uint64_t (*map_sig_t)(const void *val);

const void *map_get(map_t m, uint64_t key);
map_t map_put(map_t m, uint64_t key, const void *val, map_sig_t sig);
map_t map_del(map_t m, uint64_t key);

/* Equal for equal contents, whatever the order of updates. */
uint64_t map_hash(map_t m);
size_t map_count(map_t m);

/* Calls @fn in key order until it returns false. */
typedef bool (*map_fn_t)(void *ctx, uint64_t key, const void *val);
void map_each(map_t m, map_fn_t fn, void *ctx);
void map_each_range(map_t m, uint64_t first, uint64_t last, map_fn_t fn,
		    void *ctx);

/*
 * Calls @fn for each key whose values in @a and @b differ, one of them NULL
 * where the key is missing; what both share by pointer is never visited.
 */
typedef void (*map_diff_t)(void *ctx, uint64_t key, const void *a,
			   const void *b);
void map_diff(map_t a, map_t b, map_diff_t fn, void *ctx);

#endif
