// SPDX-License-Identifier: GPL-2.0
/* What only the name of a function tells. */
#include "device_call.h"
#include "pinned.h"

static void scan_urb_fill(struct scan *s)
{
	int at = named(s, "control") ? 7 : 6, buf = at - 2;
	struct dev_ref data = ref_at(s, at + 1), urb = ref_at(s, 1);
	struct symbol *type = data.obj;
	struct dev_type *t;

	if (!type && urb.loaded && urb.loaded->base->type == SYM_STRUCT)
		type = urb.loaded->base;
	if (!type)
		return;
	t = dev_type_of(type);
	scan_callback(s, &t->urb, at);
	if (ref_at(s, buf).loaded)
		dev_keys_add(&t->urb.reads, ref_at(s, buf).loaded);
	if (urb.loaded && urb.loaded->base != type)
		dev_type_of(urb.loaded->base)->urb.ordered = true;
	scan_started(s, &t->urb);
}

static void scan_urb(struct scan *s)
{
	static const char *const kills[] = {
		"usb_kill_urb", "usb_poison_urb", "usb_kill_anchored_urbs",
		"usb_poison_anchored_urbs", "usb_wait_anchor_empty_timeout", NULL
	};
	struct dev_key *key;

	if (named(s, "usb_fill_"))
		scan_urb_fill(s);
	if (!named_one(s, kills))
		return;
	key = place_of(ref_at(s, 1));
	if (key && key->base->type == SYM_STRUCT)
		scan_stops(s, &dev_type_of(key->base)->urb, DEV_URB);
	else
		scan_stops(s, NULL, DEV_URB);
}

struct registry {
	const char *begin, *end, *type;
};

/* Functions that make others of the file reachable, by what they have. */
static const struct registry registries[] = {
	{ "sysfs_create_", "sysfs_remove_", "device_attribute" },
	{ "device_create_file", "device_remove_file", "device_attribute" },
	{ "proc_create", "remove_proc_", "proc_ops" },
	{ "proc_create", "proc_remove", "proc_ops" },
	{ "hwmon_device_register", "hwmon_device_unregister", "hwmon_ops" },
	{ "thermal_zone_device_register", "thermal_zone_device_unregister",
	  "thermal_zone_device_ops" },
	{ "backlight_device_register", "backlight_device_unregister",
	  "backlight_ops" },
	{ "power_supply_register", "power_supply_unregister",
	  "power_supply_desc" },
	{ "regulator_register", "regulator_unregister", "regulator_ops" },
	{ "rtc_device_register", "rtc_device_unregister", "rtc_class_ops" },
};

static struct symbol *struct_named(const char *name)
{
	return lookup_symbol(built_in_ident(name), NS_STRUCT);
}

static void scan_registry(struct scan *s)
{
	const struct registry *r = registries;
	struct symbol *type;
	bool begins;

	for (; r < registries + ARRAY_SIZE(registries); r++) {
		begins = named(s, r->begin) && !named(s, r->end);
		if (!begins && !named(s, r->end))
			continue;
		type = struct_named(r->type);
		if (!type || named(s, "region"))
			return;
		if (begins)
			site_of(s)->begin = &dev_type_of(type)->ops;
		else if (!begins)
			site_of(s)->end = &dev_type_of(type)->ops;
		return;
	}
}

static bool is_drvdata(struct scan *s, const char *verb)
{
	static const char *const families[] = {
		"dev_", "platform_", "pci_", "i2c_", "spi_", "amba_", "usb_",
	};
	unsigned int i;

	if (!named(s, verb) || (!named(s, "drvdata") && !named(s, "clientdata") &&
				!named(s, "intfdata")))
		return false;
	for (i = 0; i < ARRAY_SIZE(families); i++)
		if (!strncmp(s->name, families[i], strlen(families[i])))
			return true;
	return false;
}

static bool is_init_name(struct scan *s)
{
	static const char *const not[] = {
		"reinit", "deinit", "uninit", "_del_init", "splice", "move",
		"lockdep", "replace", "cut", "cdev_", "device_", "kobject_",
	};
	unsigned int i;

	if (!named(s, "init") && !named(s, "INIT"))
		return false;
	for (i = 0; i < ARRAY_SIZE(not); i++)
		if (named(s, not[i]))
			return false;
	return true;
}

/* Not waiting: right only where the result says that it was in time. */
static bool is_weak_stop(struct scan *s)
{
	static const char *const list[] = {
		"timer_delete", "del_timer", "timer_shutdown", "cancel_work",
		"cancel_delayed_work", "hrtimer_try_to_cancel", "disable_work",
		"disable_delayed_work", "kthread_cancel_work",
		"kthread_cancel_delayed_work", "usb_unlink_urb", NULL
	};

	return named_one(s, list);
}

static bool only_looks(struct scan *s)
{
	static const char *const words[] = {
		"pending", "active", "busy", "init", "INIT", "setup", "forward",
		"expires", "remaining", "lockdep", "is_queued", "lock_",
		"kref_", "list_", "enable", "prepare", "get_", "hrtimer_set",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (named(s, words[i]))
			return true;
	return false;
}

/* A member given to a function nobody knows may be stopped there. */
void scan_unknown(struct scan *s)
{
	int i;

	if (!s->name || dev_fn_of(s->call->fn->symbol))
		return;
	if (is_weak_stop(s) ? !s->used : s->facts || only_looks(s))
		return;
	for (i = 1; i <= s->nr; i++)
		if (s->ref[i].addr)
			add(s, EV_STOP)->user = &s->ref[i].addr->user;
}

void scan_names(struct scan *s)
{
	int i;

	scan_urb(s);
	scan_registry(s);
	if (named(s, "debugfs_remove"))
		site_of(s)->end = dev_debugfs();
	if (named(s, "set_bit") || named(s, "clear_bit") ||
	    named(s, "atomic_set"))
		for (i = 1; i <= s->nr; i++)
			if (s->ref[i].addr)
				add(s, EV_WRITE)->key = s->ref[i].addr;
	if (named(s, "synchronize_irq"))
		site_of(s)->irqs_off = true;
	if ((named(s, "kobject_init") || named(s, "device_initialize")) &&
	    ref_at(s, 1).addr)
		add(s, EV_INIT)->key = ref_at(s, 1).addr;
	if (is_drvdata(s, "_set_"))
		site_of(s)->sets_drvdata = true;
	if (is_drvdata(s, "_get_"))
		add(s, EV_DRVDATA);
	if (named(s, "wait_for_completion"))
		add(s, EV_WAIT);
	if (named(s, "kthread_should_stop"))
		add(s, EV_LOOP);
	if (named(s, "kref_get") || named(s, "get_device") ||
	    named(s, "kobject_get"))
		for (i = 1; i <= s->nr; i++)
			if (s->ref[i].addr)
				add(s, EV_GET)->key = s->ref[i].addr;
	if (!is_init_name(s) || fact_has(s->facts, FACT_INIT))
		return;
	for (i = 1; i <= s->nr && i <= 2; i++)
		if (s->ref[i].addr && pin_is_name(struct_name(s->ref[i].obj)) &&
		    !site_of(s)->inited) {
			site_of(s)->inited = s->ref[i].addr;
			add(s, EV_INIT)->key = s->ref[i].addr;
		}
}

/* Functions whose address is given away, and what releases references. */
void scan_fn_args(struct scan *s)
{
	struct dev_fn *fn;
	int i;

	for (i = 1; i <= s->nr; i++) {
		fn = dev_fn_of(dev_named_fn(s->arg[i]));
		if (!fn)
			continue;
		fn->roles |= ROLE_TAKEN;
		if (named(s, "single_open") || named(s, "kref_put")) {
			dev_fns_add(&s->fn->calls, fn);
			dev_fns_add(&fn->callers, s->fn);
		}
		if (named(s, "kref_put"))
			fn->roles |= ROLE_RELEASE;
		if (named(s, "devm_add_action"))
			fn->roles |= ROLE_ACTION;
	}
}

/* What an action of the device gets is ended by it. */
void scan_action(struct scan *s)
{
	struct dev_key *key = ref_at(s, 3).addr;

	if (!named(s, "devm_add_action") || !key)
		return;
	key->user.stopped = true;
	key->user.managed = true;
}

void scan_busy(struct scan *s)
{
	struct fact *f;
	struct dev_fn *fn;

	for_each_fact(f, s->facts) {
		if (f->kind != FACT_CALLBACK && f->kind != FACT_INIT)
			continue;
		if (named(s, "devm_add_action"))
			continue;
		fn = dev_fn_of(dev_named_fn(arg_of(s, f->kind == FACT_INIT ?
						   f->arg2 : f->arg)));
		if (fn)
			fn->roles |= ROLE_BUSY;
	}
}

