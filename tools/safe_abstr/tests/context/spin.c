// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

#define ENC_CTRL	0x00
#define ENC_RESET	BIT(0)

struct enc {
	spinlock_t lock; /* protects the state */
	struct mutex cfg_lock; /* protects the state */
	void __iomem *base;
	struct clk *clk;
	struct list_head bufs;
	u32 level;
	bool on;
};

struct enc_buf {
	struct list_head node;
	u32 seq;
};

/* CASE fire: GFP_KERNEL allocation under a spinlock */
static int enc_add_buf(struct enc *enc, u32 seq)
{
	struct enc_buf *buf;
	unsigned long flags;

	spin_lock_irqsave(&enc->lock, flags);
	buf = kzalloc(sizeof(*buf), GFP_KERNEL); /* EXPECT SA0801 */
	if (!buf) {
		spin_unlock_irqrestore(&enc->lock, flags);
		return -ENOMEM;
	}
	buf->seq = seq;
	list_add_tail(&buf->node, &enc->bufs);
	spin_unlock_irqrestore(&enc->lock, flags);
	return 0;
}

/* CASE clean: allocated before the spinlock is taken */
static int enc_add_buf_fixed(struct enc *enc, u32 seq)
{
	struct enc_buf *buf;
	unsigned long flags;

	buf = kzalloc(sizeof(*buf), GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	buf->seq = seq;
	spin_lock_irqsave(&enc->lock, flags);
	list_add_tail(&buf->node, &enc->bufs);
	spin_unlock_irqrestore(&enc->lock, flags);
	return 0;
}

/* CASE clean: GFP_ATOMIC under the spinlock */
static int enc_add_buf_atomic(struct enc *enc, u32 seq)
{
	struct enc_buf *buf;

	spin_lock_bh(&enc->lock);
	buf = kmalloc(sizeof(*buf), GFP_ATOMIC);
	if (buf) {
		buf->seq = seq;
		list_add_tail(&buf->node, &enc->bufs);
	}
	spin_unlock_bh(&enc->lock);
	return buf ? 0 : -ENOMEM;
}

/* CASE fire: copy_to_user() with the spinlock held */
static ssize_t enc_read(struct file *file, char __user *ubuf, size_t len, loff_t *ppos)
{
	struct enc *enc = file->private_data;
	ssize_t ret = sizeof(enc->level);

	if (len < sizeof(enc->level))
		return -EINVAL;
	spin_lock_irq(&enc->lock);
	if (copy_to_user(ubuf, &enc->level, sizeof(enc->level))) /* EXPECT SA0801 */
		ret = -EFAULT;
	spin_unlock_irq(&enc->lock);
	return ret;
}

/* CASE clean: snapshot under the lock, copied after it */
static ssize_t enc_read_fixed(struct file *file, char __user *ubuf, size_t len, loff_t *ppos)
{
	struct enc *enc = file->private_data;
	u32 level;

	if (len < sizeof(level))
		return -EINVAL;
	spin_lock_irq(&enc->lock);
	level = enc->level;
	spin_unlock_irq(&enc->lock);
	if (copy_to_user(ubuf, &level, sizeof(level)))
		return -EFAULT;
	return sizeof(level);
}

/* CASE fire: msleep() while waiting for a reset under the lock */
static void enc_reset(struct enc *enc)
{
	spin_lock(&enc->lock);
	writel(ENC_RESET, enc->base + ENC_CTRL);
	msleep(20); /* EXPECT SA0801 */
	writel(0, enc->base + ENC_CTRL);
	spin_unlock(&enc->lock);
}

/* CASE clean: short busy wait under the lock, long sleep outside */
static void enc_reset_fixed(struct enc *enc)
{
	spin_lock(&enc->lock);
	writel(ENC_RESET, enc->base + ENC_CTRL);
	udelay(5);
	writel(0, enc->base + ENC_CTRL);
	spin_unlock(&enc->lock);
	msleep(20);
}

/* CASE fire: clk_prepare_enable() under a spinlock */
static int enc_power(struct enc *enc)
{
	int ret = 0;

	spin_lock(&enc->lock);
	if (!enc->on) {
		ret = clk_prepare_enable(enc->clk); /* EXPECT SA0801 */
		if (!ret)
			enc->on = true;
	}
	spin_unlock(&enc->lock);
	return ret;
}

/* CASE clean: prepared before, only clk_enable() under the spinlock */
static int enc_power_fixed(struct enc *enc)
{
	int ret;

	ret = clk_prepare(enc->clk);
	if (ret)
		return ret;
	spin_lock(&enc->lock);
	ret = clk_enable(enc->clk);
	if (!ret)
		enc->on = true;
	spin_unlock(&enc->lock);
	if (ret)
		clk_unprepare(enc->clk);
	return ret;
}

/* CASE fire: mutex taken inside a spinlock */
static void enc_set_level(struct enc *enc, u32 level)
{
	spin_lock(&enc->lock);
	if (enc->on) {
		mutex_lock(&enc->cfg_lock); /* EXPECT SA0801 */
		enc->level = level;
		mutex_unlock(&enc->cfg_lock);
	}
	spin_unlock(&enc->lock);
}

/* CASE clean: spinlock taken inside the mutex */
static void enc_set_level_fixed(struct enc *enc, u32 level)
{
	mutex_lock(&enc->cfg_lock);
	spin_lock(&enc->lock);
	if (enc->on)
		enc->level = level;
	spin_unlock(&enc->lock);
	mutex_unlock(&enc->cfg_lock);
}
