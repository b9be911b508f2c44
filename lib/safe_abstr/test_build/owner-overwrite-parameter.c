// SPDX-License-Identifier: GPL-2.0
// An owner behind a pointer is not overwritten either.
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

void refill(struct sa_own_foo *p)
{
	foo_eat(sa_move(foo, p));
#ifdef WRONG
	*p = foo_make();
#else
	sa_replace(foo, p, foo_make());
#endif
}
