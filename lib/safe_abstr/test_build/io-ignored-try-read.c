// SPDX-License-Identifier: GPL-2.0
// That nothing was read is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_must_check'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int get(struct sa_regs_dev regs, unsigned int i, u32 *value)
{
#ifdef WRONG
	sa_try_read_at(regs, dev, CHAN, i, value);
	return 0;
#else
	return sa_try_read_at(regs, dev, CHAN, i, value);
#endif
}
