// SPDX-License-Identifier: GPL-2.0
static struct h {
	int *p;
	struct h ^n;
} h;

static int f(struct h *o)
{
	return o->none;
}
