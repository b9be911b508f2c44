// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>

struct hw {
	void __iomem *base;
	u32 level;
};

struct hwdev {
	struct srcu_struct srcu;
	struct mutex lock; /* protects the state */
	struct hw __rcu *hw;
	struct list_head clients;
	bool gone;
};

struct client {
	struct list_head node;
	u32 id;
};

/* CASE fire: hardware state used after srcu_read_unlock() */
static ssize_t hwdev_read(struct file *file, char __user *ubuf, size_t len, loff_t *ppos)
{
	struct hwdev *hd = file->private_data;
	struct hw *hw;
	u32 level;
	int idx;

	if (len < sizeof(level))
		return -EINVAL;
	idx = srcu_read_lock(&hd->srcu);
	hw = srcu_dereference(hd->hw, &hd->srcu);
	srcu_read_unlock(&hd->srcu, idx);
	if (!hw)
		return -ENODEV;
	level = hw->level; /* EXPECT SA0701 */
	if (copy_to_user(ubuf, &level, sizeof(level)))
		return -EFAULT;
	return sizeof(level);
}

/* CASE clean: copy_to_user() may sleep inside an SRCU section */
static ssize_t hwdev_read_fixed(struct file *file, char __user *ubuf, size_t len, loff_t *ppos)
{
	struct hwdev *hd = file->private_data;
	ssize_t ret = -ENODEV;
	struct hw *hw;
	int idx;

	if (len < sizeof(hw->level))
		return -EINVAL;
	idx = srcu_read_lock(&hd->srcu);
	hw = srcu_dereference(hd->hw, &hd->srcu);
	if (hw) {
		ret = sizeof(hw->level);
		if (copy_to_user(ubuf, &hw->level, sizeof(hw->level)))
			ret = -EFAULT;
	}
	srcu_read_unlock(&hd->srcu, idx);
	return ret;
}

/* CASE fire: cleared and freed with no SRCU grace period */
static void hwdev_detach(struct hwdev *hd)
{
	struct hw *hw;

	mutex_lock(&hd->lock);
	hw = rcu_dereference_protected(hd->hw, lockdep_is_held(&hd->lock));
	rcu_assign_pointer(hd->hw, NULL);
	mutex_unlock(&hd->lock);
	kfree(hw); /* EXPECT SA0702 */
}

/* CASE clean: synchronize_srcu() of the same domain before the free */
static void hwdev_detach_fixed(struct hwdev *hd)
{
	struct hw *hw;

	mutex_lock(&hd->lock);
	hw = rcu_dereference_protected(hd->hw, lockdep_is_held(&hd->lock));
	rcu_assign_pointer(hd->hw, NULL);
	mutex_unlock(&hd->lock);
	synchronize_srcu(&hd->srcu);
	kfree(hw);
}

/* CASE fire: client found in the SRCU list is used after guard(srcu) scope */
static int hwdev_client(struct hwdev *hd, u32 id)
{
	struct client *client, *found = NULL;

	scoped_guard(srcu, &hd->srcu) {
		list_for_each_entry_srcu(client, &hd->clients, node,
					 srcu_read_lock_held(&hd->srcu)) {
			if (client->id == id)
				found = client;
		}
	}
	if (!found)
		return -ENOENT;
	found->id = 0; /* EXPECT SA0701 */
	return 0;
}

/* CASE clean: guard(srcu) to the end of the function, sleeping in between */
static int hwdev_wait_level(struct hwdev *hd, u32 level)
{
	struct hw *hw;
	int i;

	guard(srcu)(&hd->srcu);
	hw = srcu_dereference(hd->hw, &hd->srcu);
	if (!hw)
		return -ENODEV;
	for (i = 0; i < 10; i++) {
		if (readl(hw->base) == level)
			return 0;
		msleep(20);
	}
	return -ETIMEDOUT;
}

/* CASE fire: list entry of an SRCU list freed right after the removal */
static void hwdev_drop_client(struct hwdev *hd, struct client *client)
{
	mutex_lock(&hd->lock);
	list_del_rcu(&client->node);
	mutex_unlock(&hd->lock);
	kfree(client); /* EXPECT SA0702 */
}

/* CASE clean: list entry freed after the SRCU grace period */
static void hwdev_drop_client_fixed(struct hwdev *hd, struct client *client)
{
	mutex_lock(&hd->lock);
	list_del_rcu(&client->node);
	mutex_unlock(&hd->lock);
	synchronize_srcu(&hd->srcu);
	kfree(client);
}

/* CASE fire: srcu_dereference() behind the section that tested for removal */
static u32 hwdev_level(struct hwdev *hd)
{
	struct hw *hw;
	u32 level;
	int idx;

	idx = srcu_read_lock(&hd->srcu);
	if (READ_ONCE(hd->gone)) {
		srcu_read_unlock(&hd->srcu, idx);
		return 0;
	}
	srcu_read_unlock(&hd->srcu, idx);
	hw = srcu_dereference(hd->hw, &hd->srcu); /* EXPECT SA0703 */
	level = hw ? hw->level : 0;
	return level;
}

/* CASE clean: each return closes its SRCU section */
static u32 hwdev_level_fixed(struct hwdev *hd)
{
	struct hw *hw;
	u32 level;
	int idx;

	idx = srcu_read_lock(&hd->srcu);
	hw = srcu_dereference(hd->hw, &hd->srcu);
	if (!hw || READ_ONCE(hd->gone)) {
		srcu_read_unlock(&hd->srcu, idx);
		return 0;
	}
	level = hw->level;
	srcu_read_unlock(&hd->srcu, idx);
	return level;
}
