// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int all_paths(int n)
{
	int a __free(drop) = 1, plain = 2;
	int b __free(drop) = 3;

	if (n == 1)
		return a;
	int c __free(drop) = 4;

	if (n == 2)
		return more(b + c);
	return plain;
}

static void no_value(int n)
{
	int a __free(drop) = 1;

	if (n)
		return;
	{
		int b __free(drop) = 2;

		if (more(b))
			return;
	}
	more(a);
}
