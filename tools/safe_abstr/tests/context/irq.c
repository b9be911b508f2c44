// SPDX-License-Identifier: GPL-2.0
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/regulator/consumer.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#define TS_STATUS	0x00
#define TS_DATA		0x04

struct ts {
	struct mutex lock; /* protects the state */
	struct work_struct work;
	void __iomem *base;
	struct regulator *vdd;
	u32 sample;
	u32 *trace;
	int irq;
};

/* CASE fire: a mutex in a hard interrupt handler */
static irqreturn_t ts_irq(int irq, void *data)
{
	struct ts *ts = data;

	if (!readl(ts->base + TS_STATUS))
		return IRQ_NONE;
	mutex_lock(&ts->lock); /* EXPECT SA0801 */
	ts->sample = readl(ts->base + TS_DATA);
	mutex_unlock(&ts->lock);
	return IRQ_HANDLED;
}

static int ts_setup_irq(struct platform_device *pdev, struct ts *ts)
{
	return devm_request_irq(&pdev->dev, ts->irq, ts_irq, 0, "ts", ts);
}

/* CASE clean: the same handler as a threaded one may take the mutex */
static irqreturn_t ts_thread(int irq, void *data)
{
	struct ts *ts = data;

	mutex_lock(&ts->lock);
	ts->sample = readl(ts->base + TS_DATA);
	mutex_unlock(&ts->lock);
	return IRQ_HANDLED;
}

static int ts_setup_thread(struct platform_device *pdev, struct ts *ts)
{
	return devm_request_threaded_irq(&pdev->dev, ts->irq, NULL, ts_thread,
					 IRQF_ONESHOT, "ts", ts);
}

/* CASE fire: the handler's helper allocates with GFP_KERNEL */
static void ts_trace(struct ts *ts)
{
	if (!ts->trace)
		ts->trace = kcalloc(16, sizeof(*ts->trace), GFP_KERNEL); /* EXPECT SA0801 */
	if (ts->trace)
		ts->trace[0]++;
}

static irqreturn_t ts_trace_irq(int irq, void *data)
{
	struct ts *ts = data;

	ts_trace(ts);
	return IRQ_HANDLED;
}

static int ts_setup_trace(struct ts *ts)
{
	return request_irq(ts->irq, ts_trace_irq, IRQF_SHARED, "ts-trace", ts);
}

/* CASE clean: the handler allocates atomically and defers the rest to a work */
static irqreturn_t ts_defer_irq(int irq, void *data)
{
	struct ts *ts = data;

	if (!ts->trace)
		ts->trace = kcalloc(16, sizeof(*ts->trace), GFP_ATOMIC);
	schedule_work(&ts->work);
	return IRQ_HANDLED;
}

static int ts_setup_defer(struct ts *ts)
{
	return request_irq(ts->irq, ts_defer_irq, IRQF_SHARED, "ts-defer", ts);
}

/* CASE fire: the primary handler of a threaded irq switches a regulator */
static irqreturn_t ts_hard(int irq, void *data)
{
	struct ts *ts = data;

	if (!readl(ts->base + TS_STATUS))
		return IRQ_NONE;
	if (regulator_disable(ts->vdd)) /* EXPECT SA0801 */
		return IRQ_HANDLED;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t ts_soft(int irq, void *data)
{
	struct ts *ts = data;

	mutex_lock(&ts->lock);
	ts->sample = 0;
	mutex_unlock(&ts->lock);
	return IRQ_HANDLED;
}

static int ts_setup_pair(struct ts *ts)
{
	return request_threaded_irq(ts->irq, ts_hard, ts_soft, IRQF_ONESHOT, "ts-pair", ts);
}

/* CASE fire: disable_irq() waits for the handler that calls it */
static irqreturn_t ts_once_irq(int irq, void *data)
{
	struct ts *ts = data;

	disable_irq(irq); /* EXPECT SA0802 */
	schedule_work(&ts->work);
	return IRQ_HANDLED;
}

static int ts_setup_once(struct ts *ts)
{
	return request_irq(ts->irq, ts_once_irq, 0, "ts-once", ts);
}

/* CASE clean: disable_irq_nosync() does not wait */
static irqreturn_t ts_level_irq(int irq, void *data)
{
	struct ts *ts = data;

	disable_irq_nosync(irq);
	schedule_work(&ts->work);
	return IRQ_HANDLED;
}

static int ts_setup_level(struct ts *ts)
{
	return request_irq(ts->irq, ts_level_irq, 0, "ts-level", ts);
}

/* CASE fire: a handler that frees its own interrupt after an error */
static irqreturn_t ts_err_irq(int irq, void *data)
{
	struct ts *ts = data;

	if (readl(ts->base + TS_STATUS) == U32_MAX)
		free_irq(irq, ts); /* EXPECT SA0802 */
	return IRQ_HANDLED;
}

static int ts_setup_err(struct ts *ts)
{
	return request_irq(ts->irq, ts_err_irq, IRQF_SHARED, "ts-err", ts);
}

/* CASE clean: shared by setup (may sleep) and by the handler (told so by a flag) */
static u32 *ts_new_trace(gfp_t gfp)
{
	return kcalloc(32, sizeof(u32), gfp);
}

static irqreturn_t ts_gfp_irq(int irq, void *data)
{
	struct ts *ts = data;

	if (!ts->trace)
		ts->trace = ts_new_trace(GFP_ATOMIC);
	return IRQ_HANDLED;
}

static int ts_setup_gfp(struct ts *ts)
{
	ts->trace = ts_new_trace(GFP_KERNEL);
	if (!ts->trace)
		return -ENOMEM;
	return request_irq(ts->irq, ts_gfp_irq, IRQF_SHARED, "ts-gfp", ts);
}
