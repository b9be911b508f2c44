// SPDX-License-Identifier: GPL-2.0
/* References besides the one that keeps the object. */
#include <linux/anon_inodes.h>
#include <linux/device.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/slab.h>

struct rfb {
	struct device dev;
	int users;
};

/* CASE clean: pages that were taken twice are given back twice */
static void rfb_destroy_pages(struct page **pages, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++) {
		put_page(pages[i]);
		__free_page(pages[i]);
		pages[i] = NULL;
	}
}

/* CASE fire: one reference, given back twice in the same way */
static void rfb_destroy_page(struct page *page)
{
	__free_page(page);
	__free_page(page);				/* EXPECT SA0102 */
}

/* CASE clean: a reference for a while, of a device that the caller keeps */
static int rfb_get(struct rfb *rfb)
{
	get_device(&rfb->dev);
	if (!rfb->users) {
		put_device(&rfb->dev);
		return -ENODEV;
	}
	return 0;
}

static void rfb_put(struct rfb *rfb)
{
	put_device(&rfb->dev);
}

static void rfb_shutdown(struct rfb *rfb)
{
	if (!rfb_get(rfb))
		rfb_put(rfb);
	rfb->users = 0;
}

/* CASE clean: the file has it, and nobody but this function the file */
static const struct file_operations rfb_fops = {
	.llseek = noop_llseek,
};

static struct file *rfb_make_file(int users)
{
	struct rfb *rfb = kzalloc_obj(*rfb);
	struct file *file;

	if (!rfb)
		return ERR_PTR(-ENOMEM);
	file = anon_inode_getfile("[rfb]", &rfb_fops, rfb, O_RDWR);
	if (IS_ERR(file)) {
		kfree(rfb);
		return file;
	}
	rfb->users = users;
	return file;
}
