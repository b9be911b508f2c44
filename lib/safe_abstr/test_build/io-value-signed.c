// SPDX-License-Identifier: GPL-2.0
// A signed variable with only its upper end tested may be negative.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs, int value)
{
#ifdef WRONG
	if (value < 256)
#else
	if (value >= 0 && value < 256)
#endif
		sa_write(regs, dev, LED, value);
}
