// SPDX-License-Identifier: GPL-2.0
// A negative value fits no register.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs)
{
#ifdef WRONG
	sa_write(regs, dev, CTRL, -1);
#else
	sa_write(regs, dev, CTRL, ~0U);
#endif
}
