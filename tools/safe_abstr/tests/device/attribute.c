// SPDX-License-Identifier: GPL-2.0
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/sysfs.h>

/* CASE clean: the file goes with its directory when the module does */
static struct kobject *tune_dir;

static ssize_t level_show(struct kobject *kobj, struct kobj_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "0\n");
}

static struct kobj_attribute level_attr = __ATTR_RO(level);

static int __init tune_init(void)
{
	int ret;

	tune_dir = kobject_create_and_add("tune", kernel_kobj);
	if (!tune_dir)
		return -ENOMEM;
	ret = sysfs_create_file(tune_dir, &level_attr.attr);
	if (ret)
		kobject_put(tune_dir);
	return ret;
}
module_init(tune_init);

static void __exit tune_exit(void)
{
	kobject_put(tune_dir);
}
module_exit(tune_exit);
