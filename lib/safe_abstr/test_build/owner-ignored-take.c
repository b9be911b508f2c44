// SPDX-License-Identifier: GPL-2.0
// What was taken is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_take_foo'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

void ignore(struct both *both)
{
#ifdef WRONG
	sa_take(foo, both->foo);
#else
	sa_clear(foo, both->foo);
#endif
}
