// SPDX-License-Identifier: GPL-2.0
// A dropped owner has nothing to lend.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int run(void)
{
	SA_OWN(foo, p, foo_make());
	int value = foo_use(sa_borrow(p));

	sa_drop(foo, p);
#ifdef WRONG
	value = foo_use(sa_borrow(p));
#endif
	return value;
}
