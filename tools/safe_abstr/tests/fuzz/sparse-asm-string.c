// SPDX-License-Identifier: GPL-2.0
static void f(int *p)
{
	asm("" : "=r" ();
}
