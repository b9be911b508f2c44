// SPDX-License-Identifier: GPL-2.0
// A window is mapped as what it is.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

int map(struct device *dev, const struct resource *res,
	struct sa_regs_dev *regs, struct sa_regs_other *other)
{
#ifdef WRONG
	return sa_devm_map(dev, dev, res, other);
#else
	return sa_devm_map(dev, dev, res, regs) ?:
	       sa_devm_map(dev, other, res, other);
#endif
}
