// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/rbtree.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/string.h>

struct route {
	struct list_head node;
	u32 dst;
	u32 mask;
	u32 metric;
};

struct route_key {
	u32 dst;
	u32 mask;
	u32 metric;
};

struct route_table {
	struct list_head routes;
	struct hlist_head hash[8];
	unsigned int count;
};

struct region {
	struct rb_node rb;
	struct hlist_node hash;
	u64 start;
	u64 len;
};

/* CASE fire: linked entry copied with the struct assignment */
static struct route *route_clone(const struct route *orig)
{
	struct route *copy = kzalloc(sizeof(*copy), GFP_KERNEL);

	if (!copy)
		return NULL;
	*copy = *orig; /* EXPECT SA1301 */
	return copy;
}

/* CASE clean: only the plain fields are copied */
static struct route *route_clone_fixed(const struct route *orig)
{
	struct route *copy = kzalloc(sizeof(*copy), GFP_KERNEL);

	if (!copy)
		return NULL;
	INIT_LIST_HEAD(&copy->node);
	copy->dst = orig->dst;
	copy->mask = orig->mask;
	copy->metric = orig->metric;
	return copy;
}

/* CASE fire: kmemdup() of an entry that sits in a list */
static struct route *route_dup(struct route_table *tab, const struct route *orig)
{
	struct route *copy = kmemdup(orig, sizeof(*orig), GFP_KERNEL); /* EXPECT SA1301 */

	if (!copy)
		return NULL;
	copy->metric++;
	tab->count++;
	return copy;
}

/* CASE clean: kmemdup() of a plain key */
static struct route_key *route_key_dup(const struct route_key *key)
{
	struct route_key *copy = kmemdup(key, sizeof(*key), GFP_KERNEL);

	if (!copy)
		return NULL;
	copy->metric++;
	return copy;
}

/* CASE fire: list head moved by assignment, the entries still point to the old one */
static void route_table_move(struct route_table *dst, struct route_table *src)
{
	dst->routes = src->routes; /* EXPECT SA1301 */
	dst->count = src->count;
	INIT_LIST_HEAD(&src->routes);
	src->count = 0;
}

/* CASE clean: list head moved by list_splice_init() */
static void route_table_move_fixed(struct route_table *dst, struct route_table *src)
{
	INIT_LIST_HEAD(&dst->routes);
	list_splice_init(&src->routes, &dst->routes);
	dst->count = src->count;
	src->count = 0;
}

/* CASE clean: an entry replaced in its place by list_replace() */
static void route_replace(struct route *old, struct route *new)
{
	new->dst = old->dst;
	new->mask = old->mask;
	list_replace(&old->node, &new->node);
	INIT_LIST_HEAD(&old->node);
}

/* CASE fire: two entries that are in a tree are swapped by value */
static void region_order(struct region *a, struct region *b)
{
	if (a->start > b->start)
		swap(*a, *b); /* EXPECT SA1301 */
}

/* CASE clean: only the payload of the entries is swapped */
static void region_order_fixed(struct region *a, struct region *b)
{
	if (a->start > b->start) {
		swap(a->start, b->start);
		swap(a->len, b->len);
	}
}

/* CASE clean: pointers to the entries are swapped, the entries stay */
static u64 region_first(struct region *a, struct region *b)
{
	if (a->start > b->start)
		swap(a, b);
	return a->start + a->len;
}

/* CASE fire: local snapshot of an entry in a tree, split from it */
static struct region *region_split(struct region *reg, u64 at)
{
	struct region *upper = kzalloc_obj(*upper);

	if (!upper)
		return NULL;
	memcpy(upper, reg, sizeof(*upper)); /* EXPECT SA1301 */
	upper->start += at;
	upper->len -= at;
	reg->len = at;
	return upper;
}

/* CASE clean: copied from behind the links on */
static struct region *region_split_fixed(struct region *reg, u64 at)
{
	struct region *upper = kzalloc_obj(*upper);

	if (!upper)
		return NULL;
	RB_CLEAR_NODE(&upper->rb);
	INIT_HLIST_NODE(&upper->hash);
	memcpy(&upper->start, &reg->start, sizeof(*reg) - offsetof(struct region, start));
	upper->start += at;
	upper->len -= at;
	reg->len = at;
	return upper;
}
