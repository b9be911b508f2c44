// SPDX-License-Identifier: GPL-2.0
// Moved on one path, dropped at the end of the scope on the other.
#include "test_build.h"

int pass_on(int keep)
{
	SA_OWN(foo, p, foo_make());
	int value = foo_use(sa_borrow(p));

	if (keep) {
		foo_eat(sa_move(foo, p));
		return value;
	}
	return foo_use(sa_borrow(p));
}
