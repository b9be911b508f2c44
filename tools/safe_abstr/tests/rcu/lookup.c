// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>

struct sess {
	struct list_head node;
	struct hlist_node hash;
	struct rcu_head rcu;
	struct kref ref;
	u32 id;
	u32 state;
	char name[16];
};

static LIST_HEAD(sessions);
static struct hlist_head sess_hash[16];
static DEFINE_MUTEX(sess_lock);

static void sess_release(struct kref *ref)
{
	struct sess *s = container_of(ref, struct sess, ref);

	kfree_rcu(s, rcu);
}

/* CASE fire: entry found in the section, read after rcu_read_unlock() */
static int sess_get_state(u32 id)
{
	struct sess *s, *found = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id) {
			found = s;
			break;
		}
	}
	rcu_read_unlock();
	if (!found)
		return -ENOENT;
	return found->state; /* EXPECT SA0701 */
}

/* CASE clean: the value is copied inside the section */
static int sess_get_state_fixed(u32 id)
{
	struct sess *s;
	int state = -ENOENT;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id) {
			state = s->state & 0xff;
			break;
		}
	}
	rcu_read_unlock();
	return state;
}

/* CASE fire: lookup drops the section and returns the bare pointer */
static struct sess *sess_find(u32 id)
{
	struct sess *s;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id) {
			rcu_read_unlock();
			return s; /* EXPECT SA0701 */
		}
	}
	rcu_read_unlock();
	return NULL;
}

/* CASE clean: lookup takes a reference inside the section */
static struct sess *sess_get(u32 id)
{
	struct sess *s;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id && kref_get_unless_zero(&s->ref)) {
			rcu_read_unlock();
			return s;
		}
	}
	rcu_read_unlock();
	return NULL;
}

static int sess_touch(u32 id)
{
	struct sess *s = sess_get(id);

	if (!s)
		return -ENOENT;
	s->state = 1;
	kref_put(&s->ref, sess_release);
	return 0;
}

/* CASE clean: lookup for callers that hold the section themselves */
static struct sess *sess_find_rcu(u32 id)
{
	struct sess *s;

	hlist_for_each_entry_rcu(s, &sess_hash[id & 15], hash) {
		if (s->id == id)
			return s;
	}
	return NULL;
}

static int sess_state_rcu(u32 id)
{
	struct sess *s;
	int ret = -ENOENT;

	rcu_read_lock();
	s = sess_find_rcu(id);
	if (s)
		ret = s->state & 0xff;
	rcu_read_unlock();
	return ret;
}

/* CASE fire: the helper's result is used after the caller's section */
static struct sess *sess_by_id_rcu(u32 id)
{
	struct sess *s;

	hlist_for_each_entry_rcu(s, &sess_hash[id & 15], hash) {
		if (s->id == id)
			return s;
	}
	return NULL;
}

static int sess_set_state(u32 id, u32 state)
{
	struct sess *s;

	rcu_read_lock();
	s = sess_by_id_rcu(id);
	rcu_read_unlock();
	if (!s)
		return -ENOENT;
	s->state = state; /* EXPECT SA0701 */
	return 0;
}

/* CASE fire: name borrowed in the section, printed after it */
static int sess_show(struct seq_file *m, u32 id)
{
	const char *name = NULL;
	struct sess *s;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id)
			name = s->name;
	}
	rcu_read_unlock();
	if (!name)
		return -ENOENT;
	seq_puts(m, name); /* EXPECT SA0701 */
	return 0;
}

/* CASE clean: name copied in the section */
static int sess_show_fixed(struct seq_file *m, u32 id)
{
	char name[16] = "";
	struct sess *s;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) {
		if (s->id == id)
			strscpy(name, s->name, sizeof(name));
	}
	rcu_read_unlock();
	seq_puts(m, name);
	return 0;
}

/* CASE fire: section left for a moment in the loop, iterator goes on */
static unsigned int sess_reset_all(void)
{
	unsigned int n = 0;
	struct sess *s;

	rcu_read_lock();
	list_for_each_entry_rcu(s, &sessions, node) { /* EXPECT SA0701 */
		s->state = 0;
		if (++n % 64 == 0) {
			rcu_read_unlock();
			cond_resched();
			rcu_read_lock();
		}
	}
	rcu_read_unlock();
	return n;
}

/* CASE clean: the update side walks the list under its mutex */
static unsigned int sess_count(void)
{
	unsigned int n = 0;
	struct sess *s;

	mutex_lock(&sess_lock);
	list_for_each_entry_rcu(s, &sessions, node, lockdep_is_held(&sess_lock)) {
		s->state = 0;
		if (++n % 64 == 0)
			cond_resched();
	}
	mutex_unlock(&sess_lock);
	return n;
}
