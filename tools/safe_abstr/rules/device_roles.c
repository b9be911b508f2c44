// SPDX-License-Identifier: GPL-2.0
/* What functions are for: from the tables of functions that name them. */
#include <string.h>

#include "device.h"

/* Where a function stands in an initializer. */
struct place {
	struct symbol *var;		/* the variable */
	struct symbol *type;		/* the structure around */
	const char *member;
};

static bool is_one_of(const char *name, const char *const *list)
{
	for (; name && *list; list++)
		if (!strcmp(name, *list))
			return true;
	return false;
}

static bool is_type(struct symbol *type, const char *name)
{
	const char *is = struct_name(type);

	return is && !strcmp(is, name);
}

static bool is_busy_place(struct place *p)
{
	static const char *const members[] = {
		"suspend", "resume", "freeze", "thaw", "poweroff", "restore",
		"suspend_late", "suspend_noirq", "resume_early", "resume_noirq",
		"runtime_suspend", "runtime_resume", "shutdown", "show",
		"store", "read", "write", "ioctl", "unlocked_ioctl",
		"compat_ioctl", "read_iter", "write_iter", "poll", "mmap",
		"ndo_start_xmit", "ndo_tx_timeout", "ndo_do_ioctl",
		"reset_resume", "pre_reset", "post_reset", "function", NULL
	};

	return is_one_of(p->member, members) || is_type(p->type, "dev_pm_ops");
}

static unsigned int role_of(struct place *p)
{
	static const char *const probes[] = {
		"probe", "bind", "attach", "probe_new", NULL
	};
	static const char *const removes[] = {
		"remove", "disconnect", "unbind", "detach", "remove_new", NULL
	};

	if (is_one_of(p->member, probes))
		return ROLE_PROBE;
	if (is_one_of(p->member, removes))
		return ROLE_REMOVE;
	if (is_busy_place(p))
		return ROLE_BUSY;
	return 0;
}

/* A static structure: its functions, and what calls them. */
static void place_fn(struct place *p, struct dev_fn *fn, long long off)
{
	struct dev_key *key = dev_key_of(p->var, off);

	fn->roles |= ROLE_TAKEN | role_of(p);
	if (!p->type)
		return;
	dev_fns_add(&dev_type_of(p->type)->members, fn);
	if (frontend_is_main(p->type->pos))
		return;
	if (strstr(struct_name(p->type) ?: "", "work") ||
	    strstr(struct_name(p->type) ?: "", "timer"))
		fn->roles |= ROLE_BUSY;
	dev_fns_add(&key->user.fns, fn);
}

static void note_chrdev(struct symbol *ops);

/* An initializer of a variable that registers file_operations. */
static void place_ops(struct place *p, struct symbol *to)
{
	if (is_type(p->type, "miscdevice") && p->member &&
	    !strcmp(p->member, "fops"))
		note_chrdev(to);
}

static struct place place_at(struct symbol *var, struct symbol *type,
			     long long off, long long *rel)
{
	struct place p = { .var = var };
	struct symbol *m;

	*rel = off;
	p.type = dev_struct_at(type, rel);
	m = member_at(p.type, *rel * 8);
	if (m && m->ident)
		p.member = ident_str(m->ident);
	return p;
}

static void scan_init(struct symbol *var, struct expression *expr,
		      long long off);

static void scan_list(struct symbol *var, struct expression_list *list,
		      long long off)
{
	struct expression *e;

	FOR_EACH_PTR(list, e) {
		if (e->type == EXPR_POS)
			scan_init(var, e->init_expr, off + e->init_offset);
		else
			scan_init(var, e, off);
	} END_FOR_EACH_PTR(e);
}

static struct symbol *element_of(struct symbol *var)
{
	struct symbol *type = bare_type(var);

	while (type && type->type == SYM_ARRAY)
		type = bare_type(type->ctype.base_type);
	return type;
}

static void scan_init(struct symbol *var, struct expression *expr, long long off)
{
	struct symbol *type = element_of(var);
	struct expression *e;
	struct dev_fn *fn;
	struct place p;
	long long rel;

	if (!expr)
		return;
	if (expr->type == EXPR_INITIALIZER) {
		scan_list(var, expr->expr_list, off);
		return;
	}
	if (type && is_struct(type) && type_bits(type) >= 8)
		p = place_at(var, type, off % (type_bits(type) / 8), &rel);
	else
		p = (struct place){ .var = var };
	fn = dev_fn_of(dev_named_fn(expr));
	if (fn)
		place_fn(&p, fn, p.type ? off - rel : off);
	e = skip_casts(expr);
	if (e && e->type == EXPR_SYMBOL && e->symbol && !fn)
		place_ops(&p, e->symbol);
}

/* Of a driver: what removes the devices that it probes. */

struct pair {
	struct dev_fn *probe, *remove;
	bool no_unbind;
};

static void find_pair(struct symbol *var, struct symbol *type,
		      struct expression *expr, long long off, struct pair *pair)
{
	struct expression *e;
	struct dev_fn *fn;
	struct place p;
	long long rel;

	if (expr->type == EXPR_INITIALIZER) {
		FOR_EACH_PTR(expr->expr_list, e) {
			bool at = e->type == EXPR_POS;

			find_pair(var, type, at ? e->init_expr : e,
				  at ? off + e->init_offset : off, pair);
		} END_FOR_EACH_PTR(e);
		return;
	}
	p = place_at(var, type, off, &rel);
	if (p.member && !strcmp(p.member, "suppress_bind_attrs"))
		pair->no_unbind = true;
	fn = dev_fn_of(dev_named_fn(expr));
	if (fn && role_of(&p) == ROLE_PROBE)
		pair->probe = fn;
	else if (fn && role_of(&p) == ROLE_REMOVE)
		pair->remove = fn;
}

static void scan_driver(struct symbol *var)
{
	struct symbol *type = bare_type(var);
	struct pair pair = { 0 };

	if (!type || !is_struct(type))
		return;
	find_pair(var, type, var->initializer, 0, &pair);
	if (!pair.probe)
		return;
	pair.probe->remove = pair.remove;
	pair.probe->no_unbind |= pair.no_unbind;
}

/* module_exit() and module_init() leave a variable each. */
static void scan_module(struct symbol *var)
{
	const char *name = var->ident ? ident_str(var->ident) : "";
	struct dev_fn *fn = dev_fn_of(dev_named_fn(var->initializer));

	if (!fn)
		return;
	if (!strncmp(name, "__exitcall_", 11))
		fn->roles |= ROLE_TAKEN | ROLE_EXIT | ROLE_REMOVE;
	else if (strstr(name, "addressable") &&
		 fn->sym->ctype.modifiers & MOD_STATIC)
		fn->roles |= ROLE_TAKEN | ROLE_INIT | ROLE_PROBE;
}

/* In a module each leaves a function that returns it. */
static void scan_test(const char *name, unsigned int roles)
{
	struct symbol *sym = lookup_symbol(built_in_ident(name), NS_SYMBOL);
	struct flow *flow;
	struct dev_fn *fn;
	struct block *b;
	struct op *op;

	if (!sym || !frontend_is_main(sym->pos) || !frontend_body(sym))
		return;
	flow = flow_of(sym);
	for (b = flow ? flow->all : NULL; b; b = b->next) {
		for (op = b->ops; op; op = op->next) {
			fn = op->kind == OP_RETVAL && op->expr ?
				dev_fn_of(dev_named_fn(op->expr)) : NULL;
			if (fn)
				fn->roles |= ROLE_TAKEN | roles;
		}
	}
}

/* Functions that open files of a device node get to. */
static void mark_chrdev(struct symbol *var, struct expression *expr)
{
	struct expression *e;
	struct dev_fn *fn;

	if (!expr)
		return;
	if (expr->type == EXPR_INITIALIZER) {
		FOR_EACH_PTR(expr->expr_list, e) {
			mark_chrdev(var, e->type == EXPR_POS ? e->init_expr : e);
		} END_FOR_EACH_PTR(e);
		return;
	}
	fn = dev_fn_of(dev_named_fn(expr));
	if (fn)
		fn->roles |= ROLE_CHRDEV;
}

static void note_chrdev(struct symbol *ops)
{
	if (ops->initializer && is_type(ops, "file_operations"))
		mark_chrdev(ops, ops->initializer);
}

static void scan_variable(struct symbol *var)
{
	struct symbol *type = element_of(var);

	if (type && is_struct(type) && frontend_is_main(type->pos))
		dev_type_of(type)->is_static = true;
	if (!var->initializer)
		return;
	scan_init(var, var->initializer, 0);
	scan_driver(var);
	scan_module(var);
}

/* cdev_init(&c, &fops), misc.fops = &fops: any address of it in a function. */
static void find_chrdev(struct expression *expr)
{
	struct expression *e = skip_casts(expr);

	if (e && e->type == EXPR_SYMBOL && e->symbol)
		note_chrdev(e->symbol);
	else if (e && e->type == EXPR_ASSIGNMENT)
		find_chrdev(e->right);
}

static bool makes_nodes(const char *name)
{
	return name && (!strcmp(name, "cdev_init") ||
			!strcmp(name, "register_chrdev") ||
			!strcmp(name, "__register_chrdev"));
}

static bool sets_node_fops(struct expression *expr)
{
	struct expression *e = skip_casts(expr), *left;
	struct dev_key *key;
	struct symbol *type;
	long long off;

	if (!e || e->type != EXPR_ASSIGNMENT)
		return false;
	left = skip_casts(e->left);
	key = dev_lvalue(left);
	if (!key)
		return false;
	off = key->off;
	type = dev_struct_at(key->base, &off);
	return is_type(type, "miscdevice") || is_type(type, "cdev");
}

static void scan_nodes(struct dev_fn *fn)
{
	struct flow *flow = flow_of(fn->sym);
	struct expression *arg;
	struct block *b;
	struct op *op;

	for (b = flow ? flow->all : NULL; b; b = b->next) {
		for (op = b->ops; op; op = op->next) {
			if (op->kind == OP_EVAL && sets_node_fops(op->expr))
				find_chrdev(op->expr);
			if (op->kind != OP_CALL ||
			    !makes_nodes(called_name(op->expr)))
				continue;
			FOR_EACH_PTR(op->expr->args, arg) {
				find_chrdev(arg);
			} END_FOR_EACH_PTR(arg);
		}
	}
}

void dev_scan_roles(struct symbol_list *list)
{
	struct symbol *sym;
	struct dev_fn *fn;

	FOR_EACH_PTR(list, sym) {
		if (frontend_is_main(sym->pos) && !dev_fn_of(sym))
			scan_variable(sym);
	} END_FOR_EACH_PTR(sym);
	scan_test("__inittest", ROLE_INIT | ROLE_PROBE);
	scan_test("__exittest", ROLE_EXIT | ROLE_REMOVE);
	for (fn = dev_fn_all(); fn; fn = fn->next)
		scan_nodes(fn);
}
