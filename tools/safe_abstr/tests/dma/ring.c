// SPDX-License-Identifier: GPL-2.0
/* Descriptor rings of an Ethernet controller. */
#include <linux/dma-mapping.h>
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

#define EQ_RING		64
#define EQ_BUF		1536
#define EQ_COPYBREAK	128

struct eq_desc {
	__le64 addr;
	__le32 len;
	__le32 status;
};

struct eq_slot {
	struct sk_buff *skb;
	dma_addr_t dma;
	u32 len;
};

struct eq_ring {
	struct device *dev;
	struct net_device *ndev;
	struct eq_desc *desc;
	struct eq_slot slot[EQ_RING];
	unsigned int head;
};

/* CASE fire: receive buffer handed to the device without a test */
static int eq_refill_blind(struct eq_ring *ring)
{
	unsigned int i = ring->head % EQ_RING;
	struct eq_slot *slot = &ring->slot[i];
	struct device *dev = ring->dev;
	struct sk_buff *skb;

	skb = netdev_alloc_skb_ip_align(ring->ndev, EQ_BUF);
	if (!skb)
		return -ENOMEM;

	slot->skb = skb;
	slot->dma = dma_map_single(dev, skb->data, EQ_BUF, DMA_FROM_DEVICE); /* EXPECT SA1002 */
	slot->len = EQ_BUF;
	ring->head++;
	return 0;
}

/* CASE clean: the buffer goes back when it could not be mapped */
static int eq_refill(struct eq_ring *ring)
{
	unsigned int i = ring->head % EQ_RING;
	struct eq_slot *slot = &ring->slot[i];
	struct sk_buff *skb;
	dma_addr_t dma;

	skb = netdev_alloc_skb_ip_align(ring->ndev, EQ_BUF);
	if (!skb)
		return -ENOMEM;

	dma = dma_map_single(ring->dev, skb->data, EQ_BUF, DMA_FROM_DEVICE);
	if (unlikely(dma_mapping_error(ring->dev, dma))) {
		dev_kfree_skb_any(skb);
		return -ENOMEM;
	}

	slot->skb = skb;
	slot->dma = dma;
	slot->len = EQ_BUF;
	ring->desc[i].addr = cpu_to_le64(dma);
	ring->desc[i].status = 0;
	ring->head++;
	return 0;
}

/* CASE fire: received header read while the device owns the buffer */
static void eq_receive_peeks(struct eq_ring *ring, struct eq_slot *slot, unsigned int len)
{
	struct sk_buff *skb = slot->skb;
	struct ethhdr *eth = (struct ethhdr *)skb->data;
	dma_addr_t dma;

	dma = dma_map_single(ring->dev, skb->data, EQ_BUF, DMA_FROM_DEVICE);
	if (dma_mapping_error(ring->dev, dma))
		return;

	if (is_multicast_ether_addr(eth->h_dest)) /* EXPECT SA1001 */
		ring->ndev->stats.multicast++;

	slot->dma = dma;
	slot->len = len;
}

/* CASE clean: short packets are copied between the two syncs */
static struct sk_buff *eq_receive_copy(struct eq_ring *ring, struct eq_slot *slot, unsigned int len)
{
	struct sk_buff *skb;

	if (len > EQ_COPYBREAK)
		return NULL;

	skb = netdev_alloc_skb_ip_align(ring->ndev, EQ_COPYBREAK);
	if (!skb)
		return NULL;

	dma_sync_single_for_cpu(ring->dev, slot->dma, len, DMA_FROM_DEVICE);
	skb_put_data(skb, slot->skb->data, len);
	dma_sync_single_for_device(ring->dev, slot->dma, len, DMA_FROM_DEVICE);
	skb->protocol = eth_type_trans(skb, ring->ndev);
	return skb;
}

/* CASE fire: head stays mapped when a fragment cannot be mapped */
static netdev_tx_t eq_xmit_leaks(struct eq_ring *ring, struct sk_buff *skb)
{
	const skb_frag_t *frag = &skb_shinfo(skb)->frags[0];
	struct eq_slot *slot = &ring->slot[ring->head % EQ_RING];
	struct eq_slot *next = &ring->slot[(ring->head + 1) % EQ_RING];
	dma_addr_t head, tail;

	head = dma_map_single(ring->dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, head))
		goto drop;

	tail = skb_frag_dma_map(ring->dev, frag, 0, skb_frag_size(frag), DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, tail))
		goto drop;

	slot->skb = skb;
	slot->dma = head;
	next->dma = tail;
	ring->head += 2;
	return NETDEV_TX_OK;

drop:
	dev_kfree_skb_any(skb);
	ring->ndev->stats.tx_dropped++;
	return NETDEV_TX_OK; /* EXPECT SA1003 */
}

/* CASE clean: head is unmapped on the way out */
static netdev_tx_t eq_xmit_unwinds(struct eq_ring *ring, struct sk_buff *skb)
{
	const skb_frag_t *frag = &skb_shinfo(skb)->frags[0];
	struct eq_slot *slot = &ring->slot[ring->head % EQ_RING];
	struct eq_slot *next = &ring->slot[(ring->head + 1) % EQ_RING];
	dma_addr_t head, tail;

	head = dma_map_single(ring->dev, skb->data, skb_headlen(skb), DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, head))
		goto drop;

	tail = skb_frag_dma_map(ring->dev, frag, 0, skb_frag_size(frag), DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, tail))
		goto unmap;

	slot->skb = skb;
	slot->dma = head;
	next->dma = tail;
	ring->head += 2;
	return NETDEV_TX_OK;

unmap:
	dma_unmap_single(ring->dev, head, skb_headlen(skb), DMA_TO_DEVICE);
drop:
	dev_kfree_skb_any(skb);
	ring->ndev->stats.tx_dropped++;
	return NETDEV_TX_OK;
}

/* CASE fire: unmapped with the whole length, mapped with the linear part */
static netdev_tx_t eq_xmit_wrong_length(struct eq_ring *ring, struct sk_buff *skb, bool full)
{
	struct eq_slot *slot = &ring->slot[ring->head % EQ_RING];
	unsigned int len = skb_headlen(skb);
	dma_addr_t dma;

	dma = dma_map_single(ring->dev, skb->data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, dma)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	if (full) {
		dma_unmap_single(ring->dev, dma, skb->len, DMA_TO_DEVICE); /* EXPECT SA1004 */
		return NETDEV_TX_BUSY;
	}

	slot->skb = skb;
	slot->dma = dma;
	slot->len = len;
	ring->head++;
	return NETDEV_TX_OK;
}

/* CASE clean: the length is kept in a variable for both calls */
static netdev_tx_t eq_xmit_same_length(struct eq_ring *ring, struct sk_buff *skb, bool full)
{
	struct eq_slot *slot = &ring->slot[ring->head % EQ_RING];
	unsigned int len = skb_headlen(skb);
	dma_addr_t dma;

	dma = dma_map_single(ring->dev, skb->data, len, DMA_TO_DEVICE);
	if (dma_mapping_error(ring->dev, dma)) {
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	if (full) {
		dma_unmap_single(ring->dev, dma, len, DMA_TO_DEVICE);
		return NETDEV_TX_BUSY;
	}

	slot->skb = skb;
	slot->dma = dma;
	slot->len = len;
	ring->head++;
	return NETDEV_TX_OK;
}

/* CASE clean: completion unmaps what was mapped by the transmit function */
static int eq_reclaim(struct eq_ring *ring, unsigned int budget)
{
	unsigned int i, done = 0;

	for (i = 0; i < EQ_RING && done < budget; i++) {
		struct eq_slot *slot = &ring->slot[i];

		if (!slot->skb)
			continue;
		dma_unmap_single(ring->dev, slot->dma, slot->len, DMA_TO_DEVICE);
		napi_consume_skb(slot->skb, budget);
		slot->skb = NULL;
		done++;
	}
	return done;
}
