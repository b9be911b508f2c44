// SPDX-License-Identifier: GPL-2.0
// The test that counts is the one of the same result.
// EXPECT: result used before sa_is_err\(\) was tested
#include "test_build.h"

int unwrap(void)
{
	SA_RESULT(foo, r, foo_try());
	SA_RESULT(bar, s, bar_try());

#ifdef WRONG
	if (sa_is_err(s))
		return sa_err(s);
#else
	if (sa_is_err(r))
		return sa_err(r);
	if (sa_is_err(s))
		return sa_err(s);
#endif
	SA_OWN(foo, p, sa_unwrap(foo, r));

	return sa_borrow(p)->value;
}
