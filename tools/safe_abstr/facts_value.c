// SPDX-License-Identifier: GPL-2.0
/*
 * One fact of a row: "keyword" or "keyword=value".
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "facts_internal.h"
#include "suggest.h"

/* Which words a keyword takes. */
enum word_set {
	SET_OK = 1,
	SET_LOCK,
	SET_SECTION,
	SET_CONTEXT,
	SET_ASYNC,
};

struct word_info {
	const char *word;
	enum word_set set;
};

static const struct word_info words[NR_FACT_WORDS] = {
	[W_NONZERO] = { "nonzero", SET_OK },
	[W_ZERO] = { "zero", SET_OK },
	[W_SPIN] = { "spin", SET_LOCK },
	[W_SPIN_IRQ] = { "spin-irq", SET_LOCK },
	[W_SPIN_IRQSAVE] = { "spin-irqsave", SET_LOCK },
	[W_SPIN_BH] = { "spin-bh", SET_LOCK },
	[W_RAW_SPIN] = { "raw-spin", SET_LOCK },
	[W_RAW_SPIN_IRQ] = { "raw-spin-irq", SET_LOCK },
	[W_RAW_SPIN_IRQSAVE] = { "raw-spin-irqsave", SET_LOCK },
	[W_RAW_SPIN_BH] = { "raw-spin-bh", SET_LOCK },
	[W_READ] = { "read", SET_LOCK },
	[W_READ_IRQ] = { "read-irq", SET_LOCK },
	[W_READ_IRQSAVE] = { "read-irqsave", SET_LOCK },
	[W_READ_BH] = { "read-bh", SET_LOCK },
	[W_WRITE] = { "write", SET_LOCK },
	[W_WRITE_IRQ] = { "write-irq", SET_LOCK },
	[W_WRITE_IRQSAVE] = { "write-irqsave", SET_LOCK },
	[W_WRITE_BH] = { "write-bh", SET_LOCK },
	[W_SEQ] = { "seq", SET_LOCK },
	[W_SEQ_IRQ] = { "seq-irq", SET_LOCK },
	[W_SEQ_IRQSAVE] = { "seq-irqsave", SET_LOCK },
	[W_SEQ_BH] = { "seq-bh", SET_LOCK },
	[W_BIT_SPIN] = { "bit-spin", SET_LOCK },
	[W_MUTEX] = { "mutex", SET_LOCK },
	[W_RWSEM_READ] = { "rwsem-read", SET_LOCK },
	[W_RWSEM_WRITE] = { "rwsem-write", SET_LOCK },
	[W_SEM] = { "sem", SET_LOCK },
	[W_PERCPU_READ] = { "percpu-read", SET_LOCK },
	[W_PERCPU_WRITE] = { "percpu-write", SET_LOCK },
	[W_RT_MUTEX] = { "rt-mutex", SET_LOCK },
	[W_WW_MUTEX] = { "ww-mutex", SET_LOCK },
	[W_RCU] = { "rcu", SET_SECTION },
	[W_RCU_BH] = { "rcu-bh", SET_SECTION },
	[W_RCU_SCHED] = { "rcu-sched", SET_SECTION },
	[W_SRCU] = { "srcu", SET_SECTION },
	[W_IRQ_OFF] = { "irq-off", SET_SECTION },
	[W_IRQSAVE] = { "irqsave", SET_SECTION },
	[W_BH_OFF] = { "bh-off", SET_SECTION },
	[W_PREEMPT_OFF] = { "preempt-off", SET_SECTION },
	[W_PROCESS] = { "process", SET_CONTEXT },
	[W_SOFTIRQ] = { "softirq", SET_CONTEXT },
	[W_HARDIRQ] = { "hardirq", SET_CONTEXT },
	[W_TIMER] = { "timer", SET_ASYNC },
	[W_WORK] = { "work", SET_ASYNC },
	[W_DWORK] = { "dwork", SET_ASYNC },
	[W_HRTIMER] = { "hrtimer", SET_ASYNC },
	[W_TASKLET] = { "tasklet", SET_ASYNC },
	[W_KTHREAD] = { "kthread", SET_ASYNC },
	[W_NAPI] = { "napi", SET_ASYNC },
	[W_IRQ] = { "irq", SET_ASYNC },
};

static const char *word_name(unsigned int i)
{
	return words[i].word ? words[i].word : "";
}

static const char *keyword_name(unsigned int i)
{
	return fact_infos[i].keyword;
}

static enum word_set set_of(enum fact_kind kind)
{
	switch (kind) {
	case FACT_OK:
		return SET_OK;
	case FACT_ENTER:
	case FACT_LEAVE:
		return SET_SECTION;
	case FACT_CALLBACK:
		return SET_CONTEXT;
	case FACT_LOCK:
	case FACT_UNLOCK:
	case FACT_TRYLOCK:
		return SET_LOCK;
	default:
		return SET_ASYNC;
	}
}

static enum fact_kind find_keyword(const char *text, size_t len)
{
	enum fact_kind kind;

	for (kind = 0; kind < NR_FACT_KINDS; kind++)
		if (*fact_infos[kind].keyword == *text &&
		    !strncmp(fact_infos[kind].keyword, text, len) &&
		    !fact_infos[kind].keyword[len])
			break;
	return kind;
}

static struct fact *new_fact(enum fact_kind kind)
{
	struct fact *f = facts_alloc(sizeof(*f));

	f->kind = kind;
	f->arg = FACT_NONE;
	f->arg2 = FACT_NONE;
	f->arg3 = FACT_NONE;
	f->arg4 = FACT_NONE;
	return f;
}

/* Cuts the part before @sep off @text, which becomes NULL at the last part. */
static char *next_part(char **text, char sep)
{
	char *part = *text, *end = part;

	while (*end && *end != sep)
		end++;
	*text = *end ? end + 1 : NULL;
	*end = 0;
	return part;
}

static bool parse_arg(const struct line *line, const char *text, int *arg)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (!isdigit((unsigned char)*text) || *end) {
		fact_error(line, "'%s' is not the number of an argument", text);
		return false;
	}
	if (n > FACT_ARG_MAX) {
		fact_error(line, "argument %s is out of 0..%d", text,
			   FACT_ARG_MAX);
		return false;
	}
	*arg = n;
	return true;
}

/* Up to @most arguments between colons, into arg, arg2 ... from @first. */
static bool parse_args(const struct line *line, char *text, struct fact *f,
		       int first)
{
	const struct fact_info *info = &fact_infos[f->kind];
	int *slots[] = { &f->arg, &f->arg2, &f->arg3, &f->arg4 };
	int nr = 0;

	while (text && nr < info->most)
		if (!parse_arg(line, next_part(&text, ':'),
			       slots[first + nr++]))
			return false;
	if (!text && nr >= info->least)
		return true;
	fact_error(line, "'%s' takes %d%s arguments of the function",
		   info->keyword, info->least,
		   info->most > info->least ? " or more" : "");
	return false;
}

static bool parse_word(const struct line *line, const char *text,
		       struct fact *f)
{
	enum word_set set = set_of(f->kind);
	enum fact_word id;

	for (id = 1; id < NR_FACT_WORDS; id++)
		if (words[id].set == set && !strcmp(words[id].word, text))
			break;
	if (id == NR_FACT_WORDS) {
		fact_error(line, "unknown word '%s' for '%s'%s", text,
			   fact_infos[f->kind].keyword,
			   sa_suggest(text, word_name, NR_FACT_WORDS));
		return false;
	}
	f->word_id = id;
	f->word = words[id].word;
	return true;
}

static bool parse_class_name(const struct line *line, const char *text,
			     struct fact *f)
{
	f->cls = fact_class_of(text);
	if (!f->cls)
		fact_error(line, "unknown class '%s'%s", text,
			   sa_suggest(text, fact_class_name,
				      fact_nr_classes()));
	return f->cls;
}

/* CLASS[,CLASS...]:N makes one fact for each class. */
static struct fact *parse_classes(const struct line *line, char *text,
				  enum fact_kind kind)
{
	char *names = next_part(&text, ':');
	struct fact *list = NULL, **end = &list;
	int arg;

	if (!text) {
		fact_error(line, "'%s' is written %s=CLASS:N",
			   fact_infos[kind].keyword, fact_infos[kind].keyword);
		return NULL;
	}
	if (!parse_arg(line, text, &arg))
		return NULL;
	while (names) {
		*end = new_fact(kind);
		(*end)->arg = arg;
		if (!parse_class_name(line, next_part(&names, ','), *end))
			return NULL;
		end = &(*end)->next;
	}
	return list;
}

static bool parse_own(const struct line *line, char *text, struct fact *f)
{
	char *name = next_part(&text, '@');

	f->arg = 0;
	return parse_class_name(line, name, f) &&
	       (!text || parse_arg(line, text, &f->arg2));
}

/* N[*M] of size=; the part behind the first colon of write=N:M[*K]. */
static bool parse_product(const struct line *line, char *text, int *a, int *b)
{
	char *part = next_part(&text, '*');

	return parse_arg(line, part, a) &&
	       (!text || parse_arg(line, text, b));
}

static bool parse_size(const struct line *line, char *text, struct fact *f)
{
	char *part;

	if (fact_infos[f->kind].most == 1)
		return parse_product(line, text, &f->arg, &f->arg2);
	part = next_part(&text, ':');
	if (!text) {
		fact_error(line, "'%s' is written %s=N:M or %s=N:*",
			   fact_infos[f->kind].keyword,
			   fact_infos[f->kind].keyword,
			   fact_infos[f->kind].keyword);
		return false;
	}
	if (!parse_arg(line, part, &f->arg))
		return false;
	if (!strcmp(text, "*")) {
		f->arg2 = FACT_WHOLE;
		return true;
	}
	return parse_product(line, text, &f->arg2, &f->arg3);
}

/* WORD[:N...], the arguments optional for form WORD. */
static bool parse_word_args(const struct line *line, char *text,
			    struct fact *f)
{
	char *word = next_part(&text, ':');

	if (!parse_word(line, word, f))
		return false;
	if (fact_infos[f->kind].form == FORM_WORD)
		return !text || parse_arg(line, text, &f->arg);
	if (text)
		return parse_args(line, text, f, 0);
	fact_error(line, "'%s' lacks the argument (%s=%s:N)",
		   fact_infos[f->kind].keyword, fact_infos[f->kind].keyword,
		   word);
	return false;
}

static bool parse_callback(const struct line *line, char *text,
			   struct fact *f)
{
	char *arg = next_part(&text, ':'), *word;

	if (!text) {
		fact_error(line, "'callback' is written callback=N:CTX:M");
		return false;
	}
	word = next_part(&text, ':');
	return parse_arg(line, arg, &f->arg) && parse_word(line, word, f) &&
	       (!text || parse_arg(line, text, &f->arg2));
}

static bool parse_value(const struct line *line, char *text, struct fact *f)
{
	switch (fact_infos[f->kind].form) {
	case FORM_ARGS:
		return parse_args(line, text, f, 0);
	case FORM_SIZE:
		return parse_size(line, text, f);
	case FORM_OWN:
		return parse_own(line, text, f);
	case FORM_WORD:
	case FORM_WORD_ARGS:
		return parse_word_args(line, text, f);
	case FORM_CALLBACK:
		return parse_callback(line, text, f);
	default:
		return true;
	}
}

static bool check_value(const struct line *line, enum fact_kind kind,
			const char *value)
{
	bool flag = fact_infos[kind].form == FORM_FLAG;

	if (flag && value)
		fact_error(line, "'%s' takes no value",
			   fact_infos[kind].keyword);
	if (!flag && (!value || !*value))
		fact_error(line, "'%s' lacks its value (%s=...)",
			   fact_infos[kind].keyword,
			   fact_infos[kind].keyword);
	return flag ? !value : value && *value;
}

struct fact *facts_parse_fact(const struct line *line, char *text)
{
	size_t len = strcspn(text, "=");
	enum fact_kind kind = find_keyword(text, len);
	char *value = text[len] ? text + len + 1 : NULL;
	struct fact *f;

	if (kind == NR_FACT_KINDS) {
		text[len] = 0;
		fact_error(line, "unknown fact '%s'%s", text,
			   sa_suggest(text, keyword_name, NR_FACT_KINDS));
		return NULL;
	}
	if (!check_value(line, kind, value))
		return NULL;
	if (fact_infos[kind].form == FORM_CLASS)
		return parse_classes(line, value, kind);
	f = new_fact(kind);
	return parse_value(line, value, f) ? f : NULL;
}
