// SPDX-License-Identifier: GPL-2.0
#include <linux/acpi.h>
#include <linux/clk.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/interrupt.h>
#include <linux/io.h>

/* CASE clean: the helper returns NULL or an ERR_PTR(), and each is looked at */
struct line_table {
	const char *key;
	u16 hwnum;
};

static struct gpio_desc *line_match(struct gpio_device *gdev,
				    struct line_table *table, u16 nr)
{
	if (table->hwnum != nr)
		return NULL;
	return gpio_device_get_desc(gdev, nr);
}

struct gpio_desc *line_find(struct gpio_device *gdev, struct line_table *table,
			    unsigned int nr_entries, u16 nr);
struct gpio_desc *line_find(struct gpio_device *gdev, struct line_table *table,
			    unsigned int nr_entries, u16 nr)
{
	struct gpio_desc *desc;
	unsigned int i;

	for (i = 0; i < nr_entries; i++) {
		desc = line_match(gdev, &table[i], nr);
		if (!desc)
			continue;
		return desc;
	}
	return ERR_PTR(-ENOENT);
}

/* CASE fire: called directly, and it never returns NULL */
int line_clock(struct device *dev, unsigned long *rate);
int line_clock(struct device *dev, unsigned long *rate)
{
	struct clk *clk = devm_clk_get(dev, "line");

	if (!clk) /* EXPECT SA0504 */
		return -ENODEV;
	*rate = clk_get_rate(clk);
	return 0;
}

/* CASE clean: clk_enable() of a prepared clock, and a method run for its effect */
struct blinker {
	void __iomem *regs;
	struct clk *clk;
	acpi_handle handle;
};

irqreturn_t blinker_irq(int irq, void *data);
irqreturn_t blinker_irq(int irq, void *data)
{
	struct blinker *b = data;

	clk_enable(b->clk);
	writel(1, b->regs);
	clk_disable(b->clk);
	return IRQ_HANDLED;
}

irqreturn_t blinker_thread(int irq, void *data);
irqreturn_t blinker_thread(int irq, void *data)
{
	struct blinker *b = data;

	acpi_evaluate_object(b->handle, NULL, NULL, NULL);
	return IRQ_HANDLED;
}
