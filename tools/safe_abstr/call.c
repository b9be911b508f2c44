// SPDX-License-Identifier: GPL-2.0
/*
 * Calls: what the tables say about the function, else its body, else nothing
 * but that it may write what it was given.
 */
#include <string.h>

#include "core.h"
#include "frontend.h"
#include "taint.h"
#include "token.h"

#define MAX_DEPTH		6
#define MAX_INLINE_OPS		220
#define MAX_HEADER_OPS		60
#define MAX_OUTCOMES		12
#define MAX_ERRNO		4095

struct outcome *outcome_new(struct path *p, struct value *val,
			    struct outcome *next)
{
	struct outcome *o = fn_new(struct outcome);

	o->st = p->st;
	o->val = val;
	o->next = next;
	return o;
}

static void each_call(struct path *p, struct call *c)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->call)
			rules[i]->call(p, c);
}

static void each_done(struct path *p, struct call *c)
{
	unsigned int i;

	for (i = 0; i < nr_rules; i++)
		if (rules[i]->done)
			rules[i]->done(p, c);
}

/* object->ops->function: what leads there is read. */
static void read_called(struct path *p, struct expression *fn)
{
	struct symbol *type = bare_type(fn->ctype);

	/* Functions are called, not read. */
	if (fn->type == EXPR_PREOP && fn->op == '*' && type &&
	    type->type == SYM_FN)
		fn = fn->unop;
	eval(p, fn);
}

static void fill_call(struct path *p, struct call *c, struct expression *expr)
{
	struct expression *arg;

	memset(c, 0, sizeof(*c));
	c->expr = expr;
	c->pos = report_pos(p, p->pos);
	c->fn = called_symbol(expr);
	c->name = called_name(expr);
	FOR_EACH_PTR(expr->args, arg) {
		if (c->nr_args == MAX_ARGS)
			break;
		c->nr_args++;
		c->arg_expr[c->nr_args] = arg;
		c->arg[c->nr_args] = eval(p, arg);
	} END_FOR_EACH_PTR(arg);
	if (!c->fn)
		read_called(p, expr->fn);
}

/* Error pointers and errnos are the same values in another type. */
static struct outcome *call_split(struct path *p, struct call *c,
				  unsigned int sign, struct value *yes,
				  struct value *no)
{
	struct path other = *p;
	struct outcome *out = NULL;

	if (refine_sign(p, c->arg[1], sign))
		out = outcome_new(p, yes, out);
	if (refine_sign(&other, c->arg[1], SIGN_ANY & ~sign))
		out = outcome_new(&other, no, out);
	return out;
}

/* An errno is a value of its own: that it is not 0 says nothing of NULL. */
static struct value *ptr_err(struct value *ptr)
{
	return val_op(OP_PTR_ERR, ptr, val_int(0));
}

static struct value *err_ptr(struct value *err)
{
	return err->kind == V_OP && err->num == OP_PTR_ERR ? err->a : err;
}

static struct outcome *call_split_ptr(struct path *p, struct call *c,
				      struct value *val)
{
	struct path other = *p;
	struct outcome *out = NULL;

	if (refine_sign(p, val, SIGN_POS))
		out = outcome_new(p, val, out);
	return outcome_new(&other, val_int(0), out);
}

static struct outcome *call_builtin(struct path *p, struct call *c)
{
	const char *name = c->name;

	if (!name || c->nr_args < 1)
		return NULL;
	if (!strcmp(name, "IS_ERR"))
		return outcome_new(p, val_op(OP_IS_ERR, c->arg[1], val_int(0)),
				   NULL);
	if (!strcmp(name, "PTR_ERR"))
		return outcome_new(p, ptr_err(c->arg[1]), NULL);
	if (!strcmp(name, "ERR_PTR"))
		return outcome_new(p, err_ptr(c->arg[1]), NULL);
	if (!strcmp(name, "ERR_CAST") || !strcmp(name, "__builtin_expect") ||
	    !strcmp(name, "spinlock_check") ||
	    !strcmp(name, "__builtin_assume_aligned"))
		return outcome_new(p, c->arg[1], NULL);
	/* It hands out the string that its argument points to. */
	if (!strcmp(name, "strsep") && c->arg[1]->kind != V_INT) {
		struct value *str = load(p, c->arg[1], NULL);
		struct cell link = { .status = ST_OTHER, .other = str };

		c->result = fresh(p, c->expr, TAG_RESULT);
		link.born = c->pos;
		link.born_by = c->name;
		cell_set(&p->st, c->result, SLOT_BORROW, link);
		havoc(p, c->arg[1], 64, c->expr);
		return call_split_ptr(p, c, c->result);
	}
	/* The other byte order is as untrusted, and as wide. */
	if (!strncmp(name, "__builtin_bswap", 15) && c->arg[1]->kind != V_INT)
		return outcome_new(p, c->arg[1], NULL);
	if (!strcmp(name, "IS_ERR_OR_NULL"))
		return call_split(p, c, SIGN_NEG | SIGN_ZERO, val_int(1),
				  val_int(0));
	if (!strcmp(name, "PTR_ERR_OR_ZERO"))
		return call_split(p, c, SIGN_NEG, ptr_err(c->arg[1]),
				  val_int(0));
	if (!strcmp(name, "__builtin_constant_p"))
		return outcome_new(p, val_int(c->arg[1]->kind == V_INT), NULL);
	if (!strcmp(name, "__builtin_object_size") ||
	    !strcmp(name, "__builtin_dynamic_object_size"))
		return outcome_new(p, val_int(-1), NULL);
	return NULL;
}

/* From the tables */

static bool can_fail(const struct fn_facts *f)
{
	return fact_has(f, FACT_NULL) || fact_has(f, FACT_ERR) ||
	       fact_has(f, FACT_NEG) || fact_has(f, FACT_OK) ||
	       fact_has(f, FACT_GET_OK) || fact_has(f, FACT_OUT) ||
	       fact_has(f, FACT_MOVE_OK) || fact_has(f, FACT_MOVE_FAIL) ||
	       fact_has(f, FACT_TRYLOCK);
}

/* What success looks like in the result. */
static unsigned int good_sign(struct call *c)
{
	const struct fn_facts *f = c->facts;
	struct fact *ok = fact_find(f, FACT_OK);

	if (is_pointer(c->expr->ctype))
		return SIGN_POS;
	/* __get_free_page(): an address as a number */
	if (fact_has(f, FACT_NULL))
		return SIGN_POS | SIGN_NEG;
	if (ok)
		return ok->word_id == W_ZERO ? SIGN_ZERO : SIGN_POS | SIGN_NEG;
	if (fact_has(f, FACT_TRYLOCK))
		return SIGN_POS;
	if (bare_type(c->expr->ctype) == &bool_ctype)
		return SIGN_POS;
	/* A result that only tells success is 0 then; others are values. */
	if (!fact_has(f, FACT_OWN) &&
	    (fact_has(f, FACT_GET_OK) || fact_has(f, FACT_OUT) ||
	     fact_has(f, FACT_MOVE_OK) || fact_has(f, FACT_MOVE_FAIL) ||
	     fact_has(f, FACT_LOCK) || fact_has(f, FACT_START) ||
	     fact_has(f, FACT_PUBLISH) || fact_has(f, FACT_INIT) ||
	     fact_has(f, FACT_CALLBACK)))
		return SIGN_ZERO;
	return SIGN_ZERO | SIGN_POS;
}

static unsigned int bad_sign(struct call *c)
{
	const struct fn_facts *f = c->facts;
	struct fact *ok = fact_find(f, FACT_OK);

	if (is_pointer(c->expr->ctype))
		return (fact_has(f, FACT_NULL) ? SIGN_ZERO : 0) |
		       (fact_has(f, FACT_ERR) ? SIGN_NEG : 0);
	/* mutex_lock_interruptible() and such: an errno */
	if (ok && ok->word_id == W_ZERO && fact_has(f, FACT_TRYLOCK) &&
	    fact_has(f, FACT_SLEEP))
		return SIGN_NEG;
	if (ok)
		return ok->word_id == W_ZERO ? SIGN_POS | SIGN_NEG : SIGN_ZERO;
	if (fact_has(f, FACT_TRYLOCK) ||
	    bare_type(c->expr->ctype) == &bool_ctype)
		return SIGN_ZERO;
	return SIGN_NEG;
}

static bool is_void(struct expression *call)
{
	return bare_type(call->ctype) == &void_ctype || !call->ctype;
}

static struct value *result_value(struct path *p, struct call *c, int tag,
				  unsigned int sign)
{
	struct value *v = fresh(p, c->expr, tag);
	struct range r = range_of_type(c->expr->ctype);

	v->pos = c->pos;
	v->name = NULL;
	if (!(r.sign & sign))
		r = range_any;
	r.sign &= sign;
	if (!is_pointer(c->expr->ctype) && fact_has(c->facts, FACT_NEG)) {
		r.lo = -MAX_ERRNO;
		r.hi = INT32_MAX;
	}
	r.untrusted = fact_has(c->facts, FACT_UNTRUSTED);
	if (sign == SIGN_ZERO && tag == TAG_RESULT && !r.untrusted)
		return val_int(0);
	range_set(&p->st, v, r);
	return v;
}

static struct value *alias_value(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_ALIAS);

	if (f && f->arg >= 1 && f->arg <= c->nr_args)
		return c->arg[f->arg];
	return NULL;
}

/* The arguments were evaluated before the result got a new meaning. */
static void age_args(struct call *c, struct value *v)
{
	int i;

	for (i = 1; i <= c->nr_args; i++)
		if (val_depends(c->arg[i], v))
			c->arg[i] = val_old(c->arg[i]);
}

static void age_result(struct path *p, struct call *c)
{
	struct value *v = fresh(p, c->expr, TAG_RESULT);

	if (!p->frame->looping)
		return;
	if (state_mentions(&p->st, v))
		state_age(&p->st, v);
	age_args(c, v);
	v = fresh(p, c->expr, TAG_FAILED);
	if (state_mentions(&p->st, v))
		state_age(&p->st, v);
	age_args(c, v);
}

static bool is_named(struct call *c, const char *name)
{
	const char *own = c->facts->name;

	if (!strncmp(own, "__builtin_", 10))
		own += 10;
	return !strcmp(own, name);
}

static bool is_memcpy(struct call *c)
{
	return c->nr_args >= 3 && c->arg[1]->kind != V_INT &&
	       c->arg[2]->kind != V_INT &&
	       (is_named(c, "memcpy") || is_named(c, "memmove"));
}

static long long copy_size(struct path *p, struct call *c)
{
	return c->arg[3]->kind == V_INT && c->arg[3]->num > 0 &&
	       c->arg[3]->num < 1 << 20 ? c->arg[3]->num * 8 : 8;
}

/* An object that is set to zero whole is as good as new. */
static void set_bytes(struct path *p, struct call *c)
{
	struct value *ptr = c->arg[1];
	const struct cell *own = cell_get(&p->st, ptr, SLOT_OWN);
	bool zero = val_is_int(c->arg[2], 0) && c->arg[3]->kind == V_INT;
	struct cell cell = { .status = ST_OTHER };

	if (ptr->kind == V_INT)
		return;
	if (!zero || (!own && !val_local(ptr))) {
		havoc(p, ptr, copy_size(p, c), c->expr);
		return;
	}
	if (own)
		cell = *own;
	havoc(p, ptr, 0, NULL);
	cell.zeroed = true;
	cell_set(&p->st, ptr, SLOT_OWN, cell);
}

static void write_known(struct path *p, struct call *c)
{
	if (is_named(c, "memset") && c->nr_args >= 3)
		set_bytes(p, c);
	else if (is_memcpy(c))
		copy_bytes(p, c->arg[1], c->arg[2], copy_size(p, c), c->expr);
}

/* of_get_parent() and the like: of nothing comes nothing. */
static bool has_its_object(struct path *p, struct call *c)
{
	if (c->nr_args != 1 || !fact_has(c->facts, FACT_OWN) ||
	    !fact_has(c->facts, FACT_NULL) ||
	    !fact_find_arg(c->facts, FACT_NULLOK, 1))
		return true;
	return refine_sign(p, c->arg[1], SIGN_POS | SIGN_NEG);
}

static struct outcome *good_outcome(struct path *p, struct call *c,
				    struct outcome *next)
{
	unsigned int sign = can_fail(c->facts) ? good_sign(c) : SIGN_ANY;
	struct value *alias = alias_value(c);

	if (is_pointer(c->expr->ctype) && fact_has(c->facts, FACT_OWN))
		sign = SIGN_POS;
	c->result = alias ? alias : result_value(p, c, TAG_RESULT, sign);
	if (alias && can_fail(c->facts) && !refine_sign(p, alias, sign))
		return next;
	if (!has_its_object(p, c))
		return next;
	c->ok = true;
	taint_call(p, c);
	write_known(p, c);
	each_done(p, c);
	return p->dead ? next : outcome_new(p, c->result, next);
}

static struct outcome *bad_outcome(struct path *p, struct call *c,
				   struct outcome *next)
{
	struct cell cell = { .status = ST_LIVE, .here = true };

	c->result = result_value(p, c, TAG_FAILED, bad_sign(c));
	cell.born = c->pos;
	cell.born_by = c->name;
	/* Nobody can look at it: the paths may meet again. */
	if (c->used)
		cell_set(&p->st, c->result, SLOT_RESULT, cell);
	c->ok = false;
	each_done(p, c);
	return p->dead ? next : outcome_new(p, c->result, next);
}

static bool nofail_gfp(struct call *c)
{
	struct fact *f = fact_find(c->facts, FACT_GFP);

	return f && f->arg >= 1 && f->arg <= c->nr_args &&
	       c->arg[f->arg]->kind == V_INT &&
	       frontend_nofail(c->arg[f->arg]->num);
}

/* The tables say what it does with the object. */
static bool has_fact_on(struct call *c, int nr)
{
	struct fact *f;

	for_each_fact(f, c->facts)
		if (f->arg == nr)
			return true;
	return false;
}

/* It is the parameter that promises not to write, whatever is passed. */
static bool only_reads(struct call *c, int nr)
{
	struct symbol *fn = c->fn ? get_base_type(c->fn) : NULL, *arg, *to;
	int n = 0;

	if (!fn || fn->type != SYM_FN)
		return false;
	FOR_EACH_PTR(fn->arguments, arg) {
		if (++n != nr)
			continue;
		/* A pointer has the modifiers of what it points to. */
		to = bare_type(arg);
		return is_pointer(arg) && to->ctype.modifiers & MOD_CONST;
	} END_FOR_EACH_PTR(arg);
	return false;
}

/* What a known function may store: it is handed the address of a variable. */
static void havoc_out(struct path *p, struct call *c)
{
	struct symbol *to;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		to = pointee(c->arg_expr[i]->ctype);
		if (!to || to->ctype.modifiers & MOD_CONST || only_reads(c, i) ||
		    (is_struct(to) && has_fact_on(c, i)))
			continue;
		if (!val_local(val_root(c->arg[i])) || type_bits(to) <= 0)
			continue;
		havoc(p, c->arg[i], type_bits(to), c->expr);
	}
}

static struct outcome *call_by_facts(struct path *p, struct call *c)
{
	struct path bad = *p;
	struct outcome *out = NULL;

	age_result(p, c);
	havoc_out(p, c);
	bad.st = p->st;
	if (fact_has(c->facts, FACT_NORETURN))
		return NULL;
	if (can_fail(c->facts) && !is_void(c->expr) && !nofail_gfp(c))
		out = bad_outcome(&bad, c, out);
	return good_outcome(p, c, out);
}

/* From its body */

static bool recursive(struct frame *frame, struct symbol *fn)
{
	for (; frame; frame = frame->up)
		if (frame->flow->fn == fn)
			return true;
	return false;
}

static struct flow *inline_flow(struct path *p, struct call *c)
{
	struct symbol *fn = c->fn;
	struct flow *flow;
	bool header, guard;

	/* What guard() does at both ends must be seen at both or at none. */
	guard = c->name && (!strncmp(c->name, "class_", 6) ||
			    !strncmp(c->name, "__free_", 7));
	if (!fn || p->frame->depth >= MAX_DEPTH + 2 * guard)
		return NULL;
	if (fn->definition)
		fn = fn->definition;
	if (!frontend_body(fn) || recursive(p->frame, fn))
		return NULL;
	flow = flow_of(fn);
	if (!flow || flow->problem)
		return NULL;
	header = !frontend_is_main(fn->pos);
	if (flow->nr_ops > (header ? MAX_HEADER_OPS : MAX_INLINE_OPS) >>
			   (guard ? 0 : effort()))
		return NULL;
	return flow;
}

static void bind_args(struct path *p, struct call *c, struct flow *flow)
{
	struct symbol *arg;
	int n = 0;

	FOR_EACH_PTR(get_base_type(flow->fn)->arguments, arg) {
		struct value *ptr = val_addr(arg);

		if (++n > c->nr_args)
			break;
		if (is_struct(arg)) {
			/* Not what an earlier call was given. */
			havoc(p, ptr, 0, NULL);
			epoch_set(&p->st, ptr, c->arg[n]);
			store_object(p, ptr, c->arg[n], arg, c->arg_expr[n]);
		} else {
			mem_set(&p->st, ptr, c->arg[n]);
		}
	} END_FOR_EACH_PTR(arg);
}

/* What a helper found to be NULL says nothing of what its caller does. */
static void forget_null(struct path *p, struct call *c, struct outcome *out)
{
	struct range r;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		if (c->arg[i]->kind != V_LOAD || !is_pointer(c->arg_expr[i]->ctype))
			continue;
		r = range_of(&p->st, c->arg[i]);
		if (!(r.sign & SIGN_POS) ||
		    range_of(&out->st, c->arg[i]).sign != SIGN_ZERO)
			continue;
		range_set(&out->st, c->arg[i], r);
	}
}

/* Joins what rules cannot tell apart, so that a call does not multiply paths. */
static struct outcome *join_outcomes(struct outcome *list, const void *where)
{
	struct outcome *o, *done = NULL, *next, *d;
	unsigned int n = 0;

	for (o = list; o; o = next) {
		next = o->next;
		for (d = done; d; d = d->next)
			if (d->val == o->val && state_joinable(&d->st, &o->st))
				break;
		if (!d && n >= MAX_OUTCOMES)
			continue;
		if (d) {
			state_join(&d->st, &o->st, where, NULL, false, false);
			continue;
		}
		o->next = done;
		done = o;
		n++;
	}
	return done;
}

/* A loop's value of the last time that this very call was made. */
struct leftover {
	const void *ctx;
	struct value *phi;
};

static struct value *phi_in(struct value *v, const void *ctx)
{
	struct value *found;

	for (; v && v->kind != V_OLD; v = v->a) {
		if (v->kind == V_PHI && v->where == ctx)
			return v;
		found = v->b ? phi_in(v->b, ctx) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

static bool find_leftover(void *ctx, struct value *val, unsigned int slot,
			  const struct cell *cell)
{
	struct leftover *l = ctx;

	l->phi = phi_in(val, l->ctx);
	return !l->phi;
}

/* What the last round freed is not what this one will find. */
static void age_leftovers(struct path *p, const void *ctx)
{
	struct leftover l = { ctx, NULL };

	if (!p->frame->looping)
		return;
	do {
		l.phi = NULL;
		cell_each(&p->st, find_leftover, &l);
		if (l.phi)
			state_age(&p->st, l.phi);
	} while (l.phi);
}

static struct outcome *call_inline(struct path *p, struct call *c,
				   struct flow *flow)
{
	struct outcome *out, *o;
	struct frame frame = {
		.flow = flow, .up = p->frame, .call = c->expr,
		.pos = p->pos,
		.depth = p->frame->depth + 1, .looping = p->frame->looping,
	};

	frame.ctx = val_fresh(c->expr, TAG_RESULT, p->frame->ctx);
	age_leftovers(p, frame.ctx);
	bind_args(p, c, flow);
	out = run_flow(flow, p->st, &frame);
	for (o = out; o; o = o->next) {
		struct path left = { .st = o->st, .frame = p->frame };

		skim_done(&left, &p->st, c, flow);
		o->st = left.st;
		state_sweep(&o->st, frame.ctx, o->val);
		forget_null(p, c, o);
	}
	return join_outcomes(out, c->expr);
}

/* Of a function that nobody knows */

static void havoc_args(struct path *p, struct call *c)
{
	struct symbol *to;
	int i;

	for (i = 1; i <= c->nr_args; i++) {
		to = pointee(c->arg_expr[i]->ctype);
		if (!to || c->arg[i]->kind == V_INT || c->arg[i]->kind == V_STRING)
			continue;
		if (to->ctype.modifiers & MOD_CONST || only_reads(c, i))
			continue;
		havoc(p, c->arg[i], type_bits(to) > 8 ? type_bits(to) : 0,
		      c->expr);
		/* What was checked before, or in there, is lost with that. */
		if (is_struct(to) && c->fn && frontend_body(c->fn))
			taint_clear(p, c->arg[i]);
	}
}

static struct outcome *call_unknown(struct path *p, struct call *c)
{
	age_result(p, c);
	havoc_args(p, c);
	skim_call(p, c->fn);
	c->ok = true;
	c->result = fresh(p, c->expr, TAG_RESULT);
	c->result->pos = c->pos;
	each_done(p, c);
	return p->dead ? NULL : outcome_new(p, c->result, NULL);
}

const struct fn_facts *facts_for(const char *name)
{
	const struct fn_facts *f;

	if (!name)
		return NULL;
	f = facts_of(name);
	if (!f && !strncmp(name, "__builtin_", 10))
		f = facts_of(name + 10);
	return f ? f : dialect_facts(name);
}

/* A function of this file's own that happens to be called like another. */
static bool is_own_function(struct symbol *fn)
{
	if (fn && fn->definition)
		fn = fn->definition;
	return fn && fn->ctype.modifiers & MOD_STATIC &&
	       frontend_is_main(fn->pos) && frontend_body(fn);
}

struct outcome *do_call(struct path *p, struct expression *expr, bool used)
{
	struct flow *flow = NULL;
	struct outcome *out;
	struct call c;

	fill_call(p, &c, expr);
	c.used = used;
	c.facts = is_own_function(c.fn) ? dialect_facts(c.name) :
					  facts_for(c.name);
	if (!c.facts)
		flow = inline_flow(p, &c);
	c.inlined = !!flow;
	each_call(p, &c);
	if (p->dead)
		return NULL;
	out = call_builtin(p, &c);
	if (out)
		return out;
	if (c.facts)
		return call_by_facts(p, &c);
	if (flow)
		return call_inline(p, &c, flow);
	return call_unknown(p, &c);
}

/* A cleanup function is called with the address of its variable. */
void do_cleanup(struct path *p, struct symbol *sym, struct outcome **out)
{
	struct call c = { .pos = report_pos(p, p->pos), .expr = sym->cleanup, .nr_args = 1 };
	struct expression *fn = sym->cleanup;
	struct flow *flow;

	if (fn->type == EXPR_PREOP && fn->unop)
		fn = fn->unop;
	c.fn = fn->type == EXPR_SYMBOL ? fn->symbol : NULL;
	c.name = c.fn && c.fn->ident ? ident_str(c.fn->ident) : NULL;
	c.arg[1] = val_addr(sym);
	c.arg_expr[1] = fn;
	flow = inline_flow(p, &c);
	if (flow) {
		*out = call_inline(p, &c, flow);
		return;
	}
	skim_call(p, c.fn);
	*out = outcome_new(p, NULL, NULL);
}
