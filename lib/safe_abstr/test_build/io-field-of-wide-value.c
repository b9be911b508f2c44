// SPDX-License-Identifier: GPL-2.0
// A value that is wider than the register is not one that was read from it.
// EXPECT: value not proved to fit its register or field
#include "test_build.h"

#ifdef WRONG
u32 speed(u64 value)
#else
u32 speed(u32 value)
#endif
{
	return sa_field_get(dev, CTRL, SPEED, value);
}
