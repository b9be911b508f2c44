// SPDX-License-Identifier: GPL-2.0
// A value fits the register of an array, too.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs, u8 i, u16 value)
{
#ifdef WRONG
	sa_write_at(regs, dev, DATA, i, value);
#else
	sa_write_at(regs, dev, DATA, i, value >> 8);
#endif
}
