// SPDX-License-Identifier: GPL-2.0
// An address is no window of known size.
// EXPECT-GCC: invalid initializer
// EXPECT-CLANG: initializing 'struct sa_regs_big' with an expression of incompatible type
#include "test_build.h"

u32 get(void __iomem *base)
{
#ifdef WRONG
	struct sa_regs_big regs = base;
#else
	struct sa_regs_big regs = sa_unsafe_regs(big, base);
#endif

	return sa_read(regs, big, CTRL);
}
