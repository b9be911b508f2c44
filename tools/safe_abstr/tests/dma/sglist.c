// SPDX-License-Identifier: GPL-2.0
/* Scatter lists: counts, tests and error paths. */
#include <linux/dma-mapping.h>
#include <linux/dmaengine.h>
#include <linux/io.h>
#include <linux/mmc/core.h>
#include <linux/mmc/host.h>
#include <linux/scatterlist.h>

#define SL_SEGS		16
#define SL_ADDR(n)	(0x40 + 8 * (n))
#define SL_COUNT	0x30

struct sl {
	struct device *dev;
	struct dma_chan *chan;
	void __iomem *base;
	struct mmc_data *data;
	struct scatterlist *sg;
	int nents;
	int sg_count;
};

static void sl_done(void *arg)
{
	struct sl *sl = arg;

	dma_unmap_sg(sl->dev, sl->data->sg, sl->data->sg_len,
		     mmc_get_dma_dir(sl->data));
	sl->data = NULL;
}

/* CASE fire: a mapping of no segments is programmed */
static void sl_program_blind(struct sl *sl, struct mmc_data *data)
{
	int count;

	count = dma_map_sg(sl->dev, data->sg, data->sg_len, DMA_TO_DEVICE);
	writel(count, sl->base + SL_COUNT); /* EXPECT SA1002 */
	sl->data = data;
	sl->sg_count = count;
}

/* CASE clean: no segments is an error */
static int sl_program(struct sl *sl, struct mmc_data *data)
{
	int count;

	count = dma_map_sg(sl->dev, data->sg, data->sg_len, DMA_TO_DEVICE);
	if (!count)
		return -ENOMEM;

	writel(count, sl->base + SL_COUNT);
	sl->data = data;
	sl->sg_count = count;
	return 0;
}

/* CASE fire: result tested as if it were an errno */
static int sl_submit_errno(struct sl *sl, struct mmc_data *data)
{
	struct dma_async_tx_descriptor *tx;
	int count;

	count = dma_map_sg(sl->dev, data->sg, data->sg_len, DMA_FROM_DEVICE);
	if (count < 0)
		return count;

	tx = dmaengine_prep_slave_sg(sl->chan, data->sg, count, DMA_DEV_TO_MEM, /* EXPECT SA1002 */
				     DMA_PREP_INTERRUPT);
	if (!tx) {
		dma_unmap_sg(sl->dev, data->sg, data->sg_len, DMA_FROM_DEVICE);
		return -EIO;
	}

	sl->data = data;
	tx->callback = sl_done;
	tx->callback_param = sl;
	dmaengine_submit(tx);
	dma_async_issue_pending(sl->chan);
	return 0;
}

/* CASE clean: zero is the failure of dma_map_sg() */
static int sl_submit(struct sl *sl, struct mmc_data *data)
{
	struct dma_async_tx_descriptor *tx;
	int count;

	count = dma_map_sg(sl->dev, data->sg, data->sg_len, DMA_FROM_DEVICE);
	if (count <= 0)
		return -ENOMEM;

	tx = dmaengine_prep_slave_sg(sl->chan, data->sg, count, DMA_DEV_TO_MEM,
				     DMA_PREP_INTERRUPT);
	if (!tx) {
		dma_unmap_sg(sl->dev, data->sg, data->sg_len, DMA_FROM_DEVICE);
		return -EIO;
	}

	sl->data = data;
	tx->callback = sl_done;
	tx->callback_param = sl;
	dmaengine_submit(tx);
	dma_async_issue_pending(sl->chan);
	return 0;
}

/* CASE fire: unmapped with the number of mapped segments */
static int sl_too_many(struct sl *sl, struct scatterlist *sg, int nents)
{
	int count;

	count = dma_map_sg(sl->dev, sg, nents, DMA_TO_DEVICE);
	if (!count)
		return -ENOMEM;

	if (count > SL_SEGS) {
		dma_unmap_sg(sl->dev, sg, count, DMA_TO_DEVICE); /* EXPECT SA1004 */
		return -EINVAL;
	}

	sl->sg = sg;
	sl->nents = nents;
	sl->sg_count = count;
	writel(count, sl->base + SL_COUNT);
	return 0;
}

/* CASE clean: unmapped with the number that was given to the map call */
static int sl_limited(struct sl *sl, struct scatterlist *sg, int nents)
{
	struct scatterlist *s;
	int count, i;

	count = dma_map_sg(sl->dev, sg, nents, DMA_TO_DEVICE);
	if (!count)
		return -ENOMEM;

	if (count > SL_SEGS) {
		dma_unmap_sg(sl->dev, sg, nents, DMA_TO_DEVICE);
		return -EINVAL;
	}

	for_each_sg(sg, s, count, i)
		writel(sg_dma_address(s), sl->base + SL_ADDR(i));
	sl->sg = sg;
	sl->nents = nents;
	sl->sg_count = count;
	writel(count, sl->base + SL_COUNT);
	return 0;
}

/* CASE fire: list stays mapped when no descriptor is free */
static int sl_queue_leaks(struct sl *sl, struct sg_table *sgt)
{
	struct dma_async_tx_descriptor *tx;
	int ret;

	ret = dma_map_sgtable(sl->dev, sgt, DMA_TO_DEVICE, 0);
	if (ret)
		return ret;

	tx = dmaengine_prep_slave_sg(sl->chan, sgt->sgl, sgt->nents,
				     DMA_MEM_TO_DEV, DMA_CTRL_ACK);
	if (!tx) {
		dev_err(sl->dev, "no descriptor\n");
		return -EBUSY; /* EXPECT SA1003 */
	}

	dmaengine_submit(tx);
	dma_async_issue_pending(sl->chan);
	dmaengine_synchronize(sl->chan);
	dma_unmap_sgtable(sl->dev, sgt, DMA_TO_DEVICE, 0);
	return 0;
}

/* CASE clean: one label unmaps for the failure and for the success */
static int sl_queue(struct sl *sl, struct sg_table *sgt)
{
	struct dma_async_tx_descriptor *tx;
	int ret;

	ret = dma_map_sgtable(sl->dev, sgt, DMA_TO_DEVICE, 0);
	if (ret)
		return ret;

	tx = dmaengine_prep_slave_sg(sl->chan, sgt->sgl, sgt->nents,
				     DMA_MEM_TO_DEV, DMA_CTRL_ACK);
	if (!tx) {
		dev_err(sl->dev, "no descriptor\n");
		ret = -EBUSY;
		goto unmap;
	}

	dmaengine_submit(tx);
	dma_async_issue_pending(sl->chan);
	dmaengine_synchronize(sl->chan);
unmap:
	dma_unmap_sgtable(sl->dev, sgt, DMA_TO_DEVICE, 0);
	return ret;
}
