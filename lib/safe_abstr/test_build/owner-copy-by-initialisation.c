// SPDX-License-Identifier: GPL-2.0
// A variable of an owner is not a second owner.
// EXPECT-GCC: invalid initializer
// EXPECT-CLANG: initializing 'struct sa_own_foo' with an expression of incompatible type
#include "test_build.h"

int copy(void)
{
	SA_OWN(foo, p, foo_make());
#ifdef WRONG
	struct sa_own_foo q = p;

	foo_eat(q);
#else
	foo_eat(sa_move(foo, p));
#endif
	return 0;
}
