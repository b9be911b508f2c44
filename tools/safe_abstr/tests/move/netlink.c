// SPDX-License-Identifier: GPL-2.0
#include <linux/if_arp.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <net/genetlink.h>

static struct genl_family mv_family;

struct mv_nlbuf {
	struct sk_buff *skb;
	u32 portid;
};

/* CASE fire: reply freed although genlmsg_reply() consumed it even on error */
static int mv_get_doit(struct sk_buff *in, struct genl_info *info)
{
	struct sk_buff *msg;
	void *hdr;
	int err;

	msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;
	hdr = genlmsg_put_reply(msg, info, &mv_family, 0, 1);
	if (!hdr) {
		err = -EMSGSIZE;
		goto err_free;
	}
	genlmsg_end(msg, hdr);
	err = genlmsg_reply(msg, info);
	if (err)
		goto err_free;
	return 0;

err_free:
	nlmsg_free(msg); /* EXPECT SA0104 */
	return err;
}

/* CASE clean: result of genlmsg_reply() returned as it is */
static int mv_get_doit_ok(struct sk_buff *in, struct genl_info *info)
{
	struct sk_buff *msg;
	void *hdr;
	int err;

	msg = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return -ENOMEM;
	hdr = genlmsg_put_reply(msg, info, &mv_family, 0, 1);
	if (!hdr) {
		err = -EMSGSIZE;
		goto err_free;
	}
	genlmsg_end(msg, hdr);
	return genlmsg_reply(msg, info);

err_free:
	nlmsg_free(msg);
	return err;
}

/* CASE fire: header of a message already sent is read */
static int mv_notify(struct net *net, struct mv_nlbuf *buf)
{
	struct sk_buff *msg = buf->skb;
	int err;

	buf->skb = NULL;
	err = genlmsg_unicast(net, msg, buf->portid);
	if (err < 0)
		pr_warn("notification of %u bytes lost: %d\n", msg->len, err); /* EXPECT SA0103 */
	return err;
}

/* CASE clean: size taken before the message is sent */
static int mv_notify_ok(struct net *net, struct mv_nlbuf *buf)
{
	struct sk_buff *msg = buf->skb;
	unsigned int len = msg->len;
	int err;

	buf->skb = NULL;
	err = genlmsg_unicast(net, msg, buf->portid);
	if (err < 0)
		pr_warn("notification of %u bytes lost: %d\n", len, err);
	return err;
}

/* CASE fire: device name printed after the reference was put */
static int mv_bind(struct net *net, const char *name)
{
	struct net_device *dev;

	dev = dev_get_by_name(net, name);
	if (!dev)
		return -ENODEV;
	if (dev->type != ARPHRD_ETHER) {
		dev_put(dev);
		pr_info("%u: not an ethernet device\n", dev->ifindex); /* EXPECT SA0101 */
		return -EINVAL;
	}
	pr_debug("bound to %d\n", dev->ifindex);
	dev_put(dev);
	return 0;
}

/* CASE clean: reference put last on each path */
static int mv_bind_ok(struct net *net, const char *name)
{
	struct net_device *dev;
	int err = 0;

	dev = dev_get_by_name(net, name);
	if (!dev)
		return -ENODEV;
	if (dev->type != ARPHRD_ETHER) {
		pr_info("%u: not an ethernet device\n", dev->ifindex);
		err = -EINVAL;
	}
	dev_put(dev);
	return err;
}

/* CASE fire: put by the label and once more by the common exit */
static int mv_mtu(struct net *net, int ifindex, unsigned int mtu)
{
	struct net_device *dev;
	int err = 0;

	dev = dev_get_by_index(net, ifindex);
	if (!dev)
		return -ENODEV;
	if (mtu > dev->max_mtu) {
		err = -ERANGE;
		dev_put(dev);
		goto out;
	}
	pr_debug("mtu %u of %u\n", mtu, dev->mtu);
out:
	dev_put(dev); /* EXPECT SA0102 */
	return err;
}

/* CASE clean: only the common exit puts */
static int mv_mtu_ok(struct net *net, int ifindex, unsigned int mtu)
{
	struct net_device *dev;
	int err = 0;

	dev = dev_get_by_index(net, ifindex);
	if (!dev)
		return -ENODEV;
	if (mtu > dev->max_mtu) {
		err = -ERANGE;
		goto out;
	}
	pr_debug("mtu %u of %u\n", mtu, dev->mtu);
out:
	dev_put(dev);
	return err;
}
