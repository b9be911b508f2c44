// SPDX-License-Identifier: GPL-2.0
// An owner is not stored in a plain pointer.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

int store(void)
{
	SA_OWN(foo, p, foo_make());
#ifdef WRONG
	struct foo *foo = p;
#else
	struct foo *foo = sa_borrow(p);
#endif

	return foo->value;
}
