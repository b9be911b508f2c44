// SPDX-License-Identifier: GPL-2.0
// A signed index with only its upper end tested may be negative.
// EXPECT: index not proved to be in the register array
#include "test_build.h"

u32 get(struct sa_regs_dev regs, int i)
{
#ifdef WRONG
	if (i >= 16)
#else
	if (i < 0 || i >= 16)
#endif
		return 0;
	return sa_read_at(regs, dev, CHAN, i);
}
