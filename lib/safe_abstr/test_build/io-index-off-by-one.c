// SPDX-License-Identifier: GPL-2.0
// A test that lets one too many through is no proof.
// EXPECT: index not proved to be in the register array
#include "test_build.h"

void set(struct sa_regs_dev regs, unsigned int i)
{
#ifdef WRONG
	if (i > 16)
#else
	if (i >= 16)
#endif
		return;
	sa_write_at(regs, dev, CHAN, i, 0);
}
