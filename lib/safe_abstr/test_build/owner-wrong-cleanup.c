// SPDX-License-Identifier: GPL-2.0
// The cleanup of an owner is that of its type.
// EXPECT-GCC: argument 1 of '__sa_exit_bar' from incompatible pointer type
// EXPECT-CLANG: 'cleanup' function '__sa_exit_bar' parameter has type
#include "test_build.h"

int bind(void)
{
#ifdef WRONG
	struct sa_own_foo p[1] __cleanup(__sa_exit_bar) = { foo_make() };
#else
	struct sa_own_foo p[1] __cleanup(__sa_exit_foo) = { foo_make() };
#endif

	return sa_borrow(p)->value;
}
