// SPDX-License-Identifier: GPL-2.0
struct s {
	int *p;
};

static inline int *take(struct s *s)
{
	int *p = s->p;

	(p->p != p) = (void *)0;
	return p;
}

static int f(struct s *s)
{
	return *take(s);
}
