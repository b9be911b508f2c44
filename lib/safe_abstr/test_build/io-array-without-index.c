// SPDX-License-Identifier: GPL-2.0
// An array is accessed with an index.
// EXPECT: register array accessed without an index
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_read(regs, dev, CHAN);
#else
	return sa_read_at(regs, dev, CHAN, 0);
#endif
}
