// SPDX-License-Identifier: GPL-2.0
// A foo cannot be dropped as a bar.
// EXPECT-GCC: from incompatible pointer type
// EXPECT-CLANG: incompatible pointer types
#include "test_build.h"

void drop(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	sa_drop(bar, p);
#else
	sa_drop(foo, p);
#endif
}
