// SPDX-License-Identifier: GPL-2.0
// An owner owns something from the start.
// EXPECT-GCC: macro "SA_OWN" requires 3 arguments
// EXPECT-CLANG: too few arguments provided to function-like macro invocation
#include "test_build.h"

int declare(void)
{
#ifdef WRONG
	SA_OWN(foo, p);
#else
	SA_OWN(foo, p, foo_make());
#endif

	return sa_borrow(p)->value;
}
