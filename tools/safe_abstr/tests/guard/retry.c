// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#define FLASH_CMD	0x0
#define FLASH_STATE	0x4
#define FLASH_READY	BIT(0)

struct flash {
	struct mutex lock; /* protects the state */
	rwlock_t map_lock;
	spinlock_t lock_bh; /* protects the state */
	void __iomem *base;
	u32 *map;
	unsigned int nmap;
	struct work_struct work;
	struct net_device *ndev;
	bool retry;
};

/* CASE fire: goto again with the mutex still held */
static int flash_erase(struct flash *fl)
{
	int tries = 3;

again:
	mutex_lock(&fl->lock); /* EXPECT SA0603 */
	writel(1, fl->base + FLASH_CMD);
	if (!(readl(fl->base + FLASH_STATE) & FLASH_READY) && tries--) {
		msleep(20);
		goto again;
	}
	mutex_unlock(&fl->lock);
	return tries < 0 ? -EIO : 0;
}

/* CASE clean: unlocked before the retry */
static int flash_erase_fixed(struct flash *fl)
{
	int tries = 3;

again:
	mutex_lock(&fl->lock);
	writel(1, fl->base + FLASH_CMD);
	if (!(readl(fl->base + FLASH_STATE) & FLASH_READY) && tries--) {
		mutex_unlock(&fl->lock);
		msleep(20);
		goto again;
	}
	mutex_unlock(&fl->lock);
	return tries < 0 ? -EIO : 0;
}

/* CASE fire: the allocation failure inside the write lock returns */
static int flash_remap(struct flash *fl, unsigned int n)
{
	u32 *map;

	write_lock_bh(&fl->map_lock);
	map = kcalloc(n, sizeof(*map), GFP_ATOMIC);
	if (!map)
		return -ENOMEM; /* EXPECT SA0602 */
	kfree(fl->map);
	fl->map = map;
	fl->nmap = n;
	write_unlock_bh(&fl->map_lock);
	return 0;
}

/* CASE clean: allocated first, swapped under the lock, old one freed after it */
static int flash_remap_fixed(struct flash *fl, unsigned int n)
{
	u32 *map, *old;

	map = kcalloc(n, sizeof(*map), GFP_KERNEL);
	if (!map)
		return -ENOMEM;
	write_lock_bh(&fl->map_lock);
	old = fl->map;
	fl->map = map;
	fl->nmap = n;
	write_unlock_bh(&fl->map_lock);
	kfree(old);
	return 0;
}

/* CASE fire: reader unlocks as writer */
static u32 flash_translate(struct flash *fl, unsigned int block)
{
	u32 phys = 0;

	read_lock(&fl->map_lock);
	if (block < fl->nmap)
		phys = fl->map[block];
	write_unlock(&fl->map_lock); /* EXPECT SA0604 */
	return phys;
}

/* CASE clean: two conditional returns, both unlock */
static u32 flash_lookup(struct flash *fl, unsigned int block)
{
	u32 phys;

	read_lock(&fl->map_lock);
	if (block >= fl->nmap) {
		read_unlock(&fl->map_lock);
		return 0;
	}
	phys = fl->map[block];
	read_unlock(&fl->map_lock);
	return phys;
}

/* CASE fire: the work returns with RTNL held when the link is down */
static void flash_link_work(struct work_struct *work)
{
	struct flash *fl = container_of(work, struct flash, work);

	rtnl_lock();
	if (!netif_running(fl->ndev))
		return; /* EXPECT SA0602 */
	netif_carrier_on(fl->ndev);
	rtnl_unlock();
}

/* CASE clean: RTNL left on both paths */
static void flash_carrier_work(struct work_struct *work)
{
	struct flash *fl = container_of(work, struct flash, work);

	rtnl_lock();
	if (!netif_running(fl->ndev))
		goto out;
	netif_carrier_on(fl->ndev);
out:
	rtnl_unlock();
}

/* CASE fire: locked twice across a helper that relocks on its way out */
static void flash_kick(struct flash *fl)
{
	spin_lock_bh(&fl->lock_bh);
	fl->retry = false;
	spin_lock_bh(&fl->lock_bh); /* EXPECT SA0603 */
	writel(2, fl->base + FLASH_CMD);
	spin_unlock_bh(&fl->lock_bh);
}

/* CASE clean: a helper entered locked drops and retakes the lock */
static void flash_pause(struct flash *fl)
{
	spin_unlock_bh(&fl->lock_bh);
	usleep_range(10, 20);
	spin_lock_bh(&fl->lock_bh);
}

static void flash_restart(struct flash *fl)
{
	spin_lock_bh(&fl->lock_bh);
	while (fl->retry)
		flash_pause(fl);
	writel(3, fl->base + FLASH_CMD);
	spin_unlock_bh(&fl->lock_bh);
}
