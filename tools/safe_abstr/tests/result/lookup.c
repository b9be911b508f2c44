// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include <linux/dmaengine.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/phy/phy.h>
#include <linux/platform_device.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/string.h>

struct rs_variant {
	u32 chip;
	u32 rate;
};

struct rs_dev {
	struct device *dev;
	struct dma_chan *chan;
	u32 chip;
};

/* CASE fire: match data dereferenced, there may be none */
static int rs_match(struct rs_dev *rs)
{
	const struct rs_variant *var = of_device_get_match_data(rs->dev);

	rs->chip = var->chip; /* KNOWN-GAP SA0501 */
	return 0;
}

/* CASE clean: match data tested */
static int rs_match_ok(struct rs_dev *rs)
{
	const struct rs_variant *var = of_device_get_match_data(rs->dev);

	if (!var)
		return -ENODEV;
	rs->chip = var->chip;
	return 0;
}

/* CASE fire: error pointer handed to kfree() at the common exit */
static int rs_command(const char __user *ubuf, size_t len, u32 *val)
{
	char *cmd;
	int err;

	cmd = memdup_user_nul(ubuf, min_t(size_t, len, 64));
	if (IS_ERR(cmd)) {
		err = PTR_ERR(cmd);
		goto out;
	}
	err = kstrtou32(cmd, 0, val);
out:
	kfree(cmd); /* EXPECT SA0502 */
	return err;
}

/* CASE clean: cleanup by __free(kfree) skips error pointers */
static int rs_command_ok(const char __user *ubuf, size_t len, u32 *val)
{
	char *cmd __free(kfree) = memdup_user_nul(ubuf, min_t(size_t, len, 64));

	if (IS_ERR(cmd))
		return PTR_ERR(cmd);
	return kstrtou32(cmd, 0, val);
}

/* CASE fire: device of the node may not exist yet */
static struct device *rs_supplier(struct device_node *np)
{
	struct platform_device *pdev = of_find_device_by_node(np);

	dev_dbg(&pdev->dev, "is the supplier\n"); /* EXPECT SA0501 */
	return &pdev->dev;
}

/* CASE clean: device tested, deferred if it is missing */
static struct device *rs_supplier_ok(struct device_node *np)
{
	struct platform_device *pdev = of_find_device_by_node(np);

	if (!pdev)
		return ERR_PTR(-EPROBE_DEFER);
	dev_dbg(&pdev->dev, "is the supplier\n");
	return &pdev->dev;
}

/* CASE fire: file used though opening it may have failed */
static loff_t rs_size(const char *path)
{
	struct file *filp = filp_open(path, O_RDONLY, 0);
	loff_t size;

	size = i_size_read(file_inode(filp)); /* EXPECT SA0502 */
	filp_close(filp, NULL);
	return size;
}

/* CASE clean: file tested */
static loff_t rs_size_ok(const char *path)
{
	struct file *filp = filp_open(path, O_RDONLY, 0);
	loff_t size;

	if (IS_ERR(filp))
		return PTR_ERR(filp);
	size = i_size_read(file_inode(filp));
	filp_close(filp, NULL);
	return size;
}

/* CASE fire: optional channel: the use follows the error message */
static int rs_chan(struct rs_dev *rs, struct dma_slave_config *conf)
{
	rs->chan = dma_request_chan(rs->dev, "rx");
	if (IS_ERR(rs->chan))
		dev_warn(rs->dev, "no DMA\n");
	return dmaengine_slave_config(rs->chan, conf); /* EXPECT SA0502 */
}

/* CASE clean: channel forgotten if it cannot be had, tested at each use */
static int rs_chan_ok(struct rs_dev *rs, struct dma_slave_config *conf)
{
	rs->chan = dma_request_chan(rs->dev, "rx");
	if (IS_ERR(rs->chan)) {
		if (PTR_ERR(rs->chan) == -EPROBE_DEFER)
			return -EPROBE_DEFER;
		rs->chan = NULL;
	}
	if (rs->chan)
		return dmaengine_slave_config(rs->chan, conf);
	return 0;
}

/* CASE fire: phy NULL-tested, the function returns an error pointer */
static int rs_phy(struct platform_device *pdev)
{
	struct phy *phy;

	phy = devm_phy_get(&pdev->dev, "usb2");
	if (!phy) /* EXPECT SA0504 */
		return -ENODEV;
	platform_set_drvdata(pdev, phy);
	return 0;
}

/* CASE clean: phy tested by IS_ERR() */
static int rs_phy_ok(struct platform_device *pdev)
{
	struct phy *phy;

	phy = devm_phy_get(&pdev->dev, "usb2");
	if (IS_ERR(phy))
		return PTR_ERR(phy);
	platform_set_drvdata(pdev, phy);
	return 0;
}

/* CASE clean: helper gives NULL or a packet with room, the caller tests once */
static struct sk_buff *rs_alloc(unsigned int len)
{
	struct sk_buff *skb = alloc_skb(len + 16, GFP_KERNEL);

	if (skb)
		skb_reserve(skb, 16);
	return skb;
}

static struct sk_buff *rs_packet(const void *data, unsigned int len)
{
	struct sk_buff *skb = rs_alloc(len);

	if (!skb)
		return ERR_PTR(-ENOMEM);
	skb_put_data(skb, data, len);
	return skb;
}
