/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_SUGGEST_H
#define SA_SUGGEST_H

/* " (did you mean 'own'?)", or "" when nothing is near; a static buffer. */
const char *sa_suggest(const char *word,
		       const char *(*name)(unsigned int i), unsigned int nr);

#endif
