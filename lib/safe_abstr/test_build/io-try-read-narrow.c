// SPDX-License-Identifier: GPL-2.0
// What is read must not lose bits on its way.
// EXPECT: value too narrow for the register
#include "test_build.h"

int get(struct sa_regs_dev regs, size_t i)
{
#ifdef WRONG
	u16 value = 0;
#else
	u32 value = 0;
#endif

	if (sa_try_read_at(regs, dev, CHAN, i, &value))
		return -1;
	return value & 0xff;
}
