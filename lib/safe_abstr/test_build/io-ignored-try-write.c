// SPDX-License-Identifier: GPL-2.0
// That an index was out of range is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_must_check'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int set(struct sa_regs_dev regs, unsigned int i)
{
#ifdef WRONG
	sa_try_write_at(regs, dev, CHAN, i, 0);
	return 0;
#else
	return sa_try_write_at(regs, dev, CHAN, i, 0);
#endif
}
