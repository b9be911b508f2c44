// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct fdb {
	struct list_head node;
	struct hlist_node hash;
	struct rhash_head rnode;
	struct rcu_head rcu;
	u32 key;
};

struct vlan {
	struct hlist_node hash;
	struct rcu_head rcu;
	u32 *stats;
};

struct fdb_cfg {
	struct rcu_head rcu;
	u32 age;
};

struct bridge {
	spinlock_t lock; /* protects the state */
	struct mutex cfg_lock; /* protects the state */
	struct list_head fdbs;
	struct rhashtable table;
	struct fdb_cfg __rcu *cfg;
};

static const struct rhashtable_params fdb_params = {
	.head_offset = offsetof(struct fdb, rnode),
	.key_offset = offsetof(struct fdb, key),
	.key_len = sizeof(u32),
};

/* CASE fire: list_del_rcu() and kfree() at once */
static void fdb_delete(struct bridge *br, struct fdb *fdb)
{
	spin_lock_bh(&br->lock);
	list_del_rcu(&fdb->node);
	spin_unlock_bh(&br->lock);
	kfree(fdb); /* EXPECT SA0702 */
}

/* CASE clean: freed through kfree_rcu() */
static void fdb_delete_rcu(struct bridge *br, struct fdb *fdb)
{
	spin_lock_bh(&br->lock);
	list_del_rcu(&fdb->node);
	spin_unlock_bh(&br->lock);
	kfree_rcu(fdb, rcu);
}

/* CASE clean: grace period waited for before kfree() */
static void fdb_delete_sync(struct bridge *br, struct fdb *fdb)
{
	spin_lock_bh(&br->lock);
	list_del_rcu(&fdb->node);
	spin_unlock_bh(&br->lock);
	synchronize_rcu();
	kfree(fdb);
}

/* CASE clean: call_rcu() with a callback that frees */
static void vlan_free_rcu(struct rcu_head *head)
{
	struct vlan *vlan = container_of(head, struct vlan, rcu);

	kfree(vlan->stats);
	kfree(vlan);
}

static void vlan_delete(struct bridge *br, struct vlan *vlan)
{
	spin_lock_bh(&br->lock);
	hlist_del_init_rcu(&vlan->hash);
	spin_unlock_bh(&br->lock);
	call_rcu(&vlan->rcu, vlan_free_rcu);
}

/* CASE fire: member freed at once, only the entry waits for readers */
static void vlan_delete_early(struct bridge *br, struct vlan *vlan)
{
	spin_lock_bh(&br->lock);
	hlist_del_rcu(&vlan->hash);
	spin_unlock_bh(&br->lock);
	kfree(vlan->stats); /* EXPECT SA0702 */
	kfree_rcu(vlan, rcu);
}

/* CASE fire: old configuration replaced and freed at once */
static int br_set_age(struct bridge *br, u32 age)
{
	struct fdb_cfg *cfg, *old;

	cfg = kzalloc_obj(*cfg);
	if (!cfg)
		return -ENOMEM;
	cfg->age = age;
	mutex_lock(&br->cfg_lock);
	old = rcu_replace_pointer(br->cfg, cfg, lockdep_is_held(&br->cfg_lock));
	mutex_unlock(&br->cfg_lock);
	kfree(old); /* EXPECT SA0702 */
	return 0;
}

/* CASE clean: old configuration given to kfree_rcu(), which takes NULL */
static int br_set_age_fixed(struct bridge *br, u32 age)
{
	struct fdb_cfg *cfg, *old;

	cfg = kzalloc_obj(*cfg);
	if (!cfg)
		return -ENOMEM;
	cfg->age = age;
	mutex_lock(&br->cfg_lock);
	old = rcu_replace_pointer(br->cfg, cfg, lockdep_is_held(&br->cfg_lock));
	mutex_unlock(&br->cfg_lock);
	kfree_rcu(old, rcu);
	return 0;
}

/* CASE fire: pointer cleared with RCU_INIT_POINTER(), then freed */
static void br_clear_cfg(struct bridge *br)
{
	struct fdb_cfg *cfg;

	mutex_lock(&br->cfg_lock);
	cfg = rcu_dereference_protected(br->cfg, lockdep_is_held(&br->cfg_lock));
	RCU_INIT_POINTER(br->cfg, NULL);
	kfree(cfg); /* EXPECT SA0702 */
	mutex_unlock(&br->cfg_lock);
}

/* CASE clean: pointer cleared, grace period, freed */
static void br_clear_cfg_fixed(struct bridge *br)
{
	struct fdb_cfg *cfg;

	mutex_lock(&br->cfg_lock);
	cfg = rcu_dereference_protected(br->cfg, lockdep_is_held(&br->cfg_lock));
	rcu_assign_pointer(br->cfg, NULL);
	mutex_unlock(&br->cfg_lock);
	synchronize_rcu();
	kfree(cfg);
}

/* CASE fire: rhashtable entry removed and freed at once */
static int fdb_rht_delete(struct bridge *br, struct fdb *fdb)
{
	int ret;

	ret = rhashtable_remove_fast(&br->table, &fdb->rnode, fdb_params);
	if (ret)
		return ret;
	kfree(fdb); /* EXPECT SA0702 */
	return 0;
}

/* CASE clean: rhashtable entry freed after a grace period */
static int fdb_rht_delete_fixed(struct bridge *br, struct fdb *fdb)
{
	int ret;

	ret = rhashtable_remove_fast(&br->table, &fdb->rnode, fdb_params);
	if (ret)
		return ret;
	kfree_rcu(fdb, rcu);
	return 0;
}

/* CASE fire: flush loop frees each entry right after list_del_rcu() */
static void fdb_flush(struct bridge *br)
{
	struct fdb *fdb, *tmp;

	spin_lock_bh(&br->lock);
	list_for_each_entry_safe(fdb, tmp, &br->fdbs, node) {
		list_del_rcu(&fdb->node);
		kfree(fdb); /* EXPECT SA0702 */
	}
	spin_unlock_bh(&br->lock);
}

/* CASE clean: an entry that failed to be inserted was never visible */
static int fdb_insert(struct bridge *br, u32 key)
{
	struct fdb *fdb;
	int ret;

	fdb = kzalloc_obj(*fdb);
	if (!fdb)
		return -ENOMEM;
	fdb->key = key;
	ret = rhashtable_insert_fast(&br->table, &fdb->rnode, fdb_params);
	if (ret) {
		kfree(fdb);
		return ret;
	}
	return 0;
}

/* CASE fire: the grace period comes after the free */
static void fdb_delete_late(struct bridge *br, struct fdb *fdb)
{
	spin_lock_bh(&br->lock);
	list_del_rcu(&fdb->node);
	spin_unlock_bh(&br->lock);
	kfree(fdb); /* EXPECT SA0702 */
	synchronize_rcu();
}
