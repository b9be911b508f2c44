// SPDX-License-Identifier: GPL-2.0
#include <crypto/hash.h>
#include <linux/crypto.h>
#include <linux/device.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/pid.h>
#include <linux/sched/mm.h>
#include <linux/sched/task.h>
#include <linux/workqueue.h>

struct lk_sync {
	struct dma_chan *rx;
	struct dma_chan *tx;
	struct workqueue_struct *wq;
	struct task_struct *thread;
};

/* CASE fire: first channel lost when the second one cannot be had */
static int lk_chans(struct device *dev, struct lk_sync *s)
{
	s->rx = dma_request_chan(dev, "rx");
	if (IS_ERR(s->rx))
		return PTR_ERR(s->rx);
	s->tx = dma_request_chan(dev, "tx");
	if (IS_ERR(s->tx))
		return PTR_ERR(s->tx); /* EXPECT SA0301 */
	return 0;
}

/* CASE clean: first channel released */
static int lk_chans_ok(struct device *dev, struct lk_sync *s)
{
	s->rx = dma_request_chan(dev, "rx");
	if (IS_ERR(s->rx))
		return PTR_ERR(s->rx);
	s->tx = dma_request_chan(dev, "tx");
	if (IS_ERR(s->tx)) {
		dma_release_channel(s->rx);
		return PTR_ERR(s->tx);
	}
	return 0;
}

/* CASE fire: hash transform kept when the key is refused */
static int lk_digest(const u8 *key, unsigned int klen, const u8 *data, unsigned int len, u8 *out)
{
	struct crypto_shash *tfm;
	int err;

	tfm = crypto_alloc_shash("hmac(sha256)", 0, 0);
	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	err = crypto_shash_setkey(tfm, key, klen);
	if (err)
		return err; /* EXPECT SA0301 */
	err = crypto_shash_tfm_digest(tfm, data, len, out);
	crypto_free_shash(tfm);
	return err;
}

/* CASE clean: transform freed on each path */
static int lk_digest_ok(const u8 *key, unsigned int klen, const u8 *data, unsigned int len, u8 *out)
{
	struct crypto_shash *tfm;
	int err;

	tfm = crypto_alloc_shash("hmac(sha256)", 0, 0);
	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	err = crypto_shash_setkey(tfm, key, klen);
	if (!err)
		err = crypto_shash_tfm_digest(tfm, data, len, out);
	crypto_free_shash(tfm);
	return err;
}

/* CASE fire: mm of the task not put, only the task */
static int lk_vm_pages(pid_t nr, unsigned long *pages)
{
	struct task_struct *task;
	struct mm_struct *mm;

	task = find_get_task_by_vpid(nr);
	if (!task)
		return -ESRCH;
	mm = get_task_mm(task);
	put_task_struct(task);
	if (!mm)
		return -EINVAL;
	*pages = mm->total_vm;
	return 0; /* EXPECT SA0301 */
}

/* CASE clean: mm put as well */
static int lk_vm_pages_ok(pid_t nr, unsigned long *pages)
{
	struct task_struct *task;
	struct mm_struct *mm;

	task = find_get_task_by_vpid(nr);
	if (!task)
		return -ESRCH;
	mm = get_task_mm(task);
	put_task_struct(task);
	if (!mm)
		return -EINVAL;
	*pages = mm->total_vm;
	mmput(mm);
	return 0;
}

/* CASE fire: the workqueue stays when the thread fails */
static int lk_thread(void *data)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ);
	return 0;
}

static int lk_start(struct lk_sync *s)
{
	int err;

	s->wq = alloc_workqueue("lk", WQ_UNBOUND, 0);
	if (!s->wq)
		return -ENOMEM;
	s->thread = kthread_run(lk_thread, s, "lk");
	if (IS_ERR(s->thread)) {
		err = PTR_ERR(s->thread);
		s->thread = NULL;
		return err; /* EXPECT SA0301 */
	}
	return 0;
}

/* CASE clean: queue destroyed when the thread fails */
static int lk_start_ok(struct lk_sync *s)
{
	int err;

	s->wq = alloc_workqueue("lk", WQ_UNBOUND, 0);
	if (!s->wq)
		return -ENOMEM;
	s->thread = kthread_run(lk_thread, s, "lk");
	if (IS_ERR(s->thread)) {
		err = PTR_ERR(s->thread);
		s->thread = NULL;
		goto err_wq;
	}
	return 0;

err_wq:
	destroy_workqueue(s->wq);
	s->wq = NULL;
	return err;
}
