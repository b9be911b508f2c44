// SPDX-License-Identifier: GPL-2.0
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/input.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/usb.h>

struct lk_priv {
	struct usb_device *udev;
	struct urb *urb;
	struct input_dev *input;
	u8 *buf;
	size_t len;
};

/* CASE fire: private struct lost when the buffer cannot be had */
static int lk_probe(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct lk_priv *priv;

	priv = kzalloc_obj(*priv);
	if (!priv)
		return -ENOMEM;
	priv->len = 64;
	priv->buf = kmalloc(priv->len, GFP_KERNEL);
	if (!priv->buf)
		return -ENOMEM; /* EXPECT SA0301 */
	usb_set_intfdata(intf, priv);
	return 0;
}

/* CASE clean: ladder frees the private struct */
static int lk_probe_ok(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct lk_priv *priv;

	priv = kzalloc_obj(*priv);
	if (!priv)
		return -ENOMEM;
	priv->len = 64;
	priv->buf = kmalloc(priv->len, GFP_KERNEL);
	if (!priv->buf)
		goto err_free;
	usb_set_intfdata(intf, priv);
	return 0;

err_free:
	kfree(priv);
	return -ENOMEM;
}

/* CASE fire: goto to the label below the one needed, the urb stays */
static int lk_probe_urb(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct lk_priv *priv;
	int err = -ENOMEM;

	priv = kzalloc_obj(*priv);
	if (!priv)
		return -ENOMEM;
	priv->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!priv->urb)
		goto err_priv;
	priv->input = input_allocate_device();
	if (!priv->input)
		goto err_priv;
	err = input_register_device(priv->input);
	if (err)
		goto err_input;
	usb_set_intfdata(intf, priv);
	return 0;

err_input:
	input_free_device(priv->input);
	usb_free_urb(priv->urb);
err_priv:
	kfree(priv); /* EXPECT SA0303 */
	return err;
}

/* CASE clean: one label for each resource */
static int lk_probe_urb_ok(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct lk_priv *priv;
	int err = -ENOMEM;

	priv = kzalloc_obj(*priv);
	if (!priv)
		return -ENOMEM;
	priv->urb = usb_alloc_urb(0, GFP_KERNEL);
	if (!priv->urb)
		goto err_priv;
	priv->input = input_allocate_device();
	if (!priv->input)
		goto err_urb;
	err = input_register_device(priv->input);
	if (err)
		goto err_input;
	usb_set_intfdata(intf, priv);
	return 0;

err_input:
	input_free_device(priv->input);
err_urb:
	usb_free_urb(priv->urb);
err_priv:
	kfree(priv);
	return err;
}

/* CASE fire: firmware not released when its size is wrong */
static int lk_load(struct device *dev, u8 *mem, size_t room)
{
	const struct firmware *fw;
	int err;

	err = request_firmware(&fw, "lk/main.bin", dev);
	if (err)
		return err;
	if (fw->size > room) {
		dev_err(dev, "firmware of %zu bytes too big\n", fw->size);
		return -EFBIG; /* EXPECT SA0301 */
	}
	memcpy(mem, fw->data, fw->size);
	release_firmware(fw);
	return 0;
}

/* CASE clean: firmware released on each path */
static int lk_load_ok(struct device *dev, u8 *mem, size_t room)
{
	const struct firmware *fw;
	int err;

	err = request_firmware(&fw, "lk/main.bin", dev);
	if (err)
		return err;
	if (fw->size > room) {
		dev_err(dev, "firmware of %zu bytes too big\n", fw->size);
		err = -EFBIG;
	} else {
		memcpy(mem, fw->data, fw->size);
	}
	release_firmware(fw);
	return err;
}

/* CASE fire: usb device reference kept by a failing probe */
static int lk_probe_ref(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct usb_device *udev = usb_get_dev(interface_to_usbdev(intf));

	if (udev->speed < USB_SPEED_HIGH)
		return -ENODEV; /* EXPECT SA0301 */
	usb_set_intfdata(intf, udev);
	return 0;
}

/* CASE clean: reference taken when nothing can fail any more */
static int lk_probe_ref_ok(struct usb_interface *intf, const struct usb_device_id *id)
{
	struct usb_device *udev = interface_to_usbdev(intf);

	if (udev->speed < USB_SPEED_HIGH)
		return -ENODEV;
	usb_set_intfdata(intf, usb_get_dev(udev));
	return 0;
}
