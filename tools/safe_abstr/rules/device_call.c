// SPDX-License-Identifier: GPL-2.0
/* What the tables say a call means for the users of a device's data. */
#include "device_call.h"

void scan_callback(struct scan *s, struct dev_user *user, int nr)
{
	struct dev_fn *fn = dev_fn_of(dev_named_fn(arg_of(s, nr)));

	if (fn)
		dev_fns_add(&user->fns, fn);
}

static bool kind_of_word(enum fact_word word, enum dev_kind *kind)
{
	switch (word) {
	case W_TIMER:
		*kind = DEV_TIMER;
		return true;
	case W_HRTIMER:
		*kind = DEV_HRTIMER;
		return true;
	case W_WORK:
	case W_DWORK:
		*kind = DEV_WORK;
		return true;
	case W_TASKLET:
		*kind = DEV_TASKLET;
		return true;
	default:
		return false;
	}
}

/* Starts */

void scan_started(struct scan *s, struct dev_user *user)
{
	struct dev_fact *f = add(s, EV_START);

	f->user = user;
	f->key = user->key;
	dev_fns_add(&user->starters, s->fn);
	if (!user->pos.line)
		user->pos = s->call->pos;
	dev_user_add(user);
}

static void note_queue(struct scan *s, struct dev_key *key, int nr)
{
	struct dev_ref wq = ref_at(s, nr - 1);
	struct dev_fact *f;

	if (!named(s, "queue_") || named(s, "schedule") || nr < 2)
		return;
	if (!wq.loaded)
		wq = ref_at(s, nr - 2);
	if (!wq.loaded)
		return;
	key->queue = wq.loaded;
	wq.loaded->user.kind = DEV_WQ;
	f = add(s, EV_START);
	f->key = wq.loaded;
}

static void start_async(struct scan *s, struct fact *f)
{
	struct dev_key *key = place_of(ref_at(s, f->arg));
	enum dev_kind kind;

	if (!key || !kind_of_word(f->word_id, &kind))
		return;
	key->async = true;
	key->user.kind = kind;
	if (kind == DEV_WORK)
		note_queue(s, key, f->arg);
	scan_started(s, &key->user);
	if (kind != DEV_WORK && kind != DEV_TASKLET)
		return;
	site_of(s)->begin = &key->user;
	site_of(s)->data_arg = f->arg;
	site_of(s)->data = key;
}

static void start_irq(struct scan *s)
{
	struct fact *f = fact_find(s->facts, FACT_CALLBACK);
	struct dev_user *user, *one = file_new(struct dev_user);
	struct dev_type *t;

	if (!f || f->arg2 < 1)
		return;
	t = dev_type_of(ref_at(s, f->arg2).obj);
	user = fact_has(s->facts, FACT_DEVM) ? &t->devm_irq : &t->irq;
	site_of(s)->data_arg = f->arg2;
	site_of(s)->flags_arg = f->arg2 - 2;
	for (; f; f = fact_next(f)) {
		scan_callback(s, user, f->arg);
		scan_callback(s, one, f->arg);
	}
	scan_started(s, user);
	one->kind = DEV_IRQ;
	one->type = t;
	one->devm = user->devm;
	site_of(s)->begin = one;
}

static void start_thread(struct scan *s)
{
	struct fact *f = fact_find(s->facts, FACT_CALLBACK);
	struct dev_type *t;

	if (!f || f->arg2 < 1)
		return;
	t = dev_type_of(ref_at(s, f->arg2).obj);
	scan_callback(s, &t->thread, f->arg);
	scan_started(s, &t->thread);
}

static void start(struct scan *s, struct fact *f)
{
	if (f->word_id == W_IRQ)
		start_irq(s);
	else if (f->word_id == W_KTHREAD)
		start_thread(s);
	else
		start_async(s, f);
}

static void init(struct scan *s, struct fact *f)
{
	struct dev_key *key = place_of(ref_at(s, f->arg));
	enum dev_kind kind;

	if (!key)
		return;
	if (kind_of_word(f->word_id, &kind)) {
		key->user.kind = kind;
		key->async = true;
	}
	if (f->arg2 >= 1)
		scan_callback(s, &key->user, f->arg2);
	if (!fact_has(s->facts, FACT_DEVM)) {
		site_of(s)->inited = key;
		return;
	}
	key->user.stopped = true;
	key->user.managed = true;
}

/* Stops: @user, or when it is not known which, all of its kind. */

void scan_stops(struct scan *s, struct dev_user *user, enum dev_kind kind)
{
	struct dev_fact *f = add(s, EV_STOP);

	f->user = user;
	f->kind = kind;
	if (user)
		f->key = user->key;
	if (user && !site_of(s)->end)
		site_of(s)->end = user;
}

static bool is_queue(struct symbol *obj)
{
	const char *name = struct_name(obj);

	return name && (!strcmp(name, "workqueue_struct") ||
			!strcmp(name, "kthread_worker"));
}

static void stop_irq(struct scan *s)
{
	struct fact *f = fact_find(s->facts, FACT_UNPUBLISH);
	struct dev_type *t;
	bool devm = named(s, "devm");

	if (!f) {
		site_of(s)->irqs_off = true;
		scan_stops(s, NULL, DEV_IRQ);
		return;
	}
	if (!ref_at(s, f->arg).obj) {
		scan_stops(s, NULL, DEV_IRQ);
		return;
	}
	t = dev_type_of(ref_at(s, f->arg).obj);
	scan_stops(s, devm ? &t->devm_irq : &t->irq, DEV_IRQ);
}

static void stop_thread(struct scan *s, struct fact *f)
{
	struct dev_key *key = ref_at(s, f->arg).loaded;

	if (key && key->base->type == SYM_STRUCT)
		scan_stops(s, &dev_type_of(key->base)->thread, DEV_THREAD);
	else
		scan_stops(s, NULL, DEV_THREAD);
}

static void stop_async(struct scan *s, struct fact *f)
{
	struct dev_ref r = ref_at(s, f->arg);
	struct dev_key *key = place_of(r);
	enum dev_kind kind;

	if (!kind_of_word(f->word_id, &kind))
		return;
	if (is_queue(r.obj))
		kind = DEV_WQ;
	site_of(s)->final = named(s, "shutdown") || named(s, "disable");
	scan_stops(s, key ? &key->user : NULL, kind);
}

static void stop(struct scan *s, struct fact *f)
{
	if (f->word_id == W_IRQ)
		stop_irq(s);
	else if (f->word_id == W_KTHREAD)
		stop_thread(s, f);
	else
		stop_async(s, f);
}

/* Registrations */

static bool is_state(struct fact *f)
{
	return f->cls && f->cls->kind == CLASS_STATE;
}

/* Being in a list makes nobody call it. */
static bool is_linking(struct dev_ref r)
{
	const char *name = struct_name(r.obj);

	return name && (strstr(name, "list") || strstr(name, "_node"));
}

/* What devices are bound to: it calls for those that come. */
static bool is_driver(struct dev_ref r)
{
	const char *name = struct_name(r.obj);

	return name && (strstr(name, "driver") || !strcmp(name, "class") ||
			!strcmp(name, "bus_type"));
}

/* A table of functions, which is registered under a name or number. */
static bool is_table(struct dev_ref r)
{
	const char *name = struct_name(r.obj);

	return name && (strstr(name, "_operations") || strstr(name, "_ops"));
}

static bool is_irq_call(struct scan *s)
{
	struct fact *f = fact_find(s->facts, FACT_START);

	if (!f)
		f = fact_find(s->facts, FACT_STOP);
	return f && f->word_id == W_IRQ;
}

/* Files of sysfs need no removal where their kobject goes. */
static bool goes_with_directory(struct fact *f)
{
	return f->cls && !strncmp(f->cls->name, "sysfs_", 6);
}

static void publish(struct scan *s, struct fact *f)
{
	struct dev_ref r = ref_at(s, f->arg);
	struct dev_user *user;

	if (is_irq_call(s) || is_linking(r))
		return;
	if (r.obj && !is_driver(r) && !is_table(r) &&
	    (f->kind == FACT_PUBLISH || r.addr)) {
		site_of(s)->begin = &dev_type_of(r.obj)->ops;
		site_of(s)->data_arg = f->arg;
		site_of(s)->data = r.addr;
	}
	if (!r.addr || is_table(r) || fact_has(s->facts, FACT_DEVM) ||
	    goes_with_directory(f))
		return;
	user = &r.addr->user;
	if (!r.addr->async)
		user->kind = DEV_REG;
	if (user->kind == DEV_REG)
		scan_started(s, user);
}

static void unpublish(struct scan *s, struct fact *f)
{
	struct dev_ref r = ref_at(s, f->arg);

	if (is_irq_call(s) || !r.obj || is_linking(r))
		return;
	if (!is_driver(r) && (r.addr || f->kind == FACT_UNPUBLISH))
		site_of(s)->end = &dev_type_of(r.obj)->ops;
	scan_stops(s, r.addr ? &r.addr->user : NULL, DEV_REG);
	if (!r.addr)
		s->fn->facts->type = dev_type_of(r.obj);
}

/* Frees */

static bool is_driver_data(struct expression *expr)
{
	struct expression *call = expr ? dev_made_by(expr) : NULL;
	const char *name = call ? called_name(call) : NULL;

	return name && (strstr(name, "get_drvdata") ||
			strstr(name, "get_clientdata") ||
			strstr(name, "get_intfdata"));
}

static void frees(struct scan *s, struct fact *f)
{
	struct dev_ref r = ref_at(s, f->arg);
	struct dev_fact *fact;

	if (!f->cls || is_state(f))
		return;
	fact = add(s, EV_FREE);
	fact->key = r.loaded;
	if (r.obj && (!strcmp(f->cls->name, "netdev") ||
		      f->cls->kind == CLASS_MEMORY))
		fact->type = dev_type_of(r.obj);
	site_of(s)->drvdata = is_driver_data(arg_of(s, f->arg));
	site_of(s)->freed = r.loaded;
	if (r.obj)
		site_of(s)->freed_as = dev_type_of(r.obj);
	site_of(s)->freed_type = fact->type;
}

static void gets(struct scan *s, struct fact *f)
{
	struct dev_ref r = ref_at(s, f->arg);

	if (is_state(f)) {
		publish(s, f);
		return;
	}
	if (r.addr && f->arg)
		add(s, EV_GET)->key = r.addr;
}

static void apply(struct scan *s, struct fact *f)
{
	switch (f->kind) {
	case FACT_START:
		start(s, f);
		break;
	case FACT_STOP:
		stop(s, f);
		break;
	case FACT_INIT:
		init(s, f);
		break;
	case FACT_PUBLISH:
		publish(s, f);
		break;
	case FACT_UNPUBLISH:
		unpublish(s, f);
		break;
	case FACT_DROP:
		if (is_state(f))
			unpublish(s, f);
		else
			frees(s, f);
		break;
	case FACT_GET:
	case FACT_GET_OK:
		gets(s, f);
		break;
	default:
		break;
	}
}

static void fill(struct scan *s)
{
	struct expression *arg;

	FOR_EACH_PTR(s->call->args, arg) {
		if (s->nr == ARGS_MAX)
			break;
		s->arg[++s->nr] = arg;
		s->ref[s->nr] = dev_ref_of(arg);
	} END_FOR_EACH_PTR(arg);
}

void dev_scan_call(struct dev_fn *fn, struct expression *call, bool used)
{
	struct dev_fn *callee = dev_fn_of(called_symbol(call));
	struct scan s = { .fn = fn, .call = call, .used = used };
	struct fact *f;

	s.name = called_name(call);
	s.facts = facts_for(s.name);
	fill(&s);
	if (callee) {
		callee->roles |= ROLE_CALLED;
		dev_fns_add(&fn->calls, callee);
		dev_fns_add(&callee->callers, fn);
	}
	scan_fn_args(&s);
	scan_busy(&s);
	scan_action(&s);
	for_each_fact(f, s.facts)
		apply(&s, f);
	if (s.name)
		scan_names(&s);
	if (called_symbol(call))
		scan_unknown(&s);
}
