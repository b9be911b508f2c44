// SPDX-License-Identifier: GPL-2.0
// Two owner types may own the same type of object and drop it differently.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_twin'
// EXPECT-CLANG: passing 'struct sa_own_foo' to parameter of incompatible type 'struct sa_own_twin'
#include "test_build.h"

DEFINE_SA_OWNER(twin, struct foo, foo_use(_T))

sa_result(twin) other(struct foo *foo)
{
#ifdef WRONG
	return sa_ok(twin, foo_make());
#else
	return sa_ok(twin, sa_unsafe_adopt(twin, foo));
#endif
}
