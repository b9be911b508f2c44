// SPDX-License-Identifier: GPL-2.0
// Owners that live for one round of a loop, left by continue and break.
#include "test_build.h"

int sum(int n)
{
	int total = 0;

	for (int i = 0; i < n; i++) {
		SA_OWN(foo, p, foo_make());
		int value = foo_use(sa_borrow(p));

		if (value < 0)
			break;
		if (!value)
			continue;
		if (value > 10)
			foo_eat(sa_move(foo, p));
		total += value;
	}
	return total;
}

int retry(int n)
{
	while (n--) {
		SA_RESULT(foo, r, foo_try());
		if (sa_is_err(r))
			continue;

		SA_OWN(foo, p, sa_unwrap(foo, r));
		return foo_use(sa_borrow(p));
	}
	return -EAGAIN;
}
