// SPDX-License-Identifier: GPL-2.0
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#define LINK_UP		0x00

struct link {
	struct work_struct reset;
	struct work_struct flush;
	struct work_struct sync;
	struct work_struct once;
	struct delayed_work poll;
	struct delayed_work beat;
	struct timer_list watch;
	struct timer_list alarm;
	struct workqueue_struct *wq;
	struct mutex lock; /* protects the state */
	struct mutex sync_lock; /* protects the state */
	spinlock_t slock; /* protects the state */
	void __iomem *base;
	bool dead;
};

/* CASE fire: the work's own error path cancels the work */
static void link_down(struct link *link)
{
	link->dead = true;
	cancel_work_sync(&link->reset); /* EXPECT SA0802 */
}

static void link_reset(struct work_struct *work)
{
	struct link *link = container_of(work, struct link, reset);

	writel(1, link->base + LINK_UP);
	if (readl(link->base + LINK_UP) == U32_MAX)
		link_down(link);
}

static void link_init_reset(struct link *link)
{
	INIT_WORK(&link->reset, link_reset);
	schedule_work(&link->reset);
}

/* CASE fire: cancel_delayed_work_sync() of itself to stop polling */
static void link_poll(struct work_struct *work)
{
	struct link *link = container_of(to_delayed_work(work), struct link, poll);

	if (readl(link->base + LINK_UP)) {
		cancel_delayed_work_sync(&link->poll); /* EXPECT SA0802 */
		return;
	}
	schedule_delayed_work(&link->poll, HZ);
}

static void link_init_poll(struct link *link)
{
	INIT_DELAYED_WORK(&link->poll, link_poll);
	schedule_delayed_work(&link->poll, HZ);
}

/* CASE clean: a delayed work that rearms itself until told to stop */
static void link_beat(struct work_struct *work)
{
	struct link *link = container_of(to_delayed_work(work), struct link, beat);

	if (readl(link->base + LINK_UP)) {
		cancel_delayed_work(&link->beat);
		return;
	}
	schedule_delayed_work(&link->beat, HZ);
}

static void link_init_beat(struct link *link)
{
	INIT_DELAYED_WORK(&link->beat, link_beat);
	schedule_delayed_work(&link->beat, HZ);
}

static void link_stop_beat(struct link *link)
{
	cancel_delayed_work_sync(&link->beat);
}

/* CASE fire: a work flushes the queue it runs on */
static void link_flush(struct work_struct *work)
{
	struct link *link = container_of(work, struct link, flush);

	writel(0, link->base + LINK_UP);
	flush_workqueue(link->wq); /* EXPECT SA0802 */
}

static void link_init_flush(struct link *link)
{
	INIT_WORK(&link->flush, link_flush);
	queue_work(link->wq, &link->flush);
}

/* CASE fire: cancel of a work that wants the mutex held here */
static void link_sync(struct work_struct *work)
{
	struct link *link = container_of(work, struct link, sync);

	mutex_lock(&link->sync_lock);
	writel(1, link->base + LINK_UP);
	mutex_unlock(&link->sync_lock);
}

static void link_init_sync(struct link *link)
{
	INIT_WORK(&link->sync, link_sync);
	schedule_work(&link->sync);
}

static void link_stop_sync(struct link *link)
{
	mutex_lock(&link->sync_lock);
	link->dead = true;
	cancel_work_sync(&link->sync); /* EXPECT SA0802 */
	mutex_unlock(&link->sync_lock);
}

/* CASE clean: the mutex is dropped before the cancel */
static void link_once(struct work_struct *work)
{
	struct link *link = container_of(work, struct link, once);

	mutex_lock(&link->lock);
	writel(1, link->base + LINK_UP);
	mutex_unlock(&link->lock);
}

static void link_init_once(struct link *link)
{
	INIT_WORK(&link->once, link_once);
	schedule_work(&link->once);
}

static void link_stop_once(struct link *link)
{
	mutex_lock(&link->lock);
	link->dead = true;
	mutex_unlock(&link->lock);
	cancel_work_sync(&link->once);
}

/* CASE fire: timer_delete_sync() with the spinlock held that the callback takes */
static void link_watch(struct timer_list *t)
{
	struct link *link = timer_container_of(link, t, watch);

	spin_lock(&link->slock);
	link->dead = !readl(link->base + LINK_UP);
	spin_unlock(&link->slock);
}

static void link_start_watch(struct link *link)
{
	timer_setup(&link->watch, link_watch, 0);
	mod_timer(&link->watch, jiffies + HZ);
}

static void link_stop_watch(struct link *link)
{
	spin_lock_bh(&link->slock);
	link->dead = true;
	timer_delete_sync(&link->watch); /* EXPECT SA0802 */
	spin_unlock_bh(&link->slock);
}

/* CASE clean: stopped after the lock; timer_delete() alone may be under it */
static void link_alarm(struct timer_list *t)
{
	struct link *link = timer_container_of(link, t, alarm);

	spin_lock(&link->slock);
	link->dead = !readl(link->base + LINK_UP);
	spin_unlock(&link->slock);
}

static void link_start_alarm(struct link *link)
{
	timer_setup(&link->alarm, link_alarm, 0);
	mod_timer(&link->alarm, jiffies + HZ);
}

static void link_stop_alarm(struct link *link)
{
	spin_lock_bh(&link->slock);
	link->dead = true;
	timer_delete(&link->alarm);
	spin_unlock_bh(&link->slock);
	timer_delete_sync(&link->alarm);
}
