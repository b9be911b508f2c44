// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct bus_msg {
	struct list_head node;
	u32 id;
};

struct bus {
	struct mutex lock; /* protects the state */
	spinlock_t queue_lock; /* protects the state */
	struct list_head queue __guarded_by(&queue_lock);
	unsigned int depth __guarded_by(&queue_lock);
	u32 owner __guarded_by(&lock);
	bool up;
};

/* CASE clean: annotated lock and unlock functions carry the lock to the caller */
static void bus_acquire(struct bus *bus)
	__acquires(&bus->lock)
{
	mutex_lock(&bus->lock);
	bus->owner = 1;
}

static void bus_release(struct bus *bus)
	__releases(&bus->lock)
{
	bus->owner = 0;
	mutex_unlock(&bus->lock);
}

static void bus_claim(struct bus *bus, u32 owner)
{
	bus_acquire(bus);
	bus->owner = owner;
	bus_release(bus);
}

/* CASE fire: the caller of an __acquires() function does not release */
static void bus_enter(struct bus *bus)
	__acquires(&bus->lock)
{
	mutex_lock(&bus->lock);
	bus->owner = 2;
}

static int bus_steal(struct bus *bus, u32 owner)
{
	bus_enter(bus);
	if (bus->owner == owner)
		return -EALREADY; /* EXPECT SA0602 */
	bus->owner = owner;
	mutex_unlock(&bus->lock);
	return 0;
}

/* CASE clean: conditional acquire, released on the success path only */
static bool bus_try_enter(struct bus *bus)
	__cond_acquires(true, &bus->lock)
{
	if (!mutex_trylock(&bus->lock))
		return false;
	if (!bus->up) {
		mutex_unlock(&bus->lock);
		return false;
	}
	return true;
}

static int bus_try_claim(struct bus *bus, u32 owner)
{
	if (!bus_try_enter(bus))
		return -EBUSY;
	bus->owner = owner;
	mutex_unlock(&bus->lock);
	return 0;
}

/* CASE fire: data of a conditional acquire touched when it failed */
static bool bus_try_lock(struct bus *bus)
	__cond_acquires(true, &bus->lock)
{
	return mutex_trylock(&bus->lock);
}

static u32 bus_peek_owner(struct bus *bus)
{
	u32 owner;

	if (!bus_try_lock(bus))
		return bus->owner; /* EXPECT SA0601 */
	owner = bus->owner;
	mutex_unlock(&bus->lock);
	return owner;
}

/* CASE fire: guarded list changed before the lock is taken */
static int bus_queue(struct bus *bus, u32 id)
{
	struct bus_msg *msg = kzalloc_obj(*msg);

	if (!msg)
		return -ENOMEM;
	msg->id = id;
	list_add_tail(&msg->node, &bus->queue); /* EXPECT SA0601 */
	spin_lock(&bus->queue_lock);
	bus->depth++;
	spin_unlock(&bus->queue_lock);
	return 0;
}

/* CASE clean: guarded list and counter under the one lock */
static int bus_queue_fixed(struct bus *bus, u32 id)
{
	struct bus_msg *msg = kzalloc_obj(*msg);

	if (!msg)
		return -ENOMEM;
	msg->id = id;
	spin_lock(&bus->queue_lock);
	list_add_tail(&msg->node, &bus->queue);
	bus->depth++;
	spin_unlock(&bus->queue_lock);
	return 0;
}

/* CASE fire: the loop drops the lock for the callback and goes on reading */
static unsigned int bus_drain(struct bus *bus)
{
	struct bus_msg *msg;
	unsigned int n = 0;

	spin_lock(&bus->queue_lock);
	while (bus->depth) {
		msg = list_first_entry(&bus->queue, struct bus_msg, node);
		list_del(&msg->node);
		bus->depth--;
		spin_unlock(&bus->queue_lock);
		kfree(msg);
		n++;
		if (bus->depth > 100) /* EXPECT SA0601 */
			return n;
		spin_lock(&bus->queue_lock);
	}
	spin_unlock(&bus->queue_lock);
	return n;
}

/* CASE clean: entries moved to a private list under the lock, freed outside */
static void bus_purge(struct bus *bus)
{
	struct bus_msg *msg, *tmp;
	LIST_HEAD(dead);

	spin_lock(&bus->queue_lock);
	list_splice_init(&bus->queue, &dead);
	bus->depth = 0;
	spin_unlock(&bus->queue_lock);

	list_for_each_entry_safe(msg, tmp, &dead, node) {
		list_del(&msg->node);
		kfree(msg);
	}
}

/* CASE fire: conditional guard used without asking whether it was acquired */
static int bus_set_owner(struct bus *bus, u32 owner)
{
	ACQUIRE(mutex_intr, lock)(&bus->lock);

	bus->owner = owner; /* EXPECT SA0601 */
	return 0;
}

/* CASE clean: only the address of guarded data is used to initialise it */
static struct bus *bus_alloc(void)
{
	struct bus *bus = kzalloc_obj(*bus);

	if (!bus)
		return NULL;
	mutex_init(&bus->lock);
	spin_lock_init(&bus->queue_lock);
	INIT_LIST_HEAD(&bus->queue);
	bus->owner = 0;
	return bus;
}
