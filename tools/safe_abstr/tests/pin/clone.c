// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

struct profile_info {
	u32 id;
	u32 flags;
};

struct profile {
	struct list_head node;
	struct profile_info info;
	struct rw_semaphore sem;
};

struct filter {
	struct list_head node;
	u32 proto;
	u32 port;
};

struct queue {
	spinlock_t lock; /* protects the state */
	wait_queue_head_t wait;
	unsigned int len;
	unsigned int max;
};

struct queue_pair {
	struct queue rx;
	struct queue tx;
};

/* CASE clean: copied, then every pinned member is initialised anew at once */
static struct filter *filter_clone(const struct filter *orig, struct list_head *to)
{
	struct filter *f = kmemdup(orig, sizeof(*orig), GFP_KERNEL);

	if (!f)
		return NULL;
	INIT_LIST_HEAD(&f->node);
	list_add_tail(&f->node, to);
	return f;
}

/* CASE fire: the list node is initialised anew, the semaphore stays a copy */
static int profile_clone(const struct profile *orig, struct list_head *to)
{
	struct profile *p = kmemdup(orig, sizeof(*orig), GFP_KERNEL); /* EXPECT SA1301 */

	if (!p)
		return -ENOMEM;
	INIT_LIST_HEAD(&p->node);
	p->info.id++;
	list_add_tail(&p->node, to);
	return 0;
}

/* CASE clean: only the plain part goes into the new object */
static int profile_clone_fixed(const struct profile *orig, struct list_head *to)
{
	struct profile *p = kzalloc_obj(*p);

	if (!p)
		return -ENOMEM;
	init_rwsem(&p->sem);
	p->info = orig->info;
	p->info.id++;
	list_add_tail(&p->node, to);
	return 0;
}

/* CASE fire: a temporary assigned over the live object, lock and links included */
static int profile_set(struct profile *p, const void __user *arg)
{
	struct profile tmp = { };

	if (copy_from_user(&tmp.info, arg, sizeof(tmp.info)))
		return -EFAULT;
	down_write(&p->sem);
	*p = tmp; /* EXPECT SA1301 */
	up_write(&p->sem);
	return 0;
}

/* CASE clean: user data lands in the plain part */
static int profile_set_fixed(struct profile *p, const void __user *arg)
{
	struct profile_info info;

	if (copy_from_user(&info, arg, sizeof(info)))
		return -EFAULT;
	down_write(&p->sem);
	p->info = info;
	up_write(&p->sem);
	return 0;
}

/* CASE fire: the transmit queue made as a copy of the receive queue */
static void queue_pair_init(struct queue_pair *qp, unsigned int max)
{
	spin_lock_init(&qp->rx.lock);
	init_waitqueue_head(&qp->rx.wait);
	qp->rx.len = 0;
	qp->rx.max = max;
	qp->tx = qp->rx; /* EXPECT SA1301 */
}

/* CASE clean: one helper initialises each queue in place */
static void queue_init(struct queue *q, unsigned int max)
{
	spin_lock_init(&q->lock);
	init_waitqueue_head(&q->wait);
	q->len = 0;
	q->max = max;
}

static void queue_pair_setup(struct queue_pair *qp, unsigned int max)
{
	queue_init(&qp->rx, max);
	queue_init(&qp->tx, max);
}

/* CASE fire: queues exchanged by a temporary copy */
static void queue_pair_flip(struct queue_pair *qp)
{
	struct queue tmp;

	tmp = qp->rx; /* EXPECT SA1301 */
	qp->rx = qp->tx; /* EXPECT SA1301 */
	qp->tx = tmp; /* EXPECT SA1301 */
}

/* CASE clean: limits exchanged, queues stay where they are */
static void queue_pair_flip_fixed(struct queue_pair *qp)
{
	unsigned int max = qp->rx.max;

	qp->rx.max = qp->tx.max;
	qp->tx.max = max;
}
