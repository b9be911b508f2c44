// SPDX-License-Identifier: GPL-2.0
// A single register has no index.
// EXPECT: single register accessed with an index
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_read_at(regs, dev, CTRL, 0);
#else
	return sa_read(regs, dev, CTRL);
#endif
}
