// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static void reverse_order(int n)
{
	int a __free(drop) = 1;
	int b __free(drop) = 2;
	{
		int c __free(drop) = 3, d __free(drop) = 4;
		{
			int e __free(drop) = 5;

			more(c + d + e);
		}
		int f __free(drop) = 6;

		more(f);
	}
	if (n)
		more(a + b);
}

/* The inner variable has the name of the outer one. */
static int same_name(int n)
{
	int a __free(drop) = 1;

	if (n) {
		int a __free(drop) = 2;

		if (more(a))
			return a;
	} else {
		int a = 3;

		more(a);
	}
	return a;
}
