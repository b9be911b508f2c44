// SPDX-License-Identifier: GPL-2.0
// A wider variable is masked or tested before it is written.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs, u32 value)
{
#ifdef WRONG
	sa_write(regs, dev, LED, value);
#else
	sa_write(regs, dev, LED, value & 0xff);
#endif
}
