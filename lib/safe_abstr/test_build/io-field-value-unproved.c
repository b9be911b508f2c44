// SPDX-License-Identifier: GPL-2.0
// A variable is tested or masked before it is put in a field.
// EXPECT: value not proved to fit
#include "test_build.h"

int set(struct sa_regs_dev regs, u8 speed)
{
	u32 ctrl = sa_read(regs, dev, CTRL);

#ifndef WRONG
	if (speed > 7)
		return -EINVAL;
#endif
	ctrl = sa_field_set(dev, CTRL, SPEED, ctrl, speed);
	sa_write(regs, dev, CTRL, ctrl);
	return 0;
}
