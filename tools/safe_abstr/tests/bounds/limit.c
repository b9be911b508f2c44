// SPDX-License-Identifier: GPL-2.0
/* Checks and constants that are off by one. */
#include <linux/bitmap.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define LM_PORTS	4
#define LM_PORT_MAX	3
#define LM_NAME		16
#define LM_RETRIES	10

enum lm_speed { LM_SLOW, LM_FAST, LM_TURBO, LM_NUM_SPEEDS };

static const char *const lm_speed_names[LM_NUM_SPEEDS] = {
	[LM_SLOW] = "slow", [LM_FAST] = "fast", [LM_TURBO] = "turbo",
};

struct lm {
	void __iomem *base;
	u32 port[LM_PORTS];
	DECLARE_BITMAP(used, 64);
	void *handle[64];
	char name[LM_NAME];
	u32 history[LM_RETRIES];
};

/* CASE fire: the number of ports passes the check */
static long lm_get_port_off(struct lm *lm, u32 __user *arg)
{
	u32 n;

	if (get_user(n, arg))
		return -EFAULT;
	if (n > LM_PORTS)
		return -EINVAL;
	return put_user(lm->port[n], arg); /* EXPECT SA1202 */
}

/* CASE clean: the check is against the highest port */
static long lm_get_port(struct lm *lm, u32 __user *arg)
{
	u32 n;

	if (get_user(n, arg))
		return -EFAULT;
	if (n > LM_PORT_MAX)
		return -EINVAL;
	return put_user(lm->port[n], arg);
}

/* CASE fire: loop runs one port too far */
static void lm_reset_off(struct lm *lm)
{
	int i;

	for (i = 0; i <= LM_PORTS; i++)
		lm->port[i] = readl(lm->base + 4 * i); /* EXPECT SA1202 */
}

/* CASE clean: loop over the array's size, and one downwards */
static void lm_reset(struct lm *lm)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(lm->port); i++)
		lm->port[i] = readl(lm->base + 4 * i);
	for (i = LM_PORTS - 1; i >= 0; i--)
		writel(lm->port[i], lm->base + 4 * i);
}

/* CASE fire: terminator past a name that fills the buffer */
static ssize_t lm_write_name_off(struct file *file, const char __user *ubuf, size_t count,
				 loff_t *ppos)
{
	struct lm *lm = file->private_data;
	char name[LM_NAME];

	if (count > sizeof(name))
		return -EINVAL;
	if (copy_from_user(name, ubuf, count))
		return -EFAULT;
	name[count] = '\0'; /* EXPECT SA1202 */
	strscpy(lm->name, strim(name), sizeof(lm->name));
	return count;
}

/* CASE clean: room is left for the terminator */
static ssize_t lm_write_name(struct file *file, const char __user *ubuf, size_t count,
			     loff_t *ppos)
{
	struct lm *lm = file->private_data;
	char name[LM_NAME];
	size_t len = min(count, sizeof(name) - 1);

	if (copy_from_user(name, ubuf, len))
		return -EFAULT;
	name[len] = '\0';
	strscpy(lm->name, strim(name), sizeof(lm->name));
	return count;
}

/* CASE fire: no free handle is found at the size of the map */
static int lm_get_handle_off(struct lm *lm, void *p)
{
	unsigned long n = find_first_zero_bit(lm->used, 64);

	if (n > 64)
		return -ENOSPC;
	lm->handle[n] = p; /* EXPECT SA1202 */
	return n;
}

/* CASE clean: the size of the map means none */
static int lm_get_handle(struct lm *lm, void *p)
{
	unsigned long n = find_first_zero_bit(lm->used, 64);

	if (n >= 64)
		return -ENOSPC;
	__set_bit(n, lm->used);
	lm->handle[n] = p;
	return n;
}

/* CASE fire: the number of speeds is no speed */
static const char *lm_speed_off(struct lm *lm)
{
	u32 speed = readl(lm->base);

	if (speed > LM_NUM_SPEEDS)
		return "unknown";
	return lm_speed_names[speed]; /* EXPECT SA1202 */
}

/* CASE clean: what is not in the table has another name */
static const char *lm_speed(struct lm *lm)
{
	u32 speed = readl(lm->base) & 0x3;

	return speed < LM_NUM_SPEEDS ? lm_speed_names[speed] : "unknown";
}

/* CASE fire: last element addressed by the size of the array */
static u32 lm_newest_off(struct lm *lm)
{
	memmove(&lm->history[0], &lm->history[1], (LM_RETRIES - 1) * sizeof(u32));
	lm->history[LM_RETRIES] = readl(lm->base); /* EXPECT SA1202 */
	return lm->history[0];
}

/* CASE clean: last element is the size less one */
static u32 lm_newest(struct lm *lm)
{
	memmove(&lm->history[0], &lm->history[1], (LM_RETRIES - 1) * sizeof(u32));
	lm->history[LM_RETRIES - 1] = readl(lm->base);
	return lm->history[0];
}

/* CASE fire: counter after the loop is the size when nothing was found */
static u32 lm_first_set_off(struct lm *lm)
{
	int i;

	for (i = 0; i < LM_PORTS; i++) {
		if (lm->port[i])
			break;
	}
	return lm->port[i]; /* EXPECT SA1202 */
}

/* CASE clean: the loop that found nothing returns before the access */
static u32 lm_first_set(struct lm *lm)
{
	int i;

	for (i = 0; i < LM_PORTS; i++) {
		if (lm->port[i])
			break;
	}
	if (i == LM_PORTS)
		return 0;
	return lm->port[i];
}

/* CASE clean: neighbours compared up to the last but one */
static bool lm_sorted(struct lm *lm)
{
	int i;

	for (i = 0; i < LM_PORTS - 1; i++) {
		if (lm->port[i] > lm->port[i + 1])
			return false;
	}
	return true;
}
