// SPDX-License-Identifier: GPL-2.0
// A borrow of a foo does not get the __free() of a bar.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

DEFINE_FREE(bar_put, struct bar *, bar_put(_T))

int borrow(void)
{
	SA_OWN(foo, p, foo_make());
#ifdef WRONG
	struct bar *b __free(bar_put) = sa_borrow(p);
#else
	struct foo *b = sa_borrow(p);
#endif

	return b->value;
}
