// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int with_while(int n)
{
	int a __free(drop) = 1;

	while (more(n)) {
		int b __free(drop) = 2;

		if (n == 1)
			break;
		if (n == 2)
			continue;
		int c __free(drop) = 3;

		if (n == 3)
			break;
		if (n == 4)
			continue;
		if (n == 5)
			return b + c;
	}
	return a;
}

static void with_do(int n)
{
	do {
		int a __free(drop) = 1;

		if (a == n)
			continue;
		if (more(a))
			break;
	} while (more(n));
}

/* As scoped_guard() is: the variable ends with the loop, not with its body. */
static int with_for(int n)
{
	for (int a __free(drop) = 1, once = 1; once; once = 0) {
		int b __free(drop) = 2;

		if (more(b) == n)
			break;
		if (more(a))
			continue;
		if (n)
			return a;
	}
	return n;
}
