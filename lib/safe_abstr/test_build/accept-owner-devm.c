// SPDX-License-Identifier: GPL-2.0
// A device owns, probe goes on with a borrow.
#include "test_build.h"

int probe(struct device *dev, const struct resource *res)
{
	struct both *both;
	int err;

	SA_RESULT(both, r, sa_new(both, GFP_KERNEL));
	if (sa_is_err(r))
		return sa_err(r);

	SA_OWN(both, owner, sa_unwrap(both, r));
	both = sa_borrow(owner);
	err = sa_devm_give(dev, both, sa_move(both, owner));
	if (err)
		return err;

	both->value = 1;
	sa_replace(foo, both->foo, foo_make());
	return 0;
}
