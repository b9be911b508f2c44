// SPDX-License-Identifier: GPL-2.0
// The last register of an array lies inside its window.
// EXPECT: register outside its window
#include "test_build.h"

#ifdef WRONG
SA_REG32_ARRAY(dev, TAIL, 0xfc0, 17, 4, RO);
#else
SA_REG32_ARRAY(dev, TAIL, 0xfc0, 16, 4, RO);
#endif

u32 first(struct sa_regs_dev regs)
{
	return sa_read_at(regs, dev, TAIL, 0);
}
