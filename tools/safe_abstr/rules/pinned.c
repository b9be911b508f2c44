// SPDX-License-Identifier: GPL-2.0
/* Which members of a structure tie it to its place in memory. */
#include <string.h>

#include "frontend.h"
#include "pinned.h"

struct walk {
	struct pin *pins;
	unsigned int nr;
};

bool pin_is_name(const char *name)
{
	static const char *const names[] = {
		"list_head", "hlist_head", "hlist_node", "hlist_nulls_node",
		"hlist_bl_node", "llist_node", "rb_node", "plist_node",
		"spinlock", "raw_spinlock", "rwlock", "mutex", "rt_mutex",
		"ww_mutex", "rw_semaphore", "semaphore", "percpu_rw_semaphore",
		"work_struct", "delayed_work", "rcu_work", "kthread_work",
		"kthread_delayed_work", "kthread_worker", "irq_work",
		"timer_list", "hrtimer", "tasklet_struct", "completion",
		"wait_queue_head", "wait_queue_entry", "swait_queue_head",
		"kref", "refcount_struct", "percpu_ref", "srcu_struct",
		"device", "miscdevice", "cdev", "kobject", "napi_struct",
		"xarray", "idr", "ida", "radix_tree_root", "maple_tree",
	};
	unsigned int i;

	for (i = 0; name && i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static void walk_type(struct walk *w, struct symbol *type, long long off,
		      const char *name, int depth);

static void walk_members(struct walk *w, struct symbol *type, long long off,
			 const char *name, int depth)
{
	struct symbol *m;

	FOR_EACH_PTR(type->symbol_list, m) {
		const char *own = m->ident ? ident_str(m->ident) : name;

		walk_type(w, m, off + m->offset * 8LL, own, depth + 1);
	} END_FOR_EACH_PTR(m);
}

/* Only one member of a union is there, and nobody knows which. */
static void walk_type(struct walk *w, struct symbol *type, long long off,
		      const char *name, int depth)
{
	struct symbol *at = bare_type(type);
	struct pin pin = { .off = off, .size = type_bits(type) };

	if (!at || depth > 8 || w->nr == PINS_MAX)
		return;
	if (at->type == SYM_ARRAY) {
		if (pin.size > 0)
			walk_type(w, at->ctype.base_type, off, name, depth + 1);
		return;
	}
	if (at->type != SYM_STRUCT)
		return;
	pin.type = struct_name(at);
	pin.name = name;
	if (pin_is_name(pin.type))
		w->pins[w->nr++] = pin;
	else if (!depth || frontend_is_main(at->pos) || !at->ident)
		walk_members(w, at, off, name, depth);
}

/*
 * Structures of the kernel that are no such part themselves are left alone:
 * subsystems let drivers copy templates of them.
 */
unsigned int pins_of(struct symbol *type, struct pin *pins)
{
	struct symbol *at = bare_type(type);
	struct walk w = { pins, 0 };

	if (!at || at->type != SYM_STRUCT)
		return 0;
	if (!frontend_is_main(at->pos) && !pin_is_name(struct_name(at)))
		return 0;
	examine_symbol_type(at);
	walk_type(&w, at, 0, NULL, 0);
	return w.nr;
}
