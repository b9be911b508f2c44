// SPDX-License-Identifier: GPL-2.0
// An owner is dropped once.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int run(void)
{
	SA_OWN(foo, p, foo_make());
	int value = foo_use(sa_borrow(p));

	sa_drop(foo, p);
#ifdef WRONG
	sa_drop(foo, p);
#endif
	return value;
}
