// SPDX-License-Identifier: GPL-2.0
// A result holds one owner.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int unwrap(void)
{
	SA_RESULT(foo, r, foo_try());
	if (sa_is_err(r))
		return sa_err(r);

	SA_OWN(foo, p, sa_unwrap(foo, r));
#ifdef WRONG
	SA_OWN(foo, q, sa_unwrap(foo, r));

	foo_use(sa_borrow(q));
#endif
	return sa_borrow(p)->value;
}
