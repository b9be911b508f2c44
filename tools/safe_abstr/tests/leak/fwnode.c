// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/leds.h>
#include <linux/of.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/property.h>

/* CASE clean: reference put by a devm action when the device goes */
static void lk_put_node(void *np)
{
	of_node_put(np);
}

static int lk_probe_node(struct platform_device *pdev)
{
	struct device_node *np;
	int ret;

	np = of_get_child_by_name(pdev->dev.of_node, "mdio");
	if (!np)
		return -ENODEV;
	ret = devm_add_action_or_reset(&pdev->dev, lk_put_node, np);
	if (ret)
		return ret;
	platform_set_drvdata(pdev, np);
	return 0;
}

/* CASE fire: fwnode of the walk kept by break */
static struct platform_device *lk_sub(struct device *dev, u32 addr)
{
	struct fwnode_handle *child;
	u32 reg;

	device_for_each_child_node(dev, child) {
		if (fwnode_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == addr)
			break;
	}
	if (!child)
		return ERR_PTR(-ENODEV);
	return platform_device_register_simple("lk-sub", addr, NULL, 0); /* EXPECT SA0301 */
}

/* CASE clean: fwnode put after the break */
static struct platform_device *lk_sub_ok(struct device *dev, u32 addr)
{
	struct fwnode_handle *child;
	u32 reg;

	device_for_each_child_node(dev, child) {
		if (fwnode_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == addr)
			break;
	}
	if (!child)
		return ERR_PTR(-ENODEV);
	fwnode_handle_put(child);
	return platform_device_register_simple("lk-sub", addr, NULL, 0);
}

/* CASE fire: named child node kept when a property is missing */
static int lk_led_node(struct device *dev, u32 *cur)
{
	struct fwnode_handle *led;
	int ret;

	led = device_get_named_child_node(dev, "led");
	if (!led)
		return -ENODEV;
	ret = fwnode_property_read_u32(led, "led-max-microamp", cur);
	if (ret) {
		dev_err(dev, "no current limit\n");
		return ret; /* EXPECT SA0301 */
	}
	fwnode_handle_put(led);
	return 0;
}

/* CASE clean: named child node with automatic put */
static int lk_led_node_ok(struct device *dev, u32 *cur)
{
	struct fwnode_handle *led __free(fwnode_handle) =
		device_get_named_child_node(dev, "led");

	if (!led)
		return -ENODEV;
	return fwnode_property_read_u32(led, "led-max-microamp", cur);
}

/* CASE fire: device of the search loop kept by break */
static bool lk_has_bridge(u16 vendor, u16 device)
{
	struct pci_dev *pdev = NULL;
	bool found = false;

	while ((pdev = pci_get_device(vendor, PCI_ANY_ID, pdev))) {
		if (pdev->device == device) {
			found = true;
			break;
		}
	}
	return found; /* EXPECT SA0301 */
}

/* CASE clean: pci_dev_put() after the loop, which tolerates NULL */
static bool lk_has_bridge_ok(u16 vendor, u16 device)
{
	struct pci_dev *pdev = NULL;
	bool found = false;

	while ((pdev = pci_get_device(vendor, PCI_ANY_ID, pdev))) {
		if (pdev->device == device) {
			found = true;
			break;
		}
	}
	pci_dev_put(pdev);
	return found;
}

/* CASE fire: device found on the bus never put */
static int lk_match_bus(struct device *parent, const char *name)
{
	struct device *dev;

	dev = device_find_child_by_name(parent, name);
	if (!dev)
		return -ENODEV;
	dev_info(dev, "found\n");
	return 0; /* EXPECT SA0301 */
}

/* CASE clean: device put after its use */
static int lk_match_bus_ok(struct device *parent, const char *name)
{
	struct device *dev;

	dev = device_find_child_by_name(parent, name);
	if (!dev)
		return -ENODEV;
	dev_info(dev, "found\n");
	put_device(dev);
	return 0;
}
