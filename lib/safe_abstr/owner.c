// SPDX-License-Identifier: GPL-2.0
/*
 * The out-of-line part of linux/safe_abstr/owner.h.
 */
#include <linux/bug.h>
#include <linux/device/devres.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/safe_abstr/owner.h>

/*
 * Behind sa_devm_give(), which every probe has: keep the error paths here. An
 * empty owner would fault only when the device is unbound, so refuse it now.
 */
int __sa_devm_give(struct device *dev, void (*drop)(void *p), void *p)
{
	if (WARN_ON_ONCE(!p))
		return -EINVAL;

	return devm_add_action_or_reset(dev, drop, p);
}
EXPORT_SYMBOL_GPL(__sa_devm_give);

MODULE_DESCRIPTION("Unique owners and register windows for drivers");
MODULE_LICENSE("GPL");
