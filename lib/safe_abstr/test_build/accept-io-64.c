// SPDX-License-Identifier: GPL-2.0
// A 64-bit register, in two halves where the CPU needs it.
#include <linux/io-64-nonatomic-lo-hi.h>

#include "test_build.h"

SA_REG64(dev, COUNT, 0x10, RO);
SA_REG64(dev, ADDRESS, 0x18, RW);

void set(struct sa_regs_dev regs, u64 address)
{
	sa_write(regs, dev, ADDRESS, address + sa_read(regs, dev, COUNT));
}
