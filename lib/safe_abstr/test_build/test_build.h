/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the cases work on. Nothing of it is ever linked.
 */
#ifndef _LIB_SAFE_ABSTR_TEST_BUILD_H
#define _LIB_SAFE_ABSTR_TEST_BUILD_H

#include <linux/safe_abstr/io.h>
#include <linux/safe_abstr/owner.h>
#include <linux/sizes.h>

struct foo {
	int value;
};

struct bar {
	int value;
};

void foo_put(struct foo *foo);
void bar_put(struct bar *bar);

DEFINE_SA_OWNER(foo, struct foo, foo_put(_T))
DEFINE_SA_OWNER(bar, struct bar, bar_put(_T))

/* Make one; consume one; borrow one. */
sa_owned(foo) foo_make(void);
sa_owned(bar) bar_make(void);
sa_result(foo) foo_try(void);
sa_result(bar) bar_try(void);
void foo_eat(struct sa_own_foo foo);
void bar_eat(struct sa_own_bar bar);
int foo_use(struct foo *foo);
int bar_use(struct bar *bar);

struct both {
	sa_own(foo) foo;
	sa_own(bar) bar;
	int value;
};

static inline void both_drop_members(struct both *both)
{
	sa_clear(bar, both->bar);
	sa_clear(foo, both->foo);
}

DEFINE_SA_BOX(both, struct both, both_drop_members(_T))

SA_REGS(dev, SZ_4K);
SA_REG32(dev, CTRL, 0x00, RW);
SA_FIELD(dev, CTRL, SPEED, 5, 3);
SA_FIELD(dev, CTRL, MODE, 31, 24);
SA_REG32(dev, STATUS, 0x04, RO);
SA_REG32(dev, KICK, 0x08, WO);
SA_REG16(dev, TIMER, 0x0c, RW);
SA_REG8(dev, LED, 0x0e, RW);
SA_REG32_ARRAY(dev, CHAN, 0x80, 16, 4, RW);
SA_REG8_ARRAY(dev, DATA, 0x400, 256, 4, RW);

SA_REGS(other, SZ_256);
SA_REG32(other, CTRL, 0x00, RW);

SA_REGS_BE(big, SZ_256);
SA_REG32(big, CTRL, 0x00, RW);
SA_REG16_ARRAY(big, CHAN, 0x10, 8, 2, RW);

#endif /* _LIB_SAFE_ABSTR_TEST_BUILD_H */
