// SPDX-License-Identifier: GPL-2.0
// An object that opted in does not read any address.
// EXPECT: raw register access in an object that opted in
#include "test_build.h"

u32 get(struct sa_regs_dev regs, void __iomem *base)
{
#ifdef WRONG
	return readl(base + 4);
#else
	return sa_read(regs, dev, STATUS);
#endif
}
