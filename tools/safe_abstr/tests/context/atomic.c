// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/firmware.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/pm_runtime.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct codec {
	struct device *dev;
	struct spi_device *bus;
	struct work_struct work;
	wait_queue_head_t wait;
	spinlock_t lock; /* protects the state */
	struct completion done;
	u8 *fw;
	u32 state;
};

/* CASE fire: SPI transfer inside a scoped spinlock */
static int codec_mute(struct codec *codec, bool mute)
{
	u8 b[2] = { 4, mute };
	int ret;

	scoped_guard(spinlock_irqsave, &codec->lock) {
		ret = spi_write_then_read(codec->bus, b, sizeof(b), NULL, 0); /* EXPECT SA0801 */
		if (!ret)
			codec->state = mute;
	}
	return ret;
}

/* CASE clean: transfer first, the spinlock only around the state */
static int codec_mute_fixed(struct codec *codec, bool mute)
{
	u8 b[2] = { 4, mute };
	int ret;

	ret = spi_write_then_read(codec->bus, b, sizeof(b), NULL, 0);
	if (ret)
		return ret;
	scoped_guard(spinlock_irqsave, &codec->lock)
		codec->state = mute;
	return 0;
}

/* CASE fire: waits for an event with the lock held */
static int codec_wait(struct codec *codec)
{
	int ret;

	spin_lock(&codec->lock);
	ret = wait_event_interruptible(codec->wait, codec->state); /* EXPECT SA0801 */
	codec->state = 0;
	spin_unlock(&codec->lock);
	return ret;
}

/* CASE clean: wait_event_lock_irq() drops the lock while it sleeps */
static void codec_wait_fixed(struct codec *codec)
{
	spin_lock_irq(&codec->lock);
	wait_event_lock_irq(codec->wait, codec->state, codec->lock);
	codec->state = 0;
	spin_unlock_irq(&codec->lock);
}

/* CASE fire: pm_runtime_resume_and_get() under a spinlock */
static int codec_get(struct codec *codec)
{
	int ret;

	guard(spinlock)(&codec->lock);
	ret = pm_runtime_resume_and_get(codec->dev); /* EXPECT SA0801 */
	if (ret)
		return ret;
	codec->state++;
	pm_runtime_put(codec->dev);
	return 0;
}

/* CASE fire: the helper's gfp parameter carries GFP_KERNEL into the lock */
static u8 *codec_dup(const u8 *src, size_t len, gfp_t gfp)
{
	return kmemdup(src, len, gfp); /* EXPECT SA0801 */
}

static int codec_save(struct codec *codec, const u8 *src, size_t len)
{
	u8 *copy;

	spin_lock(&codec->lock);
	copy = codec_dup(src, len, GFP_KERNEL);
	if (copy) {
		kfree(codec->fw);
		codec->fw = copy;
	}
	spin_unlock(&codec->lock);
	return copy ? 0 : -ENOMEM;
}

/* CASE clean: the same helper, told GFP_ATOMIC under the lock */
static u8 *codec_copy(const u8 *src, size_t len, gfp_t gfp)
{
	return kmemdup(src, len, gfp);
}

static int codec_keep(struct codec *codec, const u8 *src, size_t len)
{
	u8 *copy;

	spin_lock(&codec->lock);
	copy = codec_copy(src, len, GFP_ATOMIC);
	if (copy) {
		kfree(codec->fw);
		codec->fw = copy;
	}
	spin_unlock(&codec->lock);
	return copy ? 0 : -ENOMEM;
}

/* CASE clean: sleeps only when the caller says it may */
static void codec_settle(struct codec *codec, bool can_sleep)
{
	if (can_sleep)
		usleep_range(1000, 2000);
	else
		mdelay(1);
}

static void codec_strobe(struct codec *codec)
{
	spin_lock(&codec->lock);
	codec->state = 1;
	codec_settle(codec, false);
	spin_unlock(&codec->lock);
	codec_settle(codec, true);
}

/* CASE fire: cancel_work_sync() and wait under the spinlock */
static void codec_halt(struct codec *codec)
{
	spin_lock_irq(&codec->lock);
	codec->state = 0;
	cancel_work_sync(&codec->work); /* EXPECT SA0801 */
	spin_unlock_irq(&codec->lock);
}

/* CASE clean: lock conditionally taken, released again before the sleep */
static int codec_load(struct codec *codec, bool locked)
{
	unsigned long flags = 0;

	if (!locked)
		spin_lock_irqsave(&codec->lock, flags);
	codec->state = 2;
	if (locked)
		return 0;
	spin_unlock_irqrestore(&codec->lock, flags);
	msleep(30);
	return 0;
}

/* CASE fire: one path leaves the lock region only after the sleep */
static int codec_restart(struct codec *codec)
{
	spin_lock(&codec->lock);
	if (codec->state == 1) {
		spin_unlock(&codec->lock);
		msleep(30);
		return 0;
	}
	if (!wait_for_completion_timeout(&codec->done, HZ)) { /* EXPECT SA0801 */
		spin_unlock(&codec->lock);
		return -ETIMEDOUT;
	}
	codec->state = 1;
	spin_unlock(&codec->lock);
	return 0;
}

/* CASE fire: request_firmware() in an atomic section with preemption off */
static int codec_fw(struct codec *codec)
{
	const struct firmware *fw;
	int ret;

	preempt_disable();
	ret = request_firmware(&fw, "codec.bin", codec->dev); /* EXPECT SA0801 */
	if (!ret) {
		codec->state = fw->size;
		release_firmware(fw);
	}
	preempt_enable();
	return ret;
}
