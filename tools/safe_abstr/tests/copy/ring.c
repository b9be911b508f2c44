// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/clk.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

struct cp_desc {
	void *buf;
	u32 len;
	u32 flags;
};

struct cp_queue {
	struct cp_desc desc[16];
	void *scratch;
	void *spare;
	struct clk *bus_clk;
	struct clk *core_clk;
};

/* CASE fire: descriptor copied to the next slot keeps the same buffer */
static int cp_dup_slot(struct cp_queue *q, u32 len)
{
	q->desc[0].buf = kzalloc(len, GFP_KERNEL);
	if (!q->desc[0].buf)
		return -ENOMEM;
	q->desc[0].len = len;
	q->desc[1] = q->desc[0]; /* EXPECT SA0202 */
	return 0;
}

static void cp_free_slots(struct cp_queue *q)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(q->desc); i++) {
		kfree(q->desc[i].buf);
		q->desc[i].buf = NULL;
	}
}

/* CASE clean: the slot is moved and the old place cleared */
static void cp_move_slot(struct cp_queue *q)
{
	kfree(q->desc[1].buf);
	q->desc[1] = q->desc[0];
	q->desc[0].buf = NULL;
	q->desc[0].len = 0;
}

static void cp_free_moved(struct cp_queue *q)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(q->desc); i++) {
		kfree(q->desc[i].buf);
		q->desc[i].buf = NULL;
	}
}

/* CASE fire: spare buffer is the scratch buffer, both are freed */
static int cp_init_bufs(struct cp_queue *q, size_t len)
{
	q->scratch = vzalloc(len);
	if (!q->scratch)
		return -ENOMEM;
	q->spare = q->scratch; /* EXPECT SA0201 */
	return 0;
}

static void cp_exit_bufs(struct cp_queue *q)
{
	vfree(q->spare);
	vfree(q->scratch);
}

/* CASE clean: two buffers */
static int cp_init_bufs_ok(struct cp_queue *q, size_t len)
{
	q->scratch = vzalloc(len);
	if (!q->scratch)
		return -ENOMEM;
	q->spare = vzalloc(len);
	if (!q->spare) {
		vfree(q->scratch);
		q->scratch = NULL;
		return -ENOMEM;
	}
	return 0;
}

static void cp_exit_bufs_ok(struct cp_queue *q)
{
	vfree(q->spare);
	vfree(q->scratch);
}

/* CASE fire: clock obtained once, put through both members */
static int cp_clocks(struct cp_queue *q, struct device *dev)
{
	struct clk *clk = clk_get(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	q->bus_clk = clk;
	q->core_clk = clk; /* EXPECT SA0201 */
	return 0;
}

static void cp_put_clocks(struct cp_queue *q)
{
	clk_put(q->core_clk);
	clk_put(q->bus_clk);
}

/* CASE clean: a fallback clock is put only where it differs */
struct cp_clocks {
	struct clk *bus_clk;
	struct clk *core_clk;
};

static int cp_clocks_ok(struct cp_clocks *q, struct device *dev)
{
	struct clk *clk = clk_get(dev, "bus");

	if (IS_ERR(clk))
		return PTR_ERR(clk);
	q->bus_clk = clk;
	q->core_clk = clk;
	return 0;
}

static void cp_put_clocks_ok(struct cp_clocks *q)
{
	if (q->core_clk != q->bus_clk)
		clk_put(q->core_clk);
	clk_put(q->bus_clk);
}

/* CASE fire: two cleanup variables for one allocation */
static int cp_two_cleanups(const void *src, size_t len)
{
	void *buf __free(kfree) = kmemdup(src, len, GFP_KERNEL);
	void *cur __free(kfree) = buf; /* EXPECT SA0201 */

	if (!cur)
		return -ENOMEM;
	print_hex_dump_bytes("cp ", DUMP_PREFIX_NONE, buf, len);
	return 0;
}

/* CASE clean: owner moved from one cleanup variable to the other */
static int cp_two_cleanups_ok(const void *src, size_t len)
{
	void *buf __free(kfree) = kmemdup(src, len, GFP_KERNEL);
	void *cur __free(kfree) = no_free_ptr(buf);

	if (!cur)
		return -ENOMEM;
	print_hex_dump_bytes("cp ", DUMP_PREFIX_NONE, cur, len);
	return 0;
}

/* CASE clean: plain pointer beside the cleanup variable, which alone frees */
static int cp_cursor(const u8 *src, size_t len)
{
	u8 *buf __free(kfree) = kmemdup(src, len, GFP_KERNEL);
	u8 *cur = buf;
	int sum = 0;

	if (!buf)
		return -ENOMEM;
	while (cur < buf + len)
		sum += *cur++;
	return sum;
}
