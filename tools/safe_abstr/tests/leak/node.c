// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/of.h>
#include <linux/of_graph.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>

/* CASE fire: child of the walk not put when the walk is left */
static int lk_find_port(struct device *dev, u32 want)
{
	struct device_node *child;
	u32 reg;

	for_each_child_of_node(dev->of_node, child) {
		if (of_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == want)
			return 0; /* EXPECT SA0301 */
	}
	return -ENOENT;
}

/* CASE clean: child put before the return out of the walk */
static int lk_find_port_ok(struct device *dev, u32 want)
{
	struct device_node *child;
	u32 reg;

	for_each_child_of_node(dev->of_node, child) {
		if (of_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == want) {
			of_node_put(child);
			return 0;
		}
	}
	return -ENOENT;
}

/* CASE clean: scoped walk puts the child by itself */
static int lk_find_port_scoped(struct device *dev, u32 want)
{
	u32 reg;

	for_each_child_of_node_scoped(dev->of_node, child) {
		if (of_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == want)
			return 0;
	}
	return -ENOENT;
}

/* CASE fire: node of the phandle kept when its device is not there yet */
static int lk_get_companion(struct device *dev, struct device **comp)
{
	struct platform_device *pdev;
	struct device_node *np;

	np = of_parse_phandle(dev->of_node, "companion", 0);
	if (!np)
		return -ENODEV;
	pdev = of_find_device_by_node(np);
	if (!pdev)
		return -EPROBE_DEFER; /* EXPECT SA0301 */
	of_node_put(np);
	*comp = &pdev->dev;
	return 0;
}

/* CASE clean: node put as soon as it was looked up */
static int lk_get_companion_ok(struct device *dev, struct device **comp)
{
	struct platform_device *pdev;
	struct device_node *np;

	np = of_parse_phandle(dev->of_node, "companion", 0);
	if (!np)
		return -ENODEV;
	pdev = of_find_device_by_node(np);
	of_node_put(np);
	if (!pdev)
		return -EPROBE_DEFER;
	*comp = &pdev->dev;
	return 0;
}

/* CASE fire: device found by its node is never put */
static int lk_comp_ready(struct device_node *np)
{
	struct platform_device *pdev;

	pdev = of_find_device_by_node(np);
	if (!pdev)
		return -EPROBE_DEFER;
	if (!platform_get_drvdata(pdev))
		return -EPROBE_DEFER; /* EXPECT SA0301 */
	put_device(&pdev->dev);
	return 0;
}

/* CASE clean: result noted, device put, result returned */
static int lk_comp_ready_ok(struct device_node *np)
{
	struct platform_device *pdev;
	bool ready;

	pdev = of_find_device_by_node(np);
	if (!pdev)
		return -EPROBE_DEFER;
	ready = !!platform_get_drvdata(pdev);
	put_device(&pdev->dev);
	return ready ? 0 : -EPROBE_DEFER;
}

/* CASE fire: endpoint put, the remote node forgotten */
static int lk_remote_lanes(struct device *dev, u32 *lanes)
{
	struct device_node *ep, *remote;
	int ret;

	ep = of_graph_get_endpoint_by_regs(dev->of_node, 0, -1);
	if (!ep)
		return -ENODEV;
	remote = of_graph_get_remote_port_parent(ep);
	of_node_put(ep);
	if (!remote)
		return -ENODEV;
	ret = of_property_read_u32(remote, "lanes", lanes);
	return ret; /* EXPECT SA0301 */
}

/* CASE clean: both nodes put */
static int lk_remote_lanes_ok(struct device *dev, u32 *lanes)
{
	struct device_node *ep, *remote;
	int ret;

	ep = of_graph_get_endpoint_by_regs(dev->of_node, 0, -1);
	if (!ep)
		return -ENODEV;
	remote = of_graph_get_remote_port_parent(ep);
	of_node_put(ep);
	if (!remote)
		return -ENODEV;
	ret = of_property_read_u32(remote, "lanes", lanes);
	of_node_put(remote);
	return ret;
}

/* CASE fire: node overwritten by its successor without a put */
static int lk_bus_depth(struct device_node *np)
{
	struct device_node *cur = of_get_parent(np);
	int depth = 0;

	while (cur) {
		depth++;
		cur = of_get_parent(cur); /* EXPECT SA0302 */
	}
	return depth;
}

/* CASE clean: of_get_next_parent() puts the node it steps away from */
static int lk_bus_depth_ok(struct device_node *np)
{
	struct device_node *cur = of_get_parent(np);
	int depth = 0;

	while (cur) {
		depth++;
		cur = of_get_next_parent(cur);
	}
	return depth;
}
