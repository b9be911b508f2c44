// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

static int all_paths(int n)
{
	int a __free = 1, plain = 2;
	int b __free = 3;

	if (n == 1)
		return a;
	int c __free = 4;

	if (n == 2)
		return more(b + c);
	return plain;
}

static void no_value(int n)
{
	int a __free = 1;

	if (n)
		return;
	{
		int b __free = 2;

		if (more(b))
			return;
	}
	more(a);
}
