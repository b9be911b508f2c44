// SPDX-License-Identifier: GPL-2.0
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

/* CASE fire: work cancelled while the irq that queues it is still requested */
struct nfc {
	struct work_struct rx;
	int irq;
	u32 count;
};

static void nfc_rx(struct work_struct *work)
{
	struct nfc *nfc = container_of(work, struct nfc, rx);

	nfc->count++;
}

static irqreturn_t nfc_irq(int irq, void *data)
{
	struct nfc *nfc = data;

	schedule_work(&nfc->rx);
	return IRQ_HANDLED;
}

static int nfc_start(struct nfc *nfc)
{
	INIT_WORK(&nfc->rx, nfc_rx);
	return request_irq(nfc->irq, nfc_irq, 0, "nfc", nfc);
}

static void nfc_stop(struct nfc *nfc)
{
	cancel_work_sync(&nfc->rx); /* EXPECT SA0901 */
	free_irq(nfc->irq, nfc);
	kfree(nfc);
}

/* CASE clean: free_irq(), then nothing can queue the work any more */
struct uwb {
	struct work_struct rx;
	int irq;
	u32 count;
};

static void uwb_rx(struct work_struct *work)
{
	struct uwb *uwb = container_of(work, struct uwb, rx);

	uwb->count++;
}

static irqreturn_t uwb_irq(int irq, void *data)
{
	struct uwb *uwb = data;

	schedule_work(&uwb->rx);
	return IRQ_HANDLED;
}

static int uwb_start(struct uwb *uwb)
{
	INIT_WORK(&uwb->rx, uwb_rx);
	return request_irq(uwb->irq, uwb_irq, 0, "uwb", uwb);
}

static void uwb_stop(struct uwb *uwb)
{
	free_irq(uwb->irq, uwb);
	cancel_work_sync(&uwb->rx);
	kfree(uwb);
}

/* CASE fire: the workqueue is destroyed before the irq that queues on it */
struct modem {
	struct workqueue_struct *wq;
	struct work_struct rx;
	int irq;
	u32 count;
};

static void modem_rx(struct work_struct *work)
{
	struct modem *modem = container_of(work, struct modem, rx);

	modem->count++;
}

static irqreturn_t modem_irq(int irq, void *data)
{
	struct modem *modem = data;

	queue_work(modem->wq, &modem->rx);
	return IRQ_HANDLED;
}

static int modem_start(struct modem *modem)
{
	int ret;

	INIT_WORK(&modem->rx, modem_rx);
	modem->wq = alloc_ordered_workqueue("modem", 0);
	if (!modem->wq)
		return -ENOMEM;
	ret = request_irq(modem->irq, modem_irq, 0, "modem", modem);
	if (ret)
		destroy_workqueue(modem->wq);
	return ret;
}

static void modem_stop(struct modem *modem)
{
	destroy_workqueue(modem->wq); /* EXPECT SA0901 */
	free_irq(modem->irq, modem);
}

/* CASE clean: destroy_workqueue() drains the work after the irq is gone */
struct radio {
	struct workqueue_struct *wq;
	struct work_struct rx;
	int irq;
	u32 count;
};

static void radio_rx(struct work_struct *work)
{
	struct radio *radio = container_of(work, struct radio, rx);

	radio->count++;
}

static irqreturn_t radio_irq(int irq, void *data)
{
	struct radio *radio = data;

	queue_work(radio->wq, &radio->rx);
	return IRQ_HANDLED;
}

static int radio_start(struct radio *radio)
{
	int ret;

	INIT_WORK(&radio->rx, radio_rx);
	radio->wq = alloc_ordered_workqueue("radio", 0);
	if (!radio->wq)
		return -ENOMEM;
	ret = request_irq(radio->irq, radio_irq, 0, "radio", radio);
	if (ret)
		destroy_workqueue(radio->wq);
	return ret;
}

static void radio_stop(struct radio *radio)
{
	free_irq(radio->irq, radio);
	destroy_workqueue(radio->wq);
	kfree(radio);
}

/* CASE fire: timer stopped first, then the work that starts it again */
struct fuel {
	struct timer_list tick;
	struct work_struct work;
	u32 level;
};

static void fuel_tick(struct timer_list *t)
{
	struct fuel *fuel = timer_container_of(fuel, t, tick);

	fuel->level++;
}

static void fuel_work(struct work_struct *work)
{
	struct fuel *fuel = container_of(work, struct fuel, work);

	mod_timer(&fuel->tick, jiffies + HZ);
}

static void fuel_start(struct fuel *fuel)
{
	timer_setup(&fuel->tick, fuel_tick, 0);
	INIT_WORK(&fuel->work, fuel_work);
	schedule_work(&fuel->work);
}

static void fuel_stop(struct fuel *fuel)
{
	timer_delete_sync(&fuel->tick); /* EXPECT SA0901 */
	cancel_work_sync(&fuel->work);
	kfree(fuel);
}

/* CASE clean: timer and work start each other, timer_shutdown_sync() ends that */
struct gas {
	struct timer_list tick;
	struct work_struct work;
	u32 level;
};

static void gas_tick(struct timer_list *t)
{
	struct gas *gas = timer_container_of(gas, t, tick);

	gas->level++;
	schedule_work(&gas->work);
}

static void gas_work(struct work_struct *work)
{
	struct gas *gas = container_of(work, struct gas, work);

	mod_timer(&gas->tick, jiffies + HZ);
}

static void gas_start(struct gas *gas)
{
	timer_setup(&gas->tick, gas_tick, 0);
	INIT_WORK(&gas->work, gas_work);
	mod_timer(&gas->tick, jiffies + HZ);
}

static void gas_stop(struct gas *gas)
{
	timer_shutdown_sync(&gas->tick);
	cancel_work_sync(&gas->work);
	kfree(gas);
}
