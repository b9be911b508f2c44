// SPDX-License-Identifier: GPL-2.0
// A big-endian device is accessed as any other.
#include "test_build.h"

void set(struct sa_regs_big regs, u8 i, u16 value)
{
	u32 ctrl = sa_read(regs, big, CTRL);

	sa_write(regs, big, CTRL, ctrl | 1);
	if (i < 8)
		sa_write_at(regs, big, CHAN, i, value);
}
