// SPDX-License-Identifier: GPL-2.0
// What was allocated is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_new_both'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int ignore(void)
{
#ifdef WRONG
	sa_new(both, GFP_KERNEL);
	return 0;
#else
	SA_RESULT(both, r, sa_new(both, GFP_KERNEL));

	return sa_is_err(r) ? sa_err(r) : 0;
#endif
}
