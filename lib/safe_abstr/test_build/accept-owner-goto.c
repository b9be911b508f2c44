// SPDX-License-Identifier: GPL-2.0
// A goto out of the scope of an owner and one within it.
#include "test_build.h"

int jump(int err)
{
	if (err)
		goto out;
	{
		SA_OWN(foo, p, foo_make());

again:
		err = foo_use(sa_borrow(p));
		if (err == -EAGAIN)
			goto again;
		if (err)
			goto out;
	}
	err = 1;
out:
	return err;
}
