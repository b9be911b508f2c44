// SPDX-License-Identifier: GPL-2.0
/* Devices made at run time, found by a list, as virtio_console's ports. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

struct port {
	struct list_head list;
	struct cdev *cdev;
	struct device *dev;
	spinlock_t lock;	/* who has it open */
	wait_queue_head_t waitq;
};

extern const struct class port_class;
static LIST_HEAD(ports);
static DEFINE_SPINLOCK(ports_lock);

static struct port *port_of(dev_t devt)
{
	struct port *port, *found = NULL;

	spin_lock(&ports_lock);
	list_for_each_entry(port, &ports, list)
		if (port->cdev->dev == devt)
			found = port;
	spin_unlock(&ports_lock);
	return found;
}

/* CASE clean: open finds the port on a list that it is put on at last */
static int port_open(struct inode *inode, struct file *file)
{
	struct port *port = port_of(inode->i_rdev);

	if (!port)
		return -ENXIO;
	spin_lock(&port->lock);
	file->private_data = port;
	spin_unlock(&port->lock);
	wake_up(&port->waitq);
	return 0;
}

static const struct file_operations port_fops = {
	.owner = THIS_MODULE,
	.open = port_open,
};

int port_add(dev_t devt);
int port_add(dev_t devt)
{
	struct port *port = kzalloc_obj(*port);
	int ret;

	if (!port)
		return -ENOMEM;
	port->cdev = cdev_alloc();
	if (!port->cdev) {
		ret = -ENOMEM;
		goto free_port;
	}
	port->cdev->ops = &port_fops;
	ret = cdev_add(port->cdev, devt, 1);
	if (ret)
		goto del_cdev;
	port->dev = device_create(&port_class, NULL, devt, port, "port");
	if (IS_ERR(port->dev)) {
		ret = PTR_ERR(port->dev);
		goto del_cdev;
	}
	spin_lock_init(&port->lock);
	init_waitqueue_head(&port->waitq);
	spin_lock(&ports_lock);
	list_add(&port->list, &ports);
	spin_unlock(&ports_lock);
	return 0;
del_cdev:
	cdev_del(port->cdev);
free_port:
	kfree(port);
	return ret;
}
