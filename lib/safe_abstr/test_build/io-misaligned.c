// SPDX-License-Identifier: GPL-2.0
// A register is aligned to its width.
// EXPECT: register not aligned
#include "test_build.h"

#ifdef WRONG
SA_REG32(dev, ODD, 0x0e, RO);
#else
SA_REG16(dev, ODD, 0x0e, RO);
#endif

u32 odd(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, ODD);
}
