// SPDX-License-Identifier: GPL-2.0
// A function that consumes takes an owner, not a borrow.
// EXPECT-GCC: incompatible type for argument 1 of 'foo_eat'
// EXPECT-CLANG: passing 'struct foo \*' to parameter of incompatible type
#include "test_build.h"

void eat(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	foo_eat(sa_borrow(p));
#else
	foo_eat(sa_move(foo, p));
#endif
}
