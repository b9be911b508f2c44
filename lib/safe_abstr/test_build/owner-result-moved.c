// SPDX-License-Identifier: GPL-2.0
// A result is no owner to move.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

int move(void)
{
	SA_RESULT(foo, r, foo_try());
	if (sa_is_err(r))
		return sa_err(r);

#ifdef WRONG
	foo_eat(sa_move(foo, r));
#else
	foo_eat(sa_unwrap(foo, r));
#endif
	return 0;
}
