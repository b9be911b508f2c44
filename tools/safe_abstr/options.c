// SPDX-License-Identifier: GPL-2.0
/*
 * sacheck's own options, taken out before libsparse reads the command line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib.h"
#include "options.h"
#include "suggest.h"

struct sa_options sa_opt = {
	.rules = (1u << SA_NR_RULES) - 1,
};

enum value { NO_VALUE, MAY_VALUE, NEEDS_VALUE };

struct option {
	const char *name;
	enum value value;
	void (*set)(const char *value);
	const char *help;
};

static void set_explain(const char *value)
{
	if (sa_explain(value))
		exit(SA_EXIT_CLEAN);
	fprintf(stderr, "sacheck: error: no code '%s' (--list shows them all)\n",
		value);
	exit(SA_EXIT_BAD);
}

static void set_list(const char *value)
{
	(void)value;
	sa_list_codes();
	exit(SA_EXIT_CLEAN);
}

static void set_facts(const char *value)
{
	sa_opt.facts_dir = value;
}

static void set_json(const char *value)
{
	sa_opt.json = value ? value : "-";
}

static void set_baseline(const char *value)
{
	sa_opt.baseline = value;
}

static void set_write_baseline(const char *value)
{
	(void)value;
	sa_opt.write_baseline = true;
}

static void set_strict(const char *value)
{
	(void)value;
	sa_opt.mode = SA_MODE_STRICT;
}

static void set_survey(const char *value)
{
	(void)value;
	sa_opt.mode = SA_MODE_SURVEY;
}

static const char *rule_name(unsigned int i)
{
	return sa_rule_names[i];
}

static void bad_rule(const char *name, size_t len)
{
	char *word = strndup(name, len);

	fprintf(stderr, "sacheck: error: no rule '%s'%s\n", word,
		sa_suggest(word, rule_name, SA_NR_RULES));
	exit(SA_EXIT_BAD);
}

static void set_rules(const char *value)
{
	enum sa_rule rule;
	size_t len;

	sa_opt.rules = 0;
	for (; *value; value += len + (value[len] == ',')) {
		len = strcspn(value, ",");
		rule = sa_rule_by_name(value, len);
		if (rule == SA_NR_RULES)
			bad_rule(value, len);
		sa_opt.rules |= 1u << rule;
	}
}

static void set_skipped(const char *value)
{
	(void)value;
	sa_opt.skipped = true;
}

static void set_dump_cfg(const char *value)
{
	(void)value;
	sa_opt.dump_cfg = true;
}

static void set_exit_zero(const char *value)
{
	(void)value;
	sa_opt.exit_zero = true;
}

static void set_version(const char *value)
{
	(void)value;
	printf("sacheck, with sparse %s\n", sparse_version);
	exit(SA_EXIT_CLEAN);
}

static void set_help(const char *value);

static const struct option options[] = {
	{ "explain", NEEDS_VALUE, set_explain, " CODE\tsay what a code means" },
	{ "list", NO_VALUE, set_list, "\tlist all rules and codes" },
	{ "facts", NEEDS_VALUE, set_facts, " DIR\tread the fact tables of DIR" },
	{ "json", MAY_VALUE, set_json, "[=FILE]\treport as JSON; DIR: a file per input" },
	{ "baseline", NEEDS_VALUE, set_baseline, " FILE\tdo not repeat the reports in FILE" },
	{ "write-baseline", NO_VALUE, set_write_baseline, "\tput all reports into that FILE" },
	{ "strict", NO_VALUE, set_strict, "\tcheck as a file that opted in" },
	{ "survey", NO_VALUE, set_survey, "\tcheck as a file that did not" },
	{ "rules", NEEDS_VALUE, set_rules, " a,b\tonly these rules" },
	{ "skipped", NO_VALUE, set_skipped, "\tshow functions not wholly checked, and why" },
	{ "dump-cfg", NO_VALUE, set_dump_cfg, "\tshow how a function is seen" },
	{ "exit-zero", NO_VALUE, set_exit_zero, "\treports leave the exit status at 0" },
	{ "version", NO_VALUE, set_version, "\tshow the version" },
	{ "help", NO_VALUE, set_help, "\tshow this" },
};

#define NR_OPTIONS	(ARRAY_SIZE(options))

/* Long options of sparse and of the compilers that kbuild passes on. */
static const char *const foreign[] = {
	"arch", "gcc-toolchain", "os", "param", "prefix", "std", "sysroot",
	"target",
};

static void set_help(const char *value)
{
	unsigned int i;

	(void)value;
	puts("usage: sacheck [options] [options of sparse or gcc] FILE.c ...\n");
	for (i = 0; i < NR_OPTIONS; i++) {
		const char *tab = strchr(options[i].help, '\t');
		int len = tab - options[i].help;

		len = printf("  --%s%.*s", options[i].name, len,
			     options[i].help);
		printf("%*s%s\n", 24 - len, "", tab + 1);
	}
	puts("\nSACHECK_FLAGS in the environment is put before the options.");
	puts("Exit status: 0 clean, 1 reports, 2 input or usage is bad.");
	exit(SA_EXIT_CLEAN);
}

static const char *option_name(unsigned int i)
{
	return options[i].name;
}

static const struct option *find_option(const char *name, size_t len)
{
	unsigned int i;

	for (i = 0; i < NR_OPTIONS; i++)
		if (strlen(options[i].name) == len &&
		    !strncmp(name, options[i].name, len))
			return &options[i];
	return NULL;
}

static bool is_foreign(const char *name, size_t len)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(foreign); i++)
		if (strlen(foreign[i]) == len && !strncmp(name, foreign[i], len))
			return true;
	return false;
}

static void bad_option(const char *name, size_t len)
{
	char *word = strndup(name, len);

	fprintf(stderr, "sacheck: error: unknown option '--%s'%s\n", word,
		sa_suggest(word, option_name, NR_OPTIONS));
	exit(SA_EXIT_BAD);
}

static void bad_value(const struct option *opt)
{
	fprintf(stderr, "sacheck: error: option '--%s' %s\n", opt->name,
		opt->value == NO_VALUE ? "takes no value" : "lacks its value");
	exit(SA_EXIT_BAD);
}

/* Returns how many words of @argv it took: 0 if the option is not ours. */
static int take_option(char **argv)
{
	const char *name = argv[0] + 2;
	size_t len = strcspn(name, "=");
	const struct option *opt = find_option(name, len);
	const char *value = name[len] ? name + len + 1 : NULL;
	bool next_word = opt && opt->value == NEEDS_VALUE && !value;

	if (!opt) {
		if (!len || !is_foreign(name, len))
			bad_option(name, len);
		return 0;
	}
	if (next_word)
		value = argv[1];
	if (value ? opt->value == NO_VALUE || !*value :
		    opt->value == NEEDS_VALUE)
		bad_value(opt);
	opt->set(value);
	return next_word ? 2 : 1;
}

/* argv with the words of SACHECK_FLAGS put in front. */
static char **all_words(int argc, char **argv)
{
	char *env = getenv("SACHECK_FLAGS"), *copy = strdup(env ? env : "");
	char **words = calloc(argc + strlen(copy) / 2 + 3, sizeof(*words));
	char **end = words, *word;

	*end++ = argv[0];
	for (word = strtok(copy, " \t\n"); word; word = strtok(NULL, " \t\n"))
		*end++ = word;
	memcpy(end, argv + 1, (argc - 1) * sizeof(*argv));
	return words;
}

/* Beside the program; with O= that is not where the source is. */
static const char *default_facts(void)
{
	static char path[4096 + sizeof("facts")];
	ssize_t len = readlink("/proc/self/exe", path, 4095);
	const char *srctree = getenv("srctree");
	char *slash, *source;

	path[len > 0 ? len : 0] = 0;
	slash = strrchr(path, '/');
	sprintf(slash ? slash + 1 : path, "facts");
	if (!srctree || !access(path, F_OK) ||
	    asprintf(&source, "%s/tools/safe_abstr/facts", srctree) < 0)
		return path;
	return source;
}

static void check_options(void)
{
	if (!sa_opt.facts_dir)
		sa_opt.facts_dir = default_facts();
	if (sa_opt.write_baseline && !sa_opt.baseline) {
		fprintf(stderr, "sacheck: error: --write-baseline needs --baseline FILE\n");
		exit(SA_EXIT_BAD);
	}
}

static bool finished;

/* sparse ends with exit(1), which is ours for reports, when it cannot go on. */
static void exit_early(void)
{
	if (finished)
		return;
	fflush(NULL);
	_exit(SA_EXIT_BAD);
}

void sa_options_parse(int *argc, char ***argv)
{
	char **in = all_words(*argc, *argv), **out = in + 1, **word = in + 1;
	int taken;

	while (*word) {
		taken = strncmp(*word, "--", 2) ? 0 : take_option(word);
		if (!taken)
			*out++ = *word++;
		word += taken;
	}
	*out = NULL;
	*argc = out - in;
	*argv = in;
	check_options();
	atexit(exit_early);
}

int sa_exit_status(void)
{
	finished = true;
	return diag_count() && !sa_opt.exit_zero ? SA_EXIT_REPORTS :
						   SA_EXIT_CLEAN;
}
