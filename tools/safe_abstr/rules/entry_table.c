// SPDX-License-Identifier: GPL-2.0
/* Function pointers of the kernel, and the context they are called in. */
#include <string.h>

#include "entry.h"
#include "entry_table.h"

/* A member name may end in '*'; the first row that fits counts. */
static const struct entry_row table[] = {
	{ "timer_list", "function", W_SOFTIRQ, W_TIMER, "a timer callback" },
	{ "hrtimer", "function", W_HARDIRQ, W_HRTIMER, "an hrtimer callback" },
	{ "tasklet_struct", "callback", W_SOFTIRQ, W_TASKLET, "a tasklet" },
	{ "tasklet_struct", "func", W_SOFTIRQ, W_TASKLET, "a tasklet" },
	{ "work_struct", "func", W_PROCESS, W_WORK, "a work function" },
	{ "kthread_work", "func", W_PROCESS, W_WORK, "a work function" },
	{ "irq_work", "func", W_HARDIRQ, W_NONE, "an irq_work function" },
	{ "irqaction", "handler", W_HARDIRQ, W_NONE, "an interrupt handler" },
	{ "urb", "complete", W_SOFTIRQ, W_NONE, "an URB completion handler" },
	{ "usb_request", "complete", W_SOFTIRQ, W_NONE,
	  "a USB request's completion handler" },
	{ "dma_async_tx_descriptor", "callback*", W_SOFTIRQ, W_NONE,
	  "a DMA completion callback" },
	{ "rcu_head", "func", W_SOFTIRQ, W_NONE, "an RCU callback" },
	{ "led_classdev", "brightness_set", W_SOFTIRQ, W_NONE,
	  "brightness_set(), which LED triggers call in atomic context" },
	{ "input_dev", "event", W_SOFTIRQ, W_NONE,
	  "the event() of an input device, called with its spinlock held" },
	{ "serio_driver", "interrupt", W_HARDIRQ, W_NONE, "an interrupt handler" },
	{ "hid_driver", "raw_event", W_SOFTIRQ, W_NONE, "a HID event handler" },
	{ "hid_driver", "event", W_SOFTIRQ, W_NONE, "a HID event handler" },
	{ "mbox_client", "rx_callback", W_SOFTIRQ, W_NONE, "a mailbox callback" },
	{ "clk_ops", "enable", W_SOFTIRQ, W_NONE,
	  "clk_enable(), which holds a spinlock" },
	{ "clk_ops", "disable", W_SOFTIRQ, W_NONE,
	  "clk_disable(), which holds a spinlock" },
	{ "net_device_ops", "ndo_start_xmit", W_SOFTIRQ, W_NONE,
	  "ndo_start_xmit(), which runs with bottom halves off" },
	{ "net_device_ops", "ndo_get_stats64", W_SOFTIRQ, W_NONE,
	  "ndo_get_stats64(), which may run in an RCU section" },
	{ "net_device_ops", "ndo_set_rx_mode", W_SOFTIRQ, W_NONE,
	  "ndo_set_rx_mode(), which holds a spinlock" },
	{ "net_device_ops", "ndo_tx_timeout", W_SOFTIRQ, W_NONE,
	  "ndo_tx_timeout(), which runs in a timer" },
	{ "net_device_ops", "ndo_select_queue", W_SOFTIRQ, W_NONE,
	  "the transmit path" },
	{ "net_device_ops", "ndo_features_check", W_SOFTIRQ, W_NONE,
	  "the transmit path" },
	{ "ieee80211_ops", "tx", W_SOFTIRQ, W_NONE, "the transmit path" },
	{ "ieee80211_ops", "wake_tx_queue", W_SOFTIRQ, W_NONE,
	  "the transmit path" },
	{ "uart_ops", "start_tx", W_HARDIRQ, W_NONE,
	  "start_tx(), with the port's spinlock held" },
	{ "uart_ops", "stop_tx", W_HARDIRQ, W_NONE,
	  "stop_tx(), with the port's spinlock held" },
	{ "uart_ops", "stop_rx", W_HARDIRQ, W_NONE,
	  "stop_rx(), with the port's spinlock held" },
	{ "uart_ops", "set_mctrl", W_HARDIRQ, W_NONE,
	  "set_mctrl(), with the port's spinlock held" },
	{ "uart_ops", "get_mctrl", W_HARDIRQ, W_NONE,
	  "get_mctrl(), with the port's spinlock held" },
	{ "file_operations", "*", W_PROCESS, W_NONE, "a system call" },
	{ "proc_ops", "*", W_PROCESS, W_NONE, "a system call" },
	{ "device_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "kobj_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "bin_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "driver_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "bus_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "class_attribute", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "kernel_param_ops", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "platform_driver", "*", W_PROCESS, W_NONE, "a driver's bind" },
	{ "i2c_driver", "probe", W_PROCESS, W_NONE, "a driver's bind" },
	{ "i2c_driver", "remove", W_PROCESS, W_NONE, "a driver's unbind" },
	{ "spi_driver", "*", W_PROCESS, W_NONE, "a driver's bind" },
	{ "pci_driver", "*", W_PROCESS, W_NONE, "a driver's bind" },
	{ "usb_driver", "*", W_PROCESS, W_NONE, "a driver's bind" },
	{ "ethtool_ops", "*", W_PROCESS, W_NONE, "an ethtool request" },
	{ "net_device_ops", "ndo_open", W_PROCESS, W_NONE, "ndo_open()" },
	{ "net_device_ops", "ndo_stop", W_PROCESS, W_NONE, "ndo_stop()" },
	{ "net_device_ops", "ndo_change_mtu", W_PROCESS, W_NONE, "a configuration" },
	{ "net_device_ops", "ndo_set_mac_address", W_PROCESS, W_NONE,
	  "a configuration" },
	{ "hwmon_ops", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "iio_info", "*", W_PROCESS, W_NONE, "a sysfs access" },
	{ "rtc_class_ops", "*", W_PROCESS, W_NONE, "a system call" },
	{ "watchdog_ops", "*", W_PROCESS, W_NONE, "a system call" },
	{ "v4l2_ioctl_ops", "*", W_PROCESS, W_NONE, "a system call" },
	{ "dev_pm_ops", "*", W_PROCESS, W_NONE, "power management" },
};

/* Called with the descriptor's raw spinlock held. */
static const char *const chip_ops[] = {
	"irq_mask", "irq_unmask", "irq_ack", "irq_mask_ack", "irq_eoi",
	"irq_enable", "irq_disable", "irq_set_type", "irq_retrigger",
};

static const struct entry_row chip_row = {
	"irq_chip", "*", W_HARDIRQ, W_NONE,
	"an irq_chip operation, which holds a raw spinlock"
};

static bool fits(const char *pattern, const char *name)
{
	size_t len = strlen(pattern);

	if (len && pattern[len - 1] == '*')
		return !strncmp(pattern, name, len - 1);
	return !strcmp(pattern, name);
}

const struct entry_row *entry_row_of(const char *type, const char *member)
{
	unsigned int i;

	if (!type || !member)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(chip_ops) && !strcmp(type, "irq_chip"); i++)
		if (!strcmp(chip_ops[i], member))
			return &chip_row;
	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (!strcmp(table[i].type, type) && fits(table[i].member, member))
			return &table[i];
	return NULL;
}

const char *entry_why(enum fact_word kind, enum fact_word context)
{
	switch (kind) {
	case W_TIMER:
		return "a timer callback";
	case W_HRTIMER:
		return "an hrtimer callback";
	case W_TASKLET:
		return "a tasklet";
	case W_NAPI:
		return "a NAPI poll function";
	case W_WORK:
	case W_DWORK:
		return "a work function";
	case W_IRQ:
		return context == W_PROCESS ? "a threaded interrupt handler" :
					      "an interrupt handler";
	default:
		return context == W_HARDIRQ ? "a callback with interrupts off" :
					      "a callback in atomic context";
	}
}
