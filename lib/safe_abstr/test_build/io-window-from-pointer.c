// SPDX-License-Identifier: GPL-2.0
// An address is no window of known size.
// EXPECT-GCC: invalid initializer
// EXPECT-CLANG: initializing 'struct sa_regs_dev' with an expression of incompatible type
#include "test_build.h"

u32 get(void __iomem *base)
{
#ifdef WRONG
	struct sa_regs_dev regs = base;
#else
	struct sa_regs_dev regs = sa_unsafe_regs(dev, base);
#endif

	return sa_read(regs, dev, CTRL);
}
