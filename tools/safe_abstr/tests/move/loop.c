// SPDX-License-Identifier: GPL-2.0
/* Entries that are looked up, taken off a list and freed, one after the other. */
#include <linux/list.h>
#include <linux/slab.h>

struct entry {
	struct list_head list;
	int line;
};

static LIST_HEAD(entries);

void line_end(int line);

/* CASE clean: the next round finds another entry */
static void entry_forget(int line)
{
	struct entry *e, *found = NULL;

	list_for_each_entry(e, &entries, list) {
		if (e->line == line) {
			found = e;
			break;
		}
	}
	if (!found)
		return;
	list_del(&found->list);
	line_end(found->line);
	kfree(found);
}

void entries_forget(int nr);
void entries_forget(int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		entry_forget(i);
}

/* CASE fire: but what this round freed is freed */
int entry_forget_loudly(int line);
int entry_forget_loudly(int line)
{
	struct entry *e = list_first_entry_or_null(&entries, struct entry, list);

	if (!e || e->line != line)
		return -ENOENT;
	list_del(&e->list);
	kfree(e);
	return e->line; /* EXPECT SA0101 */
}
