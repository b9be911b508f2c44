// SPDX-License-Identifier: GPL-2.0
// Early returns and a ladder of results; what was made is dropped on each.
#include "test_build.h"

int probe(struct device *dev, struct both *both)
{
	int err;

	SA_RESULT(foo, rf, foo_try());
	if (sa_is_err(rf))
		return sa_err(rf);

	SA_OWN(foo, f, sa_unwrap(foo, rf));
	err = foo_use(sa_borrow(f));
	if (err)
		return err;

	SA_RESULT(bar, rb, bar_try());
	if (sa_is_err(rb)) {
		err = sa_err(rb);
		if (err == -ENODEV)
			err = 0;
		return err;
	}

	SA_OWN(bar, b, sa_unwrap(bar, rb));
	if (bar_use(sa_borrow(b)))
		return -EIO;

	sa_replace(foo, both->foo, sa_move(foo, f));
	return sa_devm_give(dev, bar, sa_move(bar, b));
}
