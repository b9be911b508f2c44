// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

static const char *name;
static char *text;
static char **lines;
static unsigned int nr_lines;

static char *read_all(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t size = 0, max = 1 << 16;
	char *buf = malloc(max + 1);

	if (!f || !buf) {
		free(buf);
		if (f)
			fclose(f);
		return NULL;
	}
	for (;;) {
		size += fread(buf + size, 1, max - size, f);
		if (size < max)
			break;
		max *= 2;
		buf = realloc(buf, max + 1);
		if (!buf)
			break;
	}
	fclose(f);
	if (buf)
		buf[size] = '\0';
	return buf;
}

static unsigned int count_lines(const char *s)
{
	unsigned int n = 1;

	for (; *s; s++)
		n += *s == '\n';
	return n;
}

void source_open(const char *path)
{
	char *s;

	free(text);
	free(lines);
	lines = NULL;
	nr_lines = 0;
	name = path;
	text = read_all(path);
	if (!text)
		return;
	lines = calloc(count_lines(text) + 2, sizeof(*lines));
	if (!lines)
		return;
	for (s = text; s; ) {
		lines[++nr_lines] = s;
		s = strchr(s, '\n');
		if (s)
			*s++ = '\0';
	}
}

bool source_is_main(const char *stream)
{
	return name && stream && !strcmp(stream, name);
}

unsigned int source_closing_brace(unsigned int line)
{
	for (; line && line <= nr_lines; line++)
		if (lines[line][0] == '}')
			return line;
	return 0;
}

static bool is_comment(const char *s)
{
	s += strspn(s, " \t");
	return !strncmp(s, "/*", 2) || !strncmp(s, "//", 2) || *s == '*';
}

bool source_comment(unsigned int line, const char *word)
{
	if (!line || line > nr_lines)
		return false;
	if (strstr(lines[line], word))
		return true;
	for (line--; line && is_comment(lines[line]); line--)
		if (strstr(lines[line], word))
			return true;
	return false;
}

const char *source_line(unsigned int line)
{
	return line && line <= nr_lines ? lines[line] : NULL;
}

unsigned int source_lines(void)
{
	return nr_lines;
}
