// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

static int again(int n)
{
	int a __free = 1;

again:
	more(n);
	int b __free = 2;

	if (more(b))
		goto again;
	int c __free = 3;

	if (more(c))
		goto again;
	return a;
}

static int from_inside(int n)
{
retry:
	{
		int a __free = 1;
		{
			int b __free = 2;

			if (more(a + b))
				goto retry;
		}
	}
	return n;
}
