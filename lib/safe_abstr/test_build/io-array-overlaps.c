// SPDX-License-Identifier: GPL-2.0
// Each register of an array has bytes of its own.
// EXPECT: registers of the array overlap
#include "test_build.h"

#ifdef WRONG
SA_REG32_ARRAY(dev, SAME, 0x80, 16, 0, RO);
#else
SA_REG32_ARRAY(dev, SAME, 0x80, 16, 4, RO);
#endif

u32 first(struct sa_regs_dev regs)
{
	return sa_read_at(regs, dev, SAME, 0);
}
