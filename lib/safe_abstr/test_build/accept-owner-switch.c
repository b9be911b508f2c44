// SPDX-License-Identifier: GPL-2.0
// An owner in a block of its own below a case label.
#include "test_build.h"

int choose(int which)
{
	switch (which) {
	case 0: {
		SA_OWN(foo, p, foo_make());

		return foo_use(sa_borrow(p));
	}
	case 1: {
		SA_RESULT(bar, r, bar_try());
		if (sa_is_err(r))
			break;

		SA_OWN(bar, b, sa_unwrap(bar, r));
		return bar_use(sa_borrow(b));
	}
	default:
		break;
	}
	return -EINVAL;
}
