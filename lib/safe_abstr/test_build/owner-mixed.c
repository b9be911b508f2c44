// SPDX-License-Identifier: GPL-2.0
// A bar is not consumed as a foo.
// EXPECT-GCC: incompatible type for argument 1 of 'foo_eat'
// EXPECT-CLANG: passing 'struct sa_own_bar' to parameter of incompatible type
#include "test_build.h"

void eat(void)
{
	SA_OWN(bar, b, bar_make());

#ifdef WRONG
	foo_eat(sa_move(bar, b));
#else
	bar_eat(sa_move(bar, b));
#endif
}
