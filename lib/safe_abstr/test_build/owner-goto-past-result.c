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

	SA_RESULT(foo, r, foo_try());
	err = sa_is_err(r) ? sa_err(r) : 0;
#ifdef WRONG
out:
#endif
	return err;
}
