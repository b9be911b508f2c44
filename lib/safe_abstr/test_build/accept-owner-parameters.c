// SPDX-License-Identifier: GPL-2.0
// Owners by value, through a pointer, and lent.
#include "test_build.h"

static void consume(struct sa_own_foo foo)
{
	SA_OWN(foo, p, foo);

	foo_use(sa_borrow(p));
}

static int refill(struct sa_own_foo *p)
{
	int value = foo_use(sa_borrow(p));

	foo_eat(sa_move(foo, p));
	sa_replace(foo, p, foo_make());
	return value;
}

static sa_owned(foo) pass(struct sa_own_foo foo)
{
	SA_OWN(foo, p, foo);

	foo_use(sa_borrow(p));
	return sa_move(foo, p);
}

int run(void)
{
	SA_OWN(foo, p, pass(foo_make()));
	int value = refill(p);

	consume(sa_move(foo, p));
	return value;
}
