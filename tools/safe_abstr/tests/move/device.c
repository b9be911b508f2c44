// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/input.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

struct mv_child {
	struct device dev;
	u32 id;
};

static void mv_child_release(struct device *dev)
{
	kfree(container_of(dev, struct mv_child, dev));
}

struct mv_kbd {
	struct input_dev *input;
	struct urb *urb;
};

struct mv_slot {
	struct input_dev *input;
	struct list_head node;
};

struct mv_leds {
	struct workqueue_struct *wq;
	struct work_struct work;
	bool gone;
};

static LIST_HEAD(mv_slots);
static DEFINE_MUTEX(mv_lock);

/* CASE fire: put_device() has freed the child already */
static int mv_add_child(struct device *parent, u32 id)
{
	struct mv_child *c;
	int err;

	c = kzalloc_obj(*c);
	if (!c)
		return -ENOMEM;
	c->id = id;
	c->dev.parent = parent;
	c->dev.release = mv_child_release;
	c->dev.init_name = "mv-child";
	err = device_register(&c->dev);
	if (err) {
		put_device(&c->dev);
		kfree(c); /* EXPECT SA0102 */
		return err;
	}
	return 0;
}

/* CASE clean: put_device() alone after the failed registration */
static int mv_add_child_ok(struct device *parent, u32 id)
{
	struct mv_child *c;
	int err;

	c = kzalloc_obj(*c);
	if (!c)
		return -ENOMEM;
	c->id = id;
	c->dev.parent = parent;
	c->dev.release = mv_child_release;
	c->dev.init_name = "mv-child";
	err = device_register(&c->dev);
	if (err) {
		put_device(&c->dev);
		return err;
	}
	return 0;
}

/* CASE fire: input_free_device() after input_unregister_device() */
static void mv_kbd_disconnect(struct usb_interface *intf)
{
	struct mv_kbd *kbd = usb_get_intfdata(intf);

	usb_set_intfdata(intf, NULL);
	usb_kill_urb(kbd->urb);
	input_unregister_device(kbd->input);
	input_free_device(kbd->input); /* EXPECT SA0102 */
	usb_free_urb(kbd->urb);
	kfree(kbd);
}

/* CASE clean: unregistering drops the input device's last reference */
static void mv_kbd_disconnect_ok(struct usb_interface *intf)
{
	struct mv_kbd *kbd = usb_get_intfdata(intf);

	usb_set_intfdata(intf, NULL);
	usb_kill_urb(kbd->urb);
	input_unregister_device(kbd->input);
	usb_free_urb(kbd->urb);
	kfree(kbd);
}

/* CASE fire: urb killed after it was freed */
static void mv_kbd_stop(struct mv_kbd *kbd)
{
	usb_free_urb(kbd->urb);
	usb_kill_urb(kbd->urb); /* EXPECT SA0101 */
	kbd->urb = NULL;
}

/* CASE clean: urb killed, then freed */
static void mv_kbd_stop_ok(struct mv_kbd *kbd)
{
	usb_kill_urb(kbd->urb);
	usb_free_urb(kbd->urb);
	kbd->urb = NULL;
}

/* CASE fire: owner used after no_free_ptr() gave it to the list */
static int mv_slot_new(struct input_dev *input)
{
	struct mv_slot *slot __free(kfree) = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return -ENOMEM;
	guard(mutex)(&mv_lock);
	list_add_tail(&no_free_ptr(slot)->node, &mv_slots);
	slot->input = input; /* EXPECT SA0103 */
	return 0;
}

/* CASE clean: owner filled in before it is given to the list */
static int mv_slot_new_ok(struct input_dev *input)
{
	struct mv_slot *slot __free(kfree) = kzalloc(sizeof(*slot), GFP_KERNEL);

	if (!slot)
		return -ENOMEM;
	slot->input = input;
	guard(mutex)(&mv_lock);
	list_add_tail(&no_free_ptr(slot)->node, &mv_slots);
	return 0;
}

/* CASE fire: work queued on a destroyed workqueue */
static void mv_leds_suspend(struct mv_leds *leds)
{
	cancel_work_sync(&leds->work);
	destroy_workqueue(leds->wq);
	if (!leds->gone)
		queue_work(leds->wq, &leds->work); /* EXPECT SA0101 */
}

/* CASE clean: workqueue drained first and destroyed last */
static void mv_leds_suspend_ok(struct mv_leds *leds)
{
	leds->gone = true;
	cancel_work_sync(&leds->work);
	destroy_workqueue(leds->wq);
	leds->wq = NULL;
}
