// SPDX-License-Identifier: GPL-2.0
// A loop over an array, unrolled or not.
#include "test_build.h"

void clear(struct sa_regs_dev regs)
{
	for (unsigned int i = 0; i < 16; i++)
		sa_write_at(regs, dev, CHAN, i, 0);
}

u32 sum(struct sa_regs_dev regs)
{
	u32 sum = 0;

	for (int i = 0; i < 256; i++)
		sum += sa_read_at(regs, dev, DATA, i);
	return sum;
}

void count_down(struct sa_regs_dev regs)
{
	for (int i = 15; i >= 0; i--)
		sa_write_at(regs, dev, CHAN, i, i);
}

void first_few(struct sa_regs_dev regs, unsigned int n)
{
	if (n > 4)
		n = 4;
	for (unsigned int i = 0; i < n; i++)
		sa_write_at(regs, dev, CHAN, i, 1);
}
