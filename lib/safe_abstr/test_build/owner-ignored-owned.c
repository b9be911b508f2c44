// SPDX-License-Identifier: GPL-2.0
// An owner that is returned is not ignored.
// EXPECT-GCC: ignoring return value of 'foo_make'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

void ignore(void)
{
#ifdef WRONG
	foo_make();
#else
	foo_eat(foo_make());
#endif
}
