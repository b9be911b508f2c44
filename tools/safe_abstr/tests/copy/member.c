// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <linux/string.h>

struct half {
	u32 len;
	u8 *buf;
};

/* CASE fire: the same buffer in two members that are structures */
struct duplex {
	u32 rate;
	struct half rx, tx;
};

void duplex_free(struct duplex *d)
{
	kfree(d->rx.buf);
	kfree(d->tx.buf);
	kfree(d);
}

int duplex_setup(struct duplex *d, u32 len)
{
	u8 *buf = kzalloc(len, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	d->rx.buf = buf;
	d->tx.buf = buf;	/* EXPECT SA0201 */
	return 0;
}

/* CASE clean: a buffer for each */
struct twin {
	u32 rate;
	struct half rx, tx;
};

void twin_free(struct twin *t)
{
	kfree(t->rx.buf);
	kfree(t->tx.buf);
	kfree(t);
}

int twin_setup(struct twin *t, u32 len)
{
	u8 *rx = kzalloc(len, GFP_KERNEL), *tx;

	if (!rx)
		return -ENOMEM;
	tx = kzalloc(len, GFP_KERNEL);
	if (!tx) {
		kfree(rx);
		return -ENOMEM;
	}
	t->rx.buf = rx;
	t->tx.buf = tx;
	return 0;
}

/* CASE fire: the same buffer in two elements of an array of structures */
struct quad {
	struct half lane[4];
};

void quad_free(struct quad *q)
{
	kfree(q->lane[0].buf);
	kfree(q->lane[1].buf);
	kfree(q);
}

int quad_setup(struct quad *q, u32 len)
{
	u8 *buf = kzalloc(len, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	q->lane[0].buf = buf;
	q->lane[1].buf = buf;	/* EXPECT SA0201 */
	return 0;
}

/* CASE fire: the clone keeps the name of the original */
struct filter {
	char *name;
	u8 *mask;
	u32 len;
};

void filter_free(struct filter *f)
{
	kfree(f->name);
	kfree(f->mask);
	kfree(f);
}

struct filter *filter_clone(const struct filter *src)
{
	struct filter *f = kmemdup(src, sizeof(*src), GFP_KERNEL); /* EXPECT SA0202 */

	if (!f)
		return NULL;
	f->mask = kmemdup(src->mask, src->len, GFP_KERNEL);
	if (!f->mask) {
		kfree(f);
		return NULL;
	}
	return f;
}

/* CASE clean: all that owns is replaced, and until then it is freed alone */
struct screen {
	char *name;
	u8 *mask;
	u32 len;
};

void screen_free(struct screen *s)
{
	kfree(s->name);
	kfree(s->mask);
	kfree(s);
}

struct screen *screen_clone(const struct screen *src)
{
	struct screen *s = kmemdup(src, sizeof(*src), GFP_KERNEL);

	if (!s)
		return NULL;
	s->mask = kmemdup(src->mask, src->len, GFP_KERNEL);
	if (!s->mask)
		goto err;
	s->name = kstrdup(src->name, GFP_KERNEL);
	if (!s->name) {
		kfree(s->mask);
		goto err;
	}
	return s;

err:
	kfree(s);
	return NULL;
}
