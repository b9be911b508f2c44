// SPDX-License-Identifier: GPL-2.0
// Headers with raw accesses in functions that nobody calls.
#include "test_build.h"

#include <linux/io-64-nonatomic-hi-lo.h>
#include <linux/iopoll.h>
#include <linux/pci.h>

u32 get(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, STATUS);
}
