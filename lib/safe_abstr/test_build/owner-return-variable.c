// SPDX-License-Identifier: GPL-2.0
// An owner is returned by a move; the variable is dropped on return.
// EXPECT-GCC: incompatible types when returning type 'struct sa_own_foo \*'
// EXPECT-CLANG: returning 'struct sa_own_foo\[1\]' from a function with incompatible result type
#include "test_build.h"

sa_owned(foo) make(void)
{
	SA_OWN(foo, p, foo_make());

	foo_use(sa_borrow(p));
#ifdef WRONG
	return p;
#else
	return sa_move(foo, p);
#endif
}
