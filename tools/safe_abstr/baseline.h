/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_BASELINE_H
#define SA_BASELINE_H

#include <stdbool.h>

/* Rows of reports that are known and not repeated; see baseline.c. */
bool baseline_load(const char *path);
/* Another input file is checked: its rows are expected to be used. */
void baseline_checked(const char *file);
/* Uses up one row; in --write-baseline mode it adds a row if there is none. */
bool baseline_holds(const char *code, const char *file, const char *function,
		    const char *message);
/* Says which rows of the checked files were not used. */
void baseline_note_unused(const char *path);
/* Replaces the rows of the checked files; other processes may do so too. */
bool baseline_write(const char *path);
/* The name of a file as the baseline has it: relative to the source tree. */
const char *baseline_file_name(const char *name);

#endif
