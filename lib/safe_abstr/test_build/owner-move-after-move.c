// SPDX-License-Identifier: GPL-2.0
// An owner is moved once.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int run(void)
{
	SA_OWN(foo, p, foo_make());
	int value = foo_use(sa_borrow(p));

	foo_eat(sa_move(foo, p));
#ifdef WRONG
	foo_eat(sa_move(foo, p));
#endif
	return value;
}
