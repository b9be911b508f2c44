// SPDX-License-Identifier: GPL-2.0
// A window is no address to do arithmetic on.
// EXPECT-GCC: incompatible types when initializing type 'void \*'
// EXPECT-CLANG: initializing 'void \*' with an expression of incompatible type
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	void __iomem *base = regs;

	return ioread32(base + 4);
#else
	return sa_read(regs, dev, STATUS);
#endif
}
