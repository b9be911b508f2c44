// SPDX-License-Identifier: GPL-2.0
// A function that consumes takes what was moved, not the variable.
// EXPECT-GCC: incompatible type for argument 1 of 'foo_eat'
// EXPECT-CLANG: passing 'struct sa_own_foo\[1\]' to parameter of incompatible type
#include "test_build.h"

void eat(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	foo_eat(p);
#else
	foo_eat(sa_move(foo, p));
#endif
}
