// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

static int out_of_scopes(int n)
{
	int a __free(drop) = 1;

	{
		int b __free(drop) = 2;
		{
			int c __free(drop) = 3;

			if (n == 1)
				goto out;
			if (n == 2)
				goto inner;
			more(c);
		}
		more(b);
inner:
		more(-b);
	}
	more(a);
out:
	return n;
}

static int over_a_neighbour(int n)
{
	{
		int a __free(drop) = 1;

		if (n)
			goto inside;
		more(a);
	}
	{
		int b;
inside:
		b = 2;
		more(b);
	}
	return n;
}

static int by_asm(int n)
{
	int a __free(drop) = 1;

	{
		int b __free(drop) = 2;

		asm goto("" : : : : out, inner);
		more(b);
inner:
		more(-b);
	}
	more(a);
out:
	return n;
}
