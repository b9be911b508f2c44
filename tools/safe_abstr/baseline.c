// SPDX-License-Identifier: GPL-2.0
/*
 * The list of known reports: one row each, "CODE FILE FUNCTION MESSAGE", with
 * '#' comments. It has no line numbers, so that an edit elsewhere in the file
 * does not bring old reports back; each row stands for one report, so that a
 * second mistake of the same kind in the same function is still reported.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baseline.h"
#include "options.h"

struct row {
	char *code;
	char *file;
	char *function;
	char *message;
	int line;
	bool used;
	struct row *next;
};

struct checked {
	const char *file;
	struct checked *next;
};

static struct row *rows;
static struct row **rows_end = &rows;
static struct checked *checked_files;

static bool strip_dir(const char **name, const char *dir)
{
	size_t len = dir ? strlen(dir) : 0;

	if (!len || strncmp(*name, dir, len) || (*name)[len] != '/')
		return false;
	*name += len + 1;
	return true;
}

const char *baseline_file_name(const char *name)
{
	char cwd[4096];

	/* kbuild exports srctree; with O= it is absolute or a path of "../" */
	if (!strip_dir(&name, getenv("srctree")) && *name == '/')
		strip_dir(&name, getcwd(cwd, sizeof(cwd)));
	while (strip_dir(&name, ".") || strip_dir(&name, ".."))
		;
	return name;
}

/* A tree may be named in another way than when the baseline was written. */
static bool same_file(const char *row_file, const char *name)
{
	size_t row_len = strlen(row_file), len = strlen(name);

	if (len < row_len || strcmp(name + len - row_len, row_file))
		return false;
	return len == row_len || name[len - row_len - 1] == '/';
}

static bool is_checked(const char *row_file)
{
	struct checked *c;

	for (c = checked_files; c; c = c->next)
		if (same_file(row_file, c->file))
			return true;
	return false;
}

static struct row *add_row(const struct row *data)
{
	struct row *row = malloc(sizeof(*row));

	*row = *data;
	row->next = NULL;
	*rows_end = row;
	rows_end = &row->next;
	return row;
}

static char *next_word(char **text)
{
	char *word = *text + strspn(*text, " \t");
	char *end = word + strcspn(word, " \t");

	*text = *end ? end + 1 + strspn(end + 1, " \t") : end;
	*end = 0;
	return word;
}

/* False for a line that holds no row. */
static bool parse_row(char *text, struct row *row)
{
	text[strcspn(text, "\r\n")] = 0;
	text += strspn(text, " \t");
	if (!*text || *text == '#')
		return false;
	row->code = next_word(&text);
	row->file = next_word(&text);
	row->function = next_word(&text);
	row->message = text;
	return true;
}

static bool bad_row(const char *path, const struct row *row)
{
	if (sa_code_by_name(row->code) != SA_NR_CODES && *row->message)
		return false;
	fprintf(stderr,
		"%s:%d: error: not a baseline row (CODE FILE FUNCTION MESSAGE)\n",
		path, row->line);
	return true;
}

static bool load_rows(FILE *f, const char *path)
{
	char *line = NULL;
	size_t size = 0;
	bool good = true;
	int nr = 0;

	while (getline(&line, &size, f) >= 0) {
		struct row row = { .line = ++nr };

		if (!parse_row(line, &row))
			continue;
		good &= !bad_row(path, &row);
		add_row(&row);
		line = NULL;	/* the row points into it */
		size = 0;
	}
	free(line);
	return good;
}

bool baseline_load(const char *path)
{
	FILE *f = fopen(path, "re");
	bool good;

	if (!f && errno == ENOENT && sa_opt.write_baseline)
		return true;
	if (!f) {
		fprintf(stderr, "sacheck: error: baseline %s: %s\n", path,
			strerror(errno));
		return false;
	}
	good = load_rows(f, path);
	if (ferror(f)) {
		fprintf(stderr, "sacheck: error: baseline %s: cannot be read\n",
			path);
		good = false;
	}
	fclose(f);
	return good;
}

void baseline_checked(const char *file)
{
	struct checked *c = malloc(sizeof(*c));

	c->file = strdup(baseline_file_name(file));
	c->next = checked_files;
	checked_files = c;
}

static struct row *find_row(const struct row *key)
{
	struct row *row;

	for (row = rows; row; row = row->next)
		if (!row->used && !strcmp(row->message, key->message) &&
		    !strcmp(row->function, key->function) &&
		    !strcmp(row->code, key->code) &&
		    same_file(row->file, key->file))
			return row;
	return NULL;
}

bool baseline_holds(const char *code, const char *file, const char *function,
		    const char *message)
{
	struct row key = {
		.code = (char *)code,
		.file = (char *)baseline_file_name(file),
		.function = (char *)(function ? function : "-"),
		.message = (char *)message,
	};
	struct row *row = find_row(&key);

	if (!row && sa_opt.write_baseline) {
		key.file = strdup(key.file);
		key.function = strdup(key.function);
		row = add_row(&key);
	}
	if (row)
		row->used = true;
	return row;
}

void baseline_note_unused(const char *path)
{
	struct row *row;

	for (row = rows; row; row = row->next)
		if (!row->used && is_checked(row->file) &&
		    sa_code_on(sa_code_by_name(row->code)))
			fprintf(stderr,
				"%s:%d: note: no longer reported, the row can go: %s %s %s\n",
				path, row->line, row->code, row->file,
				row->message);
}

static void write_row(FILE *out, const struct row *row)
{
	fprintf(out, "%s %s %s %s\n", row->code, row->file, row->function,
		row->message);
}

/* Whether the file on disk has the row by now; a key to find_row() again. */
static void mark_known(const char *text)
{
	char *copy = strdup(text);
	struct row key, *row;

	if (parse_row(copy, &key))
		for (row = rows; row; row = row->next)
			if (row->used && !strcmp(row->message, key.message) &&
			    !strcmp(row->function, key.function) &&
			    !strcmp(row->code, key.code) &&
			    !strcmp(row->file, key.file)) {
				row->used = false;
				break;
			}
	free(copy);
}

static bool of_checked_file(const char *text)
{
	char *copy = strdup(text);
	struct row key;
	bool ret = parse_row(copy, &key) && is_checked(key.file) &&
		   sa_code_on(sa_code_by_name(key.code));

	free(copy);
	return ret;
}

/* What stays of the old file: comments and what this run says nothing of. */
static void keep_lines(FILE *in, FILE *out)
{
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, in) >= 0) {
		if (of_checked_file(line))
			continue;
		mark_known(line);
		fputs(line, out);
	}
	free(line);
}

static void new_content(FILE *in, FILE *out)
{
	struct row *row;
	struct stat st;

	if (!fstat(fileno(in), &st) && !st.st_size)
		fputs("# Known reports of sacheck, see Documentation/dev-tools/sacheck\n"
		      "# CODE FILE FUNCTION MESSAGE\n", out);
	keep_lines(in, out);
	for (row = rows; row; row = row->next)
		if (row->used)
			write_row(out, row);
}

/* In place and under a lock: with make -j many processes write one file. */
static bool replace_content(FILE *f)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bool good;

	flock(fileno(f), LOCK_EX);
	new_content(f, out);
	fclose(out);
	rewind(f);
	good = fwrite(text, 1, size, f) == size && !fflush(f) &&
	       !ftruncate(fileno(f), size);
	free(text);
	return good;
}

bool baseline_write(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r+");
	bool good = f && replace_content(f);

	if (!good)
		fprintf(stderr, "sacheck: error: baseline %s: %s\n", path,
			strerror(errno));
	if (f)
		fclose(f);
	return good;
}
