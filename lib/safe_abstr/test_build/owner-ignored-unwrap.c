// SPDX-License-Identifier: GPL-2.0
// What was unwrapped is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_unwrap_foo'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int ignore(void)
{
	SA_RESULT(foo, r, foo_try());
	if (sa_is_err(r))
		return sa_err(r);

#ifdef WRONG
	sa_unwrap(foo, r);
#else
	foo_eat(sa_unwrap(foo, r));
#endif
	return 0;
}
