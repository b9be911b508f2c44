// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>

struct meter {
	struct device *dev;
	struct mutex lock; /* protects the state */
	struct mutex io_lock; /* protects the state */
	spinlock_t irq_lock; /* protects the state */
	struct rw_semaphore cal_sem;
	u32 level __guarded_by(&lock);
	u32 limit __guarded_by(&lock);
	u32 events __guarded_by(&irq_lock);
	s32 offset __guarded_by(&cal_sem);
};

/* CASE fire: sysfs show reads guarded data without the lock */
static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct meter *m = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", m->level); /* EXPECT SA0601 */
}

/* CASE clean: sysfs show reads under the lock */
static ssize_t limit_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct meter *m = dev_get_drvdata(dev);
	u32 limit;

	mutex_lock(&m->lock);
	limit = m->limit;
	mutex_unlock(&m->lock);
	return sysfs_emit(buf, "%u\n", limit);
}

/* CASE fire: one more write after the unlock */
static void meter_set(struct meter *m, u32 level, u32 limit)
{
	mutex_lock(&m->lock);
	m->level = min(level, limit);
	mutex_unlock(&m->lock);
	m->limit = limit; /* EXPECT SA0601 */
}

/* CASE fire: the wrong mutex is held */
static void meter_bump(struct meter *m)
{
	mutex_lock(&m->io_lock);
	m->level++; /* EXPECT SA0601 */
	mutex_unlock(&m->io_lock);
}

/* CASE fire: another object's lock is held */
static void meter_copy(struct meter *dst, struct meter *src)
{
	u32 level;

	mutex_lock(&src->lock);
	level = src->level;
	dst->level = level; /* EXPECT SA0601 */
	mutex_unlock(&src->lock);
}

/* CASE clean: each object's lock for its own data */
static void meter_copy_fixed(struct meter *dst, struct meter *src)
{
	u32 level;

	mutex_lock(&src->lock);
	level = src->level;
	mutex_unlock(&src->lock);

	mutex_lock(&dst->lock);
	dst->level = level;
	mutex_unlock(&dst->lock);
}

/* CASE fire: helper that wants the lock held is called without it */
static void __meter_clamp(struct meter *m)
	__must_hold(&m->lock)
{
	if (m->level > m->limit)
		m->level = m->limit;
}

static void meter_clamp(struct meter *m, u32 limit)
{
	mutex_lock(&m->lock);
	m->limit = limit;
	mutex_unlock(&m->lock);
	__meter_clamp(m); /* EXPECT SA0601 */
}

/* CASE clean: helper called under the lock it wants */
static void __meter_trim(struct meter *m)
	__must_hold(&m->lock)
{
	if (m->level > m->limit)
		m->level = m->limit;
}

static void meter_trim(struct meter *m, u32 limit)
{
	guard(mutex)(&m->lock);
	m->limit = limit;
	__meter_trim(m);
}

/* CASE fire: interrupt handler and task share a counter, the task forgets the lock */
static irqreturn_t meter_irq(int irq, void *data)
{
	struct meter *m = data;

	spin_lock(&m->irq_lock);
	m->events++;
	spin_unlock(&m->irq_lock);
	return IRQ_HANDLED;
}

static u32 meter_take_events(struct meter *m)
{
	u32 events = m->events; /* EXPECT SA0601 */

	spin_lock_irq(&m->irq_lock);
	m->events = 0;
	spin_unlock_irq(&m->irq_lock);
	return events;
}

/* CASE fire: written while only the read side is held */
static s32 meter_apply_offset(struct meter *m, s32 raw)
{
	s32 val;

	down_read(&m->cal_sem);
	if (m->offset > 1000)
		m->offset = 1000; /* EXPECT SA0601 */
	val = raw + m->offset;
	up_read(&m->cal_sem);
	return val;
}

/* CASE clean: read side reads, write side writes */
static s32 meter_add_offset(struct meter *m, s32 raw)
{
	s32 val;

	down_read(&m->cal_sem);
	val = raw + m->offset;
	up_read(&m->cal_sem);
	return val;
}

static void meter_calibrate(struct meter *m, s32 offset)
{
	down_write(&m->cal_sem);
	m->offset = offset;
	up_write(&m->cal_sem);
}

/* CASE clean: a fresh object that nobody else can see is set up without the lock */
static int meter_probe(struct platform_device *pdev)
{
	struct meter *m;

	m = devm_kzalloc(&pdev->dev, sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;
	m->dev = &pdev->dev;
	mutex_init(&m->lock);
	mutex_init(&m->io_lock);
	spin_lock_init(&m->irq_lock);
	init_rwsem(&m->cal_sem);
	m->level = 10;
	m->limit = 100;
	m->offset = 0;
	platform_set_drvdata(pdev, m);
	return 0;
}
