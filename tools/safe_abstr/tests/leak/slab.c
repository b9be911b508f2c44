// SPDX-License-Identifier: GPL-2.0
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

struct lk_ent {
	struct list_head node;
	char *key;
	u32 val;
};

struct lk_db {
	struct list_head ents;
	struct mutex lock; /* for ents */
	u8 *log;
	size_t log_len;
};

/* CASE fire: result of a failing krealloc() overwrites the only pointer */
static int lk_log_grow(struct lk_db *db, size_t len)
{
	db->log = krealloc(db->log, len, GFP_KERNEL); /* EXPECT SA0302 */
	if (!db->log)
		return -ENOMEM;
	db->log_len = len;
	return 0;
}

/* CASE clean: krealloc() into a second variable */
static int lk_log_grow_ok(struct lk_db *db, size_t len)
{
	u8 *log;

	log = krealloc(db->log, len, GFP_KERNEL);
	if (!log)
		return -ENOMEM;
	db->log = log;
	db->log_len = len;
	return 0;
}

/* CASE fire: struct freed, its key is not */
static int lk_add(struct lk_db *db, const char *key, u32 val)
{
	struct lk_ent *e;

	e = kzalloc_obj(*e);
	if (!e)
		return -ENOMEM;
	e->key = kstrdup(key, GFP_KERNEL);
	if (!e->key) {
		kfree(e);
		return -ENOMEM;
	}
	if (strlen(e->key) > 32) {
		kfree(e); /* EXPECT SA0303 */
		return -ENAMETOOLONG;
	}
	e->val = val;
	list_add_tail(&e->node, &db->ents);
	return 0;
}

/* CASE clean: members first, then the struct; success goes to the list */
static int lk_add_ok(struct lk_db *db, const char *key, u32 val)
{
	struct lk_ent *e;

	e = kzalloc_obj(*e);
	if (!e)
		return -ENOMEM;
	e->key = kstrdup(key, GFP_KERNEL);
	if (!e->key) {
		kfree(e);
		return -ENOMEM;
	}
	if (strlen(e->key) > 32) {
		kfree(e->key);
		kfree(e);
		return -ENAMETOOLONG;
	}
	e->val = val;
	list_add_tail(&e->node, &db->ents);
	return 0;
}

/* CASE fire: copy from user space kept by the early return */
static ssize_t lk_write(struct file *file, const char __user *ubuf, size_t len, loff_t *pos)
{
	struct lk_db *db = file->private_data;
	char *cmd;
	u32 val;
	int err;

	if (len > 128)
		return -EINVAL;
	cmd = memdup_user_nul(ubuf, len);
	if (IS_ERR(cmd))
		return PTR_ERR(cmd);
	err = kstrtou32(cmd, 0, &val);
	if (err)
		return err; /* EXPECT SA0301 */
	kfree(cmd);
	mutex_lock(&db->lock);
	db->log_len = val;
	mutex_unlock(&db->lock);
	return len;
}

/* CASE clean: copy freed before the result is tested */
static ssize_t lk_write_ok(struct file *file, const char __user *ubuf, size_t len, loff_t *pos)
{
	struct lk_db *db = file->private_data;
	char *cmd;
	u32 val;
	int err;

	if (len > 128)
		return -EINVAL;
	cmd = memdup_user_nul(ubuf, len);
	if (IS_ERR(cmd))
		return PTR_ERR(cmd);
	err = kstrtou32(cmd, 0, &val);
	kfree(cmd);
	if (err)
		return err;
	mutex_lock(&db->lock);
	db->log_len = val;
	mutex_unlock(&db->lock);
	return len;
}

/* CASE fire: vmalloc memory given to kfree() */
static int lk_dump(struct seq_file *s, size_t len)
{
	u8 *tmp = vzalloc(len);

	if (!tmp)
		return -ENOMEM;
	seq_write(s, tmp, len);
	kfree(tmp); /* EXPECT SA0304 */
	return 0;
}

/* CASE clean: kvfree() for memory of either kind */
static int lk_dump_ok(struct seq_file *s, size_t len)
{
	u8 *tmp;

	if (len > PAGE_SIZE)
		tmp = vzalloc(len);
	else
		tmp = kzalloc(len, GFP_KERNEL);
	if (!tmp)
		return -ENOMEM;
	seq_write(s, tmp, len);
	kvfree(tmp);
	return 0;
}
