// SPDX-License-Identifier: GPL-2.0
/* A bus that one callback locks and another one gives back. */
#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/module.h>

struct loc {
	struct i2c_client *client;
};

int loc_read(struct loc *loc, int nr);
int loc_write(struct loc *loc, int nr);

/* CASE clean: what is returned is what was asked for */
static int loc_check(struct loc *loc, int nr)
{
	int ret = loc_read(loc, nr);

	if (ret < 0)
		return ret;
	return ret == 3 ? nr : -EIO;
}

static int loc_release(struct loc *loc, int nr)
{
	int ret = loc_write(loc, nr);

	i2c_unlock_bus(loc->client->adapter, I2C_LOCK_SEGMENT);
	return ret;
}

static int loc_request(struct loc *loc, int nr)
{
	int ret;

	i2c_lock_bus(loc->client->adapter, I2C_LOCK_SEGMENT);
	if (loc_check(loc, nr) == nr)
		return nr;

	ret = loc_write(loc, nr);
	if (ret < 0)
		goto unlock;
	if (loc_check(loc, nr) == nr)
		return nr;
	ret = -ETIMEDOUT;
unlock:
	i2c_unlock_bus(loc->client->adapter, I2C_LOCK_SEGMENT);
	return ret;
}

struct loc_ops {
	int (*request)(struct loc *loc, int nr);
	int (*release)(struct loc *loc, int nr);
};

const struct loc_ops loc_ops = {
	.request = loc_request,
	.release = loc_release,
};
