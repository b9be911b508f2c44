// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/i2c.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct bw_dev {
	struct device *dev;
	char name[32];
	u32 cells;
	u8 sum;
};

/* CASE fire: property string of the node used after the node was put */
static int bw_label(struct bw_dev *bw)
{
	struct device_node *np;
	const char *label;
	int ret;

	np = of_get_child_by_name(bw->dev->of_node, "panel");
	if (!np)
		return -ENODEV;
	ret = of_property_read_string(np, "label", &label);
	of_node_put(np);
	if (ret)
		return ret;
	strscpy(bw->name, label, sizeof(bw->name)); /* EXPECT SA0401 */
	return 0;
}

/* CASE clean: string copied while the node is held */
static int bw_label_ok(struct bw_dev *bw)
{
	struct device_node *np;
	const char *label;
	int ret;

	np = of_get_child_by_name(bw->dev->of_node, "panel");
	if (!np)
		return -ENODEV;
	ret = of_property_read_string(np, "label", &label);
	if (!ret)
		strscpy(bw->name, label, sizeof(bw->name));
	of_node_put(np);
	return ret;
}

/* CASE fire: property cells read after the put */
static int bw_cells(struct bw_dev *bw)
{
	struct device_node *np;
	const __be32 *prop;
	int len;

	np = of_parse_phandle(bw->dev->of_node, "bw,table", 0);
	if (!np)
		return -ENODEV;
	prop = of_get_property(np, "cells", &len);
	of_node_put(np);
	if (!prop || len < sizeof(*prop))
		return -EINVAL;
	bw->cells = be32_to_cpup(prop); /* EXPECT SA0401 */
	return 0;
}

/* CASE clean: cells read first, node put on both paths */
static int bw_cells_ok(struct bw_dev *bw)
{
	struct device_node *np;
	const __be32 *prop;
	int len;

	np = of_parse_phandle(bw->dev->of_node, "bw,table", 0);
	if (!np)
		return -ENODEV;
	prop = of_get_property(np, "cells", &len);
	if (!prop || len < sizeof(*prop)) {
		of_node_put(np);
		return -EINVAL;
	}
	bw->cells = be32_to_cpup(prop);
	of_node_put(np);
	return 0;
}

/* CASE fire: name of the supplier kept over its put_device() */
static void bw_log_supplier(struct bw_dev *bw, struct device_node *np)
{
	struct platform_device *pdev = of_find_device_by_node(np);
	const char *name;

	if (!pdev)
		return;
	name = dev_name(&pdev->dev);
	put_device(&pdev->dev);
	dev_info(bw->dev, "supplied by %s\n", name); /* EXPECT SA0401 */
}

/* CASE clean: name used while the supplier is held */
static void bw_log_supplier_ok(struct bw_dev *bw, struct device_node *np)
{
	struct platform_device *pdev = of_find_device_by_node(np);
	const char *name;

	if (!pdev)
		return;
	name = dev_name(&pdev->dev);
	dev_info(bw->dev, "supplied by %s\n", name);
	put_device(&pdev->dev);
}

/* CASE fire: firmware bytes read after release_firmware() */
static int bw_fw_sum(struct bw_dev *bw)
{
	const struct firmware *fw;
	const u8 *p;
	size_t n;
	int err;

	err = request_firmware(&fw, "bw.bin", bw->dev);
	if (err)
		return err;
	p = fw->data;
	n = fw->size;
	release_firmware(fw);
	while (n--)
		bw->sum += p[n]; /* EXPECT SA0401 */
	return 0;
}

/* CASE clean: firmware duplicated, the copy used */
static int bw_fw_sum_ok(struct bw_dev *bw)
{
	const struct firmware *fw;
	size_t n;
	u8 *p;
	int err;

	err = request_firmware(&fw, "bw.bin", bw->dev);
	if (err)
		return err;
	n = fw->size;
	p = kmemdup(fw->data, n, GFP_KERNEL);
	release_firmware(fw);
	if (!p)
		return -ENOMEM;
	while (n--)
		bw->sum += p[n];
	kfree(p);
	return 0;
}

/* CASE fire: node returned that was just put */
static struct device_node *bw_ports(struct device *dev)
{
	struct device_node *np = of_get_child_by_name(dev->of_node, "ports");

	of_node_put(np);
	return np; /* EXPECT SA0402 */
}

/* CASE clean: node returned with its reference */
static struct device_node *bw_ports_ok(struct device *dev)
{
	struct device_node *np = of_get_child_by_name(dev->of_node, "ports");

	if (np && !of_device_is_available(np)) {
		of_node_put(np);
		return NULL;
	}
	return np;
}
