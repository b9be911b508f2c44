// SPDX-License-Identifier: GPL-2.0
#include <linux/devm-helpers.h>
#include <linux/hwmon.h>
#include <linux/io.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/* CASE fire: remove frees the state, its work may still run */
struct dock {
	struct work_struct work;
	struct device *dev;
	bool present;
};

static void dock_work(struct work_struct *work)
{
	struct dock *dock = container_of(work, struct dock, work);

	dock->present = !dock->present;
	dev_info(dock->dev, "present %d\n", dock->present);
}

static int dock_probe(struct platform_device *pdev)
{
	struct dock *dock = kzalloc_obj(*dock);

	if (!dock)
		return -ENOMEM;
	dock->dev = &pdev->dev;
	INIT_WORK(&dock->work, dock_work);
	platform_set_drvdata(pdev, dock);
	schedule_work(&dock->work);
	return 0;
}

static void dock_remove(struct platform_device *pdev)
{
	struct dock *dock = platform_get_drvdata(pdev);

	kfree(dock); /* EXPECT SA0903 */
}

static struct platform_driver dock_driver = {
	.probe = dock_probe,
	.remove = dock_remove,
	.driver = { .name = "dock" },
};

/* CASE clean: work cancelled before its state goes */
struct cradle {
	struct work_struct work;
	struct device *dev;
	bool present;
};

static void cradle_work(struct work_struct *work)
{
	struct cradle *cr = container_of(work, struct cradle, work);

	cr->present = !cr->present;
	dev_info(cr->dev, "present %d\n", cr->present);
}

static int cradle_probe(struct platform_device *pdev)
{
	struct cradle *cr = kzalloc_obj(*cr);

	if (!cr)
		return -ENOMEM;
	cr->dev = &pdev->dev;
	INIT_WORK(&cr->work, cradle_work);
	platform_set_drvdata(pdev, cr);
	schedule_work(&cr->work);
	return 0;
}

static void cradle_remove(struct platform_device *pdev)
{
	struct cradle *cr = platform_get_drvdata(pdev);

	cancel_work_sync(&cr->work);
	kfree(cr);
}

static struct platform_driver cradle_driver = {
	.probe = cradle_probe,
	.remove = cradle_remove,
	.driver = { .name = "cradle" },
};

/* CASE fire: the poll work rearms itself, devm frees its memory after remove */
struct lid {
	struct delayed_work poll;
	void __iomem *base;
	u32 state;
};

static void lid_poll(struct work_struct *work)
{
	struct lid *lid = container_of(to_delayed_work(work), struct lid, poll);

	lid->state = readl(lid->base);
	schedule_delayed_work(&lid->poll, HZ);
}

static int lid_probe(struct platform_device *pdev)
{
	struct lid *lid = devm_kzalloc(&pdev->dev, sizeof(*lid), GFP_KERNEL);

	if (!lid)
		return -ENOMEM;
	lid->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(lid->base))
		return PTR_ERR(lid->base);
	INIT_DELAYED_WORK(&lid->poll, lid_poll);
	platform_set_drvdata(pdev, lid);
	schedule_delayed_work(&lid->poll, HZ);
	return 0;
}

static void lid_remove(struct platform_device *pdev)
{
	struct lid *lid = platform_get_drvdata(pdev);

	writel(0, lid->base);
} /* EXPECT SA0903 */

static struct platform_driver lid_driver = {
	.probe = lid_probe,
	.remove = lid_remove,
	.driver = { .name = "lid" },
};

/* CASE clean: devm_delayed_work_autocancel() stops the poll work at unbind */
struct hinge {
	struct delayed_work poll;
	void __iomem *base;
	u32 state;
};

static void hinge_poll(struct work_struct *work)
{
	struct hinge *h = container_of(to_delayed_work(work), struct hinge, poll);

	h->state = readl(h->base);
	schedule_delayed_work(&h->poll, HZ);
}

static int hinge_probe(struct platform_device *pdev)
{
	struct hinge *h = devm_kzalloc(&pdev->dev, sizeof(*h), GFP_KERNEL);
	int ret;

	if (!h)
		return -ENOMEM;
	h->base = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(h->base))
		return PTR_ERR(h->base);
	ret = devm_delayed_work_autocancel(&pdev->dev, &h->poll, hinge_poll);
	if (ret)
		return ret;
	schedule_delayed_work(&h->poll, HZ);
	return 0;
}

static struct platform_driver hinge_driver = {
	.probe = hinge_probe,
	.driver = { .name = "hinge" },
};

/* CASE fire: probe fails after the work was started, devm frees its memory */
struct temp {
	struct delayed_work poll;
	struct device *hwmon;
	u32 value;
};

static void temp_poll(struct work_struct *work)
{
	struct temp *temp = container_of(to_delayed_work(work), struct temp, poll);

	temp->value++;
	schedule_delayed_work(&temp->poll, HZ);
}

static int temp_probe(struct platform_device *pdev)
{
	struct temp *temp = devm_kzalloc(&pdev->dev, sizeof(*temp), GFP_KERNEL);

	if (!temp)
		return -ENOMEM;
	INIT_DELAYED_WORK(&temp->poll, temp_poll);
	schedule_delayed_work(&temp->poll, HZ);
	temp->hwmon = hwmon_device_register_for_thermal(&pdev->dev, "temp", temp);
	if (IS_ERR(temp->hwmon))
		return PTR_ERR(temp->hwmon); /* EXPECT SA0903 */
	platform_set_drvdata(pdev, temp);
	return 0;
}

static void temp_remove(struct platform_device *pdev)
{
	struct temp *temp = platform_get_drvdata(pdev);

	hwmon_device_unregister(temp->hwmon);
	cancel_delayed_work_sync(&temp->poll);
}

static struct platform_driver temp_driver = {
	.probe = temp_probe,
	.remove = temp_remove,
	.driver = { .name = "temp" },
};

/* CASE clean: the error path of probe cancels the started work */
struct humid {
	struct delayed_work poll;
	struct device *hwmon;
	u32 value;
};

static void humid_poll(struct work_struct *work)
{
	struct humid *hu = container_of(to_delayed_work(work), struct humid, poll);

	hu->value++;
	schedule_delayed_work(&hu->poll, HZ);
}

static int humid_probe(struct platform_device *pdev)
{
	struct humid *hu = devm_kzalloc(&pdev->dev, sizeof(*hu), GFP_KERNEL);

	if (!hu)
		return -ENOMEM;
	INIT_DELAYED_WORK(&hu->poll, humid_poll);
	schedule_delayed_work(&hu->poll, HZ);
	hu->hwmon = hwmon_device_register_for_thermal(&pdev->dev, "humid", hu);
	if (IS_ERR(hu->hwmon)) {
		cancel_delayed_work_sync(&hu->poll);
		return PTR_ERR(hu->hwmon);
	}
	platform_set_drvdata(pdev, hu);
	return 0;
}

static void humid_remove(struct platform_device *pdev)
{
	struct humid *hu = platform_get_drvdata(pdev);

	hwmon_device_unregister(hu->hwmon);
	cancel_delayed_work_sync(&hu->poll);
}

static struct platform_driver humid_driver = {
	.probe = humid_probe,
	.remove = humid_remove,
	.driver = { .name = "humid" },
};
