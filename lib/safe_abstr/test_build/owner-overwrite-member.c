// SPDX-License-Identifier: GPL-2.0
// A member that owns is stored into with sa_replace().
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

void overwrite(struct both *both)
{
#ifdef WRONG
	both->foo[0] = foo_make();
#else
	sa_replace(foo, both->foo, foo_make());
#endif
}
