// SPDX-License-Identifier: GPL-2.0
// That a device could not take an owner is not ignored.
// EXPECT-GCC: ignoring return value of '__sa_devm_give_foo'
// EXPECT-CLANG: ignoring return value of function declared with
#include "test_build.h"

int ignore(struct device *dev)
{
	SA_OWN(foo, p, foo_make());

#ifdef WRONG
	sa_devm_give(dev, foo, sa_move(foo, p));
	return 0;
#else
	return sa_devm_give(dev, foo, sa_move(foo, p));
#endif
}
