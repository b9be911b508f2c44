// SPDX-License-Identifier: GPL-2.0
// A move goes somewhere; sa_drop() ends a life.
// EXPECT-GCC: ignoring return value of '__sa_move_foo'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

void ignore(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	sa_move(foo, p);
#else
	sa_drop(foo, p);
#endif
}
