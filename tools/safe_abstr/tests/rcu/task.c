// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/netdevice.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <net/net_namespace.h>

/* CASE fire: task found by pid is used after the section */
static int job_set_nice(pid_t nr)
{
	struct task_struct *task;

	rcu_read_lock();
	task = find_task_by_vpid(nr);
	rcu_read_unlock();
	if (!task)
		return -ESRCH;
	return task_nice(task); /* EXPECT SA0701 */
}

/* CASE clean: reference taken before the section ends */
static int job_set_nice_fixed(pid_t nr)
{
	struct task_struct *task;
	int nice;

	rcu_read_lock();
	task = find_task_by_vpid(nr);
	if (task)
		get_task_struct(task);
	rcu_read_unlock();
	if (!task)
		return -ESRCH;
	nice = task_nice(task);
	put_task_struct(task);
	return nice;
}

/* CASE fire: parent pointer kept over the end of the section */
static pid_t job_parent(void)
{
	struct task_struct *parent;

	rcu_read_lock();
	parent = rcu_dereference(current->real_parent);
	rcu_read_unlock();
	return parent->pid; /* EXPECT SA0701 */
}

/* CASE clean: parent's pid read inside */
static pid_t job_parent_fixed(void)
{
	pid_t pid;

	rcu_read_lock();
	pid = task_tgid_nr(rcu_dereference(current->real_parent));
	rcu_read_unlock();
	return pid;
}

/* CASE fire: device found by dev_get_by_index_rcu() used after the section */
static int job_mtu(struct net *net, int ifindex)
{
	struct net_device *dev;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (!dev) {
		rcu_read_unlock();
		return -ENODEV;
	}
	rcu_read_unlock();
	return dev->mtu; /* EXPECT SA0701 */
}

/* CASE clean: dev_hold() lets the device survive the section */
static int job_mtu_hold(struct net *net, int ifindex)
{
	struct net_device *dev;
	int mtu;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (!dev) {
		rcu_read_unlock();
		return -ENODEV;
	}
	dev_hold(dev);
	rcu_read_unlock();
	mtu = dev->mtu;
	dev_put(dev);
	return mtu;
}

/* CASE clean: value read inside, several ways out */
static int job_mtu_fixed(struct net *net, int ifindex)
{
	struct net_device *dev;
	int mtu = -ENODEV;

	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	if (!dev)
		goto out;
	if (!netif_running(dev)) {
		mtu = -ENETDOWN;
		goto out;
	}
	mtu = READ_ONCE(dev->mtu);
out:
	rcu_read_unlock();
	return mtu;
}

/* CASE clean: a nested section ends, the outer one still protects */
static int job_flags(struct net *net, int ifindex)
{
	struct net_device *dev;
	int flags = 0;

	rcu_read_lock();
	rcu_read_lock();
	dev = dev_get_by_index_rcu(net, ifindex);
	rcu_read_unlock();
	if (dev)
		flags = dev->mtu > 1500 ? 1 : 2;
	rcu_read_unlock();
	return flags;
}
