// SPDX-License-Identifier: GPL-2.0
/*
 * What is known about kernel functions: the tables of facts/ in memory.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts_internal.h"
#include "options.h"

#define NR_BUCKETS	4096	/* a power of two above the number of rows */
#define NR_CLASSES	1024

struct entry {
	struct fn_facts row;
	unsigned int hash;
	struct entry *next;
};

struct lines {
	struct line *all;
	unsigned int nr, size;
};

const struct fact_info fact_infos[NR_FACT_KINDS] = {
#define FACT(symbol, keyword, form, least, most) \
	{ keyword, FORM_##form, least, most },
#include "facts.def"
};

static struct entry *tables[NR_FACT_SPACES][NR_BUCKETS];
static struct fact_class *classes[NR_CLASSES];
static struct fact_class *class_buckets[256];	/* chained through next */
static unsigned int nr_classes;
static unsigned int nr_errors;

/* Facts live until exit; a call of malloc() for each would be most of a load */
void *facts_alloc(unsigned long size)
{
	static char *chunk;
	static unsigned long left;
	void *mem;

	size = (size + 7) & ~7ul;
	if (size > left) {
		left = 1 << 18;
		chunk = calloc(1, left);
		if (!chunk)
			abort();
	}
	mem = chunk;
	chunk += size;
	left -= size;
	return mem;
}

void fact_error(const struct line *line, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: error: ", line->file, line->nr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	putc('\n', stderr);
	nr_errors++;
}

static unsigned int hash_name(const char *name)
{
	unsigned int hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash ^ hash >> 15;
}

static const struct fn_facts *lookup(enum fact_space space, const char *name)
{
	unsigned int hash = hash_name(name);
	struct entry *e;

	for (e = tables[space][hash % NR_BUCKETS]; e; e = e->next)
		if (e->hash == hash && !strcmp(e->row.name, name))
			return &e->row;
	return NULL;
}

const struct fn_facts *facts_of(const char *name)
{
	return lookup(SPACE_FN, name);
}

const struct fn_facts *guard_facts_of(const char *name)
{
	return lookup(SPACE_GUARD, name);
}

const struct fn_facts *facts_add(enum fact_space space,
				 const struct fn_facts *row)
{
	const struct fn_facts *old = lookup(space, row->name);
	struct entry *e, **head;

	if (old)
		return old;
	e = facts_alloc(sizeof(*e));
	e->row = *row;
	e->hash = hash_name(row->name);
	head = &tables[space][e->hash % NR_BUCKETS];
	e->next = *head;
	*head = e;
	return NULL;
}

struct fact *fact_find(const struct fn_facts *fn, enum fact_kind kind)
{
	struct fact *f;

	if (!fact_has(fn, kind))
		return NULL;
	for (f = fn->list; f->kind != kind; f = f->next)
		;
	return f;
}

struct fact *fact_next(const struct fact *f)
{
	struct fact *next;

	for (next = f->next; next && next->kind != f->kind; next = next->next)
		;
	return next;
}

struct fact *fact_find_arg(const struct fn_facts *fn, enum fact_kind kind,
			   int arg)
{
	struct fact *f;

	for_each_fact_kind(f, fn, kind)
		if (f->arg == arg)
			return f;
	return NULL;
}

struct fact *fact_next_arg(const struct fact *f)
{
	struct fact *next = fact_next(f);

	while (next && next->arg != f->arg)
		next = fact_next(next);
	return next;
}

struct fact_class *fact_class_of(const char *name)
{
	struct fact_class *cls = class_buckets[hash_name(name) % 256];

	while (cls && strcmp(cls->name, name))
		cls = cls->next;
	return cls;
}

struct fact_class *fact_class_add(const struct fact_class *cls)
{
	struct fact_class **head = &class_buckets[hash_name(cls->name) % 256];
	struct fact_class *new = facts_alloc(sizeof(*new));

	if (nr_classes == NR_CLASSES)
		abort();
	*new = *cls;
	new->id = nr_classes;
	new->next = *head;
	*head = new;
	classes[nr_classes++] = new;
	return new;
}

unsigned int fact_nr_classes(void)
{
	return nr_classes;
}

const char *fact_class_name(unsigned int i)
{
	return classes[i]->name;
}

const char *fact_keyword(enum fact_kind kind)
{
	return fact_infos[kind].keyword;
}

static char *read_all(int fd, const char *path)
{
	struct stat st;
	char *text;

	if (fstat(fd, &st))
		return NULL;
	text = malloc(st.st_size + 1);
	if (!text || read(fd, text, st.st_size) != st.st_size) {
		free(text);
		return NULL;
	}
	text[st.st_size] = 0;
	if (strlen(text) != (size_t)st.st_size)
		fact_error(&(struct line) { .file = path, .nr = 1 },
			   "not a text file");
	return text;
}

static void add_line(struct lines *lines, const struct line *line)
{
	if (lines->nr == lines->size) {
		lines->size = lines->size ? 2 * lines->size : 2048;
		lines->all = realloc(lines->all,
				     lines->size * sizeof(*line));
		if (!lines->all)
			abort();
	}
	lines->all[lines->nr++] = *line;
}

static void split_lines(struct lines *lines, char *text, const char *path)
{
	struct line line = { .file = path };
	char *end;

	for (; text; text = end) {
		end = strchr(text, '\n');
		if (end)
			*end++ = 0;
		line.nr++;
		line.text = fact_skip_blanks(text);
		if (*line.text && *line.text != '#')
			add_line(lines, &line);
	}
}

static void read_table(struct lines *lines, const char *dir, const char *name)
{
	char *path = facts_alloc(strlen(dir) + strlen(name) + 2), *text = NULL;
	int fd;

	sprintf(path, "%s/%s", dir, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		text = read_all(fd, path);
		close(fd);
	}
	if (text)
		split_lines(lines, text, path);
	else
		fact_error(&(struct line) { .file = path, .nr = 1 },
			   "cannot be read: %s", strerror(errno));
}

static int is_table(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return *entry->d_name != '.' && dot && !strcmp(dot, ".facts");
}

static void read_tables(struct lines *lines, const char *dir)
{
	struct dirent **names;
	int i, nr = scandir(dir, &names, is_table, alphasort);

	if (nr <= 0) {
		fprintf(stderr, "sacheck: error: fact tables %s: %s (see --facts)\n",
			dir, nr ? strerror(errno) : "no *.facts in it");
		exit(SA_EXIT_BAD);
	}
	for (i = 0; i < nr; i++) {
		read_table(lines, dir, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

static bool is_class_line(const char *text)
{
	return !strncmp(text, "class", 5) && (text[5] == ' ' || text[5] == '\t');
}

void facts_load(const char *dir)
{
	struct lines lines = { };
	unsigned int i;

	read_tables(&lines, dir);
	/* Rows of every table may use the classes of every other. */
	for (i = 0; i < lines.nr; i++)
		if (is_class_line(lines.all[i].text))
			facts_parse_class(&lines.all[i]);
	for (i = 0; i < lines.nr; i++)
		if (!is_class_line(lines.all[i].text))
			facts_parse_row(&lines.all[i]);
	free(lines.all);
	if (nr_errors)
		exit(SA_EXIT_BAD);
}
