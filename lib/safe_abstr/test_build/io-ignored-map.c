// SPDX-License-Identifier: GPL-2.0
// That a window could not be mapped is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_devm_map_dev'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int map(struct device *dev, const struct resource *res,
	struct sa_regs_dev *regs)
{
#ifdef WRONG
	sa_devm_map(dev, dev, res, regs);
	return 0;
#else
	return sa_devm_map(dev, dev, res, regs);
#endif
}
