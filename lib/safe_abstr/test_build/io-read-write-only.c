// SPDX-License-Identifier: GPL-2.0
// A write-only register is not read.
// EXPECT: read of a write-only register
#include "test_build.h"

u32 kick(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_read(regs, dev, KICK);
#else
	sa_write(regs, dev, KICK, 1);
	return sa_read(regs, dev, STATUS);
#endif
}
