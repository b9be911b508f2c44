// SPDX-License-Identifier: GPL-2.0
/*
 * Bytes that were never written and go to user space: members and holes of a
 * structure on the stack, the rest of a buffer that was filled in part.
 */
#include <string.h>

#include "frontend.h"
#include "rules.h"
#include "user.h"

#define MAX_SCALARS	16

static bool watching;
/* Plain variables whose bytes are copied out somewhere in the function. */
static struct symbol *scalars[MAX_SCALARS];
static unsigned int nr_scalars;

/* Objects */

static bool is_argument(struct path *p, struct symbol *sym)
{
	struct frame *f;
	struct symbol *arg;

	for (f = p->frame; f; f = f->up)
		FOR_EACH_PTR(get_base_type(f->flow->fn)->arguments, arg) {
			if (arg == sym)
				return true;
		} END_FOR_EACH_PTR(arg);
	return false;
}

static bool is_watched_scalar(struct symbol *sym)
{
	unsigned int i;

	for (i = 0; i < nr_scalars; i++)
		if (scalars[i] == sym)
			return true;
	return false;
}

/* A structure or array on the stack that begins with no contents. */
static struct symbol *stack_object(struct path *p, struct value *obj)
{
	struct symbol *sym = val_local(obj), *base;

	if (!sym || sym->initializer)
		return NULL;
	base = bare_type(sym);
	if (!base || (!is_struct(sym) && base->type != SYM_ARRAY &&
		      !is_watched_scalar(sym)))
		return NULL;
	return is_argument(p, sym) ? NULL : sym;
}

bool uninit_lookup(struct path *p, struct value *obj, struct cell *cell)
{
	const struct cell *c = cell_get(&p->st, obj, SLOT_INIT);

	if (c) {
		*cell = *c;
		return c->num != BYTES_ALL && !c->maybe;
	}
	if (!stack_object(p, obj))
		return false;
	*cell = (struct cell){ .status = ST_OTHER, .num = BYTES_NONE };
	return true;
}

/* Stores through pointers that may point anywhere: no reports any more. */
static void go_blind(struct path *p)
{
	struct cell c = { .status = ST_OTHER, .num = BYTES_ALL };

	cell_set(&p->st, val_int(0), SLOT_INIT, c);
}

bool uninit_is_blind(struct path *p)
{
	return cell_get(&p->st, val_int(0), SLOT_INIT);
}

void uninit_write_all(struct path *p, struct value *obj)
{
	struct cell cell;

	if (!uninit_lookup(p, obj, &cell))
		return;
	cell = (struct cell){ .status = ST_OTHER, .num = BYTES_ALL };
	cell_set(&p->st, obj, SLOT_INIT, cell);
}

static void write_bits(struct path *p, struct value *ptr, long long bits)
{
	long long at = val_offset(ptr);
	struct cell cell;

	if (!uninit_lookup(p, val_base(ptr), &cell))
		return;
	cell.num = bytes_add(cell.num, at, at + bits);
	cell_set(&p->st, val_base(ptr), SLOT_INIT, cell);
}

/* [@ptr, @ptr + @len) where @len is no constant. */
static void write_length(struct path *p, struct value *ptr, struct value *len)
{
	struct value *obj = val_base(ptr);
	long long at = val_offset(ptr) / 8;
	struct cell cell;

	if (!uninit_lookup(p, obj, &cell))
		return;
	if ((cell.third && (cell.third != len || cell.count != at)) ||
	    at < 0 || at > 30000) {
		uninit_write_all(p, obj);
		return;
	}
	cell.third = len;
	cell.count = at;
	cell_set(&p->st, obj, SLOT_INIT, cell);
}

/* An element whose index is not known: of the loop that counts it, all. */
static void write_element(struct path *p, struct value *elem)
{
	struct value *counter = loop_counter(elem->b);

	if (counter && elem->a->kind != V_ELEM)
		write_length(p, elem->a, elem->b);
	else
		uninit_write_all(p, val_root(elem));
}

static void wrote(struct path *p, struct value *ptr, struct value *len)
{
	struct value *base = val_base(ptr), *root = val_root(ptr);
	struct range r = range_of(&p->st, len);

	if (root->kind == V_PHI || root->kind == V_OLD)
		go_blind(p);
	else if (base->kind == V_ELEM)
		uninit_write_all(p, root);
	else if (r.lo == r.hi)
		write_bits(p, ptr, r.lo * 8);
	else
		write_length(p, ptr, len);
}

/* Stores */

/* A bit-field is written with the word that it is in. */
static void store_bits(struct path *p, struct value *ptr, struct symbol *type)
{
	long long bits = type_bits(type), at = val_offset(ptr), unit;

	if (bits <= 0)
		bits = 8;
	if (bits % 8 || at % 8) {
		unit = 32;
		ptr = val_field(val_base(ptr), at - at % unit);
		bits = (at % unit + bits + unit - 1) / unit * unit;
	}
	write_bits(p, ptr, bits);
}

/* Whoever gets to see the address may write there. */
static void address_stored(struct path *p, struct value *ptr, struct value *val)
{
	struct value *root = val_root(val);
	struct symbol *var = val_local(ptr);
	struct cell cell;

	if (val->kind == V_INT || (var && !stack_object(p, ptr)))
		return;
	if (uninit_lookup(p, root, &cell) && !is_temp(val_root(ptr)))
		uninit_write_all(p, root);
}

static void uninit_store(struct path *p, struct expression *expr,
			 struct value *ptr, struct value *val, struct value *old)
{
	struct value *base = val_base(ptr), *root;

	if (!watching || !expr)
		return;
	address_stored(p, ptr, val);
	root = val_root(ptr);
	if (root->kind == V_PHI || root->kind == V_OLD)
		go_blind(p);
	else if (base->kind == V_ELEM)
		write_element(p, base);
	else
		store_bits(p, ptr, expr->ctype);
}

static void uninit_copy(struct path *p, struct position pos, struct value *to,
			struct value *from, struct symbol *type)
{
	if (watching)
		wrote(p, to, val_int(type_bits(type) / 8));
}

/* Calls that write */

/* Writes as much as the text needs. */
static bool writes_text(const char *name)
{
	static const char *const names[] = {
		"sized_strscpy", "strscpy", "strscpy_pad", "strcpy", "snprintf", "scnprintf",
		"vsnprintf", "vscnprintf", "sprintf", "vsprintf", "strlcpy",
		"__builtin_strcpy", "__builtin_snprintf", "__builtin_sprintf",
		"__underlying_strcpy",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* strscpy_pad() is a macro that clears the rest. */
static bool pads(struct path *p, struct call *c)
{
	struct block *b;
	struct op *op;

	for (b = p->frame->flow->all; b; b = b->next)
		for (op = b->ops; op; op = op->next) {
			const char *name;

			if (op->kind != OP_CALL || op->pos.line != c->pos.line)
				continue;
			name = called_name(op->expr);
			if (name && strstr(name, "memset"))
				return true;
		}
	return c->name && strstr(c->name, "_pad");
}

/* A cut text fills its buffer; others end where the result says. */
static void wrote_text(struct path *p, struct call *c)
{
	struct value *to = c->arg[1], *size = user_arg(c, 3);
	struct cell cell;

	if (val_root(to)->kind == V_PHI || val_base(to)->kind == V_ELEM) {
		wrote(p, to, c->result);
		return;
	}
	if (!uninit_lookup(p, val_base(to), &cell))
		return;
	if (size && size->kind == V_INT && pads(p, c)) {
		write_bits(p, to, size->num * 8);
		return;
	}
	write_bits(p, to, 8);
	if (!is_pointer(c->expr->ctype))
		write_length(p, to, c->result);
}

static struct value *length_of(struct call *c, struct fact *f)
{
	struct value *len;

	if (f->kind == FACT_FROM_USER)
		return user_arg(c, f->arg3);
	if (f->kind != FACT_WRITE || f->arg2 == FACT_WHOLE)
		return NULL;
	len = user_arg(c, f->arg2);
	if (len && user_arg(c, f->arg3))
		len = val_op('*', len, user_arg(c, f->arg3));
	return len;
}

static struct fact *write_fact(struct call *c, int nr)
{
	struct fact *f = fact_find_arg(c->facts, FACT_WRITE, nr);

	return f ? f : fact_find_arg(c->facts, FACT_FROM_USER, nr);
}

static bool only_reads(struct call *c, int nr)
{
	struct symbol *to = pointee(c->arg_expr[nr]->ctype);
	struct fact *f;

	if (fact_find_arg(c->facts, FACT_READ, nr))
		return true;
	for_each_fact_kind(f, c->facts, FACT_TO_USER)
		if (f->arg2 == nr)
			return true;
	if (c->name && (!strncmp(c->name, "sg_", 3) || strstr(c->name, "iov")))
		return false;
	return to && to->ctype.modifiers & MOD_CONST;
}

/* What the callee does with its pointer @nr is not known: it fills it. */
static void passed(struct path *p, struct call *c, int nr)
{
	struct symbol *to = pointee(c->arg_expr[nr]->ctype);
	struct value *ptr = c->arg[nr];
	long long bits = type_bits(to);
	struct cell cell;

	if (only_reads(c, nr) || !uninit_lookup(p, val_root(ptr), &cell))
		return;
	if (val_base(ptr)->kind != V_ELEM && ptr->kind == V_FIELD && bits > 8)
		write_bits(p, ptr, bits);
	else
		uninit_write_all(p, val_root(ptr));
}

static void call_writes(struct path *p, struct call *c, int nr)
{
	struct fact *f = write_fact(c, nr);
	struct value *len = f ? length_of(c, f) : NULL;

	if (c->arg[nr]->kind == V_INT)
		return;
	if (nr == 1 && c->name && writes_text(c->name))
		wrote_text(p, c);
	else if (len)
		wrote(p, c->arg[nr], len);
	else if (is_pointer(c->arg_expr[nr]->ctype))
		passed(p, c, nr);
}

/* New memory */

static bool is_zeroed(struct call *c)
{
	struct fact *gfp = fact_find(c->facts, FACT_GFP);
	struct value *flags = gfp ? user_arg(c, gfp->arg) : NULL;

	if (fact_has(c->facts, FACT_ZERO))
		return true;
	return flags && (flags->kind != V_INT || frontend_zeroes(flags->num));
}

static bool is_new_memory(struct call *c)
{
	const struct fn_facts *f = c->facts;
	struct fact *own = fact_find(f, FACT_OWN);

	if (!own || !own->cls || !c->ok || c->result->kind == V_INT)
		return false;
	if (!fact_has(f, FACT_SIZE) && strcmp(own->cls->name, "page_addr"))
		return false;
	return !fact_has(f, FACT_READ) && !fact_has(f, FACT_FROM_USER) &&
	       !fact_has(f, FACT_UNTRUSTED) && !fact_has(f, FACT_MOVE) &&
	       !fact_has(f, FACT_MOVE_OK) && !fact_has(f, FACT_ALIAS) &&
	       !is_zeroed(c);
}

static void new_memory(struct path *p, struct call *c)
{
	struct fact *size = fact_find(c->facts, FACT_SIZE);
	struct cell cell = { .status = ST_OTHER, .num = BYTES_NONE };

	if (!is_new_memory(c))
		return;
	if (size) {
		cell.other = user_arg(c, size->arg);
		if (cell.other && user_arg(c, size->arg2))
			cell.other = val_op('*', cell.other,
					    user_arg(c, size->arg2));
	}
	cell_set(&p->st, c->result, SLOT_INIT, cell);
}

static void uninit_done(struct path *p, struct call *c)
{
	int i;

	if (!watching)
		return;
	for (i = 1; i <= c->nr_args; i++) {
		if (fact_find_arg(c->facts, FACT_DROP, i))
			cell_del(&p->st, c->arg[i], SLOT_INIT);
		else if (c->ok || !write_fact(c, i))
			call_writes(p, c, i);
	}
	new_memory(p, c);
}

static void uninit_asm(struct path *p, struct statement *stmt)
{
	struct asm_operand *o;

	if (!watching)
		return;
	FOR_EACH_PTR(stmt->asm_outputs, o) {
		if (o->expr)
			uninit_write_all(p, val_root(eval_addr(p, o->expr)));
	} END_FOR_EACH_PTR(o);
	FOR_EACH_PTR(stmt->asm_inputs, o) {
		if (o->expr && is_pointer(o->expr->ctype))
			uninit_write_all(p, val_root(eval(p, o->expr)));
	} END_FOR_EACH_PTR(o);
}

static void uninit_call(struct path *p, struct call *c)
{
	struct fact *f;

	if (!watching || c->inlined)
		return;
	for_each_fact_kind(f, c->facts, FACT_TO_USER)
		uninit_check_out(p, c, f->arg2, f->arg3);
}

static void watch_scalar(struct expression *call, int nr)
{
	struct expression *arg;
	struct place at;

	FOR_EACH_PTR(call->args, arg) {
		if (--nr)
			continue;
		at = place_of(arg);
		if (at.sym && at.scalar && nr_scalars < MAX_SCALARS)
			scalars[nr_scalars++] = at.sym;
	} END_FOR_EACH_PTR(arg);
}

static bool copies_out(struct symbol *fn, unsigned int depth);

static bool call_copies_out(struct expression *call, unsigned int depth)
{
	struct fact *f = fact_find(facts_for(called_name(call)), FACT_TO_USER);
	struct symbol *to = called_symbol(call);

	if (f) {
		watch_scalar(call, f->arg2);
		return true;
	}
	if (to && to->definition)
		to = to->definition;
	return to && depth < 3 && frontend_is_main(to->pos) &&
	       frontend_body(to) && copies_out(to, depth + 1);
}

/* Only functions that copy something out are worth the watch. */
static bool copies_out(struct symbol *fn, unsigned int depth)
{
	struct flow *flow = flow_of(fn);
	bool found = false;
	struct block *b;
	struct op *op;

	for (b = flow ? flow->all : NULL; b; b = b->next)
		for (op = b->ops; op; op = op->next)
			if (op->kind == OP_CALL && call_copies_out(op->expr, depth))
				found = true;
	return found;
}

static void uninit_enter(struct path *p, struct symbol *fn)
{
	bytes_reset();
	nr_scalars = 0;
	watching = copies_out(fn, 0);
}

const struct rule rule_uninit = {
	.name = "user",
	.enter = uninit_enter,
	.call = uninit_call,
	.done = uninit_done,
	.store = uninit_store,
	.copy = uninit_copy,
	.asm_stmt = uninit_asm,
};
