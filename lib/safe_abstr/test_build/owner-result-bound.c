// SPDX-License-Identifier: GPL-2.0
// A result is unwrapped before it is bound as an owner.
// EXPECT-GCC: incompatible type for argument 1 of '__sa_bind_foo'
// EXPECT-CLANG: passing 'struct sa_result_foo' to parameter of incompatible type
#include "test_build.h"

int bind(void)
{
#ifdef WRONG
	SA_OWN(foo, p, foo_try());
#else
	SA_RESULT(foo, r, foo_try());
	if (sa_is_err(r))
		return sa_err(r);

	SA_OWN(foo, p, sa_unwrap(foo, r));
#endif

	return sa_borrow(p)->value;
}
