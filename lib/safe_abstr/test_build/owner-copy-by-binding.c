// SPDX-License-Identifier: GPL-2.0
// An owner is bound to another by a move.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_foo'
// EXPECT-CLANG: passing 'struct sa_own_foo\[1\]' to parameter of incompatible type
#include "test_build.h"

int copy(void)
{
	SA_OWN(foo, p, foo_make());
#ifdef WRONG
	SA_OWN(foo, q, p);
#else
	SA_OWN(foo, q, sa_move(foo, p));
#endif

	return sa_borrow(q)->value;
}
