// SPDX-License-Identifier: GPL-2.0
// The last byte of a register lies inside its window, too.
// EXPECT: register outside its window
#include "test_build.h"

#ifdef WRONG
SA_REG32(dev, LAST, SZ_4K - 2, RO);
#else
SA_REG16(dev, LAST, SZ_4K - 2, RO);
#endif

u32 last(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, LAST);
}
