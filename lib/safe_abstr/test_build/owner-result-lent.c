// SPDX-License-Identifier: GPL-2.0
// A result is no owner to borrow from; it may hold an errno.
// EXPECT: result used before sa_is_err|incompatible pointer type|no member named
#include "test_build.h"

int lend(void)
{
	SA_RESULT(foo, r, foo_try());
#ifdef WRONG
	return foo_use(sa_borrow(r));
#else
	if (sa_is_err(r))
		return sa_err(r);

	SA_OWN(foo, p, sa_unwrap(foo, r));

	return foo_use(sa_borrow(p));
#endif
}
