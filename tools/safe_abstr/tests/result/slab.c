// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/netdevice.h>
#include <linux/of_device.h>
#include <linux/platform_device.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct rs_data {
	u32 chip;
	u32 rate;
};

struct rs_dev {
	struct device *dev;
	void __iomem *base;
	const char *label;
	u8 *buf;
	u32 chip;
	size_t len;
};

/* CASE fire: allocation used without a test */
static int rs_probe(struct platform_device *pdev)
{
	struct rs_dev *rs;

	rs = devm_kzalloc(&pdev->dev, sizeof(*rs), GFP_KERNEL);
	rs->dev = &pdev->dev; /* EXPECT SA0501 */
	platform_set_drvdata(pdev, rs);
	return 0;
}

/* CASE clean: allocation tested first */
static int rs_probe_ok(struct platform_device *pdev)
{
	struct rs_dev *rs;

	rs = devm_kzalloc(&pdev->dev, sizeof(*rs), GFP_KERNEL);
	if (!rs)
		return -ENOMEM;
	rs->dev = &pdev->dev;
	platform_set_drvdata(pdev, rs);
	return 0;
}

/* CASE fire: resource dereferenced though the device may have none */
static int rs_map(struct platform_device *pdev, struct rs_dev *rs)
{
	struct resource *res;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	rs->base = devm_ioremap(&pdev->dev, res->start, resource_size(res)); /* EXPECT SA0501 */
	if (!rs->base)
		return -ENOMEM;
	return 0;
}

/* CASE clean: resource tested */
static int rs_map_ok(struct platform_device *pdev, struct rs_dev *rs)
{
	struct resource *res;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	if (!res)
		return -EINVAL;
	rs->base = devm_ioremap(&pdev->dev, res->start, resource_size(res));
	if (!rs->base)
		return -ENOMEM;
	return 0;
}

/* CASE clean: devm_ioremap_resource() takes a missing resource itself */
static int rs_map_res(struct platform_device *pdev, struct rs_dev *rs)
{
	struct resource *res;

	res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	rs->base = devm_ioremap_resource(&pdev->dev, res);
	return PTR_ERR_OR_ZERO(rs->base);
}

/* CASE fire: formatted name used, the allocation may have failed */
static int rs_name(struct rs_dev *rs, int id)
{
	char *name = kasprintf(GFP_KERNEL, "rs%d", id);

	rs->len = strlen(name); /* EXPECT SA0501 */
	rs->label = name;
	return 0;
}

/* CASE clean: formatted name tested */
static int rs_name_ok(struct rs_dev *rs, int id)
{
	char *name = kasprintf(GFP_KERNEL, "rs%d", id);

	if (!name)
		return -ENOMEM;
	rs->len = strlen(name);
	rs->label = name;
	return 0;
}

/* CASE fire: tested after the first use */
static int rs_up(struct net *net, int ifindex)
{
	struct net_device *ndev = dev_get_by_index(net, ifindex);
	unsigned int flags = ndev->flags; /* EXPECT SA0501 */

	if (!ndev)
		return -ENODEV;
	dev_put(ndev);
	return flags & IFF_UP ? 0 : -ENETDOWN;
}

/* CASE clean: tested before the first use */
static int rs_up_ok(struct net *net, int ifindex)
{
	struct net_device *ndev = dev_get_by_index(net, ifindex);
	unsigned int flags;

	if (!ndev)
		return -ENODEV;
	flags = ndev->flags;
	dev_put(ndev);
	return flags & IFF_UP ? 0 : -ENETDOWN;
}

/* CASE fire: the wrong pointer is tested */
static int rs_buffers(struct rs_dev *rs, const void *src, size_t len)
{
	u8 *copy;

	rs->buf = devm_kmalloc(rs->dev, len, GFP_KERNEL);
	if (!rs->buf)
		return -ENOMEM;
	copy = kmalloc(len, GFP_KERNEL);
	if (!rs->buf)
		return -ENOMEM;
	memcpy(copy, src, len); /* EXPECT SA0501 */
	memcpy(rs->buf, src, len);
	kfree(copy);
	return 0;
}

/* CASE clean: each pointer is tested */
static int rs_buffers_ok(struct rs_dev *rs, const void *src, size_t len)
{
	u8 *copy;

	rs->buf = devm_kmalloc(rs->dev, len, GFP_KERNEL);
	copy = kmalloc(len, GFP_KERNEL);
	if (!rs->buf || !copy) {
		kfree(copy);
		return -ENOMEM;
	}
	memcpy(copy, src, len);
	memcpy(rs->buf, src, len);
	kfree(copy);
	return 0;
}

/* CASE clean: __GFP_NOFAIL allocation needs no test */
static char *rs_must(const char *src, size_t len)
{
	char *p = kmalloc(len + 1, GFP_KERNEL | __GFP_NOFAIL);

	memcpy(p, src, len);
	p[len] = '\0';
	return p;
}
