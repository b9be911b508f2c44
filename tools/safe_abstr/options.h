/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_OPTIONS_H
#define SA_OPTIONS_H

#include <stdbool.h>

#include "report.h"

#define SA_EXIT_CLEAN	0
#define SA_EXIT_REPORTS	1
#define SA_EXIT_BAD	2

enum sa_mode {
	SA_MODE_AUTO,		/* strict iff SAFE_ABSTR is defined */
	SA_MODE_STRICT,
	SA_MODE_SURVEY,
};

struct sa_options {
	enum sa_mode mode;
	unsigned int rules;	/* bit per enum sa_rule */
	const char *facts_dir;	/* never NULL after sa_options_parse() */
	const char *json;	/* file; "-" is stdout; NULL: text to stderr */
	const char *baseline;	/* file or NULL */
	bool write_baseline;
	bool skipped;
	bool dump_cfg;
	bool exit_zero;
};

extern struct sa_options sa_opt;

/*
 * Takes sacheck's own options, SACHECK_FLAGS first, out of the command line
 * and leaves the rest to sparse. --help, --version, --list and --explain
 * answer and exit(0); a bad option says so and exit(2)s.
 */
void sa_options_parse(int *argc, char ***argv);

static inline bool sa_rule_on(enum sa_rule rule)
{
	return sa_opt.rules & (1u << rule);
}

static inline bool sa_code_on(enum sa_code code)
{
	return sa_rule_on(sa_codes[code].rule);
}

/*
 * The exit status at the end of a run whose input could be read. Whatever ends
 * the program between sa_options_parse() and this makes it SA_EXIT_BAD, since
 * sparse calls exit(1) for a header that it cannot open.
 */
int sa_exit_status(void);

/* explain.c: prints the catalogue page of the code; false: no such code. */
bool sa_explain(const char *code);
void sa_list_codes(void);

#endif
