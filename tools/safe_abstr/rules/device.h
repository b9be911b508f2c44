/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the rules about devices know of a whole file before its functions are
 * run: which function is called back by what, what it touches and starts, and
 * where that is started, stopped, registered and freed.
 */
#ifndef SACHECK_DEVICE_H
#define SACHECK_DEVICE_H

#include "core.h"
#include "frontend.h"

/* What may call back. */
enum dev_kind {
	DEV_TIMER, DEV_HRTIMER, DEV_WORK, DEV_TASKLET,
	DEV_IRQ, DEV_THREAD, DEV_URB, DEV_REG, DEV_WQ,
	NR_DEV_KINDS
};

/* What a function is, from where its name stands. */
#define ROLE_CALLED	0x001	/* by others of the file */
#define ROLE_TAKEN	0x002	/* its address is */
#define ROLE_PROBE	0x004
#define ROLE_REMOVE	0x008
#define ROLE_BUSY	0x010	/* runs while the device does, not at its end */
#define ROLE_CHRDEV	0x020	/* of the file_operations of a device node */
#define ROLE_EXIT	0x040	/* module_exit() */
#define ROLE_RELEASE	0x080	/* given to a kref_put() */
#define ROLE_ENDS	0x100	/* may run when a device goes */
#define ROLE_INIT	0x200	/* module_init() */
#define ROLE_ACTION	0x400	/* of devm_add_action(), or called by it */

struct dev_fn;

struct dev_fns {
	struct dev_fn *fn;
	struct dev_fns *next;
};

/* Something that calls functions of this file. */
struct dev_user {
	enum dev_kind kind;
	struct dev_key *key;		/* where it is, or NULL */
	struct dev_type *type;		/* whose data it gets, or NULL */
	struct dev_fns *fns;
	struct dev_fns *starters;
	struct dev_keys *reads;		/* touched without any function */
	bool devm, stopped, managed, ordered;
	struct position pos;		/* of a start */
	struct dev_user *next;
};

/* A place in a structure of this file, or in a variable. */
struct dev_key {
	struct symbol *base;		/* the bare type, or the variable */
	long long off;			/* in bytes */
	bool used, async;
	struct dev_user user;
	struct dev_key *queue;		/* the workqueue it is queued on */
	struct dev_key *next;
};

struct dev_keys {
	struct dev_key *key;
	struct dev_keys *next;
};

enum dev_event {
	EV_USE,			/* reads it, or takes its address */
	EV_TEST,		/* decides on it */
	EV_WRITE,
	EV_START,
	EV_STOP,		/* of a user, or of all of a kind */
	EV_FREE,
	EV_ALLOC,
	EV_DEVM_ALLOC,
	EV_DEVM_BOX,		/* of a container with a private part */
	EV_PRIV,		/* the private part of a container is of type */
	EV_GET,			/* takes references to it */
	EV_WAIT,
	EV_LOOP,		/* runs until it is told to stop */
	EV_INIT,
	EV_DRVDATA,		/* reads driver data */
};

/* One thing that a function does. */
struct dev_fact {
	enum dev_event event;
	struct dev_key *key;
	struct dev_type *type;
	struct dev_user *user;
	enum dev_kind kind;
	struct position pos;
	struct dev_fact *next;
};

struct dev_fn {
	struct symbol *sym;
	const char *name;
	unsigned int roles, mark;
	struct dev_fact *facts;
	struct dev_fns *calls, *callers;
	struct dev_fn *remove;		/* of the driver that probes with it */
	bool no_unbind;
	struct dev_fn *next;
};

struct dev_type {
	struct symbol *type;
	struct dev_user irq, devm_irq, thread, urb, ops;
	struct dev_fns *members;	/* put into its function pointers */
	bool is_static;			/* there is a variable of it */
	struct dev_type *next;
};

/* What a call of this file means. */
struct dev_site {
	struct expression *call;
	struct dev_user *begin, *end;
	struct dev_key *freed, *inited, *data;
	struct dev_type *freed_type, *freed_as;
	bool final;		/* what it ends cannot be started again */
	bool irqs_off, sets_drvdata;
	bool drvdata;		/* what it frees is the device's data */
	int flags_arg, data_arg;	/* of what it begins */
	struct dev_site *next;
};

/* What a pointer expression points to. */
struct dev_ref {
	struct dev_key *addr;	/* it is the address of this */
	struct dev_key *loaded;	/* it was read from there */
	struct symbol *obj;	/* the bare type it points to, or NULL */
};

/* device_model.c */
struct dev_key *dev_key_of(struct symbol *base, long long off);
struct dev_type *dev_type_of(struct symbol *type);
struct dev_fn *dev_fn_of(struct symbol *sym);
struct dev_fn *dev_fn_make(struct symbol *sym);
struct dev_fn *dev_fn_all(void);
struct dev_user *dev_user_all(void);
void dev_user_add(struct dev_user *user);
struct dev_site *dev_site_of(struct expression *call);
struct dev_site *dev_site_make(struct expression *call);
struct dev_fact *dev_fact_add(struct dev_fn *fn, enum dev_event event,
			      struct position pos);
void dev_fns_add(struct dev_fns **list, struct dev_fn *fn);
void dev_keys_add(struct dev_keys **list, struct dev_key *key);
void dev_model_reset(void);
bool dev_reaches(struct dev_fn *from, struct dev_fn *to);
/* Does what @user calls back do @event to @key? */
bool dev_touches(struct dev_user *user, enum dev_event event,
		 struct dev_key *key);
/* Does it use any member of the structure @type? */
bool dev_touches_type(struct dev_user *user, struct symbol *type);
bool dev_uses_type(struct dev_fn *fn, struct symbol *type);
bool dev_stops(struct dev_fn *fn, struct dev_user *user);
bool dev_does(struct dev_fn *fn, enum dev_event event, struct dev_key *key);
bool dev_does_type(struct dev_fn *fn, enum dev_event event,
		   struct dev_type *type);
/* All that the users of type @type call, for registering one. */
struct dev_user *dev_ops_of(struct symbol *type);
/* What debugfs calls. */
struct dev_user *dev_debugfs(void);
const char *dev_kind_words(enum dev_kind kind);

/* device_ref.c */
void dev_define(struct symbol *sym, struct expression *expr);
struct dev_ref dev_ref_of(struct expression *expr);
/* The place that the lvalue @expr names. */
struct dev_key *dev_lvalue(struct expression *expr);
/* The function that @expr names, or NULL. */
struct symbol *dev_named_fn(struct expression *expr);
/* The call that @expr is the result of, or NULL. */
struct expression *dev_made_by(struct expression *expr);
/* The structure that has a member of its own at *@off; which becomes its. */
struct symbol *dev_struct_at(struct symbol *type, long long *off);
/* Is @inner @outer, or a part of it that lives in it? */
bool dev_embeds(struct symbol *outer, struct symbol *inner);
/* Is a member that is a struct @name at @key? */
bool dev_is_at(struct dev_key *key, const char *name);
void dev_ref_reset(void);

/* device_call.c */
void dev_scan_call(struct dev_fn *fn, struct expression *call, bool used);

/* device_roles.c */
void dev_scan_roles(struct symbol_list *list);
void dev_settle_roles(void);
void dev_settle_stops(void);

#endif
