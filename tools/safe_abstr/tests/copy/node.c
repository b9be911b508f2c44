// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/i2c.h>
#include <linux/kref.h>
#include <linux/netdevice.h>
#include <linux/of.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct cp_bus {
	struct device_node *np;
	struct device_node *phy_np;
	struct usb_device *udev;
	struct net_device *lower;
	struct device *peer;
};

struct cp_slave {
	struct device_node *np;
	struct usb_device *udev;
	struct net_device *lower;
	struct device *peer;
	u32 reg;
};

/* CASE fire: one node reference in two structs, both put it */
static int cp_bus_parse(struct cp_bus *bus, struct cp_slave *slave, struct device *dev)
{
	struct device_node *np;

	np = of_parse_phandle(dev->of_node, "phy-handle", 0);
	if (!np)
		return -ENODEV;
	bus->phy_np = np;
	slave->np = np; /* EXPECT SA0201 */
	return 0;
}

static void cp_bus_free(struct cp_bus *bus, struct cp_slave *slave)
{
	of_node_put(bus->phy_np);
	of_node_put(slave->np);
}

/* CASE clean: second holder has a reference of its own */
static int cp_bus_parse_ok(struct cp_bus *bus, struct cp_slave *slave, struct device *dev)
{
	struct device_node *np;

	np = of_parse_phandle(dev->of_node, "phy-handle", 0);
	if (!np)
		return -ENODEV;
	bus->phy_np = np;
	slave->np = of_node_get(np);
	return 0;
}

static void cp_bus_free_ok(struct cp_bus *bus, struct cp_slave *slave)
{
	of_node_put(bus->phy_np);
	of_node_put(slave->np);
}

/* CASE fire: usb device taken once, kept and put by two structs */
static void cp_attach(struct cp_bus *bus, struct cp_slave *slave, struct usb_interface *intf)
{
	bus->udev = usb_get_dev(interface_to_usbdev(intf));
	slave->udev = bus->udev; /* EXPECT SA0201 */
}

static void cp_detach(struct cp_bus *bus, struct cp_slave *slave)
{
	usb_put_dev(slave->udev);
	slave->udev = NULL;
	usb_put_dev(bus->udev);
	bus->udev = NULL;
}

/* CASE clean: only the bus puts the device, the slave borrows it */
struct cp_guest {
	struct usb_device *udev;
};

static void cp_attach_ok(struct cp_bus *bus, struct cp_guest *slave, struct usb_interface *intf)
{
	bus->udev = usb_get_dev(interface_to_usbdev(intf));
	slave->udev = bus->udev;
}

static void cp_detach_ok(struct cp_bus *bus, struct cp_guest *slave)
{
	slave->udev = NULL;
	usb_put_dev(bus->udev);
	bus->udev = NULL;
}

/* CASE clean: the second owner takes its reference with usb_get_dev() */
static void cp_attach_two(struct cp_bus *bus, struct cp_slave *slave, struct usb_interface *intf)
{
	bus->udev = usb_get_dev(interface_to_usbdev(intf));
	slave->udev = usb_get_dev(bus->udev);
}

static void cp_detach_two(struct cp_bus *bus, struct cp_slave *slave)
{
	usb_put_dev(slave->udev);
	usb_put_dev(bus->udev);
}

/* CASE fire: dev_get_by_name() reference stored for two, put by two */
static int cp_lower(struct cp_bus *bus, struct cp_slave *slave, struct net *net, const char *name)
{
	struct net_device *lower = dev_get_by_name(net, name);

	if (!lower)
		return -ENODEV;
	slave->lower = lower;
	bus->lower = lower; /* EXPECT SA0201 */
	return 0;
}

static void cp_unlower(struct cp_bus *bus, struct cp_slave *slave)
{
	dev_put(slave->lower);
	dev_put(bus->lower);
}

/* CASE clean: dev_hold() for the second holder */
static int cp_lower_ok(struct cp_bus *bus, struct cp_slave *slave, struct net *net,
		       const char *name)
{
	struct net_device *lower = dev_get_by_name(net, name);

	if (!lower)
		return -ENODEV;
	slave->lower = lower;
	dev_hold(lower);
	bus->lower = lower;
	return 0;
}

static void cp_unlower_ok(struct cp_bus *bus, struct cp_slave *slave)
{
	dev_put(slave->lower);
	dev_put(bus->lower);
}

/* CASE fire: slaves in a loop share one get_device() reference */
static void cp_share(struct cp_slave *tab, int n, struct device *peer)
{
	int i;

	tab[0].peer = get_device(peer);
	for (i = 1; i < n; i++)
		tab[i].peer = tab[0].peer; /* KNOWN-GAP SA0201 */
}

static void cp_unshare(struct cp_slave *tab, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_device(tab[i].peer);
}

/* CASE clean: one get_device() for each slave */
static void cp_share_ok(struct cp_slave *tab, int n, struct device *peer)
{
	int i;

	for (i = 0; i < n; i++)
		tab[i].peer = get_device(peer);
}

static void cp_unshare_ok(struct cp_slave *tab, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_device(tab[i].peer);
}
