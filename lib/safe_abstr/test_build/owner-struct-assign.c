// SPDX-License-Identifier: GPL-2.0
// A structure with a member that owns is not assigned.
// EXPECT-GCC: assignment of read-only location
// EXPECT-CLANG: cannot assign to lvalue with (nested )?const-qualified data member
#include "test_build.h"

void assign(struct both *a, struct both *b)
{
#ifdef WRONG
	*a = *b;
#else
	sa_replace(foo, a->foo, foo_make());
	a->value = b->value;
#endif
}
