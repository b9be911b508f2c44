// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/input.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/usb.h>

/* CASE fire: disconnect frees the state while its URB is in flight */
struct pad {
	struct usb_device *udev;
	struct urb *urb;
	u8 state;
};

static void pad_complete(struct urb *urb)
{
	struct pad *pad = urb->context;

	pad->state = 1;
}

static int pad_start(struct usb_interface *intf, struct pad *pad, u8 *buf)
{
	usb_set_intfdata(intf, pad);
	usb_fill_int_urb(pad->urb, pad->udev, usb_rcvintpipe(pad->udev, 1), buf, 8,
			 pad_complete, pad, 4);
	return usb_submit_urb(pad->urb, GFP_KERNEL);
}

static void pad_disconnect(struct usb_interface *intf)
{
	struct pad *pad = usb_get_intfdata(intf);

	usb_set_intfdata(intf, NULL);
	usb_free_urb(pad->urb);
	kfree(pad); /* EXPECT SA0903 */
}

static struct usb_driver pad_driver = {
	.name = "pad",
	.disconnect = pad_disconnect,
};

/* CASE clean: usb_kill_urb() first */
struct wheel {
	struct usb_device *udev;
	struct urb *urb;
	u8 state;
};

static void wheel_complete(struct urb *urb)
{
	struct wheel *wheel = urb->context;

	wheel->state = 1;
}

static int wheel_start(struct usb_interface *intf, struct wheel *wheel, u8 *buf)
{
	usb_set_intfdata(intf, wheel);
	usb_fill_int_urb(wheel->urb, wheel->udev, usb_rcvintpipe(wheel->udev, 1), buf, 8,
			 wheel_complete, wheel, 4);
	return usb_submit_urb(wheel->urb, GFP_KERNEL);
}

static void wheel_disconnect(struct usb_interface *intf)
{
	struct wheel *wheel = usb_get_intfdata(intf);

	usb_set_intfdata(intf, NULL);
	usb_kill_urb(wheel->urb);
	usb_free_urb(wheel->urb);
	kfree(wheel);
}

static struct usb_driver wheel_driver = {
	.name = "wheel",
	.disconnect = wheel_disconnect,
};

/* CASE fire: the transfer buffer is freed before the URB that fills it is killed */
struct mic {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
};

static void mic_complete(struct urb *urb)
{
	struct mic *mic = urb->context;

	mic->buf[0] = 0;
}

static int mic_start(struct usb_interface *intf, struct mic *mic)
{
	int ret;

	mic->buf = kmalloc(64, GFP_KERNEL);
	if (!mic->buf)
		return -ENOMEM;
	usb_fill_bulk_urb(mic->urb, mic->udev, usb_rcvbulkpipe(mic->udev, 1), mic->buf, 64,
			  mic_complete, mic);
	ret = usb_submit_urb(mic->urb, GFP_KERNEL);
	if (ret)
		kfree(mic->buf);
	else
		usb_set_intfdata(intf, mic);
	return ret;
}

static void mic_disconnect(struct usb_interface *intf)
{
	struct mic *mic = usb_get_intfdata(intf);

	kfree(mic->buf); /* EXPECT SA0901 */
	usb_kill_urb(mic->urb);
	usb_free_urb(mic->urb);
	kfree(mic);
}

static struct usb_driver mic_driver = {
	.name = "mic",
	.disconnect = mic_disconnect,
};

/* CASE clean: URB killed and freed, then its buffer, then the state */
struct cam {
	struct usb_device *udev;
	struct urb *urb;
	u8 *buf;
};

static void cam_complete(struct urb *urb)
{
	struct cam *cam = urb->context;

	cam->buf[0] = 0;
}

static int cam_start(struct usb_interface *intf, struct cam *cam)
{
	int ret;

	cam->buf = kmalloc(64, GFP_KERNEL);
	if (!cam->buf)
		return -ENOMEM;
	usb_fill_bulk_urb(cam->urb, cam->udev, usb_rcvbulkpipe(cam->udev, 1), cam->buf, 64,
			  cam_complete, cam);
	ret = usb_submit_urb(cam->urb, GFP_KERNEL);
	if (ret)
		kfree(cam->buf);
	else
		usb_set_intfdata(intf, cam);
	return ret;
}

static void cam_disconnect(struct usb_interface *intf)
{
	struct cam *cam = usb_get_intfdata(intf);

	usb_kill_urb(cam->urb);
	usb_free_urb(cam->urb);
	kfree(cam->buf);
	kfree(cam);
}

static struct usb_driver cam_driver = {
	.name = "cam",
	.disconnect = cam_disconnect,
};

/* CASE fire: the input device goes while the timer still reports to it */
struct stick {
	struct input_dev *input;
	struct timer_list poll;
};

static void stick_poll(struct timer_list *t)
{
	struct stick *stick = timer_container_of(stick, t, poll);

	input_report_key(stick->input, BTN_TRIGGER, 1);
	input_sync(stick->input);
	mod_timer(&stick->poll, jiffies + HZ / 50);
}

static int stick_start(struct stick *stick)
{
	int ret;

	stick->input = input_allocate_device();
	if (!stick->input)
		return -ENOMEM;
	ret = input_register_device(stick->input);
	if (ret) {
		input_free_device(stick->input);
		return ret;
	}
	timer_setup(&stick->poll, stick_poll, 0);
	mod_timer(&stick->poll, jiffies + HZ / 50);
	return 0;
}

static void stick_disconnect(struct usb_interface *intf)
{
	struct stick *stick = usb_get_intfdata(intf);

	input_unregister_device(stick->input); /* EXPECT SA0901 */
	timer_delete_sync(&stick->poll);
	kfree(stick);
}

static struct usb_driver stick_driver = {
	.name = "stick",
	.disconnect = stick_disconnect,
};

/* CASE clean: the timer is stopped, then the input device unregistered */
struct mouse {
	struct input_dev *input;
	struct timer_list poll;
};

static void mouse_poll(struct timer_list *t)
{
	struct mouse *mouse = timer_container_of(mouse, t, poll);

	input_report_key(mouse->input, BTN_LEFT, 1);
	input_sync(mouse->input);
	mod_timer(&mouse->poll, jiffies + HZ / 50);
}

static int mouse_start(struct mouse *mouse)
{
	int ret;

	mouse->input = input_allocate_device();
	if (!mouse->input)
		return -ENOMEM;
	ret = input_register_device(mouse->input);
	if (ret) {
		input_free_device(mouse->input);
		return ret;
	}
	timer_setup(&mouse->poll, mouse_poll, 0);
	mod_timer(&mouse->poll, jiffies + HZ / 50);
	return 0;
}

static void mouse_disconnect(struct usb_interface *intf)
{
	struct mouse *mouse = usb_get_intfdata(intf);

	timer_delete_sync(&mouse->poll);
	input_unregister_device(mouse->input);
	kfree(mouse);
}

static struct usb_driver mouse_driver = {
	.name = "mouse",
	.disconnect = mouse_disconnect,
};
