// SPDX-License-Identifier: GPL-2.0
// The raw accessors stay away when their header comes later.
// EXPECT: raw register access in an object that opted in
#include "test_build.h"

#include <linux/io.h>
#include <linux/io-64-nonatomic-lo-hi.h>

void set(struct sa_regs_dev regs, void __iomem *base)
{
#ifdef WRONG
	writew_relaxed(0, base + 0x0c);
#else
	sa_write_relaxed(regs, dev, TIMER, 0);
#endif
}
