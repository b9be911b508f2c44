// SPDX-License-Identifier: GPL-2.0
#include <linux/backlight.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/proc_fs.h>
#include <linux/pwm.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

/* CASE fire: entry in /proc stays when the driver is not registered */
static int stat_show(struct seq_file *m, void *p)
{
	return 0;
}

static struct platform_driver stat_driver = {
	.driver = { .name = "stat" },
};

int stat_start(void)
{
	int ret;

	if (!proc_create_single("stat", 0444, NULL, stat_show))
		return -ENOMEM;
	ret = platform_driver_register(&stat_driver);
	if (ret)
		return ret;	/* EXPECT SA0305 */
	return 0;
}

void stat_stop(void)
{
	platform_driver_unregister(&stat_driver);
	remove_proc_entry("stat", NULL);
}

/* CASE clean: removed by its name */
static int info_show(struct seq_file *m, void *p)
{
	return 0;
}

static struct platform_driver info_driver = {
	.driver = { .name = "info" },
};

int info_start(void)
{
	int ret;

	if (!proc_create_single("info", 0444, NULL, info_show))
		return -ENOMEM;
	ret = platform_driver_register(&info_driver);
	if (ret)
		remove_proc_entry("info", NULL);
	return ret;
}

void info_stop(void)
{
	platform_driver_unregister(&info_driver);
	remove_proc_entry("info", NULL);
}

/* CASE clean: the directory takes its entries with it */
static int leaf_show(struct seq_file *m, void *p)
{
	return 0;
}

int tree_start(struct proc_dir_entry **tree)
{
	struct proc_dir_entry *dir = proc_mkdir("tree", NULL);

	if (!dir)
		return -ENOMEM;
	if (!proc_create_single("a", 0444, dir, leaf_show) ||
	    !proc_create_single("b", 0444, dir, leaf_show)) {
		proc_remove(dir);
		return -ENOMEM;
	}
	*tree = dir;
	return 0;
}

/* CASE fire: PWM stays when the backlight is not registered */
static const struct backlight_ops lamp_ops;

int lamp_make(struct device *dev, struct backlight_device **out)
{
	struct pwm_device *pwm = pwm_get(dev, NULL);
	struct backlight_device *lamp;

	if (IS_ERR(pwm))
		return PTR_ERR(pwm);
	lamp = backlight_device_register("lamp", dev, pwm, &lamp_ops, NULL);
	if (IS_ERR(lamp))
		return PTR_ERR(lamp);	/* EXPECT SA0301 */
	*out = lamp;
	return 0;
}

/* CASE clean: the backlight keeps the PWM as its data */
static const struct backlight_ops glow_ops;

int glow_make(struct device *dev, struct backlight_device **out)
{
	struct pwm_device *pwm = pwm_get(dev, NULL);
	struct backlight_device *glow;

	if (IS_ERR(pwm))
		return PTR_ERR(pwm);
	glow = backlight_device_register("glow", dev, pwm, &glow_ops, NULL);
	if (IS_ERR(glow)) {
		pwm_put(pwm);
		return PTR_ERR(glow);
	}
	*out = glow;
	return 0;
}

/* CASE clean: no name, no device_register(): its error tells of both */
struct port {
	struct device dev;
};

static void port_release(struct device *dev)
{
	kfree(container_of(dev, struct port, dev));
}

int port_add(struct device *parent, int id)
{
	struct port *port = kzalloc_obj(*port);
	int ret;

	if (!port)
		return -ENOMEM;
	port->dev.parent = parent;
	port->dev.release = port_release;
	dev_set_name(&port->dev, "port%d", id);
	ret = device_register(&port->dev);
	if (ret)
		put_device(&port->dev);
	return ret;
}
