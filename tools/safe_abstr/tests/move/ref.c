// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/kref.h>
#include <linux/of.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/power_supply.h>
#include <linux/slab.h>

struct mv_sess {
	struct kref ref;
	u32 id;
	u32 users;
};

static void mv_sess_release(struct kref *ref)
{
	kfree(container_of(ref, struct mv_sess, ref));
}

/* CASE fire: session touched after its reference was put */
static void mv_sess_close(struct mv_sess *s)
{
	kref_put(&s->ref, mv_sess_release);
	s->users--; /* EXPECT SA0101 */
}

/* CASE clean: session updated before the reference goes */
static void mv_sess_close_ok(struct mv_sess *s)
{
	s->users--;
	kref_put(&s->ref, mv_sess_release);
}

/* CASE clean: second reference taken for the time after the put */
static u32 mv_sess_swap(struct mv_sess *s)
{
	u32 id;

	kref_get(&s->ref);
	kref_put(&s->ref, mv_sess_release);
	id = s->id;
	kref_put(&s->ref, mv_sess_release);
	return id;
}

/* CASE fire: node put in the error branch and again at the exit */
static int mv_parse(struct device *dev, u32 *rate)
{
	struct device_node *np;
	int ret;

	np = of_get_child_by_name(dev->of_node, "timing");
	if (!np)
		return -ENODEV;
	ret = of_property_read_u32(np, "clock-frequency", rate);
	if (ret) {
		of_node_put(np);
		goto out;
	}
	if (*rate == 0)
		ret = -EINVAL;
out:
	of_node_put(np); /* EXPECT SA0102 */
	return ret;
}

/* CASE clean: node put once, at the exit */
static int mv_parse_ok(struct device *dev, u32 *rate)
{
	struct device_node *np;
	int ret;

	np = of_get_child_by_name(dev->of_node, "timing");
	if (!np)
		return -ENODEV;
	ret = of_property_read_u32(np, "clock-frequency", rate);
	if (ret)
		goto out;
	if (*rate == 0)
		ret = -EINVAL;
out:
	of_node_put(np);
	return ret;
}

/* CASE fire: node with automatic put is put by hand as well */
static int mv_parse_auto(struct device *dev, u32 *val)
{
	struct device_node *np __free(device_node) =
		of_parse_phandle(dev->of_node, "memory-region", 0);

	if (!np)
		return -ENODEV;
	if (of_property_read_u32(np, "reg", val)) {
		of_node_put(np);
		return -EINVAL; /* EXPECT SA0102 */
	}
	return 0;
}

/* CASE clean: automatic put only */
static int mv_parse_auto_ok(struct device *dev, u32 *val)
{
	struct device_node *np __free(device_node) =
		of_parse_phandle(dev->of_node, "memory-region", 0);

	if (!np)
		return -ENODEV;
	if (of_property_read_u32(np, "reg", val))
		return -EINVAL;
	return 0;
}

/* CASE clean: child put by hand only where the walk is left early */
static int mv_count_ports(struct device *dev, u32 want)
{
	struct device_node *child;
	u32 reg;
	int n = 0;

	for_each_child_of_node(dev->of_node, child) {
		if (of_property_read_u32(child, "reg", &reg))
			continue;
		if (reg == want) {
			of_node_put(child);
			return n;
		}
		n++;
	}
	return -ENOENT;
}

/* CASE fire: bridge device read after pci_dev_put() */
static int mv_bridge_id(int domain)
{
	struct pci_dev *bridge;

	bridge = pci_get_domain_bus_and_slot(domain, 0, PCI_DEVFN(0, 0));
	if (!bridge)
		return -ENODEV;
	pci_dev_put(bridge);
	return bridge->device; /* EXPECT SA0101 */
}

/* CASE clean: id copied out before pci_dev_put() */
static int mv_bridge_id_ok(int domain)
{
	struct pci_dev *bridge;
	int id;

	bridge = pci_get_domain_bus_and_slot(domain, 0, PCI_DEVFN(0, 0));
	if (!bridge)
		return -ENODEV;
	id = bridge->device;
	pci_dev_put(bridge);
	return id;
}

/* CASE fire: supply asked for its state after power_supply_put() */
static int mv_online(const char *name)
{
	union power_supply_propval val = {};
	struct power_supply *psy = power_supply_get_by_name(name);
	int ret;

	if (!psy)
		return -EPROBE_DEFER;
	power_supply_put(psy);
	ret = power_supply_get_property(psy, POWER_SUPPLY_PROP_ONLINE, &val); /* EXPECT SA0101 */
	return ret ?: val.intval;
}

/* CASE clean: supply kept until it has answered */
static int mv_online_ok(const char *name)
{
	union power_supply_propval val = {};
	struct power_supply *psy = power_supply_get_by_name(name);
	int ret;

	if (!psy)
		return -EPROBE_DEFER;
	ret = power_supply_get_property(psy, POWER_SUPPLY_PROP_ONLINE, &val);
	power_supply_put(psy);
	return ret ?: val.intval;
}
