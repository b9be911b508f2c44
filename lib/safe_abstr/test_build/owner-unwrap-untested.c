// SPDX-License-Identifier: GPL-2.0
// A result is tested before it is unwrapped.
// EXPECT: result used before sa_is_err\(\) was tested
#include "test_build.h"

int unwrap(void)
{
	SA_RESULT(foo, r, foo_try());
#ifndef WRONG
	if (sa_is_err(r))
		return sa_err(r);
#endif
	SA_OWN(foo, p, sa_unwrap(foo, r));

	return sa_borrow(p)->value;
}
