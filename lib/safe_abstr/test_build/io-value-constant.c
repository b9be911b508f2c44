// SPDX-License-Identifier: GPL-2.0
// A constant fits the register it is written to.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs)
{
#ifdef WRONG
	sa_write(regs, dev, LED, 0x100);
#else
	sa_write(regs, dev, LED, 0xff);
#endif
}
