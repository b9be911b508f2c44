// SPDX-License-Identifier: GPL-2.0
// A pointer that was taken out of its owner is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_release_foo'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

void ignore(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	sa_unsafe_into_raw(foo, p);
#else
	foo_put(sa_unsafe_into_raw(foo, p));
#endif
}
