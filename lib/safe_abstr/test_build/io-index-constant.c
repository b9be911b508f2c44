// SPDX-License-Identifier: GPL-2.0
// A constant index is in the array.
// EXPECT: index not proved to be in the register array
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_read_at(regs, dev, CHAN, 16);
#else
	return sa_read_at(regs, dev, CHAN, 15);
#endif
}
