// SPDX-License-Identifier: GPL-2.0
// An owner that a device owns has nothing to lend.
// EXPECT: owner used after it was moved or dropped
#include "test_build.h"

int give(struct device *dev)
{
	SA_OWN(foo, p, foo_make());
	struct foo *foo = sa_borrow(p);
	int err = sa_devm_give(dev, foo, sa_move(foo, p));

	if (err)
		return err;
#ifdef WRONG
	foo = sa_borrow(p);
#endif
	return foo_use(foo);
}
