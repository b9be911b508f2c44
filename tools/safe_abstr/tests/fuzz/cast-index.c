// SPDX-License-Identifier: GPL-2.0
#define SAFE_ABSTR 1
struct s {
	int *p;
};

void *kmalloc(unsigned long n, unsigned int gfp);

static inline struct s f(void)
{
	return (struct s){ kmalloc((struct s), 4)[(struct s)] };
}

static int *g(void)
{
	return f().p;
}
