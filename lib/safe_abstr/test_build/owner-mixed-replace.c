// SPDX-License-Identifier: GPL-2.0
// A foo is not replaced by a bar.
// EXPECT-GCC: incompatible type for argument 2 of '__sa_replace_foo'
// EXPECT-CLANG: passing 'struct sa_own_bar' to parameter of incompatible type
#include "test_build.h"

void replace(struct both *both)
{
#ifdef WRONG
	sa_replace(foo, both->foo, bar_make());
#else
	sa_replace(foo, both->foo, foo_make());
#endif
}
