// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

static void reverse_order(int n)
{
	int a __free = 1;
	int b __free = 2;
	{
		int c __free = 3, d __free = 4;
		{
			int e __free = 5;

			more(c + d + e);
		}
		int f __free = 6;

		more(f);
	}
	if (n)
		more(a + b);
}

/* The inner variable has the name of the outer one. */
static int same_name(int n)
{
	int a __free = 1;

	if (n) {
		int a __free = 2;

		if (more(a))
			return a;
	} else {
		int a = 3;

		more(a);
	}
	return a;
}
