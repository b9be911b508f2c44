// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct lk_child {
	struct device dev;
	u32 id;
};

static dev_t lk_devt;
static struct class *lk_class;
static struct miscdevice lk_misc;
static struct platform_driver lk_driver;

static void lk_child_release(struct device *dev)
{
	kfree(container_of(dev, struct lk_child, dev));
}

/* CASE fire: registered device freed by kfree() instead of put_device() */
static struct lk_child *lk_add_child(struct device *parent, u32 id)
{
	struct lk_child *c;

	c = kzalloc_obj(*c);
	if (!c)
		return NULL;
	c->id = id;
	c->dev.parent = parent;
	c->dev.release = lk_child_release;
	c->dev.init_name = "lk-child";
	if (device_register(&c->dev)) {
		kfree(c); /* EXPECT SA0304 */
		return NULL;
	}
	return c;
}

/* CASE clean: put_device() after the failed device_register() */
static struct lk_child *lk_add_child_ok(struct device *parent, u32 id)
{
	struct lk_child *c;

	c = kzalloc_obj(*c);
	if (!c)
		return NULL;
	c->id = id;
	c->dev.parent = parent;
	c->dev.release = lk_child_release;
	c->dev.init_name = "lk-child";
	if (device_register(&c->dev)) {
		put_device(&c->dev);
		return NULL;
	}
	return c;
}

/* CASE fire: char device numbers kept when the class cannot be made */
static int __init lk_init(void)
{
	int err;

	err = alloc_chrdev_region(&lk_devt, 0, 4, "lk");
	if (err)
		return err;
	lk_class = class_create("lk");
	if (IS_ERR(lk_class))
		return PTR_ERR(lk_class); /* EXPECT SA0305 */
	return 0;
}

/* CASE clean: numbers given back */
static int __init lk_init_ok(void)
{
	int err;

	err = alloc_chrdev_region(&lk_devt, 0, 4, "lk");
	if (err)
		return err;
	lk_class = class_create("lk");
	if (IS_ERR(lk_class)) {
		unregister_chrdev_region(lk_devt, 4);
		return PTR_ERR(lk_class);
	}
	return 0;
}

/* CASE fire: misc device stays registered when the driver fails */
static int __init lk_mod_init(void)
{
	int err;

	err = misc_register(&lk_misc);
	if (err)
		return err;
	err = platform_driver_register(&lk_driver);
	if (err)
		pr_err("no driver: %d\n", err);
	return err; /* EXPECT SA0305 */
}

/* CASE clean: misc device taken back */
static int __init lk_mod_init_ok(void)
{
	int err;

	err = misc_register(&lk_misc);
	if (err)
		return err;
	err = platform_driver_register(&lk_driver);
	if (err) {
		pr_err("no driver: %d\n", err);
		misc_deregister(&lk_misc);
	}
	return err;
}

/* CASE fire: kobject freed by kfree() after kobject_init_and_add() failed */
struct lk_obj {
	struct kobject kobj;
	u32 id;
};

static void lk_obj_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct lk_obj, kobj));
}

static const struct kobj_type lk_ktype = {
	.release = lk_obj_release,
};

static struct lk_obj *lk_obj_new(struct kobject *parent, u32 id)
{
	struct lk_obj *o = kzalloc_obj(*o);

	if (!o)
		return NULL;
	o->id = id;
	if (kobject_init_and_add(&o->kobj, &lk_ktype, parent, "obj%u", id)) {
		kfree(o); /* EXPECT SA0304 */
		return NULL;
	}
	return o;
}

/* CASE clean: kobject_put() after kobject_init_and_add() failed */
static struct lk_obj *lk_obj_new_ok(struct kobject *parent, u32 id)
{
	struct lk_obj *o = kzalloc_obj(*o);

	if (!o)
		return NULL;
	o->id = id;
	if (kobject_init_and_add(&o->kobj, &lk_ktype, parent, "obj%u", id)) {
		kobject_put(&o->kobj);
		return NULL;
	}
	return o;
}
