/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What happened on a path to the users of a device's data: each event is a
 * cell, of a value that stands for what it is about.
 */
#ifndef SACHECK_SEEN_H
#define SACHECK_SEEN_H

#include <string.h>

#include "device.h"
#include "rules.h"

enum {
	SEEN_FREED = 1,		/* key; third: names its type */
	SEEN_GONE,		/* type; other: the pointer; count: driver data */
	SEEN_STOPPED,		/* user; ST_OTHER: started again since */
	SEEN_ENDED,		/* user */
	SEEN_BEGUN,		/* user; other: its data; third: names the site */
	SEEN_IRQS_OFF,
	SEEN_NAME,		/* no event: the value stands for its who */
};

static inline struct value *event_of(const void *who, int tag)
{
	return val_fresh(who, tag, &rule_teardown);
}

static inline const struct cell *seen(struct path *p, const void *who, int tag)
{
	return cell_get(&p->st, event_of(who, tag), SLOT_DEVICE);
}

static inline void see(struct path *p, const void *who, int tag,
		       struct call *c, enum cell_status status)
{
	struct cell cell = { .status = status, .born = c->pos };

	cell.born = report_pos(p, c->pos);
	cell.born_by = c->name;
	cell_set(&p->st, event_of(who, tag), SLOT_DEVICE, cell);
}

static inline void unsee(struct path *p, const void *who, int tag)
{
	cell_del(&p->st, event_of(who, tag), SLOT_DEVICE);
}

static inline bool is_event(struct value *val, unsigned int slot, int tag)
{
	return slot == SLOT_DEVICE && val->kind == V_FRESH && val->num == tag &&
	       val->where == &rule_teardown;
}

/* What to call it in a message. */
const char *seen_words(struct dev_user *user);
/* It is called by other drivers only, which come later. */
bool seen_provider(struct dev_user *user);

#endif
