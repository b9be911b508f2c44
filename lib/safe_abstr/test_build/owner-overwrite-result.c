// SPDX-License-Identifier: GPL-2.0
// A result is bound once, too.
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

int again(void)
{
	SA_RESULT(foo, r, foo_try());

#ifdef WRONG
	*r = foo_try();
#endif
	return sa_is_err(r) ? sa_err(r) : 0;
}
