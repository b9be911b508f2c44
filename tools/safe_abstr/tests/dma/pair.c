// SPDX-License-Identifier: GPL-2.0
/* Several mappings in one function, and how each is tested. */
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

#define PR_SRC		0x00
#define PR_DST		0x04
#define PR_LEN		0x08

struct pr {
	struct device *dev;
	struct dma_chan *chan;
	void __iomem *base;
	dma_addr_t src;
	dma_addr_t dst;
	size_t len;
};

static void pr_kick(struct pr *pr, dma_addr_t src, dma_addr_t dst, size_t len)
{
	writel(lower_32_bits(src), pr->base + PR_SRC);
	writel(lower_32_bits(dst), pr->base + PR_DST);
	writel(len, pr->base + PR_LEN);
}

/* CASE fire: only the first of two mappings is tested */
static int pr_copy_half_tested(struct pr *pr, void *from, void *to, size_t len)
{
	dma_addr_t src, dst;

	src = dma_map_single(pr->dev, from, len, DMA_TO_DEVICE);
	if (dma_mapping_error(pr->dev, src))
		return -ENOMEM;

	dst = dma_map_single(pr->dev, to, len, DMA_FROM_DEVICE);
	pr->src = src;
	pr->len = len;
	writel(lower_32_bits(src), pr->base + PR_SRC);
	writel(lower_32_bits(dst), pr->base + PR_DST); /* EXPECT SA1002 */
	writel(len, pr->base + PR_LEN);
	pr->dst = dst;
	return 0;
}

/* CASE clean: both are tested, and the first is undone */
static int pr_copy(struct pr *pr, void *from, void *to, size_t len)
{
	dma_addr_t src, dst;

	src = dma_map_single(pr->dev, from, len, DMA_TO_DEVICE);
	if (dma_mapping_error(pr->dev, src))
		return -ENOMEM;

	dst = dma_map_single(pr->dev, to, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(pr->dev, dst)) {
		dma_unmap_single(pr->dev, src, len, DMA_TO_DEVICE);
		return -ENOMEM;
	}

	pr->src = src;
	pr->dst = dst;
	pr->len = len;
	pr_kick(pr, src, dst, len);
	return 0;
}

/* CASE fire: source stays mapped when the destination cannot be mapped */
static int pr_copy_half_undone(struct pr *pr, void *from, void *to, size_t len)
{
	dma_addr_t src, dst;
	int ret = -ENOMEM;

	src = dma_map_single(pr->dev, from, len, DMA_TO_DEVICE);
	if (dma_mapping_error(pr->dev, src))
		goto out;

	dst = dma_map_single(pr->dev, to, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(pr->dev, dst))
		goto out;

	pr->src = src;
	pr->dst = dst;
	pr->len = len;
	pr_kick(pr, src, dst, len);
	ret = 0;
out:
	return ret; /* EXPECT SA1003 */
}

/* CASE clean: ladder in the order of the mappings */
static int pr_copy_ladder(struct pr *pr, void *from, void *to, size_t len)
{
	struct dma_async_tx_descriptor *tx;
	dma_addr_t src, dst;
	int ret = -ENOMEM;

	src = dma_map_single(pr->dev, from, len, DMA_TO_DEVICE);
	if (dma_mapping_error(pr->dev, src))
		return ret;

	dst = dma_map_single(pr->dev, to, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(pr->dev, dst))
		goto err_src;

	tx = dmaengine_prep_dma_memcpy(pr->chan, dst, src, len, DMA_CTRL_ACK);
	if (!tx) {
		ret = -EBUSY;
		goto err_dst;
	}

	pr->src = src;
	pr->dst = dst;
	pr->len = len;
	dmaengine_submit(tx);
	dma_async_issue_pending(pr->chan);
	return 0;

err_dst:
	dma_unmap_single(pr->dev, dst, len, DMA_FROM_DEVICE);
err_src:
	dma_unmap_single(pr->dev, src, len, DMA_TO_DEVICE);
	return ret;
}

/* CASE fire: address written to the device before the test */
static int pr_fill_tests_late(struct pr *pr, void *pattern, size_t len)
{
	dma_addr_t dma;

	dma = dma_map_single(pr->dev, pattern, len, DMA_TO_DEVICE);
	writel(lower_32_bits(dma), pr->base + PR_SRC); /* EXPECT SA1002 */
	if (dma_mapping_error(pr->dev, dma))
		return -ENOMEM;

	writel(len, pr->base + PR_LEN);
	dma_unmap_single(pr->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* CASE clean: test first */
static int pr_fill(struct pr *pr, void *pattern, size_t len)
{
	dma_addr_t dma;

	dma = dma_map_single(pr->dev, pattern, len, DMA_TO_DEVICE);
	if (dma_mapping_error(pr->dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), pr->base + PR_SRC);
	writel(len, pr->base + PR_LEN);
	dma_unmap_single(pr->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* CASE fire: address compared with zero instead of the proper test */
static int pr_single_zero(struct pr *pr, struct sk_buff *skb)
{
	struct dma_async_tx_descriptor *tx;
	dma_addr_t dma;

	dma = dma_map_single(pr->dev, skb->data, skb->len, DMA_TO_DEVICE);
	if (!dma)
		return -ENOMEM;

	tx = dmaengine_prep_slave_single(pr->chan, dma, skb->len, /* EXPECT SA1002 */
					 DMA_MEM_TO_DEV, DMA_CTRL_ACK);
	if (!tx) {
		dma_unmap_single(pr->dev, dma, skb->len, DMA_TO_DEVICE);
		return -EBUSY;
	}

	pr->src = dma;
	dmaengine_submit(tx);
	dma_async_issue_pending(pr->chan);
	return 0;
}

/* CASE clean: the device that does the DMA is asked for the test too */
static int pr_single(struct pr *pr, struct sk_buff *skb)
{
	struct device *dev = pr->chan->device->dev;
	struct dma_async_tx_descriptor *tx;
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(dev, skb->data, skb->len, DMA_TO_DEVICE);
	ret = dma_mapping_error(dev, dma);
	if (ret)
		return ret;

	tx = dmaengine_prep_slave_single(pr->chan, dma, skb->len,
					 DMA_MEM_TO_DEV, DMA_CTRL_ACK);
	if (!tx) {
		dma_unmap_single(dev, dma, skb->len, DMA_TO_DEVICE);
		return -EBUSY;
	}

	pr->src = dma;
	dmaengine_submit(tx);
	dma_async_issue_pending(pr->chan);
	return 0;
}
