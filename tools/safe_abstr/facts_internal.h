/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_FACTS_INTERNAL_H
#define SA_FACTS_INTERNAL_H

#include "facts.h"
#include "lib.h"

/* What a row is about; each has names of its own. */
enum fact_space {
	SPACE_FN,
	SPACE_GUARD,
	NR_FACT_SPACES
};

/* What stands behind the '=' of a fact. */
enum fact_form {
	FORM_FLAG,
	FORM_ARGS,
	FORM_SIZE,
	FORM_CLASS,
	FORM_OWN,
	FORM_WORD,
	FORM_WORD_ARGS,
	FORM_CALLBACK,
};

struct fact_info {
	const char *keyword;
	enum fact_form form;
	int least, most;
};

extern const struct fact_info fact_infos[NR_FACT_KINDS];

struct line {
	char *text;
	const char *file;
	int nr;
};

/* strspn() sets up a table in each call, for words of five letters. */
static inline bool fact_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static inline char *fact_skip_blanks(char *text)
{
	while (fact_blank(*text))
		text++;
	return text;
}

void *facts_alloc(unsigned long size);
/* NULL, or the row that has the name already. */
const struct fn_facts *facts_add(enum fact_space space,
				 const struct fn_facts *row);
struct fact_class *fact_class_add(const struct fact_class *cls);
const char *fact_class_name(unsigned int i);

/* An error in a table; loading goes on, to say all of them. */
void fact_error(const struct line *line, const char *fmt, ...)
	FORMAT_ATTR(2);

/* facts_parse.c */
void facts_parse_class(const struct line *line);
void facts_parse_row(const struct line *line);
/* facts_value.c: the facts of one "keyword=value"; NULL after an error. */
struct fact *facts_parse_fact(const struct line *line, char *text);
/* facts_check.c */
void facts_check_row(const struct line *line, const struct fact *list);

#endif
