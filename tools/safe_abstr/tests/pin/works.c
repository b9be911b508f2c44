// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct poller {
	struct delayed_work work;
	unsigned int period;
	u32 last;
};

struct poller_params {
	unsigned int period;
	u32 threshold;
};

struct blinker {
	struct timer_list timer;
	u32 pattern;
	u8 leds[4];
};

struct alarm_src {
	struct hrtimer timer;
	ktime_t period;
};

struct hub {
	struct poller poller;
	struct blinker blinkers[2];
	struct notifier_block nb;
	struct poller_params params;
};

struct event {
	struct list_head node;
	u32 type;
	u32 value;
};

struct event_work {
	struct work_struct work;
	struct event ev;
	struct mutex lock; /* protects the state */
};

static void poller_work(struct work_struct *work)
{
	struct poller *p = container_of(to_delayed_work(work), struct poller, work);

	p->last++;
}

static void event_fn(struct work_struct *work)
{
	struct event_work *ew = container_of(work, struct event_work, work);

	kfree(ew);
}

/* CASE fire: a delayed work set up in a local and copied into the device */
static void hub_init_poller(struct hub *hub, unsigned int period)
{
	struct poller p = { .period = period };

	INIT_DELAYED_WORK(&p.work, poller_work);
	hub->poller = p; /* EXPECT SA1301 */
}

/* CASE clean: the delayed work is set up where it will live */
static void hub_init_poller_fixed(struct hub *hub, unsigned int period)
{
	hub->poller.period = period;
	hub->poller.last = 0;
	INIT_DELAYED_WORK(&hub->poller.work, poller_work);
}

/* CASE fire: blinker with a pending timer copied to the other slot */
static void hub_copy_blinker(struct hub *hub)
{
	memcpy(&hub->blinkers[1], &hub->blinkers[0], sizeof(hub->blinkers[1])); /* EXPECT SA1301 */
	hub->blinkers[1].pattern = ~hub->blinkers[0].pattern;
}

/* CASE clean: the array of LED states inside is plain */
static void hub_copy_leds(struct hub *hub)
{
	memcpy(hub->blinkers[1].leds, hub->blinkers[0].leds, sizeof(hub->blinkers[1].leds));
	hub->blinkers[1].pattern = hub->blinkers[0].pattern;
}

/* CASE fire: the nested poller makes the copy of the outer struct wrong */
static struct hub *hub_clone(const struct hub *hub)
{
	struct hub *copy;

	copy = kmemdup(hub, sizeof(*hub), GFP_KERNEL); /* EXPECT SA1301 */
	if (!copy)
		return NULL;
	copy->params.period = 1;
	return copy;
}

/* CASE clean: parameters copied, the rest initialised anew */
static struct hub *hub_clone_fixed(const struct hub *hub)
{
	struct hub *copy = kzalloc_obj(*copy);

	if (!copy)
		return NULL;
	copy->params = hub->params;
	memcpy(copy->blinkers[0].leds, hub->blinkers[0].leds, sizeof(copy->blinkers[0].leds));
	INIT_DELAYED_WORK(&copy->poller.work, poller_work);
	return copy;
}

/* CASE fire: object with an hrtimer handed to a function by value */
static s64 alarm_period_ms(struct alarm_src src)
{
	return ktime_to_ms(src.period);
}

static s64 alarm_total(struct alarm_src *a)
{
	return alarm_period_ms(*a) * 2; /* EXPECT SA1301 */
}

/* CASE clean: handed over by pointer */
static s64 alarm_period_of(const struct alarm_src *src)
{
	return ktime_to_ms(src->period);
}

static s64 alarm_total_fixed(struct alarm_src *a)
{
	return alarm_period_of(a) * 2;
}

/* CASE fire: event that is in the queue copied into the deferred work */
static int event_defer(const struct event *ev)
{
	struct event_work *ew = kzalloc(sizeof(*ew), GFP_ATOMIC);

	if (!ew)
		return -ENOMEM;
	INIT_WORK(&ew->work, event_fn);
	mutex_init(&ew->lock);
	ew->ev = *ev; /* EXPECT SA1301 */
	schedule_work(&ew->work);
	return 0;
}

/* CASE clean: the event's fields copied, its own list node initialised */
static int event_defer_fixed(const struct event *ev)
{
	struct event_work *ew = kzalloc(sizeof(*ew), GFP_ATOMIC);

	if (!ew)
		return -ENOMEM;
	INIT_WORK(&ew->work, event_fn);
	mutex_init(&ew->lock);
	INIT_LIST_HEAD(&ew->ev.node);
	ew->ev.type = ev->type;
	ew->ev.value = ev->value;
	schedule_work(&ew->work);
	return 0;
}

/* CASE clean: parameters taken over from platform data as a whole */
static int hub_apply(struct hub *hub, struct device *dev)
{
	const struct poller_params *pdata = dev_get_platdata(dev);

	if (!pdata)
		return -EINVAL;
	hub->params = *pdata;
	if (!hub->params.period)
		hub->params.period = HZ;
	return 0;
}

/* CASE clean: node set anew by assignment of an initialiser, no copy of a live one */
static void event_reset(struct event *ev)
{
	ev->node = (struct list_head)LIST_HEAD_INIT(ev->node);
	ev->type = 0;
	ev->value = 0;
}

/* CASE clean: pointer to the work owner is assigned, not the object */
static struct poller *hub_poller(struct hub *hub, struct poller **slot)
{
	struct poller *p = &hub->poller;

	*slot = p;
	return p;
}
