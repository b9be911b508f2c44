// SPDX-License-Identifier: GPL-2.0
static void *p = &&none;
