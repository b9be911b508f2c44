// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

static int value_before_drop(int n)
{
	int a = ({
		int b __free = n;
		int c __free = more(b);

		b + c;
	});

	return a;
}

static int leaves_by_jump(int n)
{
	int a __free = 1;
	int b = ({
		int c __free = 2;

		if (n == 1)
			return c;
		if (n == 2)
			goto out;
		more(c);
	});

	return b;
out:
	return a;
}

static int in_return(int n)
{
	int a __free = 1;

	return more(({ int b __free = a; b; })) + n;
}

static int in_condition(int n)
{
	int a __free = 1;

	if (({ int b __free = n; more(b); }) && more(a))
		return 1;
	return 2;
}
