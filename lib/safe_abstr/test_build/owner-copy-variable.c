// SPDX-License-Identifier: GPL-2.0
// An owner is no pointer that could be assigned.
// EXPECT-GCC: assignment to expression with array type
// EXPECT-CLANG: array type .* is not assignable
#include "test_build.h"

int copy(void)
{
	SA_OWN(foo, p, foo_make());
	SA_OWN(foo, q, foo_make());

#ifdef WRONG
	q = p;
#else
	sa_replace(foo, q, sa_move(foo, p));
#endif
	return sa_borrow(q)->value;
}
