// SPDX-License-Identifier: GPL-2.0
/*
 * The out-of-line part of linux/safe_abstr/io.h.
 */
#include <linux/device.h>
#include <linux/export.h>
#include <linux/ioport.h>
#include <linux/safe_abstr/io.h>

/*
 * Behind sa_devm_map(). The type of a window promises its size, so a resource
 * that is smaller must not become one.
 */
int __sa_devm_map(struct device *dev, const struct resource *res,
		  resource_size_t size, void __iomem **base)
{
	void __iomem *p;

	if (res && resource_size(res) < size)
		return dev_err_probe(dev, -EINVAL, "%pR is smaller than %pa\n",
				     res, &size);

	p = devm_ioremap_resource(dev, res);
	if (IS_ERR(p))
		return PTR_ERR(p);

	*base = p;
	return 0;
}
EXPORT_SYMBOL_GPL(__sa_devm_map);
