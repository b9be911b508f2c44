// SPDX-License-Identifier: GPL-2.0
// A register is not read through an address.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_read_dev_CTRL'
// EXPECT-CLANG: passing 'void \*' to parameter of incompatible type
#include "test_build.h"

u32 get(struct sa_regs_dev regs, void __iomem *base)
{
#ifdef WRONG
	return sa_read(base, dev, CTRL);
#else
	return sa_read(regs, dev, CTRL);
#endif
}
