// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

/* CASE fire: irq requested before the lock and work of its handler are set up */
struct scaler {
	spinlock_t lock; /* protects the state */
	struct work_struct work;
	u32 frames;
};

static void scaler_work(struct work_struct *work)
{
	struct scaler *sc = container_of(work, struct scaler, work);

	spin_lock_irq(&sc->lock);
	sc->frames = 0;
	spin_unlock_irq(&sc->lock);
}

static irqreturn_t scaler_irq(int irq, void *data)
{
	struct scaler *sc = data;

	spin_lock(&sc->lock);
	sc->frames++;
	spin_unlock(&sc->lock);
	schedule_work(&sc->work);
	return IRQ_HANDLED;
}

static int scaler_setup(struct scaler *sc, int irq)
{
	int ret;

	ret = request_irq(irq, scaler_irq, IRQF_SHARED, "scaler", sc); /* EXPECT SA0901 */
	if (ret)
		return ret;
	spin_lock_init(&sc->lock);
	INIT_WORK(&sc->work, scaler_work);
	return 0;
}

static void scaler_teardown(struct scaler *sc, int irq)
{
	free_irq(irq, sc);
	cancel_work_sync(&sc->work);
}

/* CASE clean: irq requested last */
struct rotator {
	spinlock_t lock; /* protects the state */
	struct work_struct work;
	u32 frames;
};

static void rotator_work(struct work_struct *work)
{
	struct rotator *rot = container_of(work, struct rotator, work);

	spin_lock_irq(&rot->lock);
	rot->frames = 0;
	spin_unlock_irq(&rot->lock);
}

static irqreturn_t rotator_irq(int irq, void *data)
{
	struct rotator *rot = data;

	spin_lock(&rot->lock);
	rot->frames++;
	spin_unlock(&rot->lock);
	schedule_work(&rot->work);
	return IRQ_HANDLED;
}

static int rotator_setup(struct rotator *rot, int irq)
{
	spin_lock_init(&rot->lock);
	INIT_WORK(&rot->work, rotator_work);
	return request_irq(irq, rotator_irq, IRQF_SHARED, "rotator", rot);
}

static void rotator_teardown(struct rotator *rot, int irq)
{
	free_irq(irq, rot);
	cancel_work_sync(&rot->work);
}

/* CASE fire: devm irq before the ring its handler fills; devres drops the ring first */
struct mipi {
	u32 *ring;
	u32 pos;
};

static irqreturn_t mipi_irq(int irq, void *data)
{
	struct mipi *mipi = data;

	mipi->ring[mipi->pos & 7]++;
	return IRQ_HANDLED;
}

static int mipi_probe(struct platform_device *pdev)
{
	struct mipi *mipi = devm_kzalloc(&pdev->dev, sizeof(*mipi), GFP_KERNEL);
	int irq, ret;

	if (!mipi)
		return -ENOMEM;
	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	ret = devm_request_irq(&pdev->dev, irq, mipi_irq, 0, "mipi", mipi); /* EXPECT SA0901 */
	if (ret)
		return ret;
	mipi->ring = devm_kcalloc(&pdev->dev, 8, sizeof(u32), GFP_KERNEL);
	if (!mipi->ring)
		return -ENOMEM;
	return 0;
}

static struct platform_driver mipi_driver = {
	.probe = mipi_probe,
	.driver = { .name = "mipi" },
};

/* CASE fire: misc device opened by users before its mutex exists */
static struct mutex knob_lock;
static u32 knob_value;

static ssize_t knob_write(struct file *file, const char __user *ubuf, size_t len, loff_t *ppos)
{
	mutex_lock(&knob_lock);
	knob_value++;
	mutex_unlock(&knob_lock);
	return len;
}

static const struct file_operations knob_fops = {
	.owner = THIS_MODULE,
	.write = knob_write,
};

static struct miscdevice knob_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "knob",
	.fops = &knob_fops,
};

static int __init knob_init(void)
{
	int ret;

	ret = misc_register(&knob_misc); /* EXPECT SA0901 */
	if (ret)
		return ret;
	mutex_init(&knob_lock);
	return 0;
}

static void __exit knob_exit(void)
{
	misc_deregister(&knob_misc);
}

/* CASE clean: mutex and buffer first, misc_register() last, the reverse in exit */
static struct mutex dial_lock;
static u32 *dial_values;

static ssize_t dial_write(struct file *file, const char __user *ubuf, size_t len, loff_t *ppos)
{
	mutex_lock(&dial_lock);
	dial_values[0]++;
	mutex_unlock(&dial_lock);
	return len;
}

static const struct file_operations dial_fops = {
	.owner = THIS_MODULE,
	.write = dial_write,
};

static struct miscdevice dial_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "dial",
	.fops = &dial_fops,
};

static int __init dial_init(void)
{
	int ret;

	mutex_init(&dial_lock);
	dial_values = kcalloc(4, sizeof(*dial_values), GFP_KERNEL);
	if (!dial_values)
		return -ENOMEM;
	ret = misc_register(&dial_misc);
	if (ret)
		kfree(dial_values);
	return ret;
}

static void __exit dial_exit(void)
{
	misc_deregister(&dial_misc);
	kfree(dial_values);
}

/* CASE fire: exit frees the table while the misc device is still registered */
static u32 *fader_values;

static ssize_t fader_write(struct file *file, const char __user *ubuf, size_t len, loff_t *ppos)
{
	fader_values[0]++;
	return len;
}

static const struct file_operations fader_fops = {
	.owner = THIS_MODULE,
	.write = fader_write,
};

static struct miscdevice fader_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "fader",
	.fops = &fader_fops,
};

static int __init fader_init(void)
{
	int ret;

	fader_values = kcalloc(4, sizeof(*fader_values), GFP_KERNEL);
	if (!fader_values)
		return -ENOMEM;
	ret = misc_register(&fader_misc);
	if (ret)
		kfree(fader_values);
	return ret;
}

static void __exit fader_exit(void)
{
	kfree(fader_values); /* EXPECT SA0901 */
	misc_deregister(&fader_misc);
}
