// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/dma-fence.h>
#include <linux/file.h>
#include <linux/firmware.h>
#include <linux/kref.h>
#include <linux/page_ref.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

struct cp_pool {
	struct kref ref;
	u32 size;
};

struct cp_user {
	struct cp_pool *pool;
	struct file *file;
	struct dma_fence *fence;
	struct sk_buff *skb;
	struct page *page;
};

static void cp_pool_release(struct kref *ref)
{
	kfree(container_of(ref, struct cp_pool, ref));
}

/* CASE fire: pool with one reference handed to two users */
static int cp_open_two(struct cp_user *rx, struct cp_user *tx, u32 size)
{
	struct cp_pool *pool;

	pool = kzalloc_obj(*pool);
	if (!pool)
		return -ENOMEM;
	kref_init(&pool->ref);
	pool->size = size;
	rx->pool = pool;
	tx->pool = pool; /* EXPECT SA0201 */
	return 0;
}

static void cp_close_two(struct cp_user *rx, struct cp_user *tx)
{
	kref_put(&rx->pool->ref, cp_pool_release);
	kref_put(&tx->pool->ref, cp_pool_release);
}

/* CASE clean: kref_get() for the second user */
static int cp_open_two_ok(struct cp_user *rx, struct cp_user *tx, u32 size)
{
	struct cp_pool *pool;

	pool = kzalloc_obj(*pool);
	if (!pool)
		return -ENOMEM;
	kref_init(&pool->ref);
	pool->size = size;
	rx->pool = pool;
	kref_get(&pool->ref);
	tx->pool = pool;
	return 0;
}

static void cp_close_two_ok(struct cp_user *rx, struct cp_user *tx)
{
	kref_put(&rx->pool->ref, cp_pool_release);
	kref_put(&tx->pool->ref, cp_pool_release);
}

/* CASE fire: fence kept by two users without dma_fence_get() */
static void cp_signal_two(struct cp_user *a, struct cp_user *b, struct dma_fence *fence)
{
	struct dma_fence *f = dma_fence_get(fence);

	a->fence = f;
	b->fence = f; /* EXPECT SA0201 */
}

static void cp_unsignal_two(struct cp_user *a, struct cp_user *b)
{
	dma_fence_put(a->fence);
	dma_fence_put(b->fence);
}

/* CASE clean: a reference taken for each user */
static void cp_signal_two_ok(struct cp_user *a, struct cp_user *b, struct dma_fence *fence)
{
	a->fence = dma_fence_get(fence);
	b->fence = dma_fence_get(fence);
}

static void cp_unsignal_two_ok(struct cp_user *a, struct cp_user *b)
{
	dma_fence_put(a->fence);
	dma_fence_put(b->fence);
}

/* CASE fire: file of one fget() stored for two users */
static int cp_files(struct cp_user *a, struct cp_user *b, int fd)
{
	a->file = fget(fd);
	if (!a->file)
		return -EBADF;
	b->file = a->file; /* EXPECT SA0201 */
	return 0;
}

static void cp_put_files(struct cp_user *a, struct cp_user *b)
{
	fput(a->file);
	fput(b->file);
}

/* CASE clean: get_file() for the second user */
static int cp_files_ok(struct cp_user *a, struct cp_user *b, int fd)
{
	a->file = fget(fd);
	if (!a->file)
		return -EBADF;
	b->file = get_file(a->file);
	return 0;
}

static void cp_put_files_ok(struct cp_user *a, struct cp_user *b)
{
	fput(a->file);
	fput(b->file);
}

/* CASE fire: packet kept for resending by two users without skb_get() */
static int cp_keep(struct cp_user *a, struct cp_user *b, unsigned int len)
{
	struct sk_buff *skb = alloc_skb(len, GFP_ATOMIC);

	if (!skb)
		return -ENOMEM;
	a->skb = skb;
	b->skb = skb; /* EXPECT SA0201 */
	return 0;
}

static void cp_unkeep(struct cp_user *a, struct cp_user *b)
{
	kfree_skb(a->skb);
	kfree_skb(b->skb);
	a->skb = NULL;
	b->skb = NULL;
}

/* CASE clean: second user gets a clone */
static int cp_keep_ok(struct cp_user *a, struct cp_user *b, unsigned int len)
{
	struct sk_buff *skb = alloc_skb(len, GFP_ATOMIC);

	if (!skb)
		return -ENOMEM;
	b->skb = skb_clone(skb, GFP_ATOMIC);
	if (!b->skb) {
		kfree_skb(skb);
		return -ENOMEM;
	}
	a->skb = skb;
	return 0;
}

static void cp_unkeep_ok(struct cp_user *a, struct cp_user *b)
{
	kfree_skb(a->skb);
	kfree_skb(b->skb);
	a->skb = NULL;
	b->skb = NULL;
}

/* CASE clean: pointer carried over to the new owner, old one cleared */
static void cp_handover(struct cp_user *from, struct cp_user *to)
{
	to->file = from->file;
	from->file = NULL;
	to->page = from->page;
	from->page = NULL;
}

static void cp_handover_end(struct cp_user *from, struct cp_user *to)
{
	if (from->file)
		fput(from->file);
	if (to->file)
		fput(to->file);
	if (to->page)
		put_page(to->page);
	if (from->page)
		put_page(from->page);
}
