// SPDX-License-Identifier: GPL-2.0
// A loop that runs one too far is not accepted.
// EXPECT: index not proved to be in the register array
#include "test_build.h"

#ifdef WRONG
#define LAST	16
#else
#define LAST	15
#endif

void clear(struct sa_regs_dev regs)
{
	for (unsigned int i = 0; i <= LAST; i++)
		sa_write_at(regs, dev, CHAN, i, 0);
}
