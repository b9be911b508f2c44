// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/notifier.h>
#include <linux/platform_device.h>
#include <linux/reboot.h>
#include <linux/slab.h>

/* CASE fire: the error ladder frees the ring before the irq */
struct vdec {
	u32 *ring;
	int irq;
	struct clk *clk;
};

static irqreturn_t vdec_irq(int irq, void *data)
{
	struct vdec *v = data;

	v->ring[0]++;
	return IRQ_HANDLED;
}

static int vdec_start(struct vdec *v)
{
	int ret;

	v->ring = kcalloc(8, sizeof(u32), GFP_KERNEL);
	if (!v->ring)
		return -ENOMEM;
	ret = request_irq(v->irq, vdec_irq, 0, "vdec", v);
	if (ret)
		goto err_ring;
	ret = clk_prepare_enable(v->clk);
	if (ret)
		goto err_irq;
	return 0;
err_irq:
	kfree(v->ring); /* EXPECT SA0901 */
	free_irq(v->irq, v);
	return ret;
err_ring:
	kfree(v->ring);
	return ret;
}

/* CASE clean: the error ladder undoes in reverse order */
struct venc {
	u32 *ring;
	int irq;
	struct clk *clk;
};

static irqreturn_t venc_irq(int irq, void *data)
{
	struct venc *v = data;

	v->ring[0]++;
	return IRQ_HANDLED;
}

static int venc_start(struct venc *v)
{
	int ret;

	v->ring = kcalloc(8, sizeof(u32), GFP_KERNEL);
	if (!v->ring)
		return -ENOMEM;
	ret = request_irq(v->irq, venc_irq, 0, "venc", v);
	if (ret)
		goto err_ring;
	ret = clk_prepare_enable(v->clk);
	if (ret)
		goto err_irq;
	return 0;
err_irq:
	free_irq(v->irq, v);
err_ring:
	kfree(v->ring);
	return ret;
}

/* CASE fire: registers unmapped while the handler that reads them is installed */
struct jpeg {
	void __iomem *base;
	int irq;
	u32 status;
};

static irqreturn_t jpeg_irq(int irq, void *data)
{
	struct jpeg *jpeg = data;

	jpeg->status = readl(jpeg->base);
	return IRQ_HANDLED;
}

static int jpeg_start(struct jpeg *jpeg, struct resource *res)
{
	int ret;

	jpeg->base = ioremap(res->start, resource_size(res));
	if (!jpeg->base)
		return -ENOMEM;
	ret = request_irq(jpeg->irq, jpeg_irq, 0, "jpeg", jpeg);
	if (ret)
		iounmap(jpeg->base);
	return ret;
}

static void jpeg_stop(struct jpeg *jpeg)
{
	iounmap(jpeg->base); /* EXPECT SA0901 */
	free_irq(jpeg->irq, jpeg);
}

/* CASE clean: handler removed, then the registers unmapped */
struct webp {
	void __iomem *base;
	int irq;
	u32 status;
};

static irqreturn_t webp_irq(int irq, void *data)
{
	struct webp *webp = data;

	webp->status = readl(webp->base);
	return IRQ_HANDLED;
}

static int webp_start(struct webp *webp, struct resource *res)
{
	int ret;

	webp->base = ioremap(res->start, resource_size(res));
	if (!webp->base)
		return -ENOMEM;
	ret = request_irq(webp->irq, webp_irq, 0, "webp", webp);
	if (ret)
		iounmap(webp->base);
	return ret;
}

static void webp_stop(struct webp *webp)
{
	free_irq(webp->irq, webp);
	iounmap(webp->base);
}

/* CASE fire: freed while its reboot notifier is registered */
struct pmic {
	struct notifier_block nb;
	void __iomem *base;
};

static int pmic_reboot(struct notifier_block *nb, unsigned long action, void *data)
{
	struct pmic *pmic = container_of(nb, struct pmic, nb);

	writel(0, pmic->base);
	return NOTIFY_DONE;
}

static int pmic_start(struct pmic *pmic)
{
	pmic->nb.notifier_call = pmic_reboot;
	return register_reboot_notifier(&pmic->nb);
}

static void pmic_remove(struct platform_device *pdev)
{
	struct pmic *pmic = platform_get_drvdata(pdev);

	kfree(pmic); /* EXPECT SA0903 */
}

static struct platform_driver pmic_driver = {
	.remove = pmic_remove,
	.driver = { .name = "pmic" },
};

/* CASE clean: notifier unregistered first */
struct psu {
	struct notifier_block nb;
	void __iomem *base;
};

static int psu_reboot(struct notifier_block *nb, unsigned long action, void *data)
{
	struct psu *psu = container_of(nb, struct psu, nb);

	writel(0, psu->base);
	return NOTIFY_DONE;
}

static int psu_start(struct psu *psu)
{
	psu->nb.notifier_call = psu_reboot;
	return register_reboot_notifier(&psu->nb);
}

static void psu_remove(struct platform_device *pdev)
{
	struct psu *psu = platform_get_drvdata(pdev);

	unregister_reboot_notifier(&psu->nb);
	kfree(psu);
}

static struct platform_driver psu_driver = {
	.remove = psu_remove,
	.driver = { .name = "psu" },
};

/* CASE fire: the kthread still runs on the memory that is freed */
struct feeder {
	struct task_struct *task;
	u32 count;
};

static int feeder_thread(void *data)
{
	struct feeder *f = data;

	while (!kthread_should_stop()) {
		f->count++;
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int feeder_start(struct feeder *f)
{
	struct task_struct *task = kthread_run(feeder_thread, f, "feeder");

	if (IS_ERR(task))
		return PTR_ERR(task);
	f->task = task;
	return 0;
}

static void feeder_free(struct feeder *f)
{
	kfree(f); /* EXPECT SA0903 */
}

/* CASE clean: kthread_stop() waits for the thread */
struct mixer {
	struct task_struct *task;
	u32 count;
};

static int mixer_thread(void *data)
{
	struct mixer *m = data;

	while (!kthread_should_stop()) {
		m->count++;
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int mixer_start(struct mixer *m)
{
	struct task_struct *task = kthread_run(mixer_thread, m, "mixer");

	if (IS_ERR(task))
		return PTR_ERR(task);
	m->task = task;
	return 0;
}

static void mixer_free(struct mixer *m)
{
	kthread_stop(m->task);
	kfree(m);
}
