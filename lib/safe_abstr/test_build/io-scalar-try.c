// SPDX-License-Identifier: GPL-2.0
// A single register has no index to check.
// EXPECT: single register accessed with an index
#include "test_build.h"

u32 get(struct sa_regs_dev regs, unsigned int i)
{
	u32 value = 0;

#ifdef WRONG
	if (sa_try_read_at(regs, dev, CTRL, i, &value))
		return 0;
#else
	if (sa_try_read_at(regs, dev, CHAN, i, &value))
		return 0;
#endif
	return value;
}
