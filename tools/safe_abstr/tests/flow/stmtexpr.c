// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int value_before_drop(int n)
{
	int a = ({
		int b __free(drop) = n;

		more(b);
		int c __free(drop) = n;

		b + c;
	});

	return a;
}

static int leaves_by_jump(int n)
{
	int a __free(drop) = 1;
	int b = ({
		int c __free(drop) = 2;

		if (n == 1)
			return c;
		if (n == 2)
			goto out;
		more(c);
	});

	return b;
out:
	return a;
}

static int in_return(int n)
{
	int a __free(drop) = 1;

	return more(({ int b __free(drop) = a; b; })) + n;
}

static int in_condition(int n)
{
	int a __free(drop) = 1;

	if (more(a) && more_once(n))
		return 1;
	return 2;
}
