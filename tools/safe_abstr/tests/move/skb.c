// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

struct mv_ring {
	struct napi_struct napi;
	struct net_device *ndev;
	struct sk_buff *cur;
	struct sk_buff_head backlog;
	u64 bytes;
};

/* CASE fire: length read for the statistics after the stack got the packet */
static void mv_rx_one(struct mv_ring *ring, struct sk_buff *skb)
{
	skb->protocol = eth_type_trans(skb, ring->ndev);
	napi_gro_receive(&ring->napi, skb);
	ring->ndev->stats.rx_packets++;
	ring->ndev->stats.rx_bytes += skb->len; /* EXPECT SA0103 */
}

/* CASE clean: the length is saved before the packet is given away */
static void mv_rx_one_saved(struct mv_ring *ring, struct sk_buff *skb)
{
	unsigned int len = skb->len;

	skb->protocol = eth_type_trans(skb, ring->ndev);
	napi_gro_receive(&ring->napi, skb);
	ring->ndev->stats.rx_packets++;
	ring->ndev->stats.rx_bytes += len;
}

/* CASE fire: packet freed after dev_queue_xmit() reported an error */
static int mv_forward(struct net_device *lower, struct sk_buff *skb)
{
	int ret;

	skb->dev = lower;
	ret = dev_queue_xmit(skb);
	if (ret) {
		lower->stats.tx_errors++;
		kfree_skb(skb); /* EXPECT SA0104 */
	}
	return ret;
}

/* CASE clean: dev_queue_xmit() has consumed the packet in any case */
static int mv_forward_ok(struct net_device *lower, struct sk_buff *skb)
{
	int ret;

	skb->dev = lower;
	ret = dev_queue_xmit(skb);
	if (ret)
		lower->stats.tx_errors++;
	return ret;
}

/* CASE fire: completion frees the packet, then counts its bytes */
static void mv_tx_done(struct mv_ring *ring)
{
	struct sk_buff *skb = ring->cur;

	if (!skb)
		return;
	ring->cur = NULL;
	dev_consume_skb_any(skb);
	ring->bytes += skb->len; /* EXPECT SA0101 */
	netif_wake_queue(ring->ndev);
}

/* CASE clean: completion counts first, then frees */
static void mv_tx_done_ok(struct mv_ring *ring)
{
	struct sk_buff *skb = ring->cur;

	if (!skb)
		return;
	ring->cur = NULL;
	ring->bytes += skb->len;
	dev_consume_skb_any(skb);
	netif_wake_queue(ring->ndev);
}

/* CASE fire: skb_put_padto() has freed the packet when it fails */
static netdev_tx_t mv_pad_xmit(struct sk_buff *skb, struct net_device *dev)
{
	if (skb_put_padto(skb, ETH_ZLEN)) {
		dev->stats.tx_dropped++;
		dev_kfree_skb_any(skb); /* EXPECT SA0104 */
		return NETDEV_TX_OK;
	}
	dev->stats.tx_bytes += skb->len;
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

/* CASE clean: nothing left to free after the failed skb_put_padto() */
static netdev_tx_t mv_pad_xmit_ok(struct sk_buff *skb, struct net_device *dev)
{
	if (skb_put_padto(skb, ETH_ZLEN)) {
		dev->stats.tx_dropped++;
		return NETDEV_TX_OK;
	}
	dev->stats.tx_bytes += skb->len;
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

/* CASE fire: dropped packet is queued all the same, the return is missing */
static int mv_backlog_rcv(struct mv_ring *ring, struct sk_buff *skb)
{
	if (skb_queue_len(&ring->backlog) > 128)
		kfree_skb(skb);
	skb_queue_tail(&ring->backlog, skb); /* EXPECT SA0101 */
	return 0;
}

/* CASE clean: dropped or queued, never both */
static int mv_backlog_rcv_ok(struct mv_ring *ring, struct sk_buff *skb)
{
	if (skb_queue_len(&ring->backlog) > 128) {
		kfree_skb(skb);
		return -ENOBUFS;
	}
	skb_queue_tail(&ring->backlog, skb);
	return 0;
}

/* CASE clean: the loop variable is a new packet each time round */
static void mv_drain(struct mv_ring *ring)
{
	struct sk_buff *skb;

	while ((skb = skb_dequeue(&ring->backlog))) {
		if (skb->len < ETH_HLEN) {
			kfree_skb(skb);
			continue;
		}
		netif_rx(skb);
	}
}

/* CASE clean: an extra reference keeps the packet alive over the hand-over */
static int mv_clone_rx(struct net_device *dev, struct sk_buff *skb)
{
	unsigned int len;

	skb_get(skb);
	netif_rx(skb);
	len = skb->len;
	kfree_skb(skb);
	return len;
}
