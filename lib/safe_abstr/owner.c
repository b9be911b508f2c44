// SPDX-License-Identifier: GPL-2.0
/*
 * The out-of-line part of linux/safe_abstr/owner.h.
 */
#include <linux/device/devres.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/safe_abstr/owner.h>

/* Behind sa_devm_give(), which every probe has: keep the error path here. */
int __sa_devm_give(struct device *dev, void (*drop)(void *p), void *p)
{
	return devm_add_action_or_reset(dev, drop, p);
}
EXPORT_SYMBOL_GPL(__sa_devm_give);

MODULE_DESCRIPTION("Unique owners and register windows for drivers");
MODULE_LICENSE("GPL");
