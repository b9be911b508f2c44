// SPDX-License-Identifier: GPL-2.0
/* Results that are known to be good, or of no use. */
#include <linux/clk.h>
#include <linux/device.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>

struct krn {
	struct device *dev;
	struct clk *apb, *core;
	struct spi_device *spi;
	unsigned int base;
};

static struct krn krn_data;

/* CASE clean: probe has seen that there is a resource */
static int krn_probe(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_IO, 0);

	if (!res)
		return -ENODEV;
	if (!request_region(res->start, resource_size(res), pdev->name))
		return -EBUSY;
	krn_data.base = res->start;
	return 0;
}

static void krn_remove(struct platform_device *pdev)
{
	struct resource *res = platform_get_resource(pdev, IORESOURCE_IO, 0);

	release_region(res->start, resource_size(res));
}

static struct platform_driver krn_driver = {
	.probe = krn_probe,
	.remove = krn_remove,
	.driver = { .name = "krn" },
};

/* CASE clean: dev_err_probe() returns the error that it was given */
static int krn_get_clocks(struct krn *krn)
{
	krn->apb = devm_clk_get(krn->dev, "apb");
	if (IS_ERR(krn->apb))
		return dev_err_probe(krn->dev, PTR_ERR(krn->apb), "no apb clock\n");

	krn->core = devm_clk_get(krn->dev, "core");
	if (IS_ERR(krn->core))
		return dev_err_probe(krn->dev, PTR_ERR(krn->core), "no core clock\n");
	return 0;
}

static unsigned long krn_rate(struct krn *krn)
{
	if (krn_get_clocks(krn))
		return 0;
	return clk_get_rate(krn->core);
}

/* CASE clean: it has failed already, and leaves the chip deselected */
static int krn_transfer(struct krn *krn, struct spi_message *m)
{
	struct spi_transfer xfer = { .len = 4 };
	int ret;

	ret = spi_sync_locked(krn->spi, m);
	if (ret < 0) {
		spi_message_init_with_transfers(m, &xfer, 1);
		spi_sync_locked(krn->spi, m);
	}
	return ret;
}

/* CASE clean: memunmap() does nothing for NULL */
static int krn_read_log(phys_addr_t log, phys_addr_t more, u8 *buf, size_t len)
{
	void *final = NULL, *first = memremap(log, len, MEMREMAP_WB);

	if (!first)
		return -ENOMEM;
	memcpy(buf, first, len);
	if (!more)
		goto out;
	final = memremap(more, len, MEMREMAP_WB);
	if (final)
		memcpy(buf, final, len);
out:
	memunmap(final);
	memunmap(first);
	return 0;
}

/* CASE clean: the helper asks for NULL for the sake of others */
static bool krn_is_multi(struct krn *krn)
{
	if (!krn->spi)
		return false;
	return krn->spi->mode & SPI_CPOL;
}

static int krn_speed(struct krn *krn)
{
	bool multi = krn_is_multi(krn);
	int speed = krn->spi->max_speed_hz;

	return multi ? speed / 2 : speed;
}

/* CASE fire: the function itself has found NULL */
static int krn_slow(struct krn *krn)
{
	if (!krn->spi)
		return krn->spi->max_speed_hz;		/* EXPECT SA0501 */
	return krn->spi->max_speed_hz / 2;
}
