// SPDX-License-Identifier: GPL-2.0
#include <linux/anon_inodes.h>
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/usb.h>
#include <linux/xarray.h>

struct lk_ctx {
	struct xarray bufs;
	u32 flags;
};

struct lk_import {
	struct dma_buf *dmabuf;
	struct dma_buf_attachment *att;
	struct sg_table *sgt;
};

static const struct file_operations lk_fops;

/* CASE fire: reserved fd kept when the file cannot be made */
static int lk_export(struct lk_ctx *ctx)
{
	struct file *file;
	int fd;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	file = anon_inode_getfile("[lk]", &lk_fops, ctx, O_RDWR);
	if (IS_ERR(file))
		return PTR_ERR(file); /* EXPECT SA0301 */
	fd_install(fd, file);
	return fd;
}

/* CASE clean: reserved fd put on the error path */
static int lk_export_ok(struct lk_ctx *ctx)
{
	struct file *file;
	int fd;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	file = anon_inode_getfile("[lk]", &lk_fops, ctx, O_RDWR);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	return fd;
}

/* CASE fire: attachment left on the buffer, only the buffer is put */
static struct lk_import *lk_import(struct device *dev, int fd)
{
	struct lk_import *imp;
	int err;

	imp = kzalloc_obj(*imp);
	if (!imp)
		return ERR_PTR(-ENOMEM);
	imp->dmabuf = dma_buf_get(fd);
	if (IS_ERR(imp->dmabuf)) {
		err = PTR_ERR(imp->dmabuf);
		goto err_free;
	}
	imp->att = dma_buf_attach(imp->dmabuf, dev);
	if (IS_ERR(imp->att)) {
		err = PTR_ERR(imp->att);
		goto err_put;
	}
	imp->sgt = dma_buf_map_attachment_unlocked(imp->att, DMA_BIDIRECTIONAL);
	if (IS_ERR(imp->sgt)) {
		err = PTR_ERR(imp->sgt);
		goto err_put;
	}
	return imp;

err_put:
	dma_buf_put(imp->dmabuf);
err_free:
	kfree(imp); /* EXPECT SA0303 */
	return ERR_PTR(err);
}

/* CASE clean: detached, put and freed in turn */
static struct lk_import *lk_import_ok(struct device *dev, int fd)
{
	struct lk_import *imp;
	int err;

	imp = kzalloc_obj(*imp);
	if (!imp)
		return ERR_PTR(-ENOMEM);
	imp->dmabuf = dma_buf_get(fd);
	if (IS_ERR(imp->dmabuf)) {
		err = PTR_ERR(imp->dmabuf);
		goto err_free;
	}
	imp->att = dma_buf_attach(imp->dmabuf, dev);
	if (IS_ERR(imp->att)) {
		err = PTR_ERR(imp->att);
		goto err_put;
	}
	imp->sgt = dma_buf_map_attachment_unlocked(imp->att, DMA_BIDIRECTIONAL);
	if (IS_ERR(imp->sgt)) {
		err = PTR_ERR(imp->sgt);
		goto err_detach;
	}
	return imp;

err_detach:
	dma_buf_detach(imp->dmabuf, imp->att);
err_put:
	dma_buf_put(imp->dmabuf);
err_free:
	kfree(imp);
	return ERR_PTR(err);
}

/* CASE fire: object lost when it cannot be stored */
static int lk_new_buf(struct lk_ctx *ctx, unsigned long id, size_t len)
{
	void *buf;
	int err;

	buf = kvzalloc(len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	err = xa_insert(&ctx->bufs, id, buf, GFP_KERNEL);
	return err; /* EXPECT SA0301 */
}

/* CASE clean: the array owns the object if it took it */
static int lk_new_buf_ok(struct lk_ctx *ctx, unsigned long id, size_t len)
{
	void *buf;
	int err;

	buf = kvzalloc(len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	err = xa_insert(&ctx->bufs, id, buf, GFP_KERNEL);
	if (err)
		kvfree(buf);
	return err;
}

/* CASE fire: file opened for a check never closed */
static int lk_is_reg(const char *path)
{
	struct file *filp = filp_open(path, O_RDONLY, 0);

	if (IS_ERR(filp))
		return PTR_ERR(filp);
	if (!S_ISREG(file_inode(filp)->i_mode))
		return -EINVAL; /* EXPECT SA0301 */
	filp_close(filp, NULL);
	return 0;
}

/* CASE clean: file closed on both paths */
static int lk_is_reg_ok(const char *path)
{
	struct file *filp = filp_open(path, O_RDONLY, 0);
	int err = 0;

	if (IS_ERR(filp))
		return PTR_ERR(filp);
	if (!S_ISREG(file_inode(filp)->i_mode))
		err = -EINVAL;
	filp_close(filp, NULL);
	return err;
}

/* CASE fire: coherent usb buffer given to kfree() */
static int lk_vendor_req(struct usb_device *udev, u8 req)
{
	dma_addr_t dma;
	u8 *buf;

	buf = usb_alloc_coherent(udev, 64, GFP_KERNEL, &dma);
	if (!buf)
		return -ENOMEM;
	memset(buf, req, 64);
	kfree(buf); /* EXPECT SA0304 */
	return 0;
}
