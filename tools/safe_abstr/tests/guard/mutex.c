// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define PUMP_CTRL	0x00
#define PUMP_RATE	0x04
#define PUMP_STATUS	0x08
#define PUMP_BUSY	BIT(0)

#define PUMP_IOC_START	0x01
#define PUMP_IOC_STOP	0x02
#define PUMP_IOC_RATE	0x03

struct pump {
	struct mutex lock; /* protects the state */
	void __iomem *base;
	struct list_head jobs;
	bool running;
	u32 rate;
	int users;
};

struct pump_job {
	struct list_head node;
	u32 ticks;
	bool done;
};

/* CASE fire: early return on a busy device keeps the mutex */
static int pump_start(struct pump *pump, u32 rate)
{
	mutex_lock(&pump->lock);
	if (readl(pump->base + PUMP_STATUS) & PUMP_BUSY)
		return -EBUSY; /* EXPECT SA0602 */
	writel(rate, pump->base + PUMP_RATE);
	pump->running = true;
	mutex_unlock(&pump->lock);
	return 0;
}

/* CASE clean: every return is after the unlock */
static int pump_start_fixed(struct pump *pump, u32 rate)
{
	int ret = 0;

	mutex_lock(&pump->lock);
	if (readl(pump->base + PUMP_STATUS) & PUMP_BUSY) {
		ret = -EBUSY;
		goto unlock;
	}
	writel(rate, pump->base + PUMP_RATE);
	pump->running = true;
unlock:
	mutex_unlock(&pump->lock);
	return ret;
}

/* CASE fire: the goto of the copy failure jumps past the unlock */
static long pump_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pump *pump = file->private_data;
	int __user *argp = (int __user *)arg;
	int ret = 0;
	u32 rate;

	mutex_lock(&pump->lock);
	switch (cmd) {
	case PUMP_IOC_START:
		pump->running = true;
		break;
	case PUMP_IOC_RATE:
		if (copy_from_user(&rate, argp, sizeof(rate))) {
			ret = -EFAULT;
			goto out;
		}
		pump->rate = rate;
		break;
	default:
		ret = -ENOTTY;
		break;
	}
	mutex_unlock(&pump->lock);
out:
	return ret; /* EXPECT SA0602 */
}

/* CASE fire: the default branch of the switch returns at once */
static long pump_compat_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pump *pump = file->private_data;

	mutex_lock(&pump->lock);
	switch (cmd) {
	case PUMP_IOC_START:
		writel(1, pump->base + PUMP_CTRL);
		break;
	case PUMP_IOC_STOP:
		writel(0, pump->base + PUMP_CTRL);
		break;
	default:
		return -ENOIOCTLCMD; /* EXPECT SA0602 */
	}
	mutex_unlock(&pump->lock);
	return 0;
}

/* CASE clean: cases that return unlock themselves */
static long pump_compat_ioctl_fixed(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pump *pump = file->private_data;

	mutex_lock(&pump->lock);
	switch (cmd) {
	case PUMP_IOC_START:
		writel(1, pump->base + PUMP_CTRL);
		break;
	case PUMP_IOC_STOP:
		writel(0, pump->base + PUMP_CTRL);
		mutex_unlock(&pump->lock);
		return 1;
	default:
		mutex_unlock(&pump->lock);
		return -ENOIOCTLCMD;
	}
	mutex_unlock(&pump->lock);
	return 0;
}

/* CASE fire: found in the loop, returned with the list lock held */
static int pump_mark_done(struct pump *pump, u32 ticks)
{
	struct pump_job *job;

	mutex_lock(&pump->lock);
	list_for_each_entry(job, &pump->jobs, node) {
		if (job->ticks == ticks) {
			job->done = true;
			return 0; /* EXPECT SA0602 */
		}
	}
	mutex_unlock(&pump->lock);
	return -ENOENT;
}

/* CASE clean: break leaves the loop, the one exit unlocks */
static int pump_mark_done_fixed(struct pump *pump, u32 ticks)
{
	struct pump_job *job;
	int ret = -ENOENT;

	mutex_lock(&pump->lock);
	list_for_each_entry(job, &pump->jobs, node) {
		if (job->ticks != ticks)
			continue;
		job->done = true;
		ret = 0;
		break;
	}
	mutex_unlock(&pump->lock);
	return ret;
}

/* CASE fire: the open error path unlocks what the body unlocked already */
static int pump_open(struct pump *pump)
{
	int ret;

	mutex_lock(&pump->lock);
	if (pump->users) {
		ret = -EBUSY;
		goto err;
	}
	pump->users = 1;
	mutex_unlock(&pump->lock);

	if (!(readl(pump->base + PUMP_STATUS) & PUMP_BUSY))
		return 0;
	ret = -EIO;
err:
	mutex_unlock(&pump->lock); /* EXPECT SA0604 */
	return ret;
}

/* CASE clean: two labels, one for each lock state */
static int pump_open_fixed(struct pump *pump)
{
	int ret;

	mutex_lock(&pump->lock);
	if (pump->users) {
		ret = -EBUSY;
		goto err_unlock;
	}
	pump->users = 1;
	mutex_unlock(&pump->lock);

	if (!(readl(pump->base + PUMP_STATUS) & PUMP_BUSY))
		return 0;
	ret = -EIO;
	goto err;
err_unlock:
	mutex_unlock(&pump->lock);
err:
	return ret;
}
