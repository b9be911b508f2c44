/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_REPORT_H
#define SA_REPORT_H

#include <stdbool.h>

#include "token.h"

enum sa_rule {
#define SA_RULE(rule, title) SA_RULE_##rule,
#include "codes.def"
	SA_NR_RULES
};

enum sa_code {
#define SA_CODE(number, rule, title) SA##number,
#include "codes.def"
	SA_NR_CODES
};

struct sa_code_info {
	const char *name;	/* "SA0103" */
	const char *title;
	const char *rule_name;	/* "move" */
	enum sa_rule rule;
};

extern const struct sa_code_info sa_codes[SA_NR_CODES];
extern const char *const sa_rule_names[SA_NR_RULES];
extern const char *const sa_rule_titles[SA_NR_RULES];

/* The file being checked has opted in: reports are errors, not warnings. */
extern bool diag_strict;

struct diag;

/*
 * The text must not hold line numbers or other things that unrelated edits
 * change: a baseline finds a report by its text. Put those in notes.
 */
struct diag *diag_new(enum sa_code code, struct position pos,
		      const char *fmt, ...) FORMAT_ATTR(3);
void diag_note(struct diag *d, struct position pos, const char *fmt, ...)
	FORMAT_ATTR(3);
/*
 * Consumes @d. True if it was reported; false if it was said already, its rule
 * is off, or the baseline holds it.
 */
bool diag_emit(struct diag *d);
/* Consumes @d without a report (a speculative finding that fell away). */
void diag_drop(struct diag *d);

/* The function that the following reports are in; NULL for none. */
void diag_set_function(const char *name);
/* The input file that is checked from now on (main calls it per input). */
void diag_set_file(const char *name);
/* Says why a function was not wholly checked: if opted in, with --skipped, in JSON. */
void diag_skip(struct position pos, const char *function, const char *why);

/* Number of reports so far: dropped and baseline ones are not counted. */
unsigned int diag_count(void);
/*
 * Reads the baseline; to be called once, after sa_options_parse(). Exits with
 * status 2 when it cannot be read.
 */
void diag_start(void);
/* Writes JSON and baseline, notes unused baseline rows. False: write failed. */
bool diag_finish(void);

/* "SA0103", "sa0103" or "0103"; SA_NR_CODES when there is no such code. */
enum sa_code sa_code_by_name(const char *name);
/* SA_NR_RULES when there is no such rule. */
enum sa_rule sa_rule_by_name(const char *name, unsigned int len);

#endif
