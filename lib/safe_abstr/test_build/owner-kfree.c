// SPDX-License-Identifier: GPL-2.0
// An owner is not freed behind its back: kfree() takes no structure.
// EXPECT-GCC: incompatible type for argument 1 of 'kfree'
// EXPECT-CLANG: passing 'struct sa_own_foo' to parameter of incompatible type
#include "test_build.h"

void look(void)
{
#ifdef WRONG
	kfree(foo_make());
#else
	SA_OWN(foo, p, foo_make());

	sa_drop(foo, p);
#endif
}
