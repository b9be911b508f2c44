// SPDX-License-Identifier: GPL-2.0
/* Offsets into register windows and firmware images. */
#include <linux/errno.h>
#include <linux/firmware.h>
#include <linux/io.h>
#include <linux/platform_device.h>
#include <linux/unaligned.h>

#define WN_SIZE		0x20
#define WN_CTRL		0x1c
#define WN_IRQ		0x20

/* CASE fire: the last register is behind what was mapped */
static int wn_probe(struct platform_device *pdev)
{
	void __iomem *regs;

	regs = devm_ioremap(&pdev->dev, 0x10000000, WN_SIZE);
	if (!regs)
		return -ENOMEM;
	writel(1, regs + WN_CTRL);
	writel(0, regs + WN_IRQ); /* EXPECT SA1202 */
	return 0;
}

/* CASE clean: the mapping ends after the last register */
static int wn_probe_all(struct platform_device *pdev)
{
	void __iomem *regs;

	regs = devm_ioremap(&pdev->dev, 0x10000000, WN_IRQ + 4);
	if (!regs)
		return -ENOMEM;
	writel(1, regs + WN_CTRL);
	writel(0, regs + WN_IRQ);
	return 0;
}

/* CASE fire: a register of 32 bits, and the last byte alone is mapped */
static u32 wn_revision(phys_addr_t at)
{
	void __iomem *regs = ioremap(at, 0x10);
	u32 rev;

	if (!regs)
		return 0;
	rev = ioread32(regs + 0xe); /* EXPECT SA1202 */
	iounmap(regs);
	return rev;
}

/* CASE clean: a register of 16 bits is just within */
static u32 wn_revision_short(phys_addr_t at)
{
	void __iomem *regs = ioremap(at, 0x10);
	u32 rev;

	if (!regs)
		return 0;
	rev = ioread16(regs + 0xe) | readb(regs + 0xf) << 16;
	iounmap(regs);
	return rev;
}

/* CASE fire: the offset in a firmware image is what the image says */
static int wn_version(const struct firmware *fw, u8 *version)
{
	u32 off;

	if (fw->size < 8)
		return -EINVAL;
	off = get_unaligned_le32(fw->data + 4);
	*version = fw->data[off]; /* EXPECT SA1201 */
	return 0;
}

/* CASE clean: the offset is compared to the size of the image */
static int wn_version_checked(const struct firmware *fw, u8 *version)
{
	u32 off;

	if (fw->size < 8)
		return -EINVAL;
	off = get_unaligned_le32(fw->data + 4);
	if (off >= fw->size)
		return -EINVAL;
	*version = fw->data[off];
	return 0;
}
