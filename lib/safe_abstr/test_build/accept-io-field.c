// SPDX-License-Identifier: GPL-2.0
// Fields taken out of a value and put into one.
#include "test_build.h"

int set_speed(struct sa_regs_dev regs, unsigned int speed)
{
	u32 ctrl = sa_read(regs, dev, CTRL);

	if (speed > 7)
		return -EINVAL;
	ctrl = sa_field_set(dev, CTRL, SPEED, ctrl, speed);
	ctrl = sa_field_set(dev, CTRL, MODE, ctrl, 0xff);
	sa_write(regs, dev, CTRL, ctrl);
	return 0;
}

void copy_mode(struct sa_regs_dev regs)
{
	u32 ctrl = sa_read(regs, dev, CTRL);
	u8 mode = sa_field_get(dev, CTRL, MODE, ctrl);

	ctrl = sa_field_set(dev, CTRL, MODE, 0, mode);
	ctrl = sa_field_set(dev, CTRL, SPEED, ctrl,
			    sa_field_get(dev, CTRL, SPEED, ctrl));
	sa_write(regs, dev, CTRL, ctrl);
	sa_write(regs, dev, LED, mode);
}
