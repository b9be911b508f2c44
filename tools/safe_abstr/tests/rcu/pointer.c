// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/workqueue.h>

struct qos_cfg {
	struct rcu_head rcu;
	u32 rate;
	u32 burst;
};

struct qos {
	struct qos_cfg __rcu *cfg;
	struct mutex lock; /* protects the state */
	struct work_struct work;
	u32 dropped;
};

/* CASE fire: rcu_dereference() after the section was closed */
static u32 qos_rate(struct qos *qos)
{
	struct qos_cfg *cfg;
	u32 rate = 0;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (cfg)
		rate = cfg->rate;
	rcu_read_unlock();
	if (!rate) {
		cfg = rcu_dereference(qos->cfg); /* EXPECT SA0703 */
		rate = cfg ? cfg->burst : 1;
	}
	return rate;
}

/* CASE clean: both reads in the one section */
static u32 qos_rate_fixed(struct qos *qos)
{
	struct qos_cfg *cfg;
	u32 rate = 0;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (cfg)
		rate = cfg->rate ?: cfg->burst;
	rcu_read_unlock();
	return rate;
}

/* CASE fire: sysfs show dereferences with no section at all */
static ssize_t rate_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct qos *qos = dev_get_drvdata(dev);
	struct qos_cfg *cfg = rcu_dereference(qos->cfg); /* EXPECT SA0703 */

	return sysfs_emit(buf, "%u\n", cfg ? cfg->rate : 0);
}
static DEVICE_ATTR_RO(rate);

/* CASE clean: sysfs show inside guard(rcu) */
static ssize_t burst_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct qos *qos = dev_get_drvdata(dev);
	struct qos_cfg *cfg;

	guard(rcu)();
	cfg = rcu_dereference(qos->cfg);
	return sysfs_emit(buf, "%u\n", cfg ? cfg->burst : 0);
}
static DEVICE_ATTR_RO(burst);

/* CASE fire: work function uses the pointer after rcu_read_unlock() */
static void qos_work(struct work_struct *work)
{
	struct qos *qos = container_of(work, struct qos, work);
	struct qos_cfg *cfg;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (!cfg) {
		rcu_read_unlock();
		return;
	}
	rcu_read_unlock();
	qos->dropped += cfg->burst; /* EXPECT SA0701 */
}

static void qos_init_work(struct qos *qos)
{
	INIT_WORK(&qos->work, qos_work);
}

/* CASE clean: under the writer's mutex no section is needed */
static u32 qos_burst_locked(struct qos *qos)
{
	struct qos_cfg *cfg;
	u32 burst = 0;

	mutex_lock(&qos->lock);
	cfg = rcu_dereference_protected(qos->cfg, lockdep_is_held(&qos->lock));
	if (cfg)
		burst = cfg->burst;
	mutex_unlock(&qos->lock);
	return burst;
}

/* CASE clean: rcu_access_pointer() only asks whether there is one */
static bool qos_active(struct qos *qos)
{
	return rcu_access_pointer(qos->cfg);
}

/* CASE clean: ndo_start_xmit runs inside a BH RCU section already */
static netdev_tx_t qos_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	struct qos *qos = netdev_priv(ndev);
	struct qos_cfg *cfg = rcu_dereference_bh(qos->cfg);

	if (!cfg || skb->len > cfg->burst)
		qos->dropped++;
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops qos_ndo = {
	.ndo_start_xmit = qos_xmit,
};

/* CASE fire: the pointer leaves scoped_guard(rcu) and is used behind it */
static u32 qos_budget(struct qos *qos)
{
	struct qos_cfg *cfg = NULL;

	scoped_guard(rcu)
		cfg = rcu_dereference(qos->cfg);
	if (!cfg)
		return 0;
	return cfg->rate * 2; /* EXPECT SA0701 */
}

/* CASE clean: scoped_guard(rcu) around use and return */
static u32 qos_budget_fixed(struct qos *qos)
{
	struct qos_cfg *cfg;

	scoped_guard(rcu) {
		cfg = rcu_dereference(qos->cfg);
		if (cfg)
			return cfg->rate * 2;
	}
	return 0;
}

/* CASE fire: the section is reopened, but the pointer is of the first one */
static u32 qos_sample(struct qos *qos)
{
	struct qos_cfg *cfg;
	u32 rate, burst;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (!cfg) {
		rcu_read_unlock();
		return 0;
	}
	rate = cfg->rate;
	rcu_read_unlock();

	cond_resched();

	rcu_read_lock();
	burst = cfg->burst; /* EXPECT SA0701 */
	rcu_read_unlock();
	return rate + burst;
}

/* CASE clean: fetched anew in the second section */
static u32 qos_sample_fixed(struct qos *qos)
{
	struct qos_cfg *cfg;
	u32 sum = 0;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (cfg)
		sum = cfg->rate;
	rcu_read_unlock();

	cond_resched();

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (cfg)
		sum += cfg->burst;
	rcu_read_unlock();
	return sum;
}

/* CASE clean: after the section only the pointer's being NULL matters */
static int qos_check(struct qos *qos, u32 len)
{
	struct qos_cfg *cfg;
	bool fits = false;

	rcu_read_lock();
	cfg = rcu_dereference(qos->cfg);
	if (cfg)
		fits = len <= cfg->burst;
	rcu_read_unlock();
	if (!cfg)
		return -ENODEV;
	return fits ? 0 : -EMSGSIZE;
}
