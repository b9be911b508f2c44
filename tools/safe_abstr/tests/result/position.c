// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/of.h>

/* CASE fire: only the upper end of a looked-up position is tested */
static const char *const mode_names[] = { "host", "peripheral", "otg" };

const char *mode_name(struct device *dev, const char *want)
{
	int i = of_property_match_string(dev->of_node, "modes", want);

	if (i >= (int)ARRAY_SIZE(mode_names))
		return NULL;
	return mode_names[i];	/* EXPECT SA0505 */
}

/* CASE clean: both ends are tested */
static const char *const role_names[] = { "host", "peripheral", "otg" };

const char *role_name(struct device *dev, const char *want)
{
	int i = of_property_match_string(dev->of_node, "roles", want);

	if (i < 0 || i >= (int)ARRAY_SIZE(role_names))
		return NULL;
	return role_names[i];
}

/* CASE clean: as a size it is compared without a sign */
static const u32 rate_values[] = { 100, 400, 1000 };

int rate_of(struct device *dev, const char *want)
{
	int i = of_property_match_string(dev->of_node, "rates", want);

	if (i >= ARRAY_SIZE(rate_values))
		return -EINVAL;
	return rate_values[i];
}
