// SPDX-License-Identifier: GPL-2.0
// A field belongs to its register.
// EXPECT-GCC: implicit declaration of function '__sa_field_get_dev_STATUS_SPEED'
// EXPECT-CLANG: call to undeclared function '__sa_field_get_dev_STATUS_SPEED'
#include "test_build.h"

u32 get(struct sa_regs_dev regs)
{
#ifdef WRONG
	return sa_field_get(dev, STATUS, SPEED, sa_read(regs, dev, STATUS));
#else
	return sa_field_get(dev, CTRL, SPEED, sa_read(regs, dev, CTRL));
#endif
}
