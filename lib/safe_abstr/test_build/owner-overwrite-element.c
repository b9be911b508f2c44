// SPDX-License-Identifier: GPL-2.0
// Nor can it be overwritten through its array.
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

int overwrite(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	p[0] = foo_make();
#else
	sa_replace(foo, p, foo_make());
#endif
	return sa_borrow(p)->value;
}
