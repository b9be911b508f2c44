// SPDX-License-Identifier: GPL-2.0
/* Reset lines that the file asserts again. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/reset.h>
#include <linux/watchdog.h>

struct rdt {
	struct watchdog_device wdd;
	struct reset_control *rst;
};

/* CASE fire: remove asserts the reset, this path does not */
static int rdt_probe(struct platform_device *pdev)
{
	struct rdt *rdt = devm_kzalloc(&pdev->dev, sizeof(*rdt), GFP_KERNEL);
	int ret;

	if (!rdt)
		return -ENOMEM;
	platform_set_drvdata(pdev, rdt);

	rdt->rst = devm_reset_control_get_exclusive(&pdev->dev, NULL);
	if (IS_ERR(rdt->rst))
		return PTR_ERR(rdt->rst);

	ret = reset_control_deassert(rdt->rst);
	if (ret)
		return ret;

	ret = watchdog_register_device(&rdt->wdd);
	if (ret)
		return ret;				/* EXPECT SA0305 */
	return 0;
}

static void rdt_remove(struct platform_device *pdev)
{
	struct rdt *rdt = platform_get_drvdata(pdev);

	watchdog_unregister_device(&rdt->wdd);
	reset_control_assert(rdt->rst);
}
