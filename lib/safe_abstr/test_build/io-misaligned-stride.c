// SPDX-License-Identifier: GPL-2.0
// All registers of an array are aligned to their width.
// EXPECT: register not aligned
#include "test_build.h"

#ifdef WRONG
SA_REG32_ARRAY(dev, ODD, 0x100, 4, 6, RO);
#else
SA_REG32_ARRAY(dev, ODD, 0x100, 4, 8, RO);
#endif

u32 odd(struct sa_regs_dev regs)
{
	return sa_read_at(regs, dev, ODD, 1);
}
