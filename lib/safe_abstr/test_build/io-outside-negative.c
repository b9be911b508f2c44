// SPDX-License-Identifier: GPL-2.0
// A register does not lie before its window.
// EXPECT: register outside its window
#include "test_build.h"

#ifdef WRONG
SA_REG32(dev, FIRST, -4, RO);
#else
SA_REG32(dev, FIRST, 0, RO);
#endif

u32 first(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, FIRST);
}
