// SPDX-License-Identifier: GPL-2.0
/* Raw operations in a file that opted in, and unsafe ones without a reason. */
#include <stdio.h>
#include <string.h>

#include "core.h"
#include "frontend.h"
#include "rules.h"
#include "source.h"

/* Owner types of the file: the type, and what its drop calls. */
struct owner {
	struct symbol *type;
	struct flow *drop;
	struct owner *next;
};

static struct owner *owners;

static bool is_layer(const char *name)
{
	return name && !strncmp(name, "__sa_", 5);
}

static const char *lexical_function(struct path *p)
{
	struct symbol *fn = p->frame->flow->fn;

	return fn->ident ? ident_str(fn->ident) : "";
}

static bool calls(struct flow *flow, const char *name)
{
	struct block *b;
	struct op *op;

	for (b = flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL && called_name(op->expr) &&
			    !strcmp(called_name(op->expr), name))
				return true;
	return false;
}

/* The function that DEFINE_SA_OWNER() writes for @name. */
static struct symbol *destroy_function(const char *name)
{
	char buf[128];

	if ((size_t)snprintf(buf, sizeof(buf), "__sa_destroy_%s", name) >= sizeof(buf))
		return NULL;
	return lookup_symbol(built_in_ident(buf), NS_SYMBOL);
}

static void add_owner(const char *name)
{
	struct symbol *fn = destroy_function(name), *arg;
	struct owner *o;

	if (!fn || !frontend_body(fn))
		return;
	arg = first_symbol(get_base_type(fn)->arguments);
	if (!arg)
		return;
	o = file_new(struct owner);
	o->type = bare_type(pointee(arg));
	o->drop = flow_of(fn);
	o->next = owners;
	owners = o;
}

static struct owner *owner_of(struct symbol *type)
{
	struct owner *o;

	type = bare_type(type);
	for (o = owners; o && type; o = o->next)
		if (o->type == type && o->drop)
			return o;
	return NULL;
}

/* A drop may use what it replaces. */
static bool is_drop(const char *name)
{
	struct owner *o;

	for (o = owners; o; o = o->next)
		if (o->drop && calls(o->drop, name))
			return true;
	return false;
}

static bool may_be_raw(struct path *p, struct position pos)
{
	return diag_strict && frontend_is_main(pos) &&
	       !is_layer(lexical_function(p)) && !is_drop(lexical_function(p));
}

static bool is_width(char c)
{
	return c && strchr("bwlq", c);
}

/* readl, writeb_relaxed, readsl; but not read_foo. */
static bool is_mmio(const char *s)
{
	size_t len = !strncmp(s, "read", 4) ? 4 : !strncmp(s, "write", 5) ? 5 : 0;

	if (!len)
		return false;
	s += len + (s[len] == 's');
	return is_width(*s) && (!s[1] || !strcmp(s + 1, "_relaxed"));
}

static bool is_port(const char *s)
{
	size_t len = !strncmp(s, "in", 2) ? 2 : !strncmp(s, "out", 3) ? 3 : 0;

	if (!len)
		return false;
	s += len + (s[len] == 's');
	return is_width(*s) && (!s[1] || !strcmp(s + 1, "_p"));
}

static bool is_raw_io(const char *name)
{
	if (!strncmp(name, "__raw_", 6))
		name += 6;
	else if (!strncmp(name, "__", 2) && strcmp(name, "__sa_error_raw_io"))
		name += 2;
	return is_mmio(name) || is_port(name) || !strncmp(name, "ioread", 6) ||
	       !strncmp(name, "iowrite", 7) || !strcmp(name, "memcpy_fromio") ||
	       !strcmp(name, "memcpy_toio") || !strcmp(name, "memset_io") ||
	       !strcmp(name, "__sa_error_raw_io");
}

static bool frees(struct call *c, struct owner *o)
{
	struct fact *f = fact_find_arg(c->facts, FACT_DROP, 1);

	return calls(o->drop, c->name) ||
	       (f && f->cls && f->cls->kind == CLASS_MEMORY);
}

static void unsafe_call(struct path *p, struct call *c)
{
	struct owner *o;

	if (!c->name || !may_be_raw(p, c->pos))
		return;
	if (is_raw_io(c->name)) {
		diag_emit(diag_new(SA1401, c->pos,
				   "raw register access: declare the register, use sa_read()"));
		return;
	}
	if (!c->nr_args || is_layer(c->name))
		return;
	o = owner_of(pointee(skip_casts(c->arg_expr[1])->ctype));
	if (o && frees(c, o))
		diag_emit(diag_new(SA1401, c->pos,
				   "'%s' has an owner type: adopt it instead of calling %s()",
				   value_name(p, c->arg[1], c->arg_expr[1]),
				   c->name));
}

static bool is_allocated(struct value *val)
{
	const struct fn_facts *f;

	if (!val || val->kind != V_FRESH || val->num != TAG_RESULT)
		return false;
	f = facts_for(called_name((struct expression *)val->who));
	return fact_has(f, FACT_OWN) && fact_has(f, FACT_SIZE) &&
	       !fact_has(f, FACT_DEVM);
}

static void plain_pointer(struct path *p, struct value *val, struct symbol *type)
{
	struct position pos = report_pos(p, val->pos);

	if (!may_be_raw(p, pos) || !owner_of(pointee(type)))
		return;
	diag_emit(diag_new(SA1401, pos,
			   "object with an owner type is allocated as a plain pointer"));
}

static void unsafe_store(struct path *p, struct expression *expr,
			 struct value *ptr, struct value *val, struct value *old)
{
	struct symbol *type = expr ? expr->ctype : NULL;

	if (!expr && val_local(ptr))
		type = (struct symbol *)ptr->who;
	if (!type || !diag_strict || !is_allocated(val))
		return;
	if (type->ident && is_layer(ident_str(type->ident)))
		return;
	if (dialect_owns(p, val))
		return;
	plain_pointer(p, val, type);
}

static void unsafe_ret(struct path *p, struct position pos, struct value *val)
{
	struct symbol *type = get_base_type(this_function(p))->ctype.base_type;

	if (diag_strict && is_allocated(val) && is_pointer(type))
		plain_pointer(p, val, type);
}

/* Of a position in the file under analysis, some line of it. */
static struct position main_pos(struct symbol_list *list)
{
	struct position none = { 0 };
	struct symbol *sym;

	FOR_EACH_PTR(list, sym) {
		if (frontend_is_main(sym->pos))
			return sym->pos;
	} END_FOR_EACH_PTR(sym);
	return none;
}

static void no_reason(void *ctx, unsigned int line, unsigned int column,
		      const char *name)
{
	struct position pos = *(struct position *)ctx;

	pos.line = line;
	pos.pos = column;
	diag_emit(diag_new(SA1402, pos,
			   "%s() without a SAFETY: comment that gives the reason",
			   name));
}

static void unsafe_file(struct symbol_list *list)
{
	struct position pos = main_pos(list);
	struct symbol *sym;

	owners = NULL;
	FOR_EACH_PTR(list, sym) {
		const char *name = sym->ident ? ident_str(sym->ident) : "";

		if (!strncmp(name, "__sa_devm_exit_", 15))
			add_owner(name + 15);
	} END_FOR_EACH_PTR(sym);
	if (diag_strict && pos.line)
		source_each_unstated("sa_unsafe_", "SAFETY:", no_reason, &pos);
}

const struct rule rule_unsafe = {
	.name = "unsafe",
	.call = unsafe_call,
	.store = unsafe_store,
	.ret = unsafe_ret,
	.file = unsafe_file,
};
