// SPDX-License-Identifier: GPL-2.0
// An owner is not assigned; sa_replace() drops what it held.
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

int copy(void)
{
	SA_OWN(foo, p, foo_make());
	SA_OWN(foo, q, foo_make());

#ifdef WRONG
	*q = *p;
#else
	sa_replace(foo, q, sa_move(foo, p));
#endif
	return sa_borrow(q)->value;
}
