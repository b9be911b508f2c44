// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static void in_loop(int n)
{
	for (;;) {
		int a __free(drop) = 1;

		switch (n) {
		case 1:
			continue;
		case 2:
			break;
		case 3:
			return;
		}
		if (more(a))
			break;
	}
}

static int cases(int n)
{
	int a __free(drop) = 1;

	switch (more(n)) {
	case 1: {
		int b __free(drop) = 2;

		if (more(b))
			break;
	}
	case 2 ... 4:
		more(2);
		break;
	case 5: {
		int c __free(drop) = 3;

		return c;
	}
	default:
		more(a);
	}
	return a;
}
