// SPDX-License-Identifier: GPL-2.0
// An owner becomes a result with sa_ok().
// EXPECT-GCC: incompatible types when returning type 'struct sa_own_foo'
// EXPECT-CLANG: returning 'struct sa_own_foo' from a function with incompatible result type
#include "test_build.h"

sa_result(foo) make(void)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	return sa_move(foo, p);
#else
	return sa_ok(foo, sa_move(foo, p));
#endif
}
