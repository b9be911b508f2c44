// SPDX-License-Identifier: GPL-2.0
/* Lengths of copies against the buffers they go to and come from. */
#include <linux/etherdevice.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <net/netlink.h>

#define CP_BUF		128
#define CP_LEN		0x08
#define CP_DATA		0x10

struct cp_key {
	__u32 len;
	__u8 key[32];
};

struct cp {
	void __iomem *base;
	u8 buf[CP_BUF];
	u8 key[16];
	u32 key_len;
	u8 mac[ETH_ALEN];
};

/* CASE fire: as many bytes as the user writes, into a fixed buffer */
static ssize_t cp_write_any(struct file *file, const char __user *ubuf, size_t count, loff_t *ppos)
{
	struct cp *cp = file->private_data;

	if (copy_from_user(cp->buf, ubuf, count)) /* EXPECT SA1204 */
		return -EFAULT;
	memcpy_toio(cp->base + CP_DATA, cp->buf, sizeof(cp->buf));
	return count;
}

/* CASE clean: no more than the buffer */
static ssize_t cp_write(struct file *file, const char __user *ubuf, size_t count, loff_t *ppos)
{
	struct cp *cp = file->private_data;

	count = min_t(size_t, count, sizeof(cp->buf));
	if (copy_from_user(cp->buf, ubuf, count))
		return -EFAULT;
	memcpy_toio(cp->base + CP_DATA, cp->buf, count);
	return count;
}

/* CASE fire: length of the key in the request is not compared */
static long cp_set_key_any(struct cp *cp, void __user *arg)
{
	struct cp_key req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	memcpy(cp->key, req.key, req.len); /* EXPECT SA1204 */
	cp->key_len = req.len;
	return 0;
}

/* CASE fire: length compared with the size of the other buffer */
static long cp_set_key_other(struct cp *cp, void __user *arg)
{
	struct cp_key req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (req.len > sizeof(req.key))
		return -EINVAL;
	memcpy(cp->key, req.key, req.len); /* EXPECT SA1204 */
	cp->key_len = req.len;
	return 0;
}

/* CASE clean: length compared with the destination, the smaller one */
static long cp_set_key(struct cp *cp, void __user *arg)
{
	struct cp_key req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (req.len > sizeof(cp->key))
		return -EINVAL;
	memcpy(cp->key, req.key, req.len);
	cp->key_len = req.len;
	return 0;
}

/* CASE fire: more is read than the buffer holds */
static ssize_t cp_read_any(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct cp *cp = file->private_data;

	if (copy_to_user(ubuf, cp->buf, count)) /* EXPECT SA1204 */
		return -EFAULT;
	return count;
}

/* CASE clean: simple_read_from_buffer() limits the length */
static ssize_t cp_read(struct file *file, char __user *ubuf, size_t count, loff_t *ppos)
{
	struct cp *cp = file->private_data;

	return simple_read_from_buffer(ubuf, count, ppos, cp->buf, sizeof(cp->buf));
}

/* CASE fire: length register of the device is trusted */
static int cp_receive_any(struct cp *cp)
{
	u32 len = readl(cp->base + CP_LEN);

	if (!len)
		return -EAGAIN;
	memcpy_fromio(cp->buf, cp->base + CP_DATA, len); /* EXPECT SA1204 */
	return len;
}

/* CASE clean: length register checked */
static int cp_receive(struct cp *cp)
{
	u32 len = readl(cp->base + CP_LEN);

	if (!len)
		return -EAGAIN;
	if (len > sizeof(cp->buf))
		return -EMSGSIZE;
	memcpy_fromio(cp->buf, cp->base + CP_DATA, len);
	return len;
}

/* CASE fire: packet of any length into a fixed buffer */
static netdev_tx_t cp_xmit_any(struct cp *cp, struct sk_buff *skb)
{
	memcpy(cp->buf, skb->data, skb->len); /* EXPECT SA1204 */
	memcpy_toio(cp->base + CP_DATA, cp->buf, sizeof(cp->buf));
	dev_consume_skb_any(skb);
	return NETDEV_TX_OK;
}

/* CASE clean: long packets are dropped */
static netdev_tx_t cp_xmit(struct cp *cp, struct sk_buff *skb)
{
	if (skb->len > sizeof(cp->buf) || skb_copy_bits(skb, 0, cp->buf, skb->len)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	memcpy_toio(cp->base + CP_DATA, cp->buf, sizeof(cp->buf));
	dev_consume_skb_any(skb);
	return NETDEV_TX_OK;
}

/* CASE fire: signed length is smaller than the buffer when it is negative */
static long cp_load_signed(struct cp *cp, const void __user *arg)
{
	const u8 __user *data = arg + sizeof(int);
	int len;

	if (get_user(len, (const int __user *)arg))
		return -EFAULT;
	if (len > CP_BUF)
		return -EINVAL;
	if (copy_from_user(cp->buf, data, len)) /* EXPECT SA1204 */
		return -EFAULT;
	return 0;
}

/* CASE clean: signed length with both bounds */
static long cp_load(struct cp *cp, const void __user *arg)
{
	const u8 __user *data = arg + sizeof(int);
	int len;

	if (get_user(len, (const int __user *)arg))
		return -EFAULT;
	if (len <= 0 || len > CP_BUF)
		return -EINVAL;
	if (copy_from_user(cp->buf, data, len))
		return -EFAULT;
	memcpy_toio(cp->base + CP_DATA, cp->buf, len);
	return 0;
}

/* CASE fire: attribute's length decides how much of the address is written */
static int cp_set_mac_any(struct cp *cp, const struct nlattr *nest)
{
	struct nlattr *tb[2];
	int ret;

	ret = nla_parse_nested(tb, 1, nest, NULL, NULL);
	if (ret)
		return ret;
	if (!tb[1])
		return -EINVAL;
	memcpy(cp->mac, nla_data(tb[1]), nla_len(tb[1])); /* EXPECT SA1204 */
	return 0;
}

/* CASE clean: nla_memcpy() is given the room */
static int cp_set_mac(struct cp *cp, const struct nlattr *nest)
{
	struct nlattr *tb[2];
	int ret;

	ret = nla_parse_nested(tb, 1, nest, NULL, NULL);
	if (ret)
		return ret;
	if (!tb[1])
		return -EINVAL;
	nla_memcpy(cp->mac, tb[1], sizeof(cp->mac));
	return 0;
}

/* CASE clean: buffer allocated as long as the copy */
static void *cp_dup(const void __user *ubuf, size_t count)
{
	void *buf;

	if (count > PAGE_SIZE)
		return ERR_PTR(-E2BIG);
	buf = kmalloc(count, GFP_KERNEL);
	if (!buf)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(buf, ubuf, count)) {
		kfree(buf);
		return ERR_PTR(-EFAULT);
	}
	return buf;
}
