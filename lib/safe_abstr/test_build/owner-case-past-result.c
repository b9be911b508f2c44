// SPDX-License-Identifier: GPL-2.0
// A case label past a declaration would drop what was never there.
// EXPECT-GCC: switch jumps into scope of identifier with variably modified type
// EXPECT-CLANG: cannot jump from switch statement to this case label
#include "test_build.h"

int jump(int err)
{
	switch (err) {
	case 0:
#ifdef WRONG
		SA_RESULT(foo, r, foo_try());
		err = sa_is_err(r) ? sa_err(r) : 0;
		break;
#else
		{
			SA_RESULT(foo, r, foo_try());
			err = sa_is_err(r) ? sa_err(r) : 0;
			break;
		}
#endif
	default:
		err++;
	}
	return err;
}
