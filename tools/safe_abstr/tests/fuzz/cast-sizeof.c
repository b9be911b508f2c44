// SPDX-License-Identifier: GPL-2.0
static int f(int *p)
{
	return (*sizeof((int *))((char *)p + 3))++ + (p++)[0]++;
}
