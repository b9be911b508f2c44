// SPDX-License-Identifier: GPL-2.0
/*
 * Counts the instructions of a GPIO driver's operations.
 *
 * harness/bench.sh builds this file into a kernel that runs under
 * "qemu -icount shift=0" with a counter of 1 GHz: there one tick of the counter
 * is one instruction, and every boot is the same. It is no part of the series.
 *
 * Operations are the callbacks in struct gpio_chip and struct irq_chip, called
 * directly, and the path of a real interrupt. From each window the same window
 * around an empty callback is subtracted.
 */
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/device.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/irqflags.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/reboot.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timex.h>

/* Some windows are longer: a timer tick, a first use. The shortest counts. */
#define WINDOWS 32

/* NAME:DRIVER:OP,OP,... for each chip, with ';' between them */
static char *list;
module_param(list, charp, 0);

struct bench {
	struct gpio_chip *gc;
	struct irq_data *d;
	unsigned int line;
	unsigned int seen;	/* interrupts that arrived */
};

/* Around the parent interrupt's handler, to time it alone. */
static struct {
	struct bench *b;
	irq_flow_handler_t handler;
	bool ack_first;		/* so that the handler finds nothing pending */
	u64 cost;
} chained;

enum op_kind { LINE, LINE_VALUE, IRQ, IRQ_TYPE, IRQ_PATH, IRQ_HANDLER, IRQ_EMPTY };

static const struct op {
	const char *name;
	enum op_kind kind;
	size_t fn;		/* offset in struct gpio_chip or irq_chip */
	unsigned int arg;
} ops[] = {
	{ "get", LINE, offsetof(struct gpio_chip, get) },
	{ "get-direction", LINE, offsetof(struct gpio_chip, get_direction) },
	{ "direction-input", LINE, offsetof(struct gpio_chip, direction_input) },
	{ "direction-output", LINE_VALUE,
	  offsetof(struct gpio_chip, direction_output), 1 },
	{ "set", LINE_VALUE, offsetof(struct gpio_chip, set), 1 },
	{ "irq-ack", IRQ, offsetof(struct irq_chip, irq_ack) },
	{ "irq-mask", IRQ, offsetof(struct irq_chip, irq_mask) },
	{ "irq-unmask", IRQ, offsetof(struct irq_chip, irq_unmask) },
	{ "irq-type-both", IRQ_TYPE, offsetof(struct irq_chip, irq_set_type),
	  IRQ_TYPE_EDGE_BOTH },
	{ "irq-type-level", IRQ_TYPE, offsetof(struct irq_chip, irq_set_type),
	  IRQ_TYPE_LEVEL_HIGH },
	{ "irq-type-edge", IRQ_TYPE, offsetof(struct irq_chip, irq_set_type),
	  IRQ_TYPE_EDGE_RISING },
	{ "irq-none", IRQ_EMPTY },
	{ "irq-handler", IRQ_HANDLER },
	{ "irq", IRQ_PATH },
};

static noinline int empty_line(struct gpio_chip *gc, unsigned int line)
{
	return 0;
}

static noinline int empty_value(struct gpio_chip *gc, unsigned int line, int v)
{
	return 0;
}

static noinline void empty_irq(struct irq_data *d)
{
}

static noinline int empty_type(struct irq_data *d, unsigned int type)
{
	return 0;
}

static void empty_handler(struct irq_desc *desc)
{
}

typedef int (*line_fn)(struct gpio_chip *gc, unsigned int line);
typedef int (*value_fn)(struct gpio_chip *gc, unsigned int line, int v);
typedef void (*irq_fn)(struct irq_data *d);
typedef int (*type_fn)(struct irq_data *d, unsigned int type);

/* The callback, or what only costs its call; the caller cannot know which. */
static noinline void *callback(const struct op *op, const void *chip, void *none,
			       bool empty)
{
	return empty ? none : *(void **)(chip + op->fn);
}

#define window(call) ({							\
	u64 __start = get_cycles();					\
	call;								\
	get_cycles() - __start;						\
})

static noinline u64 call_line(const struct op *op, struct bench *b, bool empty)
{
	line_fn fn = callback(op, b->gc, empty_line, empty);

	return window(fn(b->gc, b->line));
}

static noinline u64 call_value(const struct op *op, struct bench *b, bool empty)
{
	value_fn fn = callback(op, b->gc, empty_value, empty);

	return window(fn(b->gc, b->line, op->arg));
}

static noinline u64 call_irq(const struct op *op, struct bench *b, bool empty)
{
	const void *chip = irq_data_get_irq_chip(b->d);
	irq_fn fn = callback(op, chip, empty_irq, empty);

	return window(fn(b->d));
}

static noinline u64 call_type(const struct op *op, struct bench *b, bool empty)
{
	const void *chip = irq_data_get_irq_chip(b->d);
	type_fn fn = callback(op, chip, empty_type, empty);

	return window(fn(b->d, op->arg));
}

static irqreturn_t bench_irq(int irq, void *data)
{
	struct bench *b = data;

	b->seen++;
	return IRQ_HANDLED;
}

static void bench_chained(struct irq_desc *desc)
{
	irq_flow_handler_t handler = chained.handler;
	struct irq_data *d = chained.b->d;

	if (chained.ack_first)
		irq_data_get_irq_chip(d)->irq_ack(d);
	OPTIMIZER_HIDE_VAR(handler);
	chained.cost = window(handler(desc));
}

/*
 * QEMU's models keep a line's level when it turns from output to input and take
 * a change between inputs as an edge: one that needs nothing from the host.
 * Interrupts are off here, so it stays pending.
 */
static void line_level(struct bench *b, int level)
{
	b->gc->direction_output(b->gc, b->line, level);
	b->gc->direction_input(b->gc, b->line);
}

static void raise_edge(struct bench *b)
{
	line_level(b, 0);
	line_level(b, 1);
}

/* From interrupts on, through the whole of the interrupt, to interrupts off. */
static noinline u64 call_path(struct bench *b, bool empty)
{
	if (!empty)
		raise_edge(b);

	return window(local_irq_enable(); local_irq_disable());
}

/* Only the driver's handler of the parent interrupt, and what it calls. */
static noinline u64 call_handler(struct bench *b, bool empty, bool ack_first)
{
	struct irq_desc *desc = irq_to_desc(b->gc->irq.parents[0]);

	chained.b = b;
	chained.ack_first = ack_first && !empty;
	if (empty) {
		chained.handler = empty_handler;
		bench_chained(desc);
		return chained.cost;
	}

	raise_edge(b);
	chained.cost = U64_MAX;
	chained.handler = desc->handle_irq;
	desc->handle_irq = bench_chained;
	local_irq_enable();
	local_irq_disable();
	desc->handle_irq = chained.handler;
	return chained.cost;
}

static u64 call(const struct op *op, struct bench *b, bool empty)
{
	switch (op->kind) {
	case LINE:
		return call_line(op, b, empty);
	case LINE_VALUE:
		return call_value(op, b, empty);
	case IRQ:
		return call_irq(op, b, empty);
	case IRQ_TYPE:
		return call_type(op, b, empty);
	case IRQ_PATH:
		return call_path(b, empty);
	case IRQ_HANDLER:
	case IRQ_EMPTY:
		return call_handler(b, empty, op->kind == IRQ_EMPTY);
	}
	return U64_MAX;
}

/* 0 if the interrupt did not come, or came when it must not */
static u64 measure(const struct op *op, struct bench *b)
{
	u64 best[2] = { U64_MAX, U64_MAX };
	unsigned int expect = 0, i;
	unsigned long flags;
	int empty;

	b->seen = 0;
	if (op->kind == IRQ_PATH || op->kind == IRQ_HANDLER)
		expect = WINDOWS;
	for (i = 0; i < WINDOWS; i++) {
		/* Whatever waits is taken before the window, not in it. */
		preempt_disable();
		for (empty = 0; empty < 2; empty++) {
			local_irq_save(flags);
			best[empty] = min(best[empty], call(op, b, empty));
			local_irq_restore(flags);
		}
		preempt_enable();
	}
	if (b->seen != expect || best[0] == U64_MAX)
		return 0;
	return best[0] - best[1];
}

static int line_irq(struct gpio_device *gdev, struct bench *b)
{
	struct gpio_desc *desc = gpio_device_get_desc(gdev, b->line);
	int irq = IS_ERR(desc) ? PTR_ERR(desc) : gpiod_to_irq(desc);
	int err;

	if (irq < 0)
		return irq;
	err = request_irq(irq, bench_irq, IRQF_TRIGGER_RISING, "bench", b);
	if (err)
		return err;
	b->d = irq_get_irq_data(irq);
	return irq;
}

/* The most over all free lines, or 0 if there was none on one of them. */
static u64 worst_line(const struct op *op, struct gpio_device *gdev)
{
	struct bench b = { .gc = gpio_device_get_chip(gdev) };
	u64 cost, worst = 0;
	int irq = 0;

	for (; b.line < b.gc->ngpio; b.line++) {
		char *user __free(kfree) = gpiochip_dup_line_label(b.gc, b.line);

		if (user)	/* a driver's, such as a key */
			continue;
		line_level(&b, 0);
		if (op->kind >= IRQ)
			irq = line_irq(gdev, &b);
		if (irq < 0)
			return 0;
		cost = measure(op, &b);
		if (irq)
			free_irq(irq, &b);
		line_level(&b, 0);
		if (!cost)
			return 0;
		worst = max(worst, cost);
	}
	return worst;
}

static void bench_op(const char *name, const char *op, struct gpio_device *gdev)
{
	unsigned int i;
	u64 cost;

	for (i = 0; i < ARRAY_SIZE(ops); i++)
		if (!strcmp(ops[i].name, op))
			break;
	cost = i < ARRAY_SIZE(ops) ? worst_line(&ops[i], gdev) : 0;
	if (cost)
		pr_info("bench %s %s %llu\n", name, op, cost);
	else
		pr_info("bench %s %s error: %s\n", name, op,
			i < ARRAY_SIZE(ops) ? "nothing measured" : "unknown");
}

static int driver_match(struct gpio_chip *gc, const void *driver)
{
	return gc->parent && gc->parent->driver &&
	       !strcmp(gc->parent->driver->name, driver);
}

static void bench_driver(char *line)
{
	char *name = strsep(&line, ":");
	char *driver = strsep(&line, ":");
	struct gpio_device *gdev;
	char *op;

	gdev = driver ? gpio_device_find(driver, driver_match) : NULL;
	if (!gdev) {
		pr_info("bench %s chip error: not found\n", name);
		return;
	}
	while ((op = strsep(&line, ",")))
		bench_op(name, op, gdev);
	gpio_device_put(gdev);
}

/* Shows that a tick is an instruction: a known number of them. */
static noinline u64 call_nops(bool empty)
{
	u64 start = get_cycles();

	if (!empty)
		asm volatile(".rept 1000\n\tnop\n\t.endr");
	return get_cycles() - start;
}

static int __init bench_init(void)
{
	unsigned long flags;
	char *line;
	u64 nops;

	local_irq_save(flags);
	nops = call_nops(false) - call_nops(true);
	local_irq_restore(flags);
	pr_info("bench check nop %llu\n", nops);
	while ((line = strsep(&list, ";")))
		bench_driver(line);
	pr_info("bench done\n");
	kernel_power_off();
	return 0;
}
late_initcall_sync(bench_init);
