// SPDX-License-Identifier: GPL-2.0
#include <linux/clk.h>
#include <linux/errno.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/list.h>
#include <linux/of.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

/* CASE clean: virtqueues are deleted through the table of operations */
struct relay {
	struct virtio_device *vdev;
	struct virtqueue *vq;
	int id;
};

int relay_add(struct relay *relay);

static void relay_done(struct virtqueue *vq)
{
}

static void relay_free_vqs(struct virtio_device *vdev)
{
	virtio_reset_device(vdev);
	vdev->config->del_vqs(vdev);
}

static int relay_probe(struct virtio_device *vdev)
{
	struct virtqueue_info info[] = { { "request", relay_done } };
	struct relay *relay;
	int ret;

	relay = devm_kzalloc(&vdev->dev, sizeof(*relay), GFP_KERNEL);
	if (!relay)
		return -ENOMEM;

	ret = virtio_find_vqs(vdev, 1, &relay->vq, info, NULL);
	if (ret)
		return ret;

	ret = relay_add(relay);
	if (ret)
		relay_free_vqs(vdev);
	return ret;
}

static void relay_remove(struct virtio_device *vdev)
{
	relay_free_vqs(vdev);
}

static struct virtio_driver relay_driver = {
	.driver.name = "relay",
	.probe = relay_probe,
	.remove = relay_remove,
};
module_virtio_driver(relay_driver);

/* CASE clean: krealloc() takes along what was stored in the old object */
struct lines {
	unsigned int nr;
	struct gpio_desc *desc[];
};

struct lines *lines_get(struct device *dev, unsigned int nr);
struct lines *lines_get(struct device *dev, unsigned int nr)
{
	struct lines *lines, *more;
	struct gpio_desc *desc;

	lines = kzalloc(struct_size(lines, desc, 1), GFP_KERNEL);
	if (!lines)
		return ERR_PTR(-ENOMEM);

	desc = gpiod_get_index(dev, "line", 0, GPIOD_ASIS);
	if (IS_ERR(desc)) {
		kfree(lines);
		return ERR_CAST(desc);
	}
	lines->desc[0] = desc;
	lines->nr = 1;

	more = krealloc(lines, struct_size(lines, desc, nr), GFP_KERNEL);
	if (!more) {
		gpiod_put(desc);
		kfree(lines);
		return ERR_PTR(-ENOMEM);
	}
	return more;
}

/* CASE clean: the reference lasts as long as what was found in the object */
struct shared_line {
	struct gpio_desc *desc;
	struct fwnode_handle *fwnode;
};


struct shared_line *shared_line_get(struct device_node *np);
struct shared_line *shared_line_get(struct device_node *np)
{
	struct shared_line *line;
	struct device_node *parent;

	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		return ERR_PTR(-ENOMEM);

	parent = of_get_parent(np);
	if (!parent) {
		kfree(line);
		return ERR_PTR(-ENODEV);
	}
	line->fwnode = &parent->fwnode;
	return line;
}

/* CASE fire: nothing of the parent is kept */
struct shared_line *shared_line_make(struct device_node *np);
struct shared_line *shared_line_make(struct device_node *np)
{
	struct shared_line *line;
	struct device_node *parent;

	line = kzalloc(sizeof(*line), GFP_KERNEL);
	if (!line)
		return ERR_PTR(-ENOMEM);

	parent = of_get_parent(np);
	if (!parent) {
		kfree(line);
		return ERR_PTR(-ENODEV);
	}
	dev_dbg(NULL, "below %pOF\n", parent);
	return line; /* EXPECT SA0301 */
}

/* CASE clean: no node, no parent: nothing to put */
int bank_of(struct device_node *np);
int bank_of(struct device_node *np)
{
	struct device_node *parent = of_get_parent(np);
	u32 id;
	int ret;

	if (!np || !parent)
		return -ENODEV;

	ret = of_property_read_u32(parent, "bank", &id);
	of_node_put(parent);
	return ret ? ret : (int)(id & 0xff);
}

/* CASE clean: a member that comes and goes is gone when its object is freed */
struct proxy {
	struct list_head list;
	char *name;
	struct gpiod_lookup_table *lookup;
};

static LIST_HEAD(proxies);

void proxy_forget(struct proxy *proxy);
void proxy_forget(struct proxy *proxy)
{
	kfree(proxy->lookup);
	proxy->lookup = NULL;
}

void proxy_drop(struct proxy *proxy);
void proxy_drop(struct proxy *proxy)
{
	list_del(&proxy->list);
	kfree(proxy->name);
	kfree(proxy);
}

int proxy_add(const char *name);
int proxy_add(const char *name)
{
	struct proxy *proxy;

	proxy = kzalloc(sizeof(*proxy), GFP_KERNEL);
	if (!proxy)
		return -ENOMEM;

	proxy->name = kstrdup(name, GFP_KERNEL);
	if (!proxy->name) {
		kfree(proxy);
		return -ENOMEM;
	}
	list_add(&proxy->list, &proxies);
	return 0;
}

/* CASE clean: not supported is what it answers, with the clock left on */
struct debounced {
	void __iomem *regs;
	struct clk *clk;
};

int debounced_set(struct debounced *d, unsigned int param);
int debounced_set(struct debounced *d, unsigned int param)
{
	int ret;

	if (!param)
		return -ENOTSUPP;

	ret = clk_prepare_enable(d->clk);
	if (ret)
		return ret;

	/* The caller is to debounce by itself, too. */
	return -ENOTSUPP;
}
