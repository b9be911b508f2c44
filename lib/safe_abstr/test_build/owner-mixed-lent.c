// SPDX-License-Identifier: GPL-2.0
// A foo is not lent as a bar.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

int lend(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	return bar_use(sa_borrow(p));
#else
	return foo_use(sa_borrow(p));
#endif
}
