// SPDX-License-Identifier: GPL-2.0
// A value proved by its type, a mask, a shift, a condition.
#include "test_build.h"

void by_type(struct sa_regs_dev regs, u8 value, bool on)
{
	sa_write(regs, dev, LED, value);
	sa_write(regs, dev, LED, on);
	sa_write(regs, dev, TIMER, value);
	sa_write_relaxed(regs, dev, CTRL, value);
}

void by_arithmetic(struct sa_regs_dev regs, u32 value, int bit)
{
	sa_write(regs, dev, LED, value & 0x7f);
	sa_write(regs, dev, TIMER, value >> 16);
	sa_write(regs, dev, LED, bit ? 0x80 : 0);
	sa_write(regs, dev, LED, (u8)~value);
	sa_write(regs, dev, CTRL, value | 0x80000000);
}

void by_read(struct sa_regs_dev regs, u8 mask)
{
	u8 led = sa_read(regs, dev, LED);

	sa_write(regs, dev, LED, led & ~mask);
	led |= mask;
	sa_write(regs, dev, LED, led);
}
