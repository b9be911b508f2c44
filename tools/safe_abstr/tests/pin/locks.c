// SPDX-License-Identifier: GPL-2.0
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/wait.h>

struct chan_stats {
	u64 rx;
	u64 tx;
	u32 errors;
};

struct chan_cfg {
	u32 rate;
	u32 mode;
	bool loopback;
};

struct chan {
	struct mutex lock; /* protects the state */
	struct chan_cfg cfg;
	struct chan_stats stats;
	u32 id;
};

struct chan_set {
	struct chan *chans;
	struct chan **refs;
	unsigned int n;
};

struct session {
	struct kref ref;
	wait_queue_head_t wait;
	u32 cookie;
};

struct request {
	struct completion done;
	spinlock_t lock; /* protects the state */
	u32 result;
	u8 payload[32];
};

static const struct chan_cfg chan_default_cfg = {
	.rate = 9600,
	.mode = 1,
};

static struct chan chan_template = {
	.lock = __MUTEX_INITIALIZER(chan_template.lock),
	.cfg = { .rate = 9600, .mode = 1 },
};

/* CASE fire: new object filled from a template with a mutex in it */
static struct chan *chan_new(u32 id)
{
	struct chan *ch = kzalloc(sizeof(*ch), GFP_KERNEL);

	if (!ch)
		return NULL;
	*ch = chan_template; /* EXPECT SA1301 */
	ch->id = id;
	return ch;
}

/* CASE clean: only the configuration comes from a template */
static struct chan *chan_new_fixed(u32 id)
{
	struct chan *ch = kzalloc(sizeof(*ch), GFP_KERNEL);

	if (!ch)
		return NULL;
	mutex_init(&ch->lock);
	ch->cfg = chan_default_cfg;
	ch->id = id;
	return ch;
}

/* CASE clean: a compound literal builds a fresh object, the lock is set up after it */
static struct chan *chan_build(u32 id)
{
	struct chan *ch = kmalloc(sizeof(*ch), GFP_KERNEL);

	if (!ch)
		return NULL;
	*ch = (struct chan) {
		.id = id,
		.cfg = { .rate = 115200 },
	};
	mutex_init(&ch->lock);
	return ch;
}

/* CASE fire: the array of channels moves when krealloc() grows it */
static int chan_grow(struct chan_set *set)
{
	struct chan *chans;

	chans = krealloc_array(set->chans, set->n + 1, sizeof(*chans), /* EXPECT SA1301 */
			       GFP_KERNEL);
	if (!chans)
		return -ENOMEM;
	set->chans = chans;
	mutex_init(&chans[set->n].lock);
	set->n++;
	return 0;
}

/* CASE clean: an array of pointers may move */
static int chan_grow_refs(struct chan_set *set, struct chan *ch)
{
	struct chan **refs;

	refs = krealloc_array(set->refs, set->n + 1, sizeof(*refs), GFP_KERNEL);
	if (!refs)
		return -ENOMEM;
	refs[set->n++] = ch;
	set->refs = refs;
	return 0;
}

/* CASE fire: an element removed by sliding the locks behind it down */
static void chan_delete(struct chan_set *set, unsigned int i)
{
	if (i >= set->n)
		return;
	memmove(&set->chans[i], &set->chans[i + 1], /* EXPECT SA1301 */
		(set->n - i - 1) * sizeof(*set->chans));
	set->n--;
}

/* CASE clean: pointers slide down */
static void chan_delete_ref(struct chan_set *set, unsigned int i)
{
	if (i >= set->n)
		return;
	memmove(&set->refs[i], &set->refs[i + 1],
		(set->n - i - 1) * sizeof(*set->refs));
	set->n--;
}

/* CASE fire: snapshot of the whole channel, mutex included */
static u64 chan_total(struct chan *ch)
{
	struct chan snap;

	mutex_lock(&ch->lock);
	snap = *ch; /* EXPECT SA1301 */
	mutex_unlock(&ch->lock);
	return snap.stats.rx + snap.stats.tx;
}

/* CASE clean: snapshot of the counters only */
static u64 chan_total_fixed(struct chan *ch)
{
	struct chan_stats snap;

	mutex_lock(&ch->lock);
	snap = ch->stats;
	mutex_unlock(&ch->lock);
	return snap.rx + snap.tx;
}

/* CASE fire: duplicate of a counted object with its count and waiters */
static struct session *session_dup(const struct session *orig, u32 cookie)
{
	struct session *s = kmemdup(orig, sizeof(*s), GFP_KERNEL); /* EXPECT SA1301 */

	if (!s)
		return NULL;
	s->cookie = cookie;
	return s;
}

/* CASE clean: new object with its own count and wait queue */
static struct session *session_dup_fixed(const struct session *orig, u32 cookie)
{
	struct session *s = kzalloc_obj(*s);

	if (!s)
		return NULL;
	kref_init(&s->ref);
	init_waitqueue_head(&s->wait);
	s->cookie = orig->cookie ^ cookie;
	return s;
}

/* CASE fire: a request with completion and lock returned by value */
static struct request request_make(u32 result)
{
	struct request req = { .result = result };

	init_completion(&req.done);
	spin_lock_init(&req.lock);
	return req; /* EXPECT SA1301 */
}

/* CASE clean: the caller's request is initialised in place */
static void request_init(struct request *req, u32 result)
{
	memset(req, 0, sizeof(*req));
	init_completion(&req->done);
	spin_lock_init(&req->lock);
	req->result = result;
}

static u32 request_run(u32 result)
{
	struct request req;

	request_init(&req, result);
	complete(&req.done);
	wait_for_completion(&req.done);
	return req.result;
}
