// SPDX-License-Identifier: GPL-2.0
static int f(int n)
{
	if ((int *))
		n++;
	(int *) = n;
	return n;
}
