// SPDX-License-Identifier: GPL-2.0
// A register lies inside its window.
// EXPECT: register outside its window
#include "test_build.h"

#ifdef WRONG
SA_REG32(dev, LAST, SZ_4K, RO);
#else
SA_REG32(dev, LAST, SZ_4K - 4, RO);
#endif

u32 last(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, LAST);
}
