// SPDX-License-Identifier: GPL-2.0
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/rtc.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

struct dsp {
	struct device *dev;
	u32 loads;
};

static struct dsp *the_dsp;

/* CASE fire: per-open context from devm_kzalloc(), files outlive the device */
struct dsp_ctx {
	struct dsp *dsp;
	u32 pos;
};

static int dsp_open(struct inode *inode, struct file *file)
{
	struct dsp_ctx *ctx;

	ctx = devm_kzalloc(the_dsp->dev, sizeof(*ctx), GFP_KERNEL); /* EXPECT SA0902 */
	if (!ctx)
		return -ENOMEM;
	ctx->dsp = the_dsp;
	file->private_data = ctx;
	return 0;
}

static loff_t dsp_llseek(struct file *file, loff_t off, int whence)
{
	struct dsp_ctx *ctx = file->private_data;

	ctx->pos = off & 0xff;
	return ctx->pos;
}

static const struct file_operations dsp_fops = {
	.open = dsp_open,
	.llseek = dsp_llseek,
};

/* CASE clean: per-open context from kzalloc(), freed in release */
struct dsp_file {
	struct dsp *dsp;
	u32 pos;
};

static int dsp_file_open(struct inode *inode, struct file *file)
{
	struct dsp_file *df = kzalloc(sizeof(*df), GFP_KERNEL);

	if (!df)
		return -ENOMEM;
	df->dsp = the_dsp;
	file->private_data = df;
	return 0;
}

static int dsp_file_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations dsp_file_fops = {
	.open = dsp_file_open,
	.release = dsp_file_release,
};

/* CASE fire: a struct device whose references outlive the devm memory it is in */
struct slot {
	struct device dev;
	u32 id;
};

static void slot_release(struct device *dev)
{
	struct slot *slot = container_of(dev, struct slot, dev);

	slot->id = 0;
}

static int slot_probe(struct platform_device *pdev)
{
	struct slot *slot;
	int ret;

	slot = devm_kzalloc(&pdev->dev, sizeof(*slot), GFP_KERNEL); /* EXPECT SA0902 */
	if (!slot)
		return -ENOMEM;
	slot->dev.release = slot_release;
	slot->dev.parent = &pdev->dev;
	slot->dev.init_name = "slot";
	ret = device_register(&slot->dev);
	if (ret) {
		put_device(&slot->dev);
		return ret;
	}
	platform_set_drvdata(pdev, slot);
	return 0;
}

static void slot_remove(struct platform_device *pdev)
{
	struct slot *slot = platform_get_drvdata(pdev);

	device_unregister(&slot->dev);
}

static struct platform_driver slot_driver = {
	.probe = slot_probe,
	.remove = slot_remove,
	.driver = { .name = "slot" },
};

/* CASE clean: the device's release frees the memory it is in */
struct bay {
	struct device dev;
	u32 id;
};

static void bay_release(struct device *dev)
{
	kfree(container_of(dev, struct bay, dev));
}

static int bay_probe(struct platform_device *pdev)
{
	struct bay *bay = kzalloc(sizeof(*bay), GFP_KERNEL);
	int ret;

	if (!bay)
		return -ENOMEM;
	device_initialize(&bay->dev);
	bay->dev.release = bay_release;
	bay->dev.parent = &pdev->dev;
	ret = dev_set_name(&bay->dev, "bay%d", pdev->id);
	if (!ret)
		ret = device_add(&bay->dev);
	if (ret) {
		put_device(&bay->dev);
		return ret;
	}
	platform_set_drvdata(pdev, bay);
	return 0;
}

static void bay_remove(struct platform_device *pdev)
{
	struct bay *bay = platform_get_drvdata(pdev);

	device_unregister(&bay->dev);
}

static struct platform_driver bay_driver = {
	.probe = bay_probe,
	.remove = bay_remove,
	.driver = { .name = "bay" },
};

/* CASE fire: a counted object that others take references to lives in devm memory */
struct pool {
	struct list_head node;
	struct kref ref;
	u32 free;
};

static LIST_HEAD(pools);
static DEFINE_MUTEX(pools_lock);

static void pool_release(struct kref *ref)
{
	struct pool *pool = container_of(ref, struct pool, ref);

	pool->free = 0;
}

static struct pool *pool_get(void)
{
	struct pool *pool;

	guard(mutex)(&pools_lock);
	pool = list_first_entry_or_null(&pools, struct pool, node);
	if (pool)
		kref_get(&pool->ref);
	return pool;
}

static void pool_put(struct pool *pool)
{
	kref_put(&pool->ref, pool_release);
}

static int pool_probe(struct platform_device *pdev)
{
	struct pool *pool;

	pool = devm_kzalloc(&pdev->dev, sizeof(*pool), GFP_KERNEL); /* EXPECT SA0902 */
	if (!pool)
		return -ENOMEM;
	kref_init(&pool->ref);
	platform_set_drvdata(pdev, pool);
	mutex_lock(&pools_lock);
	list_add(&pool->node, &pools);
	mutex_unlock(&pools_lock);
	return 0;
}

static void pool_remove(struct platform_device *pdev)
{
	struct pool *pool = platform_get_drvdata(pdev);

	mutex_lock(&pools_lock);
	list_del(&pool->node);
	mutex_unlock(&pools_lock);
	pool_put(pool);
}

static struct platform_driver pool_driver = {
	.probe = pool_probe,
	.remove = pool_remove,
	.driver = { .name = "pool" },
};

/* CASE clean: devm memory behind sysfs and an rtc only, both end at unbind */
struct clockchip {
	struct rtc_device *rtc;
	u32 trim;
};

static ssize_t trim_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct clockchip *cc = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", cc->trim);
}
static DEVICE_ATTR_RO(trim);

static struct attribute *clockchip_attrs[] = {
	&dev_attr_trim.attr,
	NULL
};
ATTRIBUTE_GROUPS(clockchip);

static int clockchip_probe(struct platform_device *pdev)
{
	struct clockchip *cc = devm_kzalloc(&pdev->dev, sizeof(*cc), GFP_KERNEL);

	if (!cc)
		return -ENOMEM;
	platform_set_drvdata(pdev, cc);
	cc->rtc = devm_rtc_allocate_device(&pdev->dev);
	if (IS_ERR(cc->rtc))
		return PTR_ERR(cc->rtc);
	return devm_rtc_register_device(cc->rtc);
}

static struct platform_driver clockchip_driver = {
	.probe = clockchip_probe,
	.driver = { .name = "clockchip", .dev_groups = clockchip_groups },
};

/* CASE clean: debugfs file on devm state, debugfs_remove() waits for its readers */
struct tracer {
	struct dentry *dir;
	u32 hits;
};

static int tracer_show(struct seq_file *s, void *unused)
{
	struct tracer *tr = s->private;

	seq_printf(s, "%u\n", tr->hits);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(tracer);

static int tracer_probe(struct platform_device *pdev)
{
	struct tracer *tr = devm_kzalloc(&pdev->dev, sizeof(*tr), GFP_KERNEL);

	if (!tr)
		return -ENOMEM;
	tr->dir = debugfs_create_dir("tracer", NULL);
	debugfs_create_file("hits", 0444, tr->dir, tr, &tracer_fops);
	platform_set_drvdata(pdev, tr);
	return 0;
}

static void tracer_remove(struct platform_device *pdev)
{
	struct tracer *tr = platform_get_drvdata(pdev);

	debugfs_remove_recursive(tr->dir);
}

static struct platform_driver tracer_driver = {
	.probe = tracer_probe,
	.remove = tracer_remove,
	.driver = { .name = "tracer" },
};
