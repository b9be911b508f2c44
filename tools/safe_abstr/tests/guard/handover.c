// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct port {
	struct list_head node;
	struct mutex lock; /* protects the state */
	struct mutex cfg_lock; /* protects the state */
	spinlock_t stat_lock; /* protects the state */
	int id;
	u32 speed;
	u64 bytes;
};

static LIST_HEAD(port_list);
static DEFINE_MUTEX(port_list_lock);

/* CASE clean: functions that lock and unlock on behalf of their callers */
static void port_lock(struct port *port)
{
	mutex_lock(&port->lock);
	mutex_lock(&port->cfg_lock);
}

static void port_unlock(struct port *port)
{
	mutex_unlock(&port->cfg_lock);
	mutex_unlock(&port->lock);
}

static void port_set_speed(struct port *port, u32 speed)
{
	port_lock(port);
	port->speed = speed;
	port_unlock(port);
}

/* CASE clean: lookup returns the object locked, or NULL and no lock */
static struct port *port_find_locked(int id)
{
	struct port *port;

	mutex_lock(&port_list_lock);
	list_for_each_entry(port, &port_list, node) {
		if (port->id == id) {
			mutex_lock(&port->lock);
			mutex_unlock(&port_list_lock);
			return port;
		}
	}
	mutex_unlock(&port_list_lock);
	return NULL;
}

static int port_get_speed(int id)
{
	struct port *port = port_find_locked(id);
	u32 speed;

	if (!port)
		return -ENOENT;
	speed = port->speed;
	mutex_unlock(&port->lock);
	return speed ? 0 : -EAGAIN;
}

/* CASE fire: the caller of the locking lookup returns without unlocking */
static struct port *port_lookup_locked(int id)
{
	struct port *port;

	mutex_lock(&port_list_lock);
	list_for_each_entry(port, &port_list, node) {
		if (port->id == id) {
			mutex_lock(&port->lock);
			mutex_unlock(&port_list_lock);
			return port;
		}
	}
	mutex_unlock(&port_list_lock);
	return NULL;
}

static int port_reset_speed(int id)
{
	struct port *port = port_lookup_locked(id);

	if (!port)
		return -ENOENT;
	if (!port->speed)
		return -EALREADY; /* EXPECT SA0602 */
	port->speed = 0;
	mutex_unlock(&port->lock);
	return 0;
}

/* CASE clean: seq_file start takes, stop releases */
static void *port_seq_start(struct seq_file *s, loff_t *pos)
{
	mutex_lock(&port_list_lock);
	return seq_list_start(&port_list, *pos);
}

static void *port_seq_next(struct seq_file *s, void *v, loff_t *pos)
{
	return seq_list_next(v, &port_list, pos);
}

static void port_seq_stop(struct seq_file *s, void *v)
{
	mutex_unlock(&port_list_lock);
}

static int port_seq_show(struct seq_file *s, void *v)
{
	struct port *port = list_entry(v, struct port, node);

	seq_printf(s, "%d %u\n", port->id, port->speed);
	return 0;
}

static const struct seq_operations port_seq_ops = {
	.start = port_seq_start,
	.next = port_seq_next,
	.stop = port_seq_stop,
	.show = port_seq_show,
};

/* CASE fire: the helper takes the mutex that its caller holds */
static u32 port_clamp_speed(struct port *port, u32 speed)
{
	u32 max;

	mutex_lock(&port->cfg_lock); /* EXPECT SA0603 */
	max = port->speed;
	mutex_unlock(&port->cfg_lock);
	return min(speed, max);
}

static void port_configure(struct port *port, u32 speed)
{
	mutex_lock(&port->cfg_lock);
	port->speed = port_clamp_speed(port, speed);
	mutex_unlock(&port->cfg_lock);
}

/* CASE clean: the locked and the unlocked flavour of the helper */
static u32 __port_cap_speed(struct port *port, u32 speed)
{
	return min(speed, port->speed);
}

static u32 port_cap_speed(struct port *port, u32 speed)
{
	u32 ret;

	mutex_lock(&port->cfg_lock);
	ret = __port_cap_speed(port, speed);
	mutex_unlock(&port->cfg_lock);
	return ret;
}

static void port_reconfigure(struct port *port, u32 speed)
{
	mutex_lock(&port->cfg_lock);
	port->speed = __port_cap_speed(port, speed);
	mutex_unlock(&port->cfg_lock);
}

/* CASE fire: the wrong one of two locks is unlocked */
static u32 port_read_speed(struct port *port)
{
	u32 speed;

	mutex_lock(&port->lock);
	speed = port->speed;
	mutex_unlock(&port->cfg_lock); /* EXPECT SA0604 */
	return speed; /* EXPECT SA0602 */
}

/* CASE fire: of two nested locks the error path drops only the inner one */
static int port_move_bytes(struct port *from, struct port *to, u64 n)
{
	spin_lock(&from->stat_lock);
	spin_lock_nested(&to->stat_lock, SINGLE_DEPTH_NESTING);
	if (from->bytes < n) {
		spin_unlock(&to->stat_lock);
		return -ERANGE; /* EXPECT SA0602 */
	}
	from->bytes -= n;
	to->bytes += n;
	spin_unlock(&to->stat_lock);
	spin_unlock(&from->stat_lock);
	return 0;
}

/* CASE clean: nested locks of two objects, released in any order */
static int port_move_bytes_fixed(struct port *from, struct port *to, u64 n)
{
	int ret = 0;

	spin_lock(&from->stat_lock);
	spin_lock_nested(&to->stat_lock, SINGLE_DEPTH_NESTING);
	if (from->bytes < n) {
		ret = -ERANGE;
		goto out;
	}
	from->bytes -= n;
	to->bytes += n;
out:
	spin_unlock(&from->stat_lock);
	spin_unlock(&to->stat_lock);
	return ret;
}

/* CASE fire: an error return stays inside the RCU section */
static int port_rcu_speed(int id, u32 *speed)
{
	struct port *port;

	rcu_read_lock();
	list_for_each_entry_rcu(port, &port_list, node) {
		if (port->id != id)
			continue;
		if (!port->speed)
			return -ENODATA; /* EXPECT SA0602 */
		*speed = port->speed;
		rcu_read_unlock();
		return 0;
	}
	rcu_read_unlock();
	return -ENOENT;
}

struct ho_seat {
	struct list_head node;
	struct mutex lock; /* protects the state */
	int id;
};

struct ho_room {
	struct list_head seats;
	struct mutex seats_lock; /* protects the list */
};

/* CASE fire: what is found is returned with the lock of the list */
struct ho_seat *ho_find_seat(struct ho_room *room, int id)
{
	struct ho_seat *seat;

	mutex_lock(&room->seats_lock);
	list_for_each_entry(seat, &room->seats, node) {
		if (seat->id == id)
			return seat; /* EXPECT SA0602 */
	}
	mutex_unlock(&room->seats_lock);
	return NULL;
}

/* CASE clean: what is found is returned with a lock of its own */
struct ho_seat *ho_lookup_seat(struct ho_room *room, int id)
{
	struct ho_seat *seat;

	mutex_lock(&room->seats_lock);
	list_for_each_entry(seat, &room->seats, node) {
		if (seat->id == id) {
			mutex_lock(&seat->lock);
			mutex_unlock(&room->seats_lock);
			return seat;
		}
	}
	mutex_unlock(&room->seats_lock);
	return NULL;
}
