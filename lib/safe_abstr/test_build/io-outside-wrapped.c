// SPDX-License-Identifier: GPL-2.0
// The end of a register does not wrap around to the start of its window.
// EXPECT: register outside its window
#include "test_build.h"

#ifdef WRONG
SA_REG32(dev, FIRST, 0xfffffffc, RO);
#else
SA_REG32(dev, FIRST, 0x0, RO);
#endif

u32 first(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, FIRST);
}
