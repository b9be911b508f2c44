// SPDX-License-Identifier: GPL-2.0
// A register is accessed in its own window.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_read_dev_CTRL'
// EXPECT-CLANG: passing 'struct sa_regs_other' to parameter of incompatible type
#include "test_build.h"

u32 get(struct sa_regs_dev regs, struct sa_regs_other other)
{
#ifdef WRONG
	return sa_read(other, dev, CTRL);
#else
	return sa_read(regs, dev, CTRL) | sa_read(other, other, CTRL);
#endif
}
