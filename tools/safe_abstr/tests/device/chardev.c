// SPDX-License-Identifier: GPL-2.0
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

/* CASE fire: miscdevice in devm memory, open files read it after unbind */
struct lcd {
	struct miscdevice misc;
	struct mutex lock; /* protects the state */
	u32 writes;
};

static ssize_t lcd_write(struct file *file, const char __user *ubuf, size_t len, loff_t *ppos)
{
	struct lcd *lcd = container_of(file->private_data, struct lcd, misc);

	mutex_lock(&lcd->lock);
	lcd->writes++;
	mutex_unlock(&lcd->lock);
	return len;
}

static const struct file_operations lcd_fops = {
	.owner = THIS_MODULE,
	.write = lcd_write,
};

static int lcd_probe(struct platform_device *pdev)
{
	struct lcd *lcd;

	lcd = devm_kzalloc(&pdev->dev, sizeof(*lcd), GFP_KERNEL); /* EXPECT SA0902 */
	if (!lcd)
		return -ENOMEM;
	mutex_init(&lcd->lock);
	lcd->misc.minor = MISC_DYNAMIC_MINOR;
	lcd->misc.name = "lcd";
	lcd->misc.fops = &lcd_fops;
	platform_set_drvdata(pdev, lcd);
	return misc_register(&lcd->misc);
}

static void lcd_remove(struct platform_device *pdev)
{
	struct lcd *lcd = platform_get_drvdata(pdev);

	misc_deregister(&lcd->misc);
}

static struct platform_driver lcd_driver = {
	.probe = lcd_probe,
	.remove = lcd_remove,
	.driver = { .name = "lcd" },
};

/* CASE clean: counted memory, a reference for each open file */
struct oled {
	struct miscdevice misc;
	struct kref ref;
	struct mutex lock; /* protects the state */
	bool gone;
	u32 writes;
};

static void oled_release_ref(struct kref *ref)
{
	kfree(container_of(ref, struct oled, ref));
}

static int oled_open(struct inode *inode, struct file *file)
{
	struct oled *oled = container_of(file->private_data, struct oled, misc);

	kref_get(&oled->ref);
	file->private_data = oled;
	return 0;
}

static ssize_t oled_write(struct file *file, const char __user *ubuf, size_t len, loff_t *ppos)
{
	struct oled *oled = file->private_data;

	guard(mutex)(&oled->lock);
	if (oled->gone)
		return -ENODEV;
	oled->writes++;
	return len;
}

static int oled_close(struct inode *inode, struct file *file)
{
	struct oled *oled = file->private_data;

	kref_put(&oled->ref, oled_release_ref);
	return 0;
}

static const struct file_operations oled_fops = {
	.owner = THIS_MODULE,
	.open = oled_open,
	.write = oled_write,
	.release = oled_close,
};

static int oled_probe(struct platform_device *pdev)
{
	struct oled *oled = kzalloc(sizeof(*oled), GFP_KERNEL);
	int ret;

	if (!oled)
		return -ENOMEM;
	kref_init(&oled->ref);
	mutex_init(&oled->lock);
	oled->misc.minor = MISC_DYNAMIC_MINOR;
	oled->misc.name = "oled";
	oled->misc.fops = &oled_fops;
	ret = misc_register(&oled->misc);
	if (ret) {
		kref_put(&oled->ref, oled_release_ref);
		return ret;
	}
	platform_set_drvdata(pdev, oled);
	return 0;
}

static void oled_remove(struct platform_device *pdev)
{
	struct oled *oled = platform_get_drvdata(pdev);

	misc_deregister(&oled->misc);
	mutex_lock(&oled->lock);
	oled->gone = true;
	mutex_unlock(&oled->lock);
	kref_put(&oled->ref, oled_release_ref);
}

static struct platform_driver oled_driver = {
	.probe = oled_probe,
	.remove = oled_remove,
	.driver = { .name = "oled" },
};

/* CASE fire: cdev in devm memory, the inode's reference outlives it */
struct epd {
	struct cdev cdev;
	dev_t devt;
	u32 opens;
};

static int epd_open(struct inode *inode, struct file *file)
{
	struct epd *epd = container_of(inode->i_cdev, struct epd, cdev);

	epd->opens++;
	file->private_data = epd;
	return 0;
}

static const struct file_operations epd_fops = {
	.owner = THIS_MODULE,
	.open = epd_open,
};

static int epd_probe(struct platform_device *pdev)
{
	struct epd *epd;
	int ret;

	epd = devm_kzalloc(&pdev->dev, sizeof(*epd), GFP_KERNEL); /* EXPECT SA0902 */
	if (!epd)
		return -ENOMEM;
	ret = alloc_chrdev_region(&epd->devt, 0, 1, "epd");
	if (ret)
		return ret;
	cdev_init(&epd->cdev, &epd_fops);
	epd->cdev.owner = THIS_MODULE;
	ret = cdev_add(&epd->cdev, epd->devt, 1);
	if (ret) {
		unregister_chrdev_region(epd->devt, 1);
		return ret;
	}
	platform_set_drvdata(pdev, epd);
	return 0;
}

static void epd_remove(struct platform_device *pdev)
{
	struct epd *epd = platform_get_drvdata(pdev);

	cdev_del(&epd->cdev);
	unregister_chrdev_region(epd->devt, 1);
}

static struct platform_driver epd_driver = {
	.probe = epd_probe,
	.remove = epd_remove,
	.driver = { .name = "epd" },
};

/* CASE clean: cdev and device in one counted object, freed by its release */
struct tft {
	struct device dev;
	struct cdev cdev;
	u32 opens;
};

static dev_t tft_devt;

static void tft_release(struct device *dev)
{
	kfree(container_of(dev, struct tft, dev));
}

static int tft_open(struct inode *inode, struct file *file)
{
	struct tft *tft = container_of(inode->i_cdev, struct tft, cdev);

	tft->opens++;
	file->private_data = tft;
	return 0;
}

static const struct file_operations tft_fops = {
	.owner = THIS_MODULE,
	.open = tft_open,
};

static int tft_probe(struct platform_device *pdev)
{
	struct tft *tft = kzalloc(sizeof(*tft), GFP_KERNEL);
	int ret;

	if (!tft)
		return -ENOMEM;
	device_initialize(&tft->dev);
	tft->dev.release = tft_release;
	tft->dev.parent = &pdev->dev;
	tft->dev.devt = tft_devt;
	ret = dev_set_name(&tft->dev, "tft");
	if (ret)
		goto put;
	cdev_init(&tft->cdev, &tft_fops);
	ret = cdev_device_add(&tft->cdev, &tft->dev);
	if (ret)
		goto put;
	platform_set_drvdata(pdev, tft);
	return 0;
put:
	put_device(&tft->dev);
	return ret;
}

static void tft_remove(struct platform_device *pdev)
{
	struct tft *tft = platform_get_drvdata(pdev);

	cdev_device_del(&tft->cdev, &tft->dev);
	put_device(&tft->dev);
}

static struct platform_driver tft_driver = {
	.probe = tft_probe,
	.remove = tft_remove,
	.driver = { .name = "tft" },
};
