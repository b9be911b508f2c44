// SPDX-License-Identifier: GPL-2.0
// A goto past a declaration would drop what was never there.
// EXPECT-GCC: jump into scope of identifier with variably modified type
// EXPECT-CLANG: cannot jump from this goto statement to its label
#include "test_build.h"

int jump(int err)
{
#ifdef WRONG
	if (err)
		goto out;
#else
	if (err)
		return err;
#endif

	SA_OWN(foo, p, foo_make());
	err = foo_use(sa_borrow(p));
#ifdef WRONG
out:
#endif
	return err;
}
