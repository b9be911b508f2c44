// SPDX-License-Identifier: GPL-2.0
// A borrow does not become a second owner.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_foo'
// EXPECT-CLANG: passing 'struct foo \*' to parameter of incompatible type
#include "test_build.h"

int bind(void)
{
	SA_OWN(foo, p, foo_make());
#ifdef WRONG
	SA_OWN(foo, q, sa_borrow(p));
#else
	SA_OWN(foo, q, sa_move(foo, p));
#endif

	return sa_borrow(q)->value;
}
