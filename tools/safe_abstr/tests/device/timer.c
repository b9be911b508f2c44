// SPDX-License-Identifier: GPL-2.0
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/timer.h>

/* CASE fire: remove frees the state with its timer armed */
struct beeper {
	struct timer_list timer;
	u32 count;
};

static void beeper_tick(struct timer_list *t)
{
	struct beeper *b = timer_container_of(b, t, timer);

	b->count++;
	mod_timer(&b->timer, jiffies + HZ);
}

static int beeper_probe(struct platform_device *pdev)
{
	struct beeper *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	timer_setup(&b->timer, beeper_tick, 0);
	mod_timer(&b->timer, jiffies + HZ);
	platform_set_drvdata(pdev, b);
	return 0;
}

static void beeper_remove(struct platform_device *pdev)
{
	struct beeper *b = platform_get_drvdata(pdev);

	platform_set_drvdata(pdev, NULL);
	kfree(b); /* EXPECT SA0903 */
}

static struct platform_driver beeper_driver = {
	.probe = beeper_probe,
	.remove = beeper_remove,
	.driver = { .name = "beeper" },
};

/* CASE clean: timer_shutdown_sync() before kfree() */
struct buzzer {
	struct timer_list timer;
	u32 count;
};

static void buzzer_tick(struct timer_list *t)
{
	struct buzzer *b = timer_container_of(b, t, timer);

	b->count++;
	mod_timer(&b->timer, jiffies + HZ);
}

static int buzzer_probe(struct platform_device *pdev)
{
	struct buzzer *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return -ENOMEM;
	timer_setup(&b->timer, buzzer_tick, 0);
	mod_timer(&b->timer, jiffies + HZ);
	platform_set_drvdata(pdev, b);
	return 0;
}

static void buzzer_remove(struct platform_device *pdev)
{
	struct buzzer *b = platform_get_drvdata(pdev);

	timer_shutdown_sync(&b->timer);
	kfree(b);
}

static struct platform_driver buzzer_driver = {
	.probe = buzzer_probe,
	.remove = buzzer_remove,
	.driver = { .name = "buzzer" },
};

/* CASE fire: timer_delete() does not wait for a running callback */
struct chirp {
	struct timer_list timer;
	u32 count;
};

static void chirp_tick(struct timer_list *t)
{
	struct chirp *c = timer_container_of(c, t, timer);

	c->count++;
}

static void chirp_start(struct chirp *c)
{
	timer_setup(&c->timer, chirp_tick, 0);
	mod_timer(&c->timer, jiffies + HZ);
}

static void chirp_free(struct chirp *c)
{
	timer_delete(&c->timer);
	kfree(c); /* EXPECT SA0903 */
}

/* CASE fire: tasklet may be scheduled or running when its memory goes */
struct spdif_rx {
	struct tasklet_struct task;
	int irq;
	u32 count;
};

static void spdif_rx_task(struct tasklet_struct *t)
{
	struct spdif_rx *rx = from_tasklet(rx, t, task);

	rx->count++;
}

static irqreturn_t spdif_rx_irq(int irq, void *data)
{
	struct spdif_rx *rx = data;

	tasklet_schedule(&rx->task);
	return IRQ_HANDLED;
}

static int spdif_rx_start(struct spdif_rx *rx)
{
	tasklet_setup(&rx->task, spdif_rx_task);
	return request_irq(rx->irq, spdif_rx_irq, 0, "spdif-rx", rx);
}

static void spdif_rx_free(struct spdif_rx *rx)
{
	free_irq(rx->irq, rx);
	kfree(rx); /* EXPECT SA0903 */
}

/* CASE clean: irq freed, then tasklet_kill(), then the memory */
struct spdif_tx {
	struct tasklet_struct task;
	int irq;
	u32 count;
};

static void spdif_tx_task(struct tasklet_struct *t)
{
	struct spdif_tx *tx = from_tasklet(tx, t, task);

	tx->count++;
}

static irqreturn_t spdif_tx_irq(int irq, void *data)
{
	struct spdif_tx *tx = data;

	tasklet_schedule(&tx->task);
	return IRQ_HANDLED;
}

static int spdif_tx_start(struct spdif_tx *tx)
{
	tasklet_setup(&tx->task, spdif_tx_task);
	return request_irq(tx->irq, spdif_tx_irq, 0, "spdif-tx", tx);
}

static void spdif_tx_free(struct spdif_tx *tx)
{
	free_irq(tx->irq, tx);
	tasklet_kill(&tx->task);
	kfree(tx);
}

/* CASE fire: devm memory with a running hrtimer that remove does not cancel */
struct pulse {
	struct hrtimer timer;
	void __iomem *base;
};

static enum hrtimer_restart pulse_tick(struct hrtimer *t)
{
	struct pulse *p = container_of(t, struct pulse, timer);

	writel(1, p->base);
	hrtimer_forward_now(t, ms_to_ktime(1));
	return HRTIMER_RESTART;
}

static int pulse_probe(struct platform_device *pdev)
{
	struct pulse *p = devm_kzalloc(&pdev->dev, sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(p->base))
		return PTR_ERR(p->base);
	hrtimer_setup(&p->timer, pulse_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	platform_set_drvdata(pdev, p);
	hrtimer_start(&p->timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	return 0;
}

static void pulse_remove(struct platform_device *pdev)
{
	struct pulse *p = platform_get_drvdata(pdev);

	writel(0, p->base);
} /* EXPECT SA0903 */

static struct platform_driver pulse_driver = {
	.probe = pulse_probe,
	.remove = pulse_remove,
	.driver = { .name = "pulse" },
};

/* CASE clean: hrtimer_cancel() in remove, its memory is devm */
struct strobe {
	struct hrtimer timer;
	void __iomem *base;
};

static enum hrtimer_restart strobe_tick(struct hrtimer *t)
{
	struct strobe *s = container_of(t, struct strobe, timer);

	writel(1, s->base);
	hrtimer_forward_now(t, ms_to_ktime(1));
	return HRTIMER_RESTART;
}

static int strobe_probe(struct platform_device *pdev)
{
	struct strobe *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(s->base))
		return PTR_ERR(s->base);
	hrtimer_setup(&s->timer, strobe_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	platform_set_drvdata(pdev, s);
	hrtimer_start(&s->timer, ms_to_ktime(1), HRTIMER_MODE_REL);
	return 0;
}

static void strobe_remove(struct platform_device *pdev)
{
	struct strobe *s = platform_get_drvdata(pdev);

	hrtimer_cancel(&s->timer);
	writel(0, s->base);
}

static struct platform_driver strobe_driver = {
	.probe = strobe_probe,
	.remove = strobe_remove,
	.driver = { .name = "strobe" },
};
