// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int again(int n)
{
	int a __free(drop) = 1;

again:
	more(n);
	int b __free(drop) = 2;

	if (more(b))
		goto again;
	int c __free(drop) = 3;

	if (more(c))
		goto again;
	return a;
}

static int from_inside(int n)
{
retry:
	{
		int a __free(drop) = 1;
		{
			int b __free(drop) = 2;

			if (more(a + b))
				goto retry;
		}
	}
	return n;
}
