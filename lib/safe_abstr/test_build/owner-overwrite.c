// SPDX-License-Identifier: GPL-2.0
// An owner that is made anew would leak the old one.
// EXPECT-GCC: assignment to expression with array type
// EXPECT-CLANG: array type .* is not assignable
#include "test_build.h"

int overwrite(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	p = foo_make();
#else
	sa_replace(foo, p, foo_make());
#endif
	return sa_borrow(p)->value;
}
