/* SPDX-License-Identifier: GPL-2.0 */
/* One call, as the two halves of its scan see it. */
#ifndef SACHECK_DEVICE_CALL_H
#define SACHECK_DEVICE_CALL_H

#include <string.h>

#include "device.h"

#define ARGS_MAX	MAX_ARGS

struct scan {
	struct dev_fn *fn;
	struct expression *call;
	const char *name;
	const struct fn_facts *facts;
	struct expression *arg[ARGS_MAX + 1];
	struct dev_ref ref[ARGS_MAX + 1];
	int nr;
	bool used;		/* somebody looks at the result */
	struct dev_site *site;
};

static inline struct expression *arg_of(struct scan *s, int nr)
{
	return nr >= 1 && nr <= s->nr ? s->arg[nr] : NULL;
}

static inline struct dev_ref ref_at(struct scan *s, int nr)
{
	struct dev_ref none = { 0 };

	return nr >= 1 && nr <= s->nr ? s->ref[nr] : none;
}

static inline struct dev_site *site_of(struct scan *s)
{
	if (!s->site)
		s->site = dev_site_make(s->call);
	return s->site;
}

static inline struct dev_fact *add(struct scan *s, enum dev_event event)
{
	return dev_fact_add(s->fn, event, s->call->pos);
}

static inline struct dev_key *place_of(struct dev_ref r)
{
	return r.addr ? r.addr : r.loaded;
}

static inline bool named(struct scan *s, const char *word)
{
	return s->name && strstr(s->name, word);
}

static inline bool named_one(struct scan *s, const char *const *list)
{
	for (; s->name && *list; list++)
		if (!strcmp(s->name, *list))
			return true;
	return false;
}

void scan_callback(struct scan *s, struct dev_user *user, int nr);
void scan_started(struct scan *s, struct dev_user *user);
/* Stops @user, or when it is not known which, all of its kind. */
void scan_stops(struct scan *s, struct dev_user *user, enum dev_kind kind);

/* device_names.c */
void scan_names(struct scan *s);
void scan_unknown(struct scan *s);
void scan_fn_args(struct scan *s);
void scan_action(struct scan *s);
void scan_busy(struct scan *s);

#endif
