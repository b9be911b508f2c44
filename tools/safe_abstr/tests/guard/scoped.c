// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#define FAN_PWM		0x10
#define FAN_TACH	0x14

struct fan {
	struct mutex lock; /* protects the state */
	struct mutex bus_lock; /* protects the state */
	spinlock_t irq_lock; /* protects the state */
	struct rw_semaphore sem;
	void __iomem *base;
	unsigned int pwm;
	bool enabled;
	unsigned int seen __guarded_by(&irq_lock);
};

/* CASE fire: guard() and a second lock of the same mutex in the body */
static int fan_set(struct fan *fan, unsigned int pwm)
{
	guard(mutex)(&fan->lock);

	if (pwm > 255)
		return -EINVAL;
	mutex_lock(&fan->lock); /* EXPECT SA0603 */
	fan->pwm = pwm;
	mutex_unlock(&fan->lock);
	return 0;
}

/* CASE clean: guard() covers all the returns */
static int fan_set_fixed(struct fan *fan, unsigned int pwm)
{
	guard(mutex)(&fan->lock);

	if (pwm > 255)
		return -EINVAL;
	if (!fan->enabled)
		return -ENODEV;
	fan->pwm = pwm;
	writel(pwm, fan->base + FAN_PWM);
	return 0;
}

/* CASE fire: unlocked by hand although guard() will do it on return */
static int fan_disable(struct fan *fan)
{
	guard(mutex)(&fan->lock);
	fan->enabled = false;
	mutex_unlock(&fan->lock);
	writel(0, fan->base + FAN_PWM);
	return 0; /* EXPECT SA0604 */
}

/* CASE clean: scoped_guard() ends before the write */
static int fan_disable_fixed(struct fan *fan)
{
	scoped_guard(mutex, &fan->lock) {
		if (!fan->enabled)
			return 0;
		fan->enabled = false;
	}
	writel(0, fan->base + FAN_PWM);
	return 0;
}

/* CASE fire: the manual lock inside a scoped_guard() is left on return */
static int fan_sync(struct fan *fan)
{
	scoped_guard(mutex, &fan->lock) {
		mutex_lock(&fan->bus_lock);
		if (!fan->enabled)
			return -ENODEV; /* EXPECT SA0602 */
		writel(fan->pwm, fan->base + FAN_PWM);
		mutex_unlock(&fan->bus_lock);
	}
	return 0;
}

/* CASE clean: break leaves only the scoped_guard(), lock dropped with it */
static unsigned int fan_poll(struct fan *fan)
{
	unsigned int pwm = 0;

	scoped_guard(mutex, &fan->lock) {
		if (!fan->enabled)
			break;
		pwm = fan->pwm;
	}
	mutex_lock(&fan->lock);
	fan->pwm = pwm;
	mutex_unlock(&fan->lock);
	return pwm;
}

/* CASE fire: guarded counter touched after the scope has ended */
static unsigned int fan_count(struct fan *fan)
{
	scoped_guard(spinlock_irqsave, &fan->irq_lock)
		fan->seen++;
	return fan->seen; /* EXPECT SA0601 */
}

/* CASE clean: the value is taken inside the scope */
static unsigned int fan_count_fixed(struct fan *fan)
{
	unsigned int seen;

	scoped_guard(spinlock_irqsave, &fan->irq_lock)
		seen = ++fan->seen;
	return seen;
}

/* CASE clean: conditional guard, tested before the body */
static int fan_try_boost(struct fan *fan)
{
	ACQUIRE(mutex_intr, lock)(&fan->lock);
	int ret = ACQUIRE_ERR(mutex_intr, &lock);

	if (ret)
		return ret;
	fan->pwm = 255;
	writel(255, fan->base + FAN_PWM);
	return 0;
}

/* CASE fire: reader guard held by the caller, the helper wants to write */
static void fan_store_pwm(struct fan *fan, unsigned int pwm)
{
	guard(rwsem_write)(&fan->sem); /* EXPECT SA0603 */
	fan->pwm = pwm;
}

static int fan_refresh(struct fan *fan)
{
	guard(rwsem_read)(&fan->sem);

	if (!fan->enabled)
		return -ENODEV;
	fan_store_pwm(fan, 128);
	return 0;
}

/* CASE clean: scoped_cond_guard() returns by itself when the lock is taken */
static int fan_try_probe(struct fan *fan)
{
	scoped_cond_guard(mutex_try, return -EBUSY, &fan->lock) {
		if (!readl(fan->base + FAN_TACH))
			return -EIO;
		fan->enabled = true;
	}
	mutex_lock(&fan->lock);
	fan->pwm = 64;
	mutex_unlock(&fan->lock);
	return 0;
}

/* CASE clean: guards in a loop body, one scope per round */
static int fan_spin_up(struct fan *fans, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		guard(mutex)(&fans[i].lock);

		if (fans[i].enabled)
			continue;
		if (!readl(fans[i].base + FAN_TACH))
			return -EIO;
		fans[i].enabled = true;
	}
	return 0;
}
