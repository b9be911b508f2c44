// SPDX-License-Identifier: GPL-2.0
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/srcu.h>
#include <linux/string.h>

struct rule {
	struct list_head node;
	struct rcu_head rcu;
	struct mutex lock; /* protects the state */
	u32 id;
	u32 hits;
};

static LIST_HEAD(rules);
static DEFINE_MUTEX(rules_lock);
DEFINE_STATIC_SRCU(rules_srcu);
static DEFINE_PER_CPU(u32, rule_count);
static u64 rule_total;

/* CASE fire: GFP_KERNEL duplicate inside an RCU read section */
static struct rule *rule_clone(u32 id)
{
	struct rule *rule;
	struct rule *copy = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(rule, &rules, node) {
		if (rule->id != id)
			continue;
		copy = kzalloc(sizeof(*copy), GFP_KERNEL); /* EXPECT SA0801 */
		if (copy)
			copy->id = rule->id;
		break;
	}
	rcu_read_unlock();
	return copy;
}

/* CASE clean: memory first, then the RCU read section fills it */
static struct rule *rule_clone_fixed(u32 id)
{
	struct rule *copy = kzalloc(sizeof(*copy), GFP_KERNEL);
	struct rule *rule;

	if (!copy)
		return NULL;
	rcu_read_lock();
	list_for_each_entry_rcu(rule, &rules, node) {
		if (rule->id == id) {
			copy->id = rule->id;
			copy->hits = rule->hits;
			break;
		}
	}
	rcu_read_unlock();
	return copy;
}

/* CASE fire: the entry's mutex is taken inside rcu_read_lock() */
static void rule_reset(u32 id)
{
	struct rule *rule;

	guard(rcu)();
	list_for_each_entry_rcu(rule, &rules, node) {
		if (rule->id != id)
			continue;
		mutex_lock(&rule->lock); /* EXPECT SA0801 */
		rule->hits = 0;
		mutex_unlock(&rule->lock);
	}
}

/* CASE clean: an SRCU section may sleep */
static void rule_reset_srcu(u32 id)
{
	struct rule *rule;
	int idx;

	idx = srcu_read_lock(&rules_srcu);
	list_for_each_entry_srcu(rule, &rules, node, srcu_read_lock_held(&rules_srcu)) {
		if (rule->id != id)
			continue;
		mutex_lock(&rule->lock);
		rule->hits = 0;
		mutex_unlock(&rule->lock);
	}
	srcu_read_unlock(&rules_srcu, idx);
}

/* CASE fire: synchronize_rcu() inside the read section waits for ever */
static int rule_wait_idle(u32 id)
{
	struct rule *rule;

	rcu_read_lock();
	list_for_each_entry_rcu(rule, &rules, node) {
		if (rule->id == id) {
			synchronize_rcu(); /* EXPECT SA0801 */
			rcu_read_unlock();
			return 0;
		}
	}
	rcu_read_unlock();
	return -ENOENT;
}

/* CASE clean: removed under the mutex, grace period outside any section */
static int rule_remove(u32 id)
{
	struct rule *rule;

	mutex_lock(&rules_lock);
	list_for_each_entry(rule, &rules, node) {
		if (rule->id == id) {
			list_del_rcu(&rule->node);
			mutex_unlock(&rules_lock);
			synchronize_rcu();
			kfree(rule);
			return 0;
		}
	}
	mutex_unlock(&rules_lock);
	return -ENOENT;
}

/* CASE fire: sleeps between get_cpu() and put_cpu() */
static int rule_cpu(void)
{
	int cpu = get_cpu();

	if (cpu)
		msleep(30); /* EXPECT SA0801 */
	put_cpu();
	return cpu;
}

/* CASE fire: allocates with interrupts off */
static int rule_irqs_off(void)
{
	unsigned long flags;
	struct rule *rule;

	local_irq_save(flags);
	rule = kmalloc(sizeof(*rule), GFP_KERNEL); /* EXPECT SA0801 */
	if (!rule) {
		local_irq_restore(flags);
		return -ENOMEM;
	}
	rule->id = 1;
	list_add_rcu(&rule->node, &rules);
	local_irq_restore(flags);
	return 0;
}

/* CASE clean: per-CPU section closed before the sleep, on every branch */
static u32 rule_count_hits(bool slow)
{
	u32 n;

	preempt_disable();
	n = __this_cpu_inc_return(rule_count);
	preempt_enable();
	if (slow)
		msleep(30);
	return n;
}

/* CASE fire: kthread-style loop forgets that get_cpu_ptr() disables preemption */
static void rule_account(void)
{
	u32 *count = get_cpu_ptr(&rule_count);

	*count += 1;
	mutex_lock(&rules_lock); /* EXPECT SA0801 */
	rule_total += *count;
	mutex_unlock(&rules_lock);
	put_cpu_ptr(&rule_count);
}

/* CASE clean: kmap_local_page() does not forbid sleeping */
static int rule_fill(struct page *page)
{
	void *addr = kmap_local_page(page);

	memset(addr, 0, PAGE_SIZE);
	mutex_lock(&rules_lock);
	rule_total++;
	mutex_unlock(&rules_lock);
	kunmap_local(addr);
	return 0;
}
