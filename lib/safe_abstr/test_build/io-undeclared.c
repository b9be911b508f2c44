// SPDX-License-Identifier: GPL-2.0
// A register is declared before it is accessed.
// EXPECT-GCC: implicit declaration of function '__sa_read_dev_UNKNOWN'
// EXPECT-CLANG: call to undeclared function '__sa_read_dev_UNKNOWN'
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_read(regs, dev, UNKNOWN);
#else
	return sa_read(regs, dev, STATUS);
#endif
}
