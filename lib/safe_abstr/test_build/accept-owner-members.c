// SPDX-License-Identifier: GPL-2.0
// A structure with members that own, allocated, filled and dropped.
#include "test_build.h"

sa_result(both) both_new(void)
{
	SA_RESULT(both, r, sa_new(both, GFP_KERNEL));
	if (sa_is_err(r))
		return sa_fail(both, sa_err(r));

	SA_OWN(both, both, sa_unwrap(both, r));

	SA_RESULT(foo, rf, foo_try());
	if (sa_is_err(rf))
		return sa_fail(both, sa_err(rf));
	sa_replace(foo, sa_borrow(both)->foo, sa_unwrap(foo, rf));

	sa_replace(bar, sa_borrow(both)->bar, bar_make());
	sa_borrow(both)->value = 1;
	return sa_ok(both, sa_move(both, both));
}

int both_sum(struct both *both)
{
	return foo_use(sa_borrow(both->foo)) + bar_use(sa_borrow(both->bar));
}

int both_take(struct both *both)
{
	SA_RESULT(foo, r, sa_take(foo, both->foo));
	if (sa_is_err(r))
		return sa_err(r);

	foo_eat(sa_unwrap(foo, r));
	sa_clear(bar, both->bar);
	return 0;
}
