// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of the fact tables, taken apart in place.
 */
#include <ctype.h>
#include <string.h>

#include "facts_internal.h"
#include "suggest.h"

static const char *const class_kinds[] = {
	[CLASS_MEMORY] = "memory",
	[CLASS_REF] = "ref",
	[CLASS_STATE] = "state",
};

static const char *const spaces[NR_FACT_SPACES] = {
	[SPACE_FN] = "fn",
	[SPACE_GUARD] = "guard",
};

static const char *const row_words[] = { "class", "fn", "guard" };

static const char *row_word(unsigned int i)
{
	return row_words[i];
}

static const char *class_kind_name(unsigned int i)
{
	return class_kinds[i];
}

/* Cuts the first word off, also at a comment; NULL at the end. */
static char *next_word(char **text)
{
	char *word = fact_skip_blanks(*text), *end;

	if (!*word || *word == '#')
		return NULL;
	for (end = word; *end && !fact_blank(*end); end++)
		;
	*text = *end ? end + 1 : end;
	*end = 0;
	return word;
}

static bool good_name(const char *name)
{
	if (!isalpha((unsigned char)*name) && *name != '_')
		return false;
	while (isalnum((unsigned char)*name) || *name == '_' || *name == '-')
		name++;
	return !*name;
}

static int class_kind(const char *word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(class_kinds); i++)
		if (!strcmp(word, class_kinds[i]))
			return i;
	return -1;
}

static char *rest_of_line(char *text)
{
	char *end;

	text = fact_skip_blanks(text);
	for (end = text + strlen(text); end > text; end--)
		if (!fact_blank(end[-1]))
			break;
	*end = 0;
	return text;
}

static bool known_class(const struct line *line, const char *name)
{
	const struct fact_class *old = fact_class_of(name);

	if (old)
		fact_error(line, "class '%s' is already defined at %s:%d",
			   name, old->file, old->line);
	return old;
}

void facts_parse_class(const struct line *line)
{
	struct fact_class cls = { .file = line->file, .line = line->nr };
	char *text = line->text + strlen("class");
	char *kind;
	int id;

	cls.name = next_word(&text);
	kind = next_word(&text);
	cls.words = rest_of_line(text);
	if (!cls.name || !kind || !*cls.words || !good_name(cls.name)) {
		fact_error(line, "a class row is 'class NAME memory|ref|state words for messages'");
		return;
	}
	id = class_kind(kind);
	if (id < 0) {
		fact_error(line, "unknown kind of class '%s'%s", kind,
			   sa_suggest(kind, class_kind_name, 3));
		return;
	}
	cls.kind = id;
	if (!known_class(line, cls.name))
		fact_class_add(&cls);
}

static struct fact *parse_facts(const struct line *line, char *text)
{
	struct fact *list = NULL, **end = &list;
	char *word = next_word(&text);

	if (!word)
		fact_error(line, "a row without facts says nothing");
	for (; word; word = next_word(&text)) {
		*end = facts_parse_fact(line, word);
		while (*end)
			end = &(*end)->next;
	}
	return list;
}

static unsigned long long kinds_of(const struct fact *list)
{
	unsigned long long kinds = 0;

	for (; list; list = list->next)
		kinds |= 1ull << list->kind;
	return kinds;
}

static void add_name(const struct line *line, enum fact_space space,
		     struct fn_facts *row)
{
	const struct fn_facts *old;

	if (!good_name(row->name)) {
		fact_error(line, "'%s' is not a name (a row is '%s NAME...: FACT...')",
			   row->name, spaces[space]);
		return;
	}
	old = facts_add(space, row);
	if (old)
		fact_error(line, "%s '%s' has a row already at %s:%d",
			   spaces[space], row->name, old->file, old->line);
}

static void add_names(const struct line *line, enum fact_space space,
		      char *names, struct fact *list)
{
	struct fn_facts row = {
		.list = list,
		.kinds = kinds_of(list),
		.file = line->file,
		.line = line->nr,
	};

	row.name = next_word(&names);
	if (!row.name)
		fact_error(line, "a row without a name before the colon");
	for (; row.name; row.name = next_word(&names))
		add_name(line, space, &row);
}

static int find_space(const char *word)
{
	int space;

	for (space = 0; space < NR_FACT_SPACES; space++)
		if (!strcmp(word, spaces[space]))
			return space;
	return -1;
}

/* Facts hold colons too: the one that ends the names stands before a blank. */
static char *find_colon(char *text)
{
	char *comment = strchr(text, '#'), *colon;

	for (colon = strchr(text, ':'); colon; colon = strchr(colon + 1, ':'))
		if (!colon[1] || fact_blank(colon[1]))
			break;
	return comment && colon > comment ? NULL : colon;
}

void facts_parse_row(const struct line *line)
{
	char *text = line->text, *colon, *word = next_word(&text);
	int space = find_space(word);
	struct fact *list;

	if (space < 0) {
		fact_error(line, "unknown kind of row '%s'%s", word,
			   sa_suggest(word, row_word, ARRAY_SIZE(row_words)));
		return;
	}
	colon = find_colon(text);
	/* A guard has one name: it needs no colon. */
	if (!colon && space != SPACE_FN)
		colon = strpbrk(fact_skip_blanks(text), " \t");
	if (!colon) {
		fact_error(line, "missing colon (a row is '%s NAME...: FACT...')",
			   word);
		return;
	}
	*colon = 0;
	list = parse_facts(line, colon + 1);
	facts_check_row(line, list);
	add_names(line, space, text, list);
}
