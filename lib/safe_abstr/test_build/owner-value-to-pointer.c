// SPDX-License-Identifier: GPL-2.0
// What a function returns as an owner is no plain pointer.
// EXPECT-GCC: incompatible types when initializing type 'struct foo \*'
// EXPECT-CLANG: initializing 'struct foo \*' with an expression of incompatible type
#include "test_build.h"

int store(void)
{
#ifdef WRONG
	struct foo *p = foo_make();

	return p->value;
#else
	SA_OWN(foo, p, foo_make());

	return sa_borrow(p)->value;
#endif
}
