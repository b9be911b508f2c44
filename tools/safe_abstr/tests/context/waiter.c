// SPDX-License-Identifier: GPL-2.0
/* Waiting under a lock for who takes it: handlers of interrupts, and RTNL. */
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct pad {
	struct mutex lock; /* protects the codes */
	int irq;
	int tip_irq;
	int code;
};

/* CASE fire: the threaded handler wants the mutex under which it is freed */
static irqreturn_t pad_thread(int irq, void *data)
{
	struct pad *pad = data;

	mutex_lock(&pad->lock);
	pad->code++;
	mutex_unlock(&pad->lock);
	return IRQ_HANDLED;
}

static int pad_open(struct pad *pad)
{
	mutex_init(&pad->lock);
	return request_threaded_irq(pad->irq, NULL, pad_thread, IRQF_ONESHOT,
				    "pad", pad);
}

static void pad_close(struct pad *pad)
{
	mutex_lock(&pad->lock);
	pad->code = 0;
	free_irq(pad->irq, pad); /* EXPECT SA0802 */
	mutex_unlock(&pad->lock);
}

/* CASE clean: the interrupt is freed once the mutex is given back */
static irqreturn_t tip_thread(int irq, void *data)
{
	struct pad *pad = data;

	mutex_lock(&pad->lock);
	pad->code--;
	mutex_unlock(&pad->lock);
	return IRQ_HANDLED;
}

static int tip_open(struct pad *pad)
{
	return request_threaded_irq(pad->tip_irq, NULL, tip_thread, IRQF_ONESHOT,
				    "tip", pad);
}

static void tip_close(struct pad *pad)
{
	mutex_lock(&pad->lock);
	pad->code = 0;
	mutex_unlock(&pad->lock);
	free_irq(pad->tip_irq, pad);
}

struct nic {
	struct net_device *ndev;
	struct work_struct reset;
	struct work_struct stats;
	u64 count;
};

/* CASE fire: ndo_stop(), which RTNL is held around, waits for who takes it */
static void nic_reset(struct work_struct *work)
{
	struct nic *nic = container_of(work, struct nic, reset);

	rtnl_lock();
	netif_device_detach(nic->ndev);
	netif_device_attach(nic->ndev);
	rtnl_unlock();
}

static void nic_init_reset(struct nic *nic)
{
	INIT_WORK(&nic->reset, nic_reset);
}

static int nic_stop(struct net_device *ndev)
{
	struct nic *nic = netdev_priv(ndev);

	netif_stop_queue(ndev);
	cancel_work_sync(&nic->reset); /* EXPECT SA0802 */
	return 0;
}

static const struct net_device_ops nic_ops = {
	.ndo_stop = nic_stop,
};

/* CASE fire: the work is waited for with RTNL held */
static void nic_quiesce(struct nic *nic)
{
	rtnl_lock();
	netif_carrier_off(nic->ndev);
	cancel_work_sync(&nic->reset); /* EXPECT SA0802 */
	rtnl_unlock();
}

/* CASE clean: the work only tries to get RTNL */
static void nic_stats(struct work_struct *work)
{
	struct nic *nic = container_of(work, struct nic, stats);

	if (!rtnl_trylock())
		return;
	nic->count++;
	rtnl_unlock();
}

static void nic_init_stats(struct nic *nic)
{
	INIT_WORK(&nic->stats, nic_stats);
}

static int nic_stop_stats(struct net_device *ndev)
{
	struct nic *nic = netdev_priv(ndev);

	cancel_work_sync(&nic->stats);
	return 0;
}

static const struct net_device_ops nic_stats_ops = {
	.ndo_stop = nic_stop_stats,
};

/* CASE clean: it is waited for after RTNL was given back */
static void nic_remove(struct nic *nic)
{
	rtnl_lock();
	netif_carrier_off(nic->ndev);
	rtnl_unlock();
	cancel_work_sync(&nic->reset);
}
