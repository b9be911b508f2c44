// SPDX-License-Identifier: GPL-2.0
/* Coherent memory, and memory that must not be mapped. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pci.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define CO_CMD_SIZE	4096
#define CO_EVT_SIZE	8192

struct co {
	struct pci_dev *pdev;
	void __iomem *base;
	void *cmd;
	dma_addr_t cmd_dma;
	void *evt;
	dma_addr_t evt_dma;
};

/* CASE fire: error path frees the command queue with the other size */
static int co_queues_size(struct co *co)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t cmd_dma, evt_dma;
	void *cmd, *evt;

	cmd = dma_alloc_coherent(dev, CO_CMD_SIZE, &cmd_dma, GFP_KERNEL);
	if (!cmd)
		return -ENOMEM;

	evt = dma_alloc_coherent(dev, CO_EVT_SIZE, &evt_dma, GFP_KERNEL);
	if (!evt) {
		dma_free_coherent(dev, CO_EVT_SIZE, cmd, cmd_dma); /* EXPECT SA1004 */
		return -ENOMEM;
	}

	co->cmd = cmd;
	co->cmd_dma = cmd_dma;
	co->evt = evt;
	co->evt_dma = evt_dma;
	return 0;
}

/* CASE clean: each queue is freed with its own size */
static int co_queues(struct co *co)
{
	struct device *dev = &co->pdev->dev;

	co->cmd = dma_alloc_coherent(dev, CO_CMD_SIZE, &co->cmd_dma, GFP_KERNEL);
	if (!co->cmd)
		return -ENOMEM;

	co->evt = dma_alloc_coherent(dev, CO_EVT_SIZE, &co->evt_dma, GFP_KERNEL);
	if (!co->evt) {
		dma_free_coherent(dev, CO_CMD_SIZE, co->cmd, co->cmd_dma);
		co->cmd = NULL;
		return -ENOMEM;
	}
	return 0;
}

/* CASE fire: freed through the parent, allocated for the device */
static int co_selftest_device(struct co *co)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t dma;
	void *page;
	int ret;

	page = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);
	if (!page)
		return -ENOMEM;

	writel(lower_32_bits(dma), co->base);
	ret = readl(co->base + 4) ? -EIO : 0;
	dma_free_coherent(dev->parent, PAGE_SIZE, page, dma); /* EXPECT SA1004 */
	return ret;
}

/* CASE clean: freed for the device it was allocated for */
static int co_selftest(struct co *co)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t dma;
	u32 *page;
	int ret;

	page = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);
	if (!page)
		return -ENOMEM;

	writel(lower_32_bits(dma), co->base);
	/* Coherent memory may be read while the device writes it. */
	ret = READ_ONCE(page[0]) ? -EIO : 0;
	dma_free_coherent(dev, PAGE_SIZE, page, dma);
	return ret;
}

/* CASE fire: command on the stack is mapped */
static int co_reset_on_stack(struct co *co)
{
	struct device *dev = &co->pdev->dev;
	__le32 cmd[4] = { cpu_to_le32(1) };
	dma_addr_t dma;

	dma = dma_map_single(dev, cmd, sizeof(cmd), DMA_TO_DEVICE); /* EXPECT SA1005 */
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), co->base);
	dma_unmap_single(dev, dma, sizeof(cmd), DMA_TO_DEVICE);
	return 0;
}

/* CASE clean: command in memory of its own */
static int co_reset(struct co *co)
{
	struct device *dev = &co->pdev->dev;
	__le32 *cmd __free(kfree) = kcalloc(4, sizeof(*cmd), GFP_KERNEL);
	dma_addr_t dma;

	if (!cmd)
		return -ENOMEM;

	cmd[0] = cpu_to_le32(1);
	dma = dma_map_single(dev, cmd, 4 * sizeof(*cmd), DMA_TO_DEVICE);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), co->base);
	dma_unmap_single(dev, dma, 4 * sizeof(*cmd), DMA_TO_DEVICE);
	return 0;
}

/* CASE fire: large image from vmalloc() is mapped as one piece */
static int co_upload_vmalloc(struct co *co, const void *src, size_t len)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t dma;
	void *image;
	int ret = 0;

	image = vmalloc(len);
	if (!image)
		return -ENOMEM;

	memcpy(image, src, len);
	dma = dma_map_single(dev, image, len, DMA_TO_DEVICE); /* EXPECT SA1005 */
	if (dma_mapping_error(dev, dma)) {
		ret = -ENOMEM;
		goto out;
	}

	writel(lower_32_bits(dma), co->base);
	dma_unmap_single(dev, dma, len, DMA_TO_DEVICE);
out:
	vfree(image);
	return ret;
}

/* CASE clean: the page behind each piece is mapped */
static int co_upload(struct co *co, const void *src, size_t len)
{
	struct device *dev = &co->pdev->dev;
	void *image = vmalloc(len);
	dma_addr_t dma;
	size_t off;

	if (!image)
		return -ENOMEM;

	memcpy(image, src, len);
	for (off = 0; off < len; off += PAGE_SIZE) {
		dma = dma_map_page(dev, vmalloc_to_page(image + off), 0,
				   PAGE_SIZE, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma))
			break;
		writel(lower_32_bits(dma), co->base);
		dma_unmap_page(dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	}
	vfree(image);
	return off < len ? -ENOMEM : 0;
}

/* CASE fire: buffer from kvmalloc() may come from vmalloc() */
static int co_stats_kvmalloc(struct co *co, size_t len, u64 *sum)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t dma;
	u64 *buf;

	buf = kvzalloc(len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	dma = dma_map_single(dev, buf, len, DMA_FROM_DEVICE); /* EXPECT SA1005 */
	if (dma_mapping_error(dev, dma)) {
		kvfree(buf);
		return -ENOMEM;
	}
	writel(lower_32_bits(dma), co->base);
	dma_unmap_single(dev, dma, len, DMA_FROM_DEVICE);
	*sum = buf[0] + buf[1];
	kvfree(buf);
	return 0;
}

/* CASE clean: kmalloc() memory, filled by the device */
static int co_stats(struct co *co, size_t len, u64 *sum)
{
	struct device *dev = &co->pdev->dev;
	dma_addr_t dma;
	u64 *buf;

	buf = kzalloc(len, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	dma = dma_map_single(dev, buf, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}
	writel(lower_32_bits(dma), co->base);
	dma_unmap_single(dev, dma, len, DMA_FROM_DEVICE);
	*sum = buf[0] + buf[1];
	kfree(buf);
	return 0;
}
