// SPDX-License-Identifier: GPL-2.0
#define __free	__attribute__((cleanup(drop)))

static void drop(int *p);
int more(int);

void never(void) __attribute__((noreturn));

static int not_reached(int n)
{
	int a __free = 1;

	if (n) {
		int b __free = 2;

		more(b);
		never();
	}
	return a;
}

static int arms(int n)
{
	int a __free = 1;

	return n ? more(1) : n > 2 && more(2) || more(a);
}
