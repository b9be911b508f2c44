// SPDX-License-Identifier: GPL-2.0
/* Structures with members that own, and owners that are copied by value. */
#include <linux/device.h>
#include <linux/safe_abstr/owner.h>
#include <linux/slab.h>
#include <linux/string.h>

struct mb_buf {
	size_t len;
	u8 data[64];
};

DEFINE_SA_BOX(mb_buf, struct mb_buf)

/* Has no owner type of its own yet. */
struct mb_chan {
	sa_own(mb_buf) rx;
	sa_own(mb_buf) tx;
	u32 id;
};

struct mb_saved {
	sa_own(mb_buf) buf;
	u32 id;
};

/* In the other file of the driver. */
sa_result(mb_buf) mb_get(struct device *dev);
void mb_send(struct sa_own_mb_buf buf);
u32 mb_sum(const struct mb_buf *buf);
void mb_store(struct mb_chan *chan);

/* CASE fire: structure freed, its two buffers are not */
static void mb_close_leaks(struct mb_chan *chan)
{
	kfree(chan); /* EXPECT SA0303 */
}

/* CASE clean: members dropped first */
static void mb_close(struct mb_chan *chan)
{
	sa_clear(mb_buf, chan->tx);
	sa_clear(mb_buf, chan->rx);
	kfree(chan);
}

/* CASE fire: one member dropped, the other forgotten */
static void mb_close_half(struct mb_chan *chan)
{
	sa_clear(mb_buf, chan->rx);
	kfree(chan); /* EXPECT SA0303 */
}

/* CASE clean: members moved out first */
static void mb_close_flush(struct mb_chan *chan)
{
	SA_RESULT(mb_buf, tx, sa_take(mb_buf, chan->tx));

	if (!sa_is_err(tx))
		mb_send(sa_unwrap(mb_buf, tx));
	sa_clear(mb_buf, chan->rx);
	kfree(chan);
}

/* CASE fire: error path frees the structure with its first buffer */
static int mb_open_leaks(struct device *dev, u32 id)
{
	struct mb_chan *chan = kzalloc_obj(*chan);

	if (!chan)
		return -ENOMEM;
	chan->id = id;

	SA_RESULT(mb_buf, rx, mb_get(dev));
	if (sa_is_err(rx)) {
		kfree(chan);
		return sa_err(rx);
	}
	sa_replace(mb_buf, chan->rx, sa_unwrap(mb_buf, rx));

	SA_RESULT(mb_buf, tx, mb_get(dev));
	if (sa_is_err(tx)) {
		kfree(chan); /* EXPECT SA0303 */
		return sa_err(tx);
	}
	sa_replace(mb_buf, chan->tx, sa_unwrap(mb_buf, tx));
	mb_store(chan);
	dev_set_drvdata(dev, chan);
	return 0;
}

/* CASE clean: error path drops the buffer it has */
static int mb_open(struct device *dev, u32 id)
{
	struct mb_chan *chan = kzalloc_obj(*chan);

	if (!chan)
		return -ENOMEM;
	chan->id = id;

	SA_RESULT(mb_buf, rx, mb_get(dev));
	if (sa_is_err(rx)) {
		kfree(chan);
		return sa_err(rx);
	}
	sa_replace(mb_buf, chan->rx, sa_unwrap(mb_buf, rx));

	SA_RESULT(mb_buf, tx, mb_get(dev));
	if (sa_is_err(tx)) {
		sa_clear(mb_buf, chan->rx);
		kfree(chan);
		return sa_err(tx);
	}
	sa_replace(mb_buf, chan->tx, sa_unwrap(mb_buf, tx));
	mb_store(chan);
	dev_set_drvdata(dev, chan);
	return 0;
}

/* CASE fire: structure with owners saved by memcpy() */
static void mb_save_memcpy(struct mb_saved *to, const struct mb_saved *from)
{
	memcpy(to, from, sizeof(*to)); /* EXPECT SA0202 */
}

/* CASE clean: the owner is moved, the rest is copied */
static void mb_save(struct mb_saved *to, struct mb_saved *from)
{
	SA_RESULT(mb_buf, buf, sa_take(mb_buf, from->buf));

	to->id = from->id;
	if (sa_is_err(buf))
		sa_clear(mb_buf, to->buf);
	else
		sa_replace(mb_buf, to->buf, sa_unwrap(mb_buf, buf));
}

/* CASE fire: structure with owners duplicated by kmemdup() */
static int mb_clone_kmemdup(struct device *dev, const struct mb_chan *chan)
{
	struct mb_chan *twin = kmemdup(chan, sizeof(*chan), GFP_KERNEL); /* EXPECT SA0202 */

	if (!twin)
		return -ENOMEM;
	dev_set_drvdata(dev, twin);
	return 0;
}

/* CASE fire: structure with owners copied by initialisation */
static u32 mb_peek_copy(struct mb_saved *saved)
{
	struct mb_saved now = *saved; /* EXPECT SA0202 */

	return now.id;
}

/* CASE clean: structure with owners looked at through a pointer */
static u32 mb_peek(struct mb_saved *saved)
{
	struct mb_saved *now = saved;

	return now->id + mb_sum(sa_borrow(now->buf));
}

/* CASE clean: memcpy() of what an owner owns, which has no owners in it */
static void mb_fill(struct mb_chan *chan, const struct mb_buf *src)
{
	memcpy(sa_borrow(chan->rx), src, sizeof(*src));
}

/* CASE fire: parameter that owns is never bound */
static u32 mb_count_unbound(struct mb_chan *chan, struct sa_own_mb_buf buf)
{
	chan->id++;
	return chan->id; /* EXPECT SA0301 */
}

/* CASE clean: parameter that owns is bound, and so dropped */
static u32 mb_count(struct mb_chan *chan, struct sa_own_mb_buf buf)
{
	SA_OWN(mb_buf, mine, buf);

	chan->id += mb_sum(sa_borrow(mine));
	return chan->id;
}

/* CASE fire: parameter that owns is bound only when there is a channel */
static void mb_push_some(struct mb_chan *chan, struct sa_own_mb_buf buf)
{
	if (!chan)
		return; /* EXPECT SA0301 */

	sa_replace(mb_buf, chan->tx, sa_move(mb_buf, &buf));
}

/* CASE clean: parameter that owns is dropped when there is no channel */
static void mb_push(struct mb_chan *chan, struct sa_own_mb_buf buf)
{
	if (!chan) {
		sa_clear(mb_buf, &buf);
		return;
	}
	sa_replace(mb_buf, chan->tx, sa_move(mb_buf, &buf));
}

/* CASE fire: parameter that owns is bound twice */
static u32 mb_twice(struct sa_own_mb_buf buf)
{
	SA_OWN(mb_buf, mine, buf);
	SA_OWN(mb_buf, other, buf); /* EXPECT SA0201 */

	return mb_sum(sa_borrow(mine)) + mb_sum(sa_borrow(other));
}

/* CASE clean: passed on through two owners */
static u32 mb_relay(struct sa_own_mb_buf buf)
{
	SA_OWN(mb_buf, mine, buf);
	SA_OWN(mb_buf, other, sa_move(mb_buf, mine));

	return mb_sum(sa_borrow(other));
}
