// SPDX-License-Identifier: GPL-2.0
// Pointers of allocators and of code that was not converted.
#include "test_build.h"

#include <linux/device.h>

int run(struct device *dev)
{
	SA_RESULT(foo, r, sa_unsafe_adopt_result(foo, kzalloc_obj(struct foo)));
	if (sa_is_err(r))
		return sa_err(r);

	SA_OWN(foo, p, sa_unwrap(foo, r));

	dev_set_drvdata(dev, sa_unsafe_into_raw(foo, p));
	return 0;
}

void release(struct device *dev)
{
	SA_OWN(foo, p, sa_unsafe_adopt(foo, dev_get_drvdata(dev)));

	sa_drop(foo, p);
}
