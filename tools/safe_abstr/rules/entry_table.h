/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_ENTRY_TABLE_H
#define SACHECK_ENTRY_TABLE_H

#include "facts.h"

struct entry_row {
	const char *type, *member;
	enum fact_word context, kind;
	const char *why;
};

/* What is known of that member of a structure of that name, or NULL. */
const struct entry_row *entry_row_of(const char *type, const char *member);
const char *entry_why(enum fact_word kind, enum fact_word context);

#endif
