// SPDX-License-Identifier: GPL-2.0
// A field lies inside its register.
// EXPECT: field outside its register
#include "test_build.h"

#ifdef WRONG
SA_FIELD(dev, LED, TOP, 8, 7);
#else
SA_FIELD(dev, LED, TOP, 7, 7);
#endif

u8 top(struct sa_regs_dev regs)
{
	return sa_field_get(dev, LED, TOP, sa_read(regs, dev, LED));
}
