// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int not_reached(int n)
{
	int a __free(drop) = 1;

	if (n) {
		int b __free(drop) = 2;

		more(b);
		__builtin_unreachable();
	}
	return a;
}

static int arms(int n)
{
	int a __free(drop) = 1;

	return n ? more(1) : n > 2 && more(2) || more(a);
}
