// SPDX-License-Identifier: GPL-2.0
/* Requests of variable length: the header is fetched first. */
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define FT_LIMIT		4096
#define FT_WORDS	32

struct ft_req {
	__u32 cmd;
	__u32 len;
	__u8 data[];
};

struct ft_regs {
	__u32 count;
	__u32 word[FT_WORDS];
};

struct ft {
	void __iomem *base;
	struct mutex lock;	/* one load at a time */
	u32 word[FT_WORDS];
	u8 name[32];
};

/* In the other file of the driver. */
void ft_push(struct ft *ft, const u8 *data, u32 len);
long ft_run(struct ft *ft, u32 words);

/* CASE fire: length taken from the second copy of the request */
static long ft_send_twice(struct ft *ft, struct ft_req __user *ureq)
{
	struct ft_req head, *req;
	long ret = 0;

	if (copy_from_user(&head, ureq, sizeof(head)))
		return -EFAULT;
	if (head.len > FT_LIMIT)
		return -EINVAL;

	req = kmalloc(sizeof(*req) + head.len, GFP_KERNEL);
	if (!req)
		return -ENOMEM;
	if (copy_from_user(req, ureq, sizeof(*req) + head.len)) { /* EXPECT SA1101 */
		ret = -EFAULT;
		goto out;
	}
	ft_push(ft, req->data, req->len);
out:
	kfree(req);
	return ret;
}

/* CASE clean: only the payload is fetched the second time */
static long ft_send(struct ft *ft, struct ft_req __user *ureq)
{
	struct ft_req head;
	long ret = 0;
	u8 *data;

	if (copy_from_user(&head, ureq, sizeof(head)))
		return -EFAULT;
	if (head.len > FT_LIMIT)
		return -EINVAL;

	data = kmalloc(head.len, GFP_KERNEL);
	if (!data)
		return -ENOMEM;
	if (copy_from_user(data, ureq->data, head.len)) {
		ret = -EFAULT;
		goto out;
	}
	ft_push(ft, data, head.len);
out:
	kfree(data);
	return ret;
}

/* CASE clean: the checked length is put back over the one fetched again */
static long ft_send_restores(struct ft *ft, struct ft_req __user *ureq)
{
	struct ft_req *req;
	u32 len;

	if (get_user(len, &ureq->len))
		return -EFAULT;
	if (len > FT_LIMIT)
		return -EINVAL;

	req = memdup_user(ureq, sizeof(*req) + len);
	if (IS_ERR(req))
		return PTR_ERR(req);

	req->len = len;
	ft_push(ft, req->data, req->len);
	kfree(req);
	return 0;
}

/* CASE clean: a length that changed in between is refused */
static long ft_send_compares(struct ft *ft, struct ft_req __user *ureq)
{
	struct ft_req head, *req;
	long ret = 0;

	if (copy_from_user(&head, ureq, sizeof(head)))
		return -EFAULT;
	if (head.len > FT_LIMIT)
		return -EINVAL;

	req = memdup_user(ureq, sizeof(*req) + head.len);
	if (IS_ERR(req))
		return PTR_ERR(req);
	if (req->len != head.len) {
		ret = -EINVAL;
		goto out;
	}
	ft_push(ft, req->data, req->len);
out:
	kfree(req);
	return ret;
}

/* CASE fire: count checked with one get_user() and used from another */
static long ft_load_recount(struct ft *ft, struct ft_regs __user *uregs)
{
	u32 count;

	if (get_user(count, &uregs->count))
		return -EFAULT;
	if (count > FT_WORDS)
		return -EINVAL;

	guard(mutex)(&ft->lock);
	if (get_user(count, &uregs->count)) /* EXPECT SA1101 */
		return -EFAULT;
	return ft_run(ft, count);
}

/* CASE clean: one fetch of the count, then one of each word */
static long ft_load(struct ft *ft, struct ft_regs __user *uregs)
{
	u32 count, i;

	if (get_user(count, &uregs->count))
		return -EFAULT;
	if (count > FT_WORDS)
		return -EINVAL;

	guard(mutex)(&ft->lock);
	for (i = 0; i < count; i++) {
		if (get_user(ft->word[i], &uregs->word[i]))
			return -EFAULT;
	}
	return 0;
}

/* CASE fire: command checked by the caller's helper, then fetched again */
static int ft_allowed(struct ft_req __user *ureq)
{
	u32 cmd;

	if (get_user(cmd, &ureq->cmd))
		return -EFAULT;
	return cmd < 16 ? 0 : -EPERM;
}

static long ft_ioctl_recheck(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct ft *ft = file->private_data;
	struct ft_req __user *ureq = (void __user *)arg;
	struct ft_req req;
	int ret;

	ret = ft_allowed(ureq);
	if (ret)
		return ret;
	if (copy_from_user(&req, ureq, sizeof(req))) /* EXPECT SA1101 */
		return -EFAULT;

	writel(req.cmd, ft->base);
	return 0;
}

/* CASE clean: the helper is given the copy */
static int ft_allowed_copy(const struct ft_req *req)
{
	return req->cmd < 16 ? 0 : -EPERM;
}

static long ft_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct ft *ft = file->private_data;
	struct ft_req req;
	int ret;

	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	ret = ft_allowed_copy(&req);
	if (ret)
		return ret;

	writel(req.cmd, ft->base);
	return 0;
}

/* CASE fire: the count is checked in the structure that is fetched after it */
static long ft_sum(struct ft *ft, struct ft_regs __user *arg)
{
	struct ft_regs regs;

	if (get_user(regs.count, &arg->count))
		return -EFAULT;
	if (regs.count > FT_WORDS)
		return -EINVAL;
	if (copy_from_user(&regs, arg, sizeof(regs))) /* EXPECT SA1101 */
		return -EFAULT;
	writel(regs.count, ft->base);
	return 0;
}

/* CASE clean: what was checked is put back into it */
static long ft_sum_checked(struct ft *ft, struct ft_regs __user *arg)
{
	struct ft_regs regs;
	u32 count;

	if (get_user(count, &arg->count))
		return -EFAULT;
	if (count > FT_WORDS)
		return -EINVAL;
	if (copy_from_user(&regs, arg, sizeof(regs)))
		return -EFAULT;
	regs.count = count;
	writel(regs.count, ft->base);
	return 0;
}
