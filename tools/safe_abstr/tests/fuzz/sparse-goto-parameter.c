// SPDX-License-Identifier: GPL-2.0
static int f(int n[({ goto o; 1; })])
{
o:
	return 0;
}
