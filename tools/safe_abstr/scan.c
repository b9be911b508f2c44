// SPDX-License-Identifier: GPL-2.0
/*
 * Words of the file under analysis that stand in code, and the comments above
 * the statements that they are in. Macros are gone when sparse has parsed.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "source.h"

struct line {
	bool code, comment, reason;
};

struct scan {
	const char *word, *reason;
	source_fn_t fn;
	void *ctx;
	struct line *lines;
	unsigned int nr, statement;
	int depth;			/* of parentheses */
	bool in_comment, in_directive;
};

static const char *skip_quoted(const char *s)
{
	char quote = *s++;

	while (*s && *s != quote)
		s += s[0] == '\\' && s[1] ? 2 : 1;
	return *s ? s + 1 : s;
}

/* To the end of the comment or the line. */
static const char *skip_comment(struct scan *sc, const char *s)
{
	const char *end = strstr(s, "*/"), *found = strstr(s, sc->reason);
	struct line *l = &sc->lines[sc->nr];

	l->comment = true;
	if (found && (!end || found < end))
		l->reason = true;
	sc->in_comment = !end;
	return end ? end + 2 : s + strlen(s);
}

static const char *skip_last_comment(struct scan *sc, const char *s)
{
	skip_comment(sc, s);
	sc->in_comment = false;
	return s + strlen(s);
}

static bool has_reason(struct scan *sc, unsigned int from, unsigned int to)
{
	unsigned int i;

	for (i = from; i <= to; i++)
		if (sc->lines[i].reason)
			return true;
	for (i = from - 1; i && sc->lines[i].comment && !sc->lines[i].code; i--)
		if (sc->lines[i].reason)
			return true;
	return false;
}

static void found_word(struct scan *sc, const char *s, size_t len,
		       unsigned int column)
{
	char name[64];

	/* The comment that gives the reason may stand behind it. */
	if (strstr(s, sc->reason) || len >= sizeof(name) ||
	    has_reason(sc, sc->statement, sc->nr))
		return;
	memcpy(name, s, len);
	name[len] = '\0';
	sc->fn(sc->ctx, sc->nr, column, name);
}

static const char *scan_word(struct scan *sc, const char *s, unsigned int column)
{
	size_t len = 0;

	while (isalnum((unsigned char)s[len]) || s[len] == '_')
		len++;
	if (!strncmp(s, sc->word, strlen(sc->word)))
		found_word(sc, s, len, column);
	return s + len;
}

static void scan_sign(struct scan *sc, char c)
{
	if (c == '(')
		sc->depth++;
	else if (c == ')' && sc->depth)
		sc->depth--;
	if ((c == ';' && !sc->depth) || c == '{' || c == '}') {
		sc->depth = 0;
		sc->statement = 0;
	}
}

static const char *scan_code(struct scan *sc, const char *s, const char *begin)
{
	sc->lines[sc->nr].code = true;
	if (!sc->statement)
		sc->statement = sc->nr;
	if (isalpha((unsigned char)*s) || *s == '_')
		return scan_word(sc, s, s - begin + 1);
	if (isdigit((unsigned char)*s)) {
		while (isalnum((unsigned char)*s))
			s++;
		return s;
	}
	if (*s == '"' || *s == '\'')
		return skip_quoted(s);
	scan_sign(sc, *s);
	return s + 1;
}

static void scan_line(struct scan *sc, const char *begin)
{
	const char *s = begin;
	size_t len = strlen(begin);

	if (!sc->in_comment && !sc->in_directive)
		sc->in_directive = begin[strspn(begin, " \t")] == '#';
	if (sc->in_directive) {
		sc->lines[sc->nr].code = true;
		sc->in_directive = len && begin[len - 1] == '\\';
		return;
	}
	while (*s) {
		if (sc->in_comment)
			s = skip_comment(sc, s);
		else if (!strncmp(s, "/*", 2))
			s = skip_comment(sc, s + 2);
		else if (!strncmp(s, "//", 2))
			s = skip_last_comment(sc, s + 2);
		else if (isspace((unsigned char)*s))
			s++;
		else
			s = scan_code(sc, s, begin);
	}
}

void source_each_unstated(const char *word, const char *reason, source_fn_t fn,
			  void *ctx)
{
	struct scan sc = { .word = word, .reason = reason, .fn = fn, .ctx = ctx };
	const char *line;

	sc.lines = calloc(source_lines() + 2, sizeof(*sc.lines));
	if (!sc.lines)
		return;
	for (sc.nr = 1; (line = source_line(sc.nr)); sc.nr++)
		scan_line(&sc, line);
	free(sc.lines);
}
