// SPDX-License-Identifier: GPL-2.0
static void f(void)
{
}

asm goto("" : : : : bad);
