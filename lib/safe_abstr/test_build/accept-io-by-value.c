// SPDX-License-Identifier: GPL-2.0
// Windows passed by value, in and out of line.
#include "test_build.h"

struct dev_state {
	struct sa_regs_dev regs;
	u32 ctrl;
};

static inline bool ready(struct sa_regs_dev regs)
{
	return sa_read(regs, dev, STATUS) & 1;
}

static noinline void write_chan(struct sa_regs_dev regs, u8 i, u32 value)
{
	if (i < 16)
		sa_write_at(regs, dev, CHAN, i, value);
}

static inline void write_led(struct sa_regs_dev regs, unsigned int led)
{
	sa_write(regs, dev, LED, led & 0xff);
}

int start(struct device *dev, const struct resource *res,
	  struct dev_state *state)
{
	int err = sa_devm_map(dev, dev, res, &state->regs);

	if (err)
		return err;
	if (!ready(state->regs))
		return -EBUSY;
	write_chan(state->regs, 3, state->ctrl);
	write_led(state->regs, state->ctrl);
	sa_write(state->regs, dev, KICK, 1);
	return 0;
}
