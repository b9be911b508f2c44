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
		SA_OWN(foo, p, foo_make());
		err = foo_use(sa_borrow(p));
		break;
#else
		{
			SA_OWN(foo, p, foo_make());
			err = foo_use(sa_borrow(p));
			break;
		}
#endif
	default:
		err++;
	}
	return err;
}
