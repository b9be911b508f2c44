// SPDX-License-Identifier: GPL-2.0
// An object that opted in does not write any address.
// EXPECT: raw register access in an object that opted in
#include "test_build.h"

void set(struct sa_regs_dev regs, void __iomem *base)
{
#ifdef WRONG
	writeb(0, base + 0x0e);
#else
	sa_write(regs, dev, LED, 0);
#endif
}
