// SPDX-License-Identifier: GPL-2.0
// An owner is lent with sa_borrow().
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

int lend(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	return foo_use(p);
#else
	return foo_use(sa_borrow(p));
#endif
}
