// SPDX-License-Identifier: GPL-2.0
// An index proved by a test, a mask, its type, a remainder.
#include "test_build.h"

int by_test(struct sa_regs_dev regs, int i)
{
	if (i < 0 || i >= 16)
		return -EINVAL;
	return sa_read_at(regs, dev, CHAN, i);
}

u32 by_mask(struct sa_regs_dev regs, unsigned long i)
{
	return sa_read_at(regs, dev, CHAN, i & 15);
}

u8 by_type(struct sa_regs_dev regs, u8 i)
{
	return sa_read_at_relaxed(regs, dev, DATA, i);
}

u32 by_remainder(struct sa_regs_dev regs, unsigned int i)
{
	return sa_read_at(regs, dev, CHAN, i % 16);
}

u32 by_switch(struct sa_regs_dev regs, int i)
{
	switch (i) {
	case 0 ... 15:
		return sa_read_at(regs, dev, CHAN, i);
	default:
		return 0;
	}
}

int checked(struct sa_regs_dev regs, long i, u32 value)
{
	int err = sa_try_write_at(regs, dev, CHAN, i, value);

	if (err)
		return err;
	return sa_try_read_at(regs, dev, CHAN, i + 1, &value) ?: value;
}
