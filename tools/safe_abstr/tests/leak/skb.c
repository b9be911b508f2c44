// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct lk_rxq {
	struct net_device *ndev;
	struct sk_buff *skbs[32];
	struct sk_buff *frag;
};

/* CASE fire: packet not freed on a drop path of the transmit function */
static netdev_tx_t lk_xmit(struct sk_buff *skb, struct net_device *dev)
{
	if (skb->len > dev->mtu) {
		dev->stats.tx_dropped++;
		return NETDEV_TX_OK; /* EXPECT SA0301 */
	}
	dev->stats.tx_packets++;
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops lk_ops = {
	.ndo_start_xmit = lk_xmit,
};

/* CASE clean: dropped packet freed, packet kept by the stack when busy */
static netdev_tx_t lk_xmit_ok(struct sk_buff *skb, struct net_device *dev)
{
	if (netif_queue_stopped(dev))
		return NETDEV_TX_BUSY;
	if (skb->len > dev->mtu) {
		dev->stats.tx_dropped++;
		dev_kfree_skb(skb);
		return NETDEV_TX_OK;
	}
	dev->stats.tx_packets++;
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops lk_ops_ok = {
	.ndo_start_xmit = lk_xmit_ok,
};

/* CASE fire: packet lost when the headroom copy replaces it */
static netdev_tx_t lk_push_xmit(struct sk_buff *skb, struct net_device *dev)
{
	unsigned int room = dev->needed_headroom;

	if (skb_headroom(skb) < room) {
		skb = skb_realloc_headroom(skb, room); /* EXPECT SA0302 */
		if (!skb) {
			dev->stats.tx_dropped++;
			return NETDEV_TX_OK;
		}
	}
	skb_push(skb, room);
	dev_queue_xmit(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops lk_push_ops = {
	.ndo_start_xmit = lk_push_xmit,
};

/* CASE clean: original freed after the copy */
static netdev_tx_t lk_push_xmit_ok(struct sk_buff *skb, struct net_device *dev)
{
	unsigned int room = dev->needed_headroom;
	struct sk_buff *copy;

	if (skb_headroom(skb) < room) {
		copy = skb_realloc_headroom(skb, room);
		dev_kfree_skb(skb);
		if (!copy) {
			dev->stats.tx_dropped++;
			return NETDEV_TX_OK;
		}
		skb = copy;
	}
	skb_push(skb, room);
	dev_queue_xmit(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops lk_push_ops_ok = {
	.ndo_start_xmit = lk_push_xmit_ok,
};

/* CASE fire: packet lost when it cannot be made linear */
static int lk_fill(struct net_device *ndev, unsigned int len)
{
	struct sk_buff *skb;

	skb = netdev_alloc_skb(ndev, len);
	if (!skb)
		return -ENOMEM;
	if (skb_linearize(skb))
		return -ENOMEM; /* EXPECT SA0301 */
	skb->protocol = eth_type_trans(skb, ndev);
	netif_rx(skb);
	return 0;
}

/* CASE clean: ring filled, undone by a backward loop */
static int lk_fill_ok(struct lk_rxq *q, unsigned int len)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(q->skbs); i++) {
		q->skbs[i] = netdev_alloc_skb(q->ndev, len);
		if (!q->skbs[i])
			goto err;
	}
	return 0;

err:
	while (i--) {
		dev_kfree_skb(q->skbs[i]);
		q->skbs[i] = NULL;
	}
	return -ENOMEM;
}

/* CASE clean: partial packet kept in the queue for the next call */
static void lk_collect(struct lk_rxq *q, const u8 *data, unsigned int len, bool last)
{
	if (!q->frag) {
		q->frag = netdev_alloc_skb(q->ndev, 2048);
		if (!q->frag)
			return;
	}
	if (skb_tailroom(q->frag) < len) {
		dev_kfree_skb_any(q->frag);
		q->frag = NULL;
		return;
	}
	skb_put_data(q->frag, data, len);
	if (last) {
		netif_rx(q->frag);
		q->frag = NULL;
	}
}
