// SPDX-License-Identifier: GPL-2.0
struct q { int z[3]; };
struct p { struct q q[2]; };

static int f(struct p *a)
{
	struct p p = { .q[1].z = { 3 }, .q[0] = { { 1 } } }, o = { .q = { [1] = a->q[0] } };

	return p.q[1].z[0] + o.q[1].z[0];
}
