// SPDX-License-Identifier: GPL-2.0
// A bar cannot be bound to what makes a foo.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_bar'
// EXPECT-CLANG: passing 'struct sa_own_foo' to parameter of incompatible type
#include "test_build.h"

int bind(void)
{
#ifdef WRONG
	SA_OWN(bar, p, foo_make());
#else
	SA_OWN(foo, p, foo_make());
#endif

	return sa_borrow(p)->value;
}
