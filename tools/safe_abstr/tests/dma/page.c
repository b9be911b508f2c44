// SPDX-License-Identifier: GPL-2.0
/* Mapped pages, syncs, and buffers on the stack of a caller of a core. */
#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/usb.h>

#define PG_PAGES	8
#define PG_ADDR		0x20

struct pg {
	struct device *dev;
	struct usb_device *udev;
	void __iomem *base;
	struct page *page[PG_PAGES];
	dma_addr_t dma[PG_PAGES];
	u32 seq;
};

/* CASE fire: ring index read again after the page went back to the device */
static int pg_poll_no_sync(struct pg *pg)
{
	u32 *ring = page_address(pg->page[0]);
	dma_addr_t dma;
	u32 first, second;

	dma = dma_map_page(pg->dev, pg->page[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(pg->dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), pg->base + PG_ADDR);
	dma_sync_single_for_cpu(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	first = ring[0];
	dma_sync_single_for_device(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	second = ring[1]; /* EXPECT SA1001 */
	dma_unmap_page(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	pg->seq = second;
	return first == second ? -EAGAIN : 0;
}

/* CASE clean: all reads between the syncs */
static int pg_poll(struct pg *pg)
{
	u32 *ring = page_address(pg->page[0]);
	dma_addr_t dma;
	u32 first, second;

	dma = dma_map_page(pg->dev, pg->page[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(pg->dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), pg->base + PG_ADDR);
	dma_sync_single_for_cpu(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	first = ring[0];
	second = ring[1];
	dma_sync_single_for_device(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_unmap_page(pg->dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	pg->seq = second;
	return first == second ? -EAGAIN : 0;
}

/* CASE fire: page freed, not unmapped, when the device is not ready */
static int pg_config_leaks(struct pg *pg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;

	dma = dma_map_page(pg->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(pg->dev, dma)) {
		__free_page(page);
		return -ENOMEM;
	}
	if (!readl(pg->base)) {
		__free_page(page);
		return -EBUSY; /* EXPECT SA1003 */
	}

	writel(lower_32_bits(dma), pg->base + PG_ADDR);
	dma_unmap_page(pg->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	__free_page(page);
	return 0;
}

/* CASE clean: page unmapped, then freed, on each path */
static int pg_config(struct pg *pg)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;
	int ret = 0;

	if (!page)
		return -ENOMEM;

	dma = dma_map_page(pg->dev, page, 0, PAGE_SIZE, DMA_TO_DEVICE);
	if (dma_mapping_error(pg->dev, dma)) {
		ret = -ENOMEM;
		goto free;
	}
	if (!readl(pg->base)) {
		ret = -EBUSY;
		goto unmap;
	}

	writel(lower_32_bits(dma), pg->base + PG_ADDR);
unmap:
	dma_unmap_page(pg->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
free:
	__free_page(page);
	return ret;
}

/* CASE fire: half of the page is mapped, all of it unmapped */
static int pg_half(struct pg *pg, struct page *page)
{
	dma_addr_t dma;

	dma = dma_map_page(pg->dev, page, 0, PAGE_SIZE / 2, DMA_TO_DEVICE);
	if (dma_mapping_error(pg->dev, dma))
		return -ENOMEM;

	writel(lower_32_bits(dma), pg->base + PG_ADDR);
	dma_unmap_page(pg->dev, dma, PAGE_SIZE, DMA_TO_DEVICE); /* EXPECT SA1004 */
	return 0;
}

/* CASE clean: pages mapped in a loop are unmapped back from the one that failed */
static int pg_fill(struct pg *pg)
{
	int i;

	for (i = 0; i < PG_PAGES; i++) {
		pg->dma[i] = dma_map_page(pg->dev, pg->page[i], 0, PAGE_SIZE,
					  DMA_BIDIRECTIONAL);
		if (dma_mapping_error(pg->dev, pg->dma[i]))
			goto unwind;
	}
	return 0;

unwind:
	while (--i >= 0)
		dma_unmap_page(pg->dev, pg->dma[i], PAGE_SIZE, DMA_BIDIRECTIONAL);
	return -ENOMEM;
}

/* CASE fire: buffer of a control transfer on the stack */
static int pg_usb_version_stack(struct pg *pg)
{
	u8 buf[4];
	int ret;

	ret = usb_control_msg(pg->udev, usb_rcvctrlpipe(pg->udev, 0), 0x01, /* EXPECT SA1005 */
			      USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_DEVICE,
			      0, 0, buf, sizeof(buf), USB_CTRL_GET_TIMEOUT);
	if (ret < 0)
		return ret;
	if (ret != sizeof(buf))
		return -EIO;

	pg->seq = buf[0];
	return 0;
}

/* CASE clean: usb_control_msg_recv() copies, so the stack will do */
static int pg_usb_version(struct pg *pg)
{
	u8 buf[4];
	int ret;

	ret = usb_control_msg_recv(pg->udev, 0, 0x01,
				   USB_DIR_IN | USB_TYPE_VENDOR | USB_RECIP_DEVICE,
				   0, 0, buf, sizeof(buf), USB_CTRL_GET_TIMEOUT,
				   GFP_KERNEL);
	if (ret)
		return ret;

	pg->seq = buf[0];
	return 0;
}

/* CASE fire: scatter list of a key on the stack */
static int pg_key_stack(struct pg *pg, const u8 *key)
{
	struct scatterlist sg;
	u8 tmp[32];

	memcpy(tmp, key, sizeof(tmp));
	sg_init_one(&sg, tmp, sizeof(tmp));
	if (!dma_map_sg(pg->dev, &sg, 1, DMA_TO_DEVICE)) /* EXPECT SA1005 */
		return -ENOMEM;

	writel(lower_32_bits(sg_dma_address(&sg)), pg->base + PG_ADDR);
	dma_unmap_sg(pg->dev, &sg, 1, DMA_TO_DEVICE);
	return 0;
}

/* CASE clean: list on the stack, key in memory of its own */
static int pg_key(struct pg *pg, const u8 *key)
{
	struct scatterlist sg;
	u8 *tmp;

	tmp = kmemdup(key, 32, GFP_KERNEL);
	if (!tmp)
		return -ENOMEM;

	sg_init_one(&sg, tmp, 32);
	if (!dma_map_sg(pg->dev, &sg, 1, DMA_TO_DEVICE)) {
		kfree_sensitive(tmp);
		return -ENOMEM;
	}

	writel(lower_32_bits(sg_dma_address(&sg)), pg->base + PG_ADDR);
	dma_unmap_sg(pg->dev, &sg, 1, DMA_TO_DEVICE);
	kfree_sensitive(tmp);
	return 0;
}
