// SPDX-License-Identifier: GPL-2.0
// A result that is returned is not ignored.
// EXPECT-GCC: ignoring return value of 'foo_try'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int ignore(void)
{
#ifdef WRONG
	foo_try();
	return 0;
#else
	SA_RESULT(foo, r, foo_try());

	return sa_is_err(r) ? sa_err(r) : 0;
#endif
}
