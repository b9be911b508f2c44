// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/interrupt.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <linux/usb.h>

#define RS_MAX	16

struct rs_dev {
	struct device *dev;
	u32 *tab;
	size_t nr;
	u8 regs[256];
	void *slot[RS_MAX];
	u32 seen;
};

static DEFINE_IDA(rs_ida);

static irqreturn_t rs_irq(int irq, void *data)
{
	struct rs_dev *rs = data;

	rs->seen++;
	return IRQ_HANDLED;
}

/* CASE fire: irq number may be an errno */
static int rs_probe(struct platform_device *pdev, struct rs_dev *rs)
{
	int irq = platform_get_irq(pdev, 0);

	return devm_request_irq(&pdev->dev, irq, rs_irq, 0, "rs", rs); /* EXPECT SA0505 */
}

/* CASE clean: irq number tested */
static int rs_probe_ok(struct platform_device *pdev, struct rs_dev *rs)
{
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0)
		return irq;
	return devm_request_irq(&pdev->dev, irq, rs_irq, 0, "rs", rs);
}

/* CASE fire: unsigned variable makes the test useless */
static int rs_probe_unsigned(struct platform_device *pdev, struct rs_dev *rs)
{
	unsigned int irq;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;
	return devm_request_irq(&pdev->dev, irq, rs_irq, 0, "rs", rs); /* EXPECT SA0505 */
}

/* CASE clean: optional irq, used only when it is positive */
static int rs_probe_opt(struct platform_device *pdev, struct rs_dev *rs)
{
	int irq = platform_get_irq_optional(pdev, 0);

	if (irq == -EPROBE_DEFER)
		return irq;
	if (irq > 0)
		return devm_request_irq(&pdev->dev, irq, rs_irq, 0, "rs", rs);
	return 0;
}

/* CASE fire: count of elements may be an errno and becomes a size */
static int rs_table(struct rs_dev *rs)
{
	int n = of_property_count_u32_elems(rs->dev->of_node, "rs,table");

	rs->tab = devm_kcalloc(rs->dev, n, sizeof(*rs->tab), GFP_KERNEL); /* EXPECT SA0505 */
	if (!rs->tab)
		return -ENOMEM;
	rs->nr = n;
	return of_property_read_u32_array(rs->dev->of_node, "rs,table", rs->tab, n);
}

/* CASE clean: count tested first */
static int rs_table_ok(struct rs_dev *rs)
{
	int n = of_property_count_u32_elems(rs->dev->of_node, "rs,table");

	if (n <= 0)
		return n;
	rs->tab = devm_kcalloc(rs->dev, n, sizeof(*rs->tab), GFP_KERNEL);
	if (!rs->tab)
		return -ENOMEM;
	rs->nr = n;
	return of_property_read_u32_array(rs->dev->of_node, "rs,table", rs->tab, n);
}

/* CASE fire: register value may be an errno and is stored as a byte */
static int rs_read(struct spi_device *spi, struct rs_dev *rs, u8 reg)
{
	int val = spi_w8r8(spi, reg);

	rs->regs[reg] = val; /* EXPECT SA0505 */
	return 0;
}

/* CASE clean: errno returned, value stored */
static int rs_read_ok(struct spi_device *spi, struct rs_dev *rs, u8 reg)
{
	int val = spi_w8r8(spi, reg);

	if (val < 0)
		return val;
	rs->regs[reg] = val;
	return 0;
}

/* CASE fire: allocated id used as an index without a test */
static int rs_slot(struct rs_dev *rs, void *obj)
{
	int id = ida_alloc_max(&rs_ida, RS_MAX - 1, GFP_KERNEL);

	rs->slot[id] = obj; /* EXPECT SA0505 */
	return id;
}

/* CASE clean: id tested, its range is given by the allocation */
static int rs_slot_ok(struct rs_dev *rs, void *obj)
{
	int id = ida_alloc_max(&rs_ida, RS_MAX - 1, GFP_KERNEL);

	if (id < 0)
		return id;
	rs->slot[id] = obj;
	return id;
}

/* CASE fire: length of a control transfer may be an errno */
static int rs_vendor(struct usb_device *udev, struct rs_dev *rs)
{
	u8 *buf;
	int len;

	buf = kzalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	len = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, USB_DIR_IN | USB_TYPE_VENDOR,
			      0, 0, buf, 64, 1000);
	memcpy(rs->regs, buf, len); /* EXPECT SA0505 */
	kfree(buf);
	return 0;
}

/* CASE clean: negative length returned, the buffer freed */
static int rs_vendor_ok(struct usb_device *udev, struct rs_dev *rs)
{
	u8 *buf;
	int len;

	buf = kzalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	len = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1, USB_DIR_IN | USB_TYPE_VENDOR,
			      0, 0, buf, 64, 1000);
	if (len > 0)
		memcpy(rs->regs, buf, len);
	kfree(buf);
	return len < 0 ? len : 0;
}
