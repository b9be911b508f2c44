// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

static int out_of_scopes(int n)
{
	int a __free = 1;

	{
		int b __free = 2;
		{
			int c __free = 3;

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
		int a __free = 1;

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
	int a __free = 1;

	{
		int b __free = 2;

		asm goto("" : : : : out, inner);
		more(b);
inner:
		more(-b);
	}
	more(a);
out:
	return n;
}
