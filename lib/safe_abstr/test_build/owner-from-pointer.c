// SPDX-License-Identifier: GPL-2.0
// A plain pointer is no owner.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_foo'
// EXPECT-CLANG: passing 'struct foo \*' to parameter of incompatible type
#include "test_build.h"

int bind(struct foo *foo)
{
#ifdef WRONG
	SA_OWN(foo, p, foo);
#else
	SA_OWN(foo, p, sa_unsafe_adopt(foo, foo));
#endif

	return sa_borrow(p)->value;
}
