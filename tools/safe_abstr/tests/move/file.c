// SPDX-License-Identifier: GPL-2.0
#include <linux/anon_inodes.h>
#include <linux/dma-fence.h>
#include <linux/dma-buf.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/sync_file.h>
#include <linux/uaccess.h>

static const struct file_operations mv_fops;

struct mv_args {
	__s32 fd;
	__u32 flags;
};

/* CASE fire: fd taken back after fd_install() made it visible */
static int mv_export(void *priv, struct mv_args __user *uarg)
{
	struct file *file;
	int fd;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	file = anon_inode_getfile("[mv]", &mv_fops, priv, O_RDWR);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	fd_install(fd, file);
	if (put_user(fd, &uarg->fd)) {
		fput(file); /* EXPECT SA0104 */
		return -EFAULT;
	}
	return 0;
}

/* CASE clean: fd installed when nothing can fail any more */
static int mv_export_ok(void *priv, struct mv_args __user *uarg)
{
	struct file *file;
	int fd;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	file = anon_inode_getfile("[mv]", &mv_fops, priv, O_RDWR);
	if (IS_ERR(file)) {
		put_unused_fd(fd);
		return PTR_ERR(file);
	}
	if (put_user(fd, &uarg->fd)) {
		fput(file);
		put_unused_fd(fd);
		return -EFAULT;
	}
	fd_install(fd, file);
	return 0;
}

/* CASE fire: reserved fd released twice in the ladder */
static int mv_fence_fd(struct dma_fence *fence)
{
	struct sync_file *sync;
	int fd, ret;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	sync = sync_file_create(fence);
	if (!sync) {
		put_unused_fd(fd);
		ret = -ENOMEM;
		goto err_fd;
	}
	fd_install(fd, sync->file);
	return fd;

err_fd:
	put_unused_fd(fd); /* EXPECT SA0102 */
	return ret;
}

/* CASE clean: the label alone releases the fd */
static int mv_fence_fd_ok(struct dma_fence *fence)
{
	struct sync_file *sync;
	int fd, ret;

	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;
	sync = sync_file_create(fence);
	if (!sync) {
		ret = -ENOMEM;
		goto err_fd;
	}
	fd_install(fd, sync->file);
	return fd;

err_fd:
	put_unused_fd(fd);
	return ret;
}

/* CASE fire: fence state read after the reference was put */
static int mv_wait(int fd)
{
	struct dma_fence *fence;
	long ret;

	fence = sync_file_get_fence(fd);
	if (!fence)
		return -EINVAL;
	ret = dma_fence_wait(fence, true);
	dma_fence_put(fence);
	if (ret < 0)
		return ret;
	return fence->error; /* EXPECT SA0101 */
}

/* CASE clean: state copied while the reference is held */
static int mv_wait_ok(int fd)
{
	struct dma_fence *fence;
	long ret;

	fence = sync_file_get_fence(fd);
	if (!fence)
		return -EINVAL;
	ret = dma_fence_wait(fence, true);
	if (!ret)
		ret = fence->error;
	dma_fence_put(fence);
	return ret;
}

/* CASE fire: file with __free(fput) put by hand too */
static loff_t mv_size(int fd)
{
	struct file *file __free(fput) = fget(fd);
	loff_t size;

	if (!file)
		return -EBADF;
	size = i_size_read(file_inode(file));
	fput(file);
	return size; /* EXPECT SA0102 */
}

/* CASE clean: __free(fput) is the only put */
static loff_t mv_size_ok(int fd)
{
	struct file *file __free(fput) = fget(fd);

	if (!file)
		return -EBADF;
	return i_size_read(file_inode(file));
}

/* CASE clean: put on the error path or given to the caller */
static struct dma_buf *mv_import(int fd, size_t want)
{
	struct dma_buf *buf = dma_buf_get(fd);

	if (IS_ERR(buf))
		return buf;
	if (buf->size < want) {
		dma_buf_put(buf);
		return ERR_PTR(-EINVAL);
	}
	return buf;
}

/* CASE fire: buffer size read after the reference went */
static ssize_t mv_probe_buf(int fd)
{
	struct dma_buf *buf = dma_buf_get(fd);

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	dma_buf_put(buf);
	return buf->size; /* EXPECT SA0101 */
}
