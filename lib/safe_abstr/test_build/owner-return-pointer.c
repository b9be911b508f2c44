// SPDX-License-Identifier: GPL-2.0
// A function that returns an owner returns no plain pointer.
// EXPECT-GCC: incompatible types when returning type 'struct foo \*'
// EXPECT-CLANG: returning 'struct foo \*' from a function with incompatible result type
#include "test_build.h"

sa_owned(foo) make(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	return sa_borrow(p);
#else
	return sa_move(foo, p);
#endif
}
