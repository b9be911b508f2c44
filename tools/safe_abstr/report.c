// SPDX-License-Identifier: GPL-2.0
/*
 * What the rules found, said once: as text in the form of a compiler, or as
 * one JSON array.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "lib.h"
#include "baseline.h"
#include "options.h"
#include "report.h"

const struct sa_code_info sa_codes[SA_NR_CODES] = {
#define SA_CODE(number, rule, title) \
	[SA##number] = { "SA" #number, title, #rule, SA_RULE_##rule },
#include "codes.def"
};

const char *const sa_rule_names[SA_NR_RULES] = {
#define SA_RULE(rule, title) #rule,
#include "codes.def"
};

const char *const sa_rule_titles[SA_NR_RULES] = {
#define SA_RULE(rule, title) title,
#include "codes.def"
};

struct note {
	struct position pos;
	char *text;
	struct note *next;
};

struct diag {
	enum sa_code code;
	struct position pos;
	char *message;
	struct note *notes;
	struct diag *next;	/* in the table of what was said */
};

bool diag_strict;

static const char *current_function;
static const char *first_file;
static struct diag *said[256];
static unsigned int nr_reports;
static FILE *json;
static char *json_text;
static size_t json_size;

enum sa_code sa_code_by_name(const char *name)
{
	enum sa_code code;

	if (!strncasecmp(name, "sa", 2))
		name += 2;
	for (code = 0; code < SA_NR_CODES; code++)
		if (!strcmp(name, sa_codes[code].name + 2))
			break;
	return code;
}

enum sa_rule sa_rule_by_name(const char *name, unsigned int len)
{
	enum sa_rule rule;

	for (rule = 0; rule < SA_NR_RULES; rule++)
		if (strlen(sa_rule_names[rule]) == len &&
		    !strncmp(name, sa_rule_names[rule], len))
			break;
	return rule;
}

struct diag *diag_new(enum sa_code code, struct position pos,
		      const char *fmt, ...)
{
	struct diag *d = calloc(1, sizeof(*d));
	va_list args;

	d->code = code;
	d->pos = pos;
	va_start(args, fmt);
	if (vasprintf(&d->message, fmt, args) < 0)
		die("out of memory");
	va_end(args);
	return d;
}

void diag_note(struct diag *d, struct position pos, const char *fmt, ...)
{
	struct note *note = calloc(1, sizeof(*note)), **end = &d->notes;
	va_list args;

	note->pos = pos;
	va_start(args, fmt);
	if (vasprintf(&note->text, fmt, args) < 0)
		die("out of memory");
	va_end(args);
	while (*end)
		end = &(*end)->next;
	*end = note;
}

void diag_drop(struct diag *d)
{
	struct note *note, *next;

	for (note = d->notes; note; note = next) {
		next = note->next;
		free(note->text);
		free(note);
	}
	free(d->message);
	free(d);
}

static bool same_diag(const struct diag *a, const struct diag *b)
{
	return a->code == b->code && a->pos.line == b->pos.line &&
	       !strcmp(a->message, b->message) &&
	       !strcmp(stream_name(a->pos.stream), stream_name(b->pos.stream));
}

/* Keeps @d in the table, which then owns it, unless it is there already. */
static bool first_time(struct diag *d)
{
	struct diag **head = &said[(d->code * 31 + d->pos.line) % 256], *old;

	for (old = *head; old; old = old->next)
		if (same_diag(old, d))
			return false;
	d->next = *head;
	*head = d;
	return true;
}

static void print_place(struct position pos)
{
	fprintf(stderr, "%s:%d:%d: ", stream_name(pos.stream), pos.line,
		pos.pos);
}

static const char *severity(void)
{
	return diag_strict ? "error" : "warning";
}

static void print_diag(const struct diag *d)
{
	const struct note *note;

	print_place(d->pos);
	fprintf(stderr, "%s: [%s] %s\n", severity(), sa_codes[d->code].name,
		d->message);
	for (note = d->notes; note; note = note->next) {
		print_place(note->pos);
		fprintf(stderr, "note: %s\n", note->text);
	}
}

static void json_string(const char *key, const char *text)
{
	const char *c;

	fprintf(json, "\"%s\": ", key);
	if (!text) {
		fputs("null", json);
		return;
	}
	putc('"', json);
	for (c = text; *c; c++) {
		if (*c == '"' || *c == '\\')
			fprintf(json, "\\%c", *c);
		else if ((unsigned char)*c < ' ')
			fprintf(json, "\\u%04x", *c);
		else
			putc(*c, json);
	}
	putc('"', json);
}

static void json_field(const char *key, const char *text)
{
	json_string(key, text);
	fputs(", ", json);
}

static void json_place(struct position pos)
{
	json_field("file", stream_name(pos.stream));
	fprintf(json, "\"line\": %d, \"column\": %d, ", pos.line, pos.pos);
}

static void json_notes(const struct note *note)
{
	fputs(", \"notes\": [", json);
	for (; note; note = note->next) {
		putc('{', json);
		json_place(note->pos);
		json_string("message", note->text);
		fputs(note->next ? "}, " : "}", json);
	}
	putc(']', json);
}

struct json_entry {
	const char *code;
	const char *rule;
	const char *severity;
	const char *function;
	const char *message;
	struct position pos;
	const struct note *notes;
};

static void json_add(const struct json_entry *e)
{
	fputs(ftell(json) > 1 ? ",\n{" : "\n{", json);
	json_field("code", e->code);
	json_field("rule", e->rule);
	json_field("severity", e->severity);
	json_place(e->pos);
	json_field("function", e->function);
	json_string("message", e->message);
	json_notes(e->notes);
	putc('}', json);
}

static void json_diag(const struct diag *d)
{
	json_add(&(struct json_entry) {
		.code = sa_codes[d->code].name,
		.rule = sa_codes[d->code].rule_name,
		.severity = severity(),
		.function = current_function,
		.message = d->message,
		.pos = d->pos,
		.notes = d->notes,
	});
}

static bool in_baseline(const struct diag *d)
{
	return sa_opt.baseline &&
	       baseline_holds(sa_codes[d->code].name,
			      stream_name(d->pos.stream), current_function,
			      d->message);
}

bool diag_emit(struct diag *d)
{
	if (!sa_code_on(d->code) || !first_time(d)) {
		diag_drop(d);
		return false;
	}
	if (in_baseline(d))
		return false;
	nr_reports++;
	if (json)
		json_diag(d);
	else
		print_diag(d);
	return true;
}

void diag_set_function(const char *name)
{
	current_function = name;
}

void diag_set_file(const char *name)
{
	if (!first_file)
		first_file = name;
	baseline_checked(name);
}

void diag_skip(struct position pos, const char *function, const char *why)
{
	char *text;

	if (asprintf(&text, "function '%s' %s", function, why) < 0)
		die("out of memory");
	if (json) {
		json_add(&(struct json_entry) {
			.severity = "note",
			.function = function,
			.message = text,
			.pos = pos,
		});
	} else if (sa_opt.skipped || diag_strict) {
		print_place(pos);
		fprintf(stderr, "note: %s\n", text);
	}
	free(text);
}

unsigned int diag_count(void)
{
	return nr_reports;
}

void diag_start(void)
{
	if (sa_opt.baseline && !baseline_load(sa_opt.baseline))
		exit(SA_EXIT_BAD);
	if (!sa_opt.json)
		return;
	json = open_memstream(&json_text, &json_size);
	putc('[', json);
	fflush(json);
}

/* In a directory each input has its own file: make runs us once per file. */
static FILE *json_file(void)
{
	const char *name = baseline_file_name(first_file ? first_file : "none");
	char *path, *c;
	struct stat st;
	FILE *f;

	if (!strcmp(sa_opt.json, "-"))
		return stdout;
	if (stat(sa_opt.json, &st) || !S_ISDIR(st.st_mode))
		return fopen(sa_opt.json, "we");
	if (asprintf(&path, "%s/%s.json", sa_opt.json, name) < 0)
		die("out of memory");
	for (c = path + strlen(sa_opt.json) + 1; *c; c++)
		if (*c == '/')
			*c = '_';
	f = fopen(path, "we");
	free(path);
	return f;
}

static bool json_finish(void)
{
	bool good = false;
	FILE *f;

	fputs("\n]\n", json);
	fclose(json);
	json = NULL;
	f = json_file();
	if (f) {
		good = fwrite(json_text, 1, json_size, f) == json_size;
		good &= !(f == stdout ? fflush(f) : fclose(f));
	}
	if (!good)
		fprintf(stderr, "sacheck: error: %s: cannot be written\n",
			sa_opt.json);
	free(json_text);
	return good;
}

bool diag_finish(void)
{
	bool good = true;

	if (json)
		good = json_finish();
	if (!sa_opt.baseline)
		return good;
	if (sa_opt.write_baseline)
		return baseline_write(sa_opt.baseline) && good;
	baseline_note_unused(sa_opt.baseline);
	return good;
}
