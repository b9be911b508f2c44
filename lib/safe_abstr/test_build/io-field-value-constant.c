// SPDX-License-Identifier: GPL-2.0
// A constant fits the field it is put in.
// EXPECT: value not proved to fit
#include "test_build.h"

void set(struct sa_regs_dev regs)
{
	u32 ctrl = sa_read(regs, dev, CTRL);

#ifdef WRONG
	ctrl = sa_field_set(dev, CTRL, SPEED, ctrl, 8);
#else
	ctrl = sa_field_set(dev, CTRL, SPEED, ctrl, 7);
#endif
	sa_write(regs, dev, CTRL, ctrl);
}
