// SPDX-License-Identifier: GPL-2.0
// A read-only register is not written in any order.
// EXPECT: write to a read-only register
#include "test_build.h"

void clear(struct sa_regs_dev regs)
{
#ifdef WRONG
	sa_write_relaxed(regs, dev, STATUS, 0);
#else
	sa_write_relaxed(regs, dev, CTRL, 0);
#endif
}
