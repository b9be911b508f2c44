// SPDX-License-Identifier: GPL-2.0
/* Text that is longer than the buffer that it goes into, whatever happens. */
#include <stdlib.h>
#include <string.h>

#include "extent.h"
#include "frontend.h"
#include "rules.h"

/* The text of a literal, or NULL. */
static struct string *literal(struct value *val)
{
	struct expression *e = NULL;
	struct symbol *sym;

	if (val && val->kind == V_STRING)
		e = (struct expression *)val->who;
	/* sparse makes it a variable without a name. */
	if (val && val->kind == V_ADDR) {
		sym = (struct symbol *)val->who;
		e = sym->ident ? NULL : sym->initializer;
	}
	return e && e->type == EXPR_STRING ? e->string : NULL;
}

static long long room(struct path *p, struct call *c)
{
	long long bytes = extent_of_expr(c->arg_expr[1]);

	return bytes ? bytes : extent_of_value(p, c->arg[1]);
}

static void report(struct path *p, struct call *c, long long bytes,
		   long long len)
{
	const char *name = extent_name(skip_casts(c->arg_expr[1]));
	struct diag *d;

	if (!name)
		name = value_name(p, c->arg[1], c->arg_expr[1]);
	d = diag_new(SA1202, report_pos(p, c->pos),
		     "%s() writes %lld bytes or more to '%s'",
		     plain_name(c->name), len, name);
	diag_note(d, report_pos(p, c->pos), "'%s' holds %lld bytes", name, bytes);
	diag_emit(d);
}

/* One conversion of a format, from behind its %. */
struct conversion {
	int width;
	char kind;
	bool precise;		/* has a precision */
	const char *end;
};

static struct conversion conversion(const char *s)
{
	struct conversion c = { 0 };

	s += strspn(s, "-+ #0");
	c.width = atoi(s);
	s += strspn(s, "0123456789*");
	c.precise = *s == '.';
	if (c.precise)
		s += 1 + strspn(s + 1, "0123456789*");
	s += strspn(s, "hlLzjt");
	c.kind = *s;
	c.end = *s ? s + 1 : s;
	return c;
}

static long long shortest(struct conversion cv, struct value *arg)
{
	struct string *text = cv.kind == 's' && !cv.precise ? literal(arg) : NULL;
	long long len = cv.kind != 's' && cv.kind != 'p';

	if (text)
		len = text->length - 1;
	return cv.width > len ? cv.width : len;
}

/* What sprintf() writes at least; 0 if that cannot be told. */
static long long least(struct call *c)
{
	struct string *format = literal(call_arg(c, 2));
	const char *s = format ? format->data : "";
	long long len = 1;
	int nr = 3;

	while (*s) {
		struct conversion cv;

		if (*s++ != '%') {
			len++;
			continue;
		}
		cv = conversion(s);
		if (memchr(s, '*', cv.end - s))
			return 0;
		len += shortest(cv, call_arg(c, nr));
		nr += cv.kind != '%';
		s = cv.end;
	}
	return len;
}

static void text_call(struct path *p, struct call *c)
{
	struct string *text = NULL;
	long long bytes, len = 0;

	if (!c->name || c->nr_args < 2 || !frontend_is_main(report_pos(p, c->pos)))
		return;
	if (strstr(c->name, "strcpy") && c->nr_args == 2)
		text = literal(c->arg[2]);
	else if (!strcmp(c->name, "sprintf"))
		len = least(c);
	if (text)
		len = text->length;
	bytes = len ? room(p, c) : 0;
	if (bytes && len > bytes)
		report(p, c, bytes, len);
}

const struct rule rule_text = {
	.name = "text",
	.call = text_call,
};
