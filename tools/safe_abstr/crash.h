/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_CRASH_H
#define SACHECK_CRASH_H

/* From now on a crash ends the program with SA_EXIT_BAD. */
void crash_catch(void);
/* The file to name if it crashes. */
void crash_set_file(const char *file);

#endif
