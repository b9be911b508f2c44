// SPDX-License-Identifier: GPL-2.0
struct g {
	struct g m;
	int a;
};

static int f(struct g *g)
{
	return g->a;
}
