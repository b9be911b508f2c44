// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define UART_STAT	0x00
#define UART_TX		0x04
#define STAT_FULL	BIT(0)
#define STAT_ERR	BIT(1)

struct uart {
	spinlock_t lock; /* protects the state */
	raw_spinlock_t hw_lock; /* protects the state */
	void __iomem *base;
	struct list_head queue;
	unsigned int pending;
	bool suspended;
};

struct uart_msg {
	struct list_head node;
	u8 byte;
	bool skip;
};

/* CASE fire: suspended device leaves with interrupts off and the lock taken */
static int uart_send(struct uart *uart, u8 byte)
{
	unsigned long flags;

	spin_lock_irqsave(&uart->lock, flags);
	if (uart->suspended)
		return -ESHUTDOWN; /* EXPECT SA0602 */
	writeb(byte, uart->base + UART_TX);
	uart->pending++;
	spin_unlock_irqrestore(&uart->lock, flags);
	return 0;
}

/* CASE clean: unlock before the early return */
static int uart_send_fixed(struct uart *uart, u8 byte)
{
	unsigned long flags;

	spin_lock_irqsave(&uart->lock, flags);
	if (uart->suspended) {
		spin_unlock_irqrestore(&uart->lock, flags);
		return -ESHUTDOWN;
	}
	writeb(byte, uart->base + UART_TX);
	uart->pending++;
	spin_unlock_irqrestore(&uart->lock, flags);
	return 0;
}

/* CASE fire: continue skips the unlock, the next round deadlocks */
static void uart_flush(struct uart *uart, unsigned int rounds)
{
	unsigned long flags;
	unsigned int i;

	for (i = 0; i < rounds; i++) {
		spin_lock_irqsave(&uart->lock, flags); /* EXPECT SA0603 */
		if (uart->suspended)
			continue;
		writeb(0, uart->base + UART_TX);
		spin_unlock_irqrestore(&uart->lock, flags);
		cpu_relax();
	}
} /* EXPECT SA0602 */

/* CASE clean: lock taken and dropped around every round */
static void uart_flush_fixed(struct uart *uart, unsigned int rounds)
{
	unsigned long flags;
	unsigned int i;

	for (i = 0; i < rounds; i++) {
		spin_lock_irqsave(&uart->lock, flags);
		if (uart->suspended) {
			spin_unlock_irqrestore(&uart->lock, flags);
			continue;
		}
		writeb(0, uart->base + UART_TX);
		spin_unlock_irqrestore(&uart->lock, flags);
		cpu_relax();
	}
}

/* CASE fire: the timeout path unlocks, then falls into the common unlock */
static int uart_drain(struct uart *uart)
{
	unsigned long flags;
	int loops = 100;
	int ret = 0;

	raw_spin_lock_irqsave(&uart->hw_lock, flags);
	while (readl(uart->base + UART_STAT) & STAT_FULL) {
		if (--loops == 0) {
			raw_spin_unlock_irqrestore(&uart->hw_lock, flags);
			ret = -ETIMEDOUT;
			break;
		}
		udelay(1);
	}
	raw_spin_unlock_irqrestore(&uart->hw_lock, flags); /* EXPECT SA0604 */
	return ret;
}

/* CASE clean: the timeout path only leaves the loop */
static int uart_drain_fixed(struct uart *uart)
{
	unsigned long flags;
	int loops = 100;
	int ret = 0;

	raw_spin_lock_irqsave(&uart->hw_lock, flags);
	while (readl(uart->base + UART_STAT) & STAT_FULL) {
		if (--loops == 0) {
			ret = -ETIMEDOUT;
			break;
		}
		udelay(1);
	}
	raw_spin_unlock_irqrestore(&uart->hw_lock, flags);
	return ret;
}

/* CASE fire: the check before the lock jumps to the unlocking label */
static int uart_queue(struct uart *uart, struct uart_msg *msg)
{
	unsigned long flags = 0;
	int ret = 0;

	if (msg->skip) {
		ret = -EINVAL;
		goto unlock;
	}
	spin_lock_irqsave(&uart->lock, flags);
	if (uart->pending > 64) {
		ret = -EAGAIN;
		goto unlock;
	}
	list_add_tail(&msg->node, &uart->queue);
	uart->pending++;
unlock:
	spin_unlock_irqrestore(&uart->lock, flags); /* EXPECT SA0604 */
	return ret;
}

/* CASE clean: lock dropped around a wait and taken again in the loop */
static int uart_wait_room(struct uart *uart)
{
	int tries = 10;

	spin_lock_irq(&uart->lock);
	while (uart->pending > 64) {
		if (!tries--) {
			spin_unlock_irq(&uart->lock);
			return -ETIMEDOUT;
		}
		spin_unlock_irq(&uart->lock);
		usleep_range(100, 200);
		spin_lock_irq(&uart->lock);
	}
	uart->pending++;
	spin_unlock_irq(&uart->lock);
	return 0;
}

/* CASE fire: break in the middle of the drop and retake loop, unlocked twice */
static int uart_wait_quiet(struct uart *uart)
{
	int tries = 10;

	spin_lock_irq(&uart->lock);
	while (uart->pending) {
		spin_unlock_irq(&uart->lock);
		if (!tries--)
			break;
		usleep_range(100, 200);
		spin_lock_irq(&uart->lock);
	}
	spin_unlock_irq(&uart->lock); /* EXPECT SA0604 */
	return tries < 0 ? -ETIMEDOUT : 0;
}

/* CASE fire: what is found is returned with the lock, but not with the flags */
struct uart_msg *uart_get_skipped(struct uart *uart)
{
	struct uart_msg *msg;
	unsigned long flags;

	spin_lock_irqsave(&uart->lock, flags);
	list_for_each_entry(msg, &uart->queue, node) {
		if (msg->skip)
			return msg; /* EXPECT SA0602 */
	}
	spin_unlock_irqrestore(&uart->lock, flags);
	return NULL;
}

/* CASE clean: the flags go to the caller, who unlocks */
struct uart_msg *uart_get_next(struct uart *uart, unsigned long *saved)
{
	struct uart_msg *msg;
	unsigned long flags;

	spin_lock_irqsave(&uart->lock, flags);
	list_for_each_entry(msg, &uart->queue, node) {
		if (!msg->skip) {
			*saved = flags;
			return msg;
		}
	}
	spin_unlock_irqrestore(&uart->lock, flags);
	return NULL;
}
