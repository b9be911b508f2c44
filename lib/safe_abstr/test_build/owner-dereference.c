// SPDX-License-Identifier: GPL-2.0
// An owner is looked into with sa_borrow().
// EXPECT-GCC: 'struct sa_own_foo' has no member named 'value'
// EXPECT-CLANG: no member named 'value' in 'struct sa_own_foo'
#include "test_build.h"

int look(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	return p->value;
#else
	return sa_borrow(p)->value;
#endif
}
