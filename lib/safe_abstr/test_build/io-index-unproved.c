// SPDX-License-Identifier: GPL-2.0
// An index that may have any value is tested first.
// EXPECT: index not proved to be in the register array
#include "test_build.h"

u32 get(struct sa_regs_dev regs, unsigned int i)
{
#ifndef WRONG
	if (i >= 16)
		return 0;
#endif
	return sa_read_at(regs, dev, CHAN, i);
}
