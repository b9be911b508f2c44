// SPDX-License-Identifier: GPL-2.0
/* Single transfers through a streaming mapping. */
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/jiffies.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define XF_ADDR		0x10
#define XF_LEN		0x14
#define XF_GO		0x18

struct xf {
	struct device *dev;
	void __iomem *base;
	struct completion done;
	u8 *bounce;
	size_t bounce_len;
	u32 last;
};

static void xf_start(struct xf *xf, dma_addr_t dma, size_t len)
{
	reinit_completion(&xf->done);
	writel(lower_32_bits(dma), xf->base + XF_ADDR);
	writel(len, xf->base + XF_LEN);
	writel(1, xf->base + XF_GO);
}

static int xf_wait(struct xf *xf)
{
	if (!wait_for_completion_timeout(&xf->done, msecs_to_jiffies(500)))
		return -ETIMEDOUT;
	return 0;
}

/* CASE fire: buffer read before it is unmapped */
static int xf_read_status_early(struct xf *xf)
{
	dma_addr_t dma;
	__le32 *buf;
	int ret;

	buf = kzalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	dma = dma_map_single(xf->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(xf->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}

	xf_start(xf, dma, 64);
	ret = xf_wait(xf);
	if (!ret)
		xf->last = le32_to_cpu(buf[0]); /* EXPECT SA1001 */
	dma_unmap_single(xf->dev, dma, 64, DMA_FROM_DEVICE);
	kfree(buf);
	return ret;
}

/* CASE clean: buffer read after it is unmapped */
static int xf_read_status(struct xf *xf)
{
	dma_addr_t dma;
	__le32 *buf;
	int ret;

	buf = kzalloc(64, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;

	dma = dma_map_single(xf->dev, buf, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(xf->dev, dma)) {
		kfree(buf);
		return -ENOMEM;
	}

	xf_start(xf, dma, 64);
	ret = xf_wait(xf);
	dma_unmap_single(xf->dev, dma, 64, DMA_FROM_DEVICE);
	if (!ret)
		xf->last = le32_to_cpu(buf[0]);
	kfree(buf);
	return ret;
}

/* CASE fire: command filled in after the buffer was given to the device */
static int xf_send_late_fill(struct xf *xf, const void *cmd, size_t len)
{
	dma_addr_t dma;
	int ret;

	if (len > xf->bounce_len)
		return -EMSGSIZE;

	dma = dma_map_single(xf->dev, xf->bounce, len, DMA_TO_DEVICE);
	if (dma_mapping_error(xf->dev, dma))
		return -EIO;

	memcpy(xf->bounce, cmd, len); /* EXPECT SA1001 */
	xf_start(xf, dma, len);
	ret = xf_wait(xf);
	dma_unmap_single(xf->dev, dma, len, DMA_TO_DEVICE);
	return ret;
}

/* CASE clean: command filled in first */
static int xf_send(struct xf *xf, const void *cmd, size_t len)
{
	dma_addr_t dma;
	int ret;

	if (len > xf->bounce_len)
		return -EMSGSIZE;

	memcpy(xf->bounce, cmd, len);
	dma = dma_map_single(xf->dev, xf->bounce, len, DMA_TO_DEVICE);
	if (dma_mapping_error(xf->dev, dma))
		return -EIO;

	xf_start(xf, dma, len);
	ret = xf_wait(xf);
	dma_unmap_single(xf->dev, dma, len, DMA_TO_DEVICE);
	return ret;
}

/* CASE fire: timeout returns with the buffer still mapped */
static int xf_load_timeout(struct xf *xf, void *fw, size_t len)
{
	dma_addr_t dma;

	dma = dma_map_single(xf->dev, fw, len, DMA_TO_DEVICE);
	if (dma_mapping_error(xf->dev, dma)) {
		dev_err(xf->dev, "cannot map firmware\n");
		return -ENOMEM;
	}

	xf_start(xf, dma, len);
	if (!wait_for_completion_timeout(&xf->done, HZ)) {
		dev_err(xf->dev, "firmware load timed out\n");
		return -ETIMEDOUT; /* EXPECT SA1003 */
	}

	dma_unmap_single(xf->dev, dma, len, DMA_TO_DEVICE);
	return 0;
}

/* CASE clean: both outcomes reach the unmap */
static int xf_load(struct xf *xf, void *fw, size_t len)
{
	dma_addr_t dma;
	int ret = 0;

	dma = dma_map_single(xf->dev, fw, len, DMA_TO_DEVICE);
	if (dma_mapping_error(xf->dev, dma)) {
		dev_err(xf->dev, "cannot map firmware\n");
		return -ENOMEM;
	}

	xf_start(xf, dma, len);
	if (!wait_for_completion_timeout(&xf->done, HZ)) {
		dev_err(xf->dev, "firmware load timed out\n");
		ret = -ETIMEDOUT;
	}

	dma_unmap_single(xf->dev, dma, len, DMA_TO_DEVICE);
	return ret;
}

/* CASE fire: direction of the unmap copied from the transmit path */
static int xf_capture_direction(struct xf *xf, void *frame, size_t len)
{
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(xf->dev, frame, len, DMA_FROM_DEVICE);
	if (dma_mapping_error(xf->dev, dma))
		return -EIO;

	xf_start(xf, dma, len);
	ret = xf_wait(xf);
	dma_unmap_single(xf->dev, dma, len, DMA_TO_DEVICE); /* EXPECT SA1004 */
	return ret;
}

/* CASE clean: one variable holds the direction of either transfer */
static int xf_capture(struct xf *xf, void *frame, size_t len, bool write)
{
	enum dma_data_direction dir = write ? DMA_TO_DEVICE : DMA_FROM_DEVICE;
	dma_addr_t dma;
	int ret;

	dma = dma_map_single(xf->dev, frame, len, dir);
	if (dma_mapping_error(xf->dev, dma))
		return -EIO;

	xf_start(xf, dma, len);
	ret = xf_wait(xf);
	dma_unmap_single(xf->dev, dma, len, dir);
	return ret;
}

/* CASE clean: small transfers go by PIO, so the mapping depends on a flag */
static int xf_auto(struct xf *xf, void *buf, size_t len)
{
	bool use_dma = len >= 64;
	dma_addr_t dma = 0;
	int ret;

	if (use_dma) {
		dma = dma_map_single(xf->dev, buf, len, DMA_BIDIRECTIONAL);
		if (dma_mapping_error(xf->dev, dma))
			return -ENOMEM;
		xf_start(xf, dma, len);
	} else {
		iowrite32_rep(xf->base + XF_GO, buf, len / 4);
	}

	ret = xf_wait(xf);
	if (use_dma)
		dma_unmap_single(xf->dev, dma, len, DMA_BIDIRECTIONAL);
	return ret;
}
