// SPDX-License-Identifier: GPL-2.0
// What was moved to another owner is used there.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int run(void)
{
	SA_OWN(foo, p, foo_make());
	SA_OWN(foo, q, sa_move(foo, p));

#ifdef WRONG
	return foo_use(sa_borrow(p));
#else
	return foo_use(sa_borrow(q));
#endif
}
