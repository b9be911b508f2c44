// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define WD_KICK		0x00

struct wd {
	struct timer_list poll;
	struct timer_list retry;
	struct timer_list slow;
	struct timer_list stop;
	struct timer_list guard;
	struct hrtimer tick;
	struct hrtimer once;
	struct tasklet_struct rx;
	struct tasklet_struct tx;
	struct work_struct work;
	struct mutex lock; /* protects the state */
	spinlock_t slock; /* protects the state */
	void __iomem *base;
	u32 *log;
	bool stopping;
};

/* CASE fire: timer callback takes a mutex */
static void wd_poll(struct timer_list *t)
{
	struct wd *wd = timer_container_of(wd, t, poll);

	mutex_lock(&wd->lock); /* EXPECT SA0801 */
	writel(1, wd->base + WD_KICK);
	mutex_unlock(&wd->lock);
	mod_timer(&wd->poll, jiffies + HZ);
}

static void wd_start_poll(struct wd *wd)
{
	timer_setup(&wd->poll, wd_poll, 0);
	mod_timer(&wd->poll, jiffies + HZ);
}

/* CASE clean: timer callback with a spinlock that hands the slow part to a work */
static void wd_retry(struct timer_list *t)
{
	struct wd *wd = timer_container_of(wd, t, retry);

	spin_lock(&wd->slock);
	if (!wd->stopping)
		mod_timer(&wd->retry, jiffies + HZ);
	spin_unlock(&wd->slock);
	schedule_work(&wd->work);
}

static void wd_start_retry(struct wd *wd)
{
	timer_setup(&wd->retry, wd_retry, 0);
	mod_timer(&wd->retry, jiffies + HZ);
}

/* CASE fire: usleep_range() in a timer callback's helper */
static void wd_pulse(struct wd *wd)
{
	writel(1, wd->base + WD_KICK);
	usleep_range(50, 100); /* EXPECT SA0801 */
	writel(0, wd->base + WD_KICK);
}

static void wd_slow(struct timer_list *t)
{
	struct wd *wd = timer_container_of(wd, t, slow);

	wd_pulse(wd);
}

static void wd_start_slow(struct wd *wd)
{
	timer_setup(&wd->slow, wd_slow, 0);
	mod_timer(&wd->slow, jiffies + HZ / 10);
}

/* CASE fire: timer_delete_sync() of the timer that is running */
static void wd_stop(struct timer_list *t)
{
	struct wd *wd = timer_container_of(wd, t, stop);

	if (wd->stopping) {
		timer_delete_sync(&wd->stop); /* EXPECT SA0802 */
		return;
	}
	writel(1, wd->base + WD_KICK);
	mod_timer(&wd->stop, jiffies + HZ);
}

static void wd_start_stop(struct wd *wd)
{
	timer_setup(&wd->stop, wd_stop, 0);
	mod_timer(&wd->stop, jiffies + HZ);
}

/* CASE clean: a callback that simply does not rearm itself */
static void wd_guard(struct timer_list *t)
{
	struct wd *wd = timer_container_of(wd, t, guard);

	if (wd->stopping)
		return;
	writel(1, wd->base + WD_KICK);
	mod_timer(&wd->guard, jiffies + HZ);
}

static void wd_start_guard(struct wd *wd)
{
	timer_setup(&wd->guard, wd_guard, 0);
	mod_timer(&wd->guard, jiffies + HZ);
}

static void wd_stop_guard(struct wd *wd)
{
	wd->stopping = true;
	timer_delete_sync(&wd->guard);
}

/* CASE fire: hrtimer callback allocates with GFP_KERNEL */
static enum hrtimer_restart wd_tick(struct hrtimer *t)
{
	struct wd *wd = container_of(t, struct wd, tick);

	if (!wd->log) {
		wd->log = kzalloc(64, GFP_KERNEL); /* EXPECT SA0801 */
		if (!wd->log)
			return HRTIMER_NORESTART;
	}
	wd->log[0]++;
	hrtimer_forward_now(t, ms_to_ktime(10));
	return HRTIMER_RESTART;
}

static void wd_start_tick(struct wd *wd)
{
	hrtimer_setup(&wd->tick, wd_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&wd->tick, ms_to_ktime(10), HRTIMER_MODE_REL);
}

/* CASE fire: hrtimer_cancel() of itself never returns */
static enum hrtimer_restart wd_once(struct hrtimer *t)
{
	struct wd *wd = container_of(t, struct wd, once);

	writel(1, wd->base + WD_KICK);
	hrtimer_cancel(&wd->once); /* EXPECT SA0802 */
	return HRTIMER_NORESTART;
}

static void wd_start_once(struct wd *wd)
{
	hrtimer_setup(&wd->once, wd_once, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	hrtimer_start(&wd->once, ms_to_ktime(5), HRTIMER_MODE_REL);
}

/* CASE fire: tasklet sleeps */
static void wd_rx(struct tasklet_struct *t)
{
	struct wd *wd = from_tasklet(wd, t, rx);

	writel(1, wd->base + WD_KICK);
	msleep(30); /* EXPECT SA0801 */
	writel(0, wd->base + WD_KICK);
}

static void wd_start_rx(struct wd *wd)
{
	tasklet_setup(&wd->rx, wd_rx);
	tasklet_schedule(&wd->rx);
}

/* CASE clean: tasklet only busy-waits */
static void wd_tx(struct tasklet_struct *t)
{
	struct wd *wd = from_tasklet(wd, t, tx);

	writel(1, wd->base + WD_KICK);
	udelay(5);
	writel(0, wd->base + WD_KICK);
}

static void wd_start_tx(struct wd *wd)
{
	tasklet_setup(&wd->tx, wd_tx);
	tasklet_schedule(&wd->tx);
}
