// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the PL061 driver on the device itself, through gpiolib.
 *
 * Lines 0 to 3 must be wired to lines 4 to 7, line n to line n + 4: what one
 * end of a wire drives as an output, the other end reads as an input. Without
 * a bound PL061 or without the wires the tests fail; they are never skipped.
 */
#include <linux/amba/bus.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/interrupt.h>
#include <linux/iopoll.h>
#include <linux/irq.h>
#include <linux/pm.h>

#include <kunit/device.h>
#include <kunit/test.h>

#define PL061_DRIVER	"pl061_gpio"
#define PL061_LINES	8
/* The wire may be a process on the emulator's host. */
#define WIRE_TIMEOUT_MS	10000
/* Long enough for an interrupt that must not arrive to arrive. */
#define QUIET_MS	50

struct pl061_fixture {
	struct device *dev;
	struct device *consumer;
	struct gpiod_lookup_table *table;
};

struct pl061_irq_count {
	atomic_t count;
	struct completion hit;
};

KUNIT_DEFINE_ACTION_WRAPPER(put_device_wrapper, put_device, struct device *);
KUNIT_DEFINE_ACTION_WRAPPER(gpiod_put_wrapper, gpiod_put, struct gpio_desc *);
KUNIT_DEFINE_ACTION_WRAPPER(remove_table_wrapper, gpiod_remove_lookup_table,
			    struct gpiod_lookup_table *);

static int is_pl061(struct device *dev, const void *data)
{
	return dev->driver && !strcmp(dev->driver->name, PL061_DRIVER);
}

static struct gpiod_lookup_table *lookup_table(struct kunit *test,
					       struct pl061_fixture *fix)
{
	struct gpiod_lookup_table *table;

	table = kunit_kzalloc(test, struct_size(table, table, PL061_LINES + 1),
			      GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, table);

	table->dev_id = dev_name(fix->consumer);
	for (int i = 0; i < PL061_LINES; i++)
		table->table[i] = GPIO_LOOKUP_IDX(dev_name(fix->dev), i, NULL,
						  i, GPIO_ACTIVE_HIGH);
	return table;
}

static int pl061_init(struct kunit *test)
{
	struct pl061_fixture *fix;
	int err;

	fix = kunit_kzalloc(test, sizeof(*fix), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fix);
	test->priv = fix;

	fix->dev = bus_find_device(&amba_bustype, NULL, NULL, is_pl061);
	KUNIT_ASSERT_NOT_NULL_MSG(test, fix->dev, "no PL061 is bound");
	err = kunit_add_action_or_reset(test, put_device_wrapper, fix->dev);
	KUNIT_ASSERT_EQ(test, 0, err);

	fix->consumer = kunit_device_register(test, "pl061-consumer");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, fix->consumer);

	fix->table = lookup_table(test, fix);
	gpiod_add_lookup_table(fix->table);
	return kunit_add_action_or_reset(test, remove_table_wrapper, fix->table);
}

static struct gpio_desc *get_line(struct kunit *test, unsigned int line,
				  enum gpiod_flags flags)
{
	struct pl061_fixture *fix = test->priv;
	struct gpio_desc *desc;
	int err;

	desc = gpiod_get_index(fix->consumer, NULL, line, flags);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, desc);
	err = kunit_add_action_or_reset(test, gpiod_put_wrapper, desc);
	KUNIT_ASSERT_EQ(test, 0, err);
	return desc;
}

static void put_line(struct kunit *test, struct gpio_desc *desc)
{
	kunit_release_action(test, gpiod_put_wrapper, desc);
}

static unsigned int other_end(unsigned int line)
{
	return (line + PL061_LINES / 2) % PL061_LINES;
}

/* Return 0 once @desc reads @value, -ETIMEDOUT if the wire does not carry it. */
static int wait_value(struct gpio_desc *desc, int value)
{
	int now;

	return read_poll_timeout(gpiod_get_raw_value_cansleep, now,
				 now == value, USEC_PER_MSEC,
				 WIRE_TIMEOUT_MS * USEC_PER_MSEC, false, desc);
}

static irqreturn_t count_irq(int irq, void *data)
{
	struct pl061_irq_count *c = data;

	atomic_inc(&c->count);
	if (irq_get_trigger_type(irq) & IRQ_TYPE_LEVEL_MASK)
		disable_irq_nosync(irq);
	complete(&c->hit);
	return IRQ_HANDLED;
}

static void init_count(struct pl061_irq_count *c)
{
	atomic_set(&c->count, 0);
	init_completion(&c->hit);
}

static bool wait_irq(struct pl061_irq_count *c)
{
	return wait_for_completion_timeout(&c->hit,
					   msecs_to_jiffies(WIRE_TIMEOUT_MS));
}

/*
 * The line latches edges while nobody has requested it, and the driver does
 * not clear them: let an interrupt that is left over come and forget it.
 */
static void forget_stale(int irq, struct pl061_irq_count *c)
{
	msleep(QUIET_MS);
	if (!atomic_read(&c->count))
		return;
	init_count(c);
	if (irq_get_trigger_type(irq) & IRQ_TYPE_LEVEL_MASK)
		enable_irq(irq);
}

static void direction_of_every_line(struct kunit *test)
{
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		struct gpio_desc *desc = get_line(test, i, GPIOD_IN);

		KUNIT_EXPECT_EQ(test, 1, gpiod_get_direction(desc));
		KUNIT_EXPECT_EQ(test, 0, gpiod_direction_output_raw(desc, 0));
		KUNIT_EXPECT_EQ(test, 0, gpiod_get_direction(desc));
		KUNIT_EXPECT_EQ(test, 0, gpiod_direction_input(desc));
		KUNIT_EXPECT_EQ(test, 1, gpiod_get_direction(desc));
		put_line(test, desc);
	}
}

static void output_reads_back(struct kunit *test)
{
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		struct gpio_desc *desc = get_line(test, i, GPIOD_OUT_HIGH);

		KUNIT_EXPECT_EQ(test, 1, gpiod_get_raw_value(desc));
		gpiod_set_raw_value(desc, 0);
		KUNIT_EXPECT_EQ(test, 0, gpiod_get_raw_value(desc));
		gpiod_set_raw_value(desc, 1);
		KUNIT_EXPECT_EQ(test, 1, gpiod_get_raw_value(desc));
		put_line(test, desc);
	}
}

static unsigned int read_lines(struct gpio_desc **lines)
{
	unsigned int value = 0;

	for (unsigned int i = 0; i < PL061_LINES; i++)
		value |= gpiod_get_raw_value(lines[i]) << i;
	return value;
}

static void output_leaves_other_lines_alone(struct kunit *test)
{
	struct gpio_desc *lines[PL061_LINES];

	for (unsigned int i = 0; i < PL061_LINES; i++)
		lines[i] = get_line(test, i, GPIOD_OUT_LOW);

	KUNIT_EXPECT_EQ(test, 0, read_lines(lines));
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		gpiod_set_raw_value(lines[i], 1);
		KUNIT_EXPECT_EQ(test, BIT(i), read_lines(lines));
		gpiod_set_raw_value(lines[i], 0);
	}
	for (unsigned int i = 0; i < PL061_LINES; i++)
		gpiod_set_raw_value(lines[i], 1);
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		gpiod_set_raw_value(lines[i], 0);
		KUNIT_EXPECT_EQ(test, 0xff & ~BIT(i), read_lines(lines));
		gpiod_set_raw_value(lines[i], 1);
	}
}

static void input_follows_the_wire(struct kunit *test)
{
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		struct gpio_desc *in = get_line(test, i, GPIOD_IN);
		struct gpio_desc *out = get_line(test, other_end(i),
						 GPIOD_OUT_LOW);

		KUNIT_EXPECT_EQ(test, 0, wait_value(in, 0));
		gpiod_set_raw_value(out, 1);
		KUNIT_EXPECT_EQ(test, 0, wait_value(in, 1));
		gpiod_set_raw_value(out, 0);
		KUNIT_EXPECT_EQ(test, 0, wait_value(in, 0));
		put_line(test, out);
		put_line(test, in);
	}
}

/*
 * Drive @in low, high, low, high through the wire and return how many
 * interrupts of type @trigger came, or a negative errno.
 */
static int count_edges(struct kunit *test, unsigned int in, unsigned long trigger)
{
	struct gpio_desc *line = get_line(test, in, GPIOD_IN);
	struct gpio_desc *out = get_line(test, other_end(in), GPIOD_OUT_LOW);
	struct pl061_irq_count c;
	int err;

	init_count(&c);
	err = wait_value(line, 0);
	if (err)
		goto out_put;
	err = request_irq(gpiod_to_irq(line), count_irq, trigger, "pl061", &c);
	if (err)
		goto out_put;
	forget_stale(gpiod_to_irq(line), &c);

	for (int i = 0; i < 3 && !err; i++) {
		gpiod_set_raw_value(out, !(i & 1));
		err = wait_value(line, !(i & 1));
	}
	msleep(QUIET_MS);
	free_irq(gpiod_to_irq(line), &c);
out_put:
	put_line(test, out);
	put_line(test, line);
	return err ?: atomic_read(&c.count);
}

static void edges_interrupt(struct kunit *test)
{
	for (unsigned int i = 0; i < PL061_LINES; i++) {
		KUNIT_EXPECT_EQ(test, 2, count_edges(test, i, IRQF_TRIGGER_RISING));
		KUNIT_EXPECT_EQ(test, 1, count_edges(test, i, IRQF_TRIGGER_FALLING));
		KUNIT_EXPECT_EQ(test, 3, count_edges(test, i, IRQF_TRIGGER_RISING |
							      IRQF_TRIGGER_FALLING));
	}
}

static void level_interrupts(struct kunit *test, unsigned long trigger, int active)
{
	struct gpio_desc *line = get_line(test, 2, GPIOD_IN);
	struct gpio_desc *out = get_line(test, other_end(2), GPIOD_OUT_LOW);
	struct pl061_irq_count c;

	init_count(&c);
	KUNIT_ASSERT_EQ(test, 0, wait_value(line, 0));
	gpiod_set_raw_value(out, !active);
	KUNIT_ASSERT_EQ(test, 0, wait_value(line, !active));
	KUNIT_ASSERT_EQ(test, 0, request_irq(gpiod_to_irq(line), count_irq,
					     trigger, "pl061", &c));
	forget_stale(gpiod_to_irq(line), &c);
	msleep(QUIET_MS);
	KUNIT_EXPECT_EQ(test, 0, atomic_read(&c.count));

	gpiod_set_raw_value(out, active);
	KUNIT_EXPECT_TRUE(test, wait_irq(&c));

	/* The handler disabled it: still active, it comes again at once. */
	enable_irq(gpiod_to_irq(line));
	KUNIT_EXPECT_TRUE(test, wait_irq(&c));
	KUNIT_EXPECT_EQ(test, 2, atomic_read(&c.count));

	free_irq(gpiod_to_irq(line), &c);
	put_line(test, out);
	put_line(test, line);
}

static void high_level_interrupts(struct kunit *test)
{
	level_interrupts(test, IRQF_TRIGGER_HIGH, 1);
}

static void low_level_interrupts(struct kunit *test)
{
	level_interrupts(test, IRQF_TRIGGER_LOW, 0);
}

static void level_and_edge_is_refused(struct kunit *test)
{
	struct gpio_desc *line = get_line(test, 1, GPIOD_IN);
	int irq = gpiod_to_irq(line);

	KUNIT_ASSERT_GT(test, irq, 0);
	KUNIT_EXPECT_EQ(test, -EINVAL,
			irq_set_irq_type(irq, IRQ_TYPE_EDGE_RISING |
					      IRQ_TYPE_LEVEL_HIGH));
}

static void output_gives_no_interrupt(struct kunit *test)
{
	struct gpio_desc *line = get_line(test, 1, GPIOD_OUT_LOW);
	struct pl061_irq_count c;

	init_count(&c);
	KUNIT_EXPECT_EQ(test, -EIO, request_irq(gpiod_to_irq(line), count_irq,
						IRQF_TRIGGER_RISING, "pl061", &c));
}

static void line_is_requested_once(struct kunit *test)
{
	struct pl061_fixture *fix = test->priv;
	struct gpio_desc *line = get_line(test, 6, GPIOD_IN);
	struct gpio_desc *second;

	second = gpiod_get_index(fix->consumer, NULL, 6, GPIOD_IN);
	KUNIT_EXPECT_EQ(test, -EBUSY, PTR_ERR_OR_ZERO(second));
	if (!IS_ERR(second))
		gpiod_put(second);

	put_line(test, line);
	put_line(test, get_line(test, 6, GPIOD_IN));
}

static void resume_restores_what_suspend_saved(struct kunit *test)
{
	struct pl061_fixture *fix = test->priv;
	const struct dev_pm_ops *pm = fix->dev->driver->pm;
	struct gpio_desc *high = get_line(test, 5, GPIOD_OUT_HIGH);
	struct gpio_desc *low = get_line(test, 6, GPIOD_OUT_LOW);
	struct gpio_desc *in = get_line(test, 0, GPIOD_IN);

	KUNIT_ASSERT_NOT_NULL_MSG(test, pm, "needs CONFIG_PM_SLEEP");
	KUNIT_ASSERT_EQ(test, 0, pm->suspend(fix->dev));
	gpiod_direction_input(high);
	gpiod_set_raw_value(low, 1);
	gpiod_direction_output_raw(in, 1);
	KUNIT_ASSERT_EQ(test, 0, pm->resume(fix->dev));

	KUNIT_EXPECT_EQ(test, 0, gpiod_get_direction(high));
	KUNIT_EXPECT_EQ(test, 1, gpiod_get_raw_value(high));
	KUNIT_EXPECT_EQ(test, 0, gpiod_get_direction(low));
	KUNIT_EXPECT_EQ(test, 0, gpiod_get_raw_value(low));
	KUNIT_EXPECT_EQ(test, 1, gpiod_get_direction(in));
}

static bool chip_present(struct pl061_fixture *fix)
{
	struct gpio_device *gdev;

	gdev = gpio_device_find_by_label(dev_name(fix->dev));
	if (!gdev)
		return false;
	gpio_device_put(gdev);
	return true;
}

static void rebind(struct kunit *test)
{
	struct pl061_fixture *fix = test->priv;

	KUNIT_ASSERT_EQ(test, 1, device_attach(fix->dev));
	KUNIT_ASSERT_TRUE(test, chip_present(fix));
}

static void unbind_and_rebind(struct kunit *test)
{
	struct pl061_fixture *fix = test->priv;

	for (int i = 0; i < 3; i++) {
		device_release_driver(fix->dev);
		KUNIT_EXPECT_FALSE(test, chip_present(fix));
		rebind(test);
	}
	/* Mapping, registers and interrupt are all back. */
	KUNIT_EXPECT_EQ(test, 2, count_edges(test, 4, IRQF_TRIGGER_RISING));
}

static void held_line_outlives_unbind(struct kunit *test)
{
	struct pl061_fixture *fix = test->priv;
	struct gpio_desc *out = get_line(test, 3, GPIOD_OUT_HIGH);

	device_release_driver(fix->dev);
	KUNIT_EXPECT_EQ(test, -ENODEV, gpiod_direction_input(out));
	KUNIT_EXPECT_EQ(test, -ENODEV, gpiod_set_raw_value(out, 0));
	KUNIT_EXPECT_EQ(test, -ENODEV, gpiod_get_raw_value(out));
	put_line(test, out);
	rebind(test);
	input_follows_the_wire(test);
}

static struct kunit_case pl061_cases[] = {
	KUNIT_CASE(direction_of_every_line),
	KUNIT_CASE(output_reads_back),
	KUNIT_CASE(output_leaves_other_lines_alone),
	KUNIT_CASE(input_follows_the_wire),
	KUNIT_CASE_SLOW(edges_interrupt),
	KUNIT_CASE(high_level_interrupts),
	KUNIT_CASE(low_level_interrupts),
	KUNIT_CASE(level_and_edge_is_refused),
	KUNIT_CASE(output_gives_no_interrupt),
	KUNIT_CASE(line_is_requested_once),
	KUNIT_CASE(resume_restores_what_suspend_saved),
	KUNIT_CASE(unbind_and_rebind),
	KUNIT_CASE(held_line_outlives_unbind),
	{}
};

static struct kunit_suite pl061_suite = {
	.name = "gpio_pl061",
	.init = pl061_init,
	.test_cases = pl061_cases,
};

kunit_test_suite(pl061_suite);

MODULE_DESCRIPTION("Tests of the PL061 GPIO driver on its device");
MODULE_LICENSE("GPL");
