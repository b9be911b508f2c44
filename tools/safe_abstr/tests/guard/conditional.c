// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/spinlock.h>

struct ring {
	struct mutex lock; /* protects the state */
	spinlock_t slock; /* protects the state */
	struct semaphore slots;
	struct rw_semaphore state_sem;
	atomic_t users;
	unsigned int head;
	unsigned int tail;
	bool online;
};

/* CASE fire: an interrupted lock attempt ends in the unlock */
static ssize_t ring_advance(struct ring *ring, unsigned int n)
{
	ssize_t ret;

	ret = mutex_lock_interruptible(&ring->lock);
	if (ret)
		goto out;
	if (!ring->online) {
		ret = -ENODEV;
		goto out;
	}
	ring->head += n;
	ret = n;
out:
	mutex_unlock(&ring->lock); /* EXPECT SA0604 */
	return ret;
}

/* CASE clean: an interrupted lock attempt returns directly */
static ssize_t ring_advance_fixed(struct ring *ring, unsigned int n)
{
	ssize_t ret;

	if (mutex_lock_interruptible(&ring->lock))
		return -ERESTARTSYS;
	if (!ring->online) {
		ret = -ENODEV;
		goto out;
	}
	ring->head += n;
	ret = n;
out:
	mutex_unlock(&ring->lock);
	return ret;
}

/* CASE fire: after a successful trylock one branch forgets the unlock */
static bool ring_try_reset(struct ring *ring)
{
	if (!mutex_trylock(&ring->lock))
		return false;
	if (ring->head != ring->tail)
		return false; /* EXPECT SA0602 */
	ring->head = 0;
	ring->tail = 0;
	mutex_unlock(&ring->lock);
	return true;
}

/* CASE clean: trylock, both outcomes right */
static bool ring_try_reset_fixed(struct ring *ring)
{
	bool done = false;

	if (!mutex_trylock(&ring->lock))
		return false;
	if (ring->head == ring->tail) {
		ring->head = 0;
		ring->tail = 0;
		done = true;
	}
	mutex_unlock(&ring->lock);
	return done;
}

/* CASE fire: unlock also when spin_trylock() failed */
static void ring_poll(struct ring *ring)
{
	if (spin_trylock(&ring->slock))
		ring->tail = ring->head;
	spin_unlock(&ring->slock); /* EXPECT SA0604 */
}

/* CASE clean: non-blocking flag selects trylock or lock, one unlock */
static int ring_get_tail(struct ring *ring, struct file *file, unsigned int *tail)
{
	if (file->f_flags & O_NONBLOCK) {
		if (!mutex_trylock(&ring->lock))
			return -EAGAIN;
	} else {
		int ret = mutex_lock_interruptible(&ring->lock);

		if (ret)
			return ret;
	}
	*tail = ring->tail;
	mutex_unlock(&ring->lock);
	return 0;
}

/* CASE clean: a flag tells whether the caller holds the lock already */
static void ring_set_online(struct ring *ring, bool online, bool locked)
{
	if (!locked)
		mutex_lock(&ring->lock);
	ring->online = online;
	if (!online)
		ring->head = ring->tail;
	if (!locked)
		mutex_unlock(&ring->lock);
}

/* CASE fire: lock under one flag, unlock under another */
static void ring_restart(struct ring *ring, bool locked, bool clear)
{
	if (!locked)
		mutex_lock(&ring->lock);
	ring->online = true;
	if (clear) {
		ring->head = 0;
		if (!locked)
			mutex_unlock(&ring->lock);
	}
} /* EXPECT SA0602 */

/* CASE fire: atomic_dec_and_mutex_lock() returned true, nobody unlocks */
static void ring_put(struct ring *ring)
{
	if (!atomic_dec_and_mutex_lock(&ring->users, &ring->lock))
		return;
	ring->online = false;
} /* EXPECT SA0602 */

/* CASE clean: the last user unlocks what the decrement took */
static void ring_put_fixed(struct ring *ring)
{
	if (!atomic_dec_and_mutex_lock(&ring->users, &ring->lock))
		return;
	ring->online = false;
	mutex_unlock(&ring->lock);
}

/* CASE fire: down_read_trylock() succeeded, released as writer */
static int ring_peek(struct ring *ring)
{
	int used;

	if (!down_read_trylock(&ring->state_sem))
		return -EBUSY;
	used = ring->head - ring->tail;
	up_write(&ring->state_sem); /* EXPECT SA0604 */
	return used;
}

/* CASE clean: writer downgrades to reader, released as reader */
static int ring_resize(struct ring *ring, unsigned int head)
{
	int used;

	if (down_write_killable(&ring->state_sem))
		return -EINTR;
	ring->head = head;
	downgrade_write(&ring->state_sem);
	used = ring->head - ring->tail;
	up_read(&ring->state_sem);
	return used;
}

/* CASE clean: a semaphore counts slots, taken here and given back elsewhere */
static int ring_take_slot(struct ring *ring)
{
	if (down_timeout(&ring->slots, 10))
		return -ETIME;
	atomic_inc(&ring->users);
	return 0;
}

static void ring_slot_done(struct ring *ring)
{
	atomic_dec(&ring->users);
	up(&ring->slots);
}
