// SPDX-License-Identifier: GPL-2.0
/* What a device delivered, handed out in pieces. */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define SIZE	64

struct source {
	int (*read)(struct source *s, u8 *to, size_t size);
};

static DEFINE_MUTEX(reading);
static u8 stock[SIZE];
static int in_stock;

static int source_read(struct source *s, u8 *to, size_t size)
{
	int got = s->read(s, to, size);

	return got > 0 && got > size ? size : got;
}

/* CASE clean: no more than the source was asked for is in stock */
ssize_t pieces_read(struct source *s, char __user *to, size_t size);
ssize_t pieces_read(struct source *s, char __user *to, size_t size)
{
	u8 piece[SIZE];
	ssize_t done = 0;
	int len;

	while (size) {
		mutex_lock(&reading);
		if (!in_stock) {
			len = source_read(s, stock, SIZE);
			if (len <= 0) {
				mutex_unlock(&reading);
				return done ? done : len;
			}
			in_stock = len;
		}
		len = in_stock;
		if (len > size)
			len = size;
		in_stock -= len;
		memcpy(piece, stock + in_stock, len);
		mutex_unlock(&reading);
		if (copy_to_user(to + done, piece, len))
			return -EFAULT;
		size -= len;
		done += len;
	}
	return done;
}

/* CASE fire: what the user asks for is not what there is room for */
int piece_skip(u32 __user *arg);
int piece_skip(u32 __user *arg)
{
	u8 piece[SIZE];
	u32 len;

	if (get_user(len, arg))
		return -EFAULT;
	memcpy(piece, stock, len); /* EXPECT SA1204 */
	return piece[0];
}
