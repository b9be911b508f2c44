// SPDX-License-Identifier: GPL-2.0
/* stop() of a sequential file is called, whatever start() returned. */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

struct chip {
	struct list_head list;
};

static DEFINE_MUTEX(chips_lock);
static LIST_HEAD(chips);

/* CASE clean: start() keeps the lock where it found nothing, too */
static void *chips_start(struct seq_file *s, loff_t *pos)
{
	int *sum = kzalloc_obj(*sum);
	loff_t left = *pos;
	struct chip *chip;

	s->private = sum;
	if (!sum)
		return NULL;
	mutex_lock(&chips_lock);
	list_for_each_entry(chip, &chips, list)
		if (left-- == 0)
			return chip;
	return NULL;
}

static void *chips_next(struct seq_file *s, void *v, loff_t *pos)
{
	struct chip *chip = v;

	++*pos;
	return list_is_last(&chip->list, &chips) ? NULL : list_next_entry(chip, list);
}

static void chips_stop(struct seq_file *s, void *v)
{
	if (!s->private)
		return;
	mutex_unlock(&chips_lock);
	kfree(s->private);
}

static int chips_show(struct seq_file *s, void *v)
{
	return 0;
}

const struct seq_operations chips_seq_ops = {
	.start	= chips_start,
	.next	= chips_next,
	.stop	= chips_stop,
	.show	= chips_show,
};

/* CASE fire: it is the operation that counts, not the name of the function */
void *chips_first_start(struct seq_file *s);
void *chips_first_start(struct seq_file *s)
{
	int *sum = kzalloc_obj(*sum);
	struct chip *chip;

	s->private = sum;
	if (!sum)
		return NULL;
	mutex_lock(&chips_lock);
	list_for_each_entry(chip, &chips, list)
		return chip;
	return NULL; /* EXPECT SA0602 */
}
