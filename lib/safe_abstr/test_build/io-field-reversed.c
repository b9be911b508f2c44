// SPDX-License-Identifier: GPL-2.0
// A field is declared with its highest bit first.
// EXPECT: field outside its register
#include "test_build.h"

#ifdef WRONG
SA_FIELD(dev, LED, LOW, 0, 3);
#else
SA_FIELD(dev, LED, LOW, 3, 0);
#endif

u8 low(struct sa_regs_dev regs)
{
	return sa_field_get(dev, LED, LOW, sa_read(regs, dev, LED));
}
