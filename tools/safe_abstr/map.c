// SPDX-License-Identifier: GPL-2.0
/*
 * A big-endian Patricia tree (Okasaki and Gill, "Fast Mergeable Integer Maps").
 * Its shape depends on the keys alone, so equal maps have equal trees.
 */
#include "arena.h"
#include "map.h"

struct map_node {
	uint64_t key;		/* a leaf's key, or the prefix of a branch */
	uint64_t bit;		/* 0 in a leaf, else the bit that branches */
	uint64_t hash;
	size_t count;
	union {
		const void *val;
		struct {
			map_t left, right;
		};
	};
};

static uint64_t mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53ULL;
	return x ^ (x >> 33);
}

static uint64_t prefix(uint64_t key, uint64_t bit)
{
	return key & ~(bit | (bit - 1));
}

static bool matches(uint64_t key, map_t m)
{
	return prefix(key, m->bit) == m->key;
}

static map_t leaf(uint64_t key, const void *val, map_sig_t sig)
{
	struct map_node *n = arena_get(&fn_arena, sizeof(*n));

	n->key = key;
	n->bit = 0;
	n->val = val;
	n->count = 1;
	n->hash = mix(key ^ mix(sig ? sig(val) : (uintptr_t)val));
	return n;
}

static map_t branch(uint64_t key, uint64_t bit, map_t left, map_t right)
{
	struct map_node *n;

	if (!left)
		return right;
	if (!right)
		return left;
	n = arena_get(&fn_arena, sizeof(*n));
	n->key = prefix(key, bit);
	n->bit = bit;
	n->left = left;
	n->right = right;
	n->count = left->count + right->count;
	n->hash = left->hash + right->hash;
	return n;
}

static map_t join(map_t a, map_t b)
{
	uint64_t diff = a->key ^ b->key;
	uint64_t bit = 1ULL << (63 - __builtin_clzll(diff));

	if (a->key & bit)
		return branch(a->key, bit, b, a);
	return branch(a->key, bit, a, b);
}

const void *map_get(map_t m, uint64_t key)
{
	while (m && m->bit) {
		if (!matches(key, m))
			return NULL;
		m = key & m->bit ? m->right : m->left;
	}
	return m && m->key == key ? m->val : NULL;
}

static map_t put(map_t m, map_t n)
{
	if (!m)
		return n;
	if (!m->bit)
		return m->key == n->key ? n : join(m, n);
	if (!matches(n->key, m))
		return join(m, n);
	if (n->key & m->bit)
		return branch(m->key, m->bit, m->left, put(m->right, n));
	return branch(m->key, m->bit, put(m->left, n), m->right);
}

map_t map_put(map_t m, uint64_t key, const void *val, map_sig_t sig)
{
	if (map_get(m, key) == val)
		return m;
	return put(m, leaf(key, val, sig));
}

static map_t del(map_t m, uint64_t key)
{
	if (!m->bit)
		return NULL;
	if (key & m->bit)
		return branch(m->key, m->bit, m->left, del(m->right, key));
	return branch(m->key, m->bit, del(m->left, key), m->right);
}

map_t map_del(map_t m, uint64_t key)
{
	return map_get(m, key) ? del(m, key) : m;
}

uint64_t map_hash(map_t m)
{
	return m ? m->hash : 0;
}

size_t map_count(map_t m)
{
	return m ? m->count : 0;
}

static bool each(map_t m, uint64_t first, uint64_t last, map_fn_t fn, void *ctx)
{
	uint64_t low, high;

	if (!m)
		return true;
	if (!m->bit)
		return m->key < first || m->key > last || fn(ctx, m->key, m->val);
	low = m->key;
	high = m->key | m->bit | (m->bit - 1);
	if (high < first || low > last)
		return true;
	return each(m->left, first, last, fn, ctx) &&
	       each(m->right, first, last, fn, ctx);
}

void map_each(map_t m, map_fn_t fn, void *ctx)
{
	each(m, 0, UINT64_MAX, fn, ctx);
}

void map_each_range(map_t m, uint64_t first, uint64_t last, map_fn_t fn,
		    void *ctx)
{
	each(m, first, last, fn, ctx);
}

struct one_side {
	map_diff_t fn;
	void *ctx;
	bool left;
};

static bool show_side(void *ctx, uint64_t key, const void *val)
{
	struct one_side *s = ctx;

	s->fn(s->ctx, key, s->left ? val : NULL, s->left ? NULL : val);
	return true;
}

static void only(map_t m, bool left, map_diff_t fn, void *ctx)
{
	struct one_side s = { fn, ctx, left };

	map_each(m, show_side, &s);
}

static void diff_leaf(map_t a, map_t b, map_diff_t fn, void *ctx)
{
	if (a->key == b->key) {
		if (a->val != b->val)
			fn(ctx, a->key, a->val, b->val);
		return;
	}
	only(a, true, fn, ctx);
	only(b, false, fn, ctx);
}

void map_diff(map_t a, map_t b, map_diff_t fn, void *ctx)
{
	if (a == b)
		return;
	if (!a || !b) {
		only(a, true, fn, ctx);
		only(b, false, fn, ctx);
	} else if (!a->bit && !b->bit) {
		diff_leaf(a, b, fn, ctx);
	} else if (a->bit == b->bit && a->key == b->key) {
		map_diff(a->left, b->left, fn, ctx);
		map_diff(a->right, b->right, fn, ctx);
	} else if (a->bit > b->bit && matches(b->key, a)) {
		bool right = b->key & a->bit;

		map_diff(a->left, right ? NULL : b, fn, ctx);
		map_diff(a->right, right ? b : NULL, fn, ctx);
	} else if (b->bit > a->bit && matches(a->key, b)) {
		bool right = a->key & b->bit;

		map_diff(right ? NULL : a, b->left, fn, ctx);
		map_diff(right ? a : NULL, b->right, fn, ctx);
	} else {
		only(a, true, fn, ctx);
		only(b, false, fn, ctx);
	}
}
