// SPDX-License-Identifier: GPL-2.0
/*
 * The nearest known word to one that is misspelt.
 */
#include <stdio.h>
#include <string.h>

#include "suggest.h"

#define LONGEST	31

static unsigned int min3(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Edit distance, one row of the matrix at a time. */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[LONGEST + 1], i, j, diagonal, left;
	unsigned int len = strlen(b);

	if (len > LONGEST || strlen(a) > LONGEST)
		return LONGEST;
	for (j = 0; j <= len; j++)
		row[j] = j;
	for (i = 0; a[i]; i++) {
		diagonal = i;
		row[0] = i + 1;
		for (j = 0; j < len; j++) {
			left = row[j + 1];
			row[j + 1] = min3(row[j] + 1, left + 1,
					  diagonal + (a[i] != b[j]));
			diagonal = left;
		}
	}
	return row[len];
}

const char *sa_suggest(const char *word,
		       const char *(*name)(unsigned int i), unsigned int nr)
{
	unsigned int i, d, best = strlen(word) > 4 ? 3 : 2;
	const char *found = NULL;
	static char text[80];

	for (i = 0; i < nr; i++) {
		d = distance(word, name(i));
		if (d < best) {
			best = d;
			found = name(i);
		}
	}
	if (!found)
		return "";
	snprintf(text, sizeof(text), " (did you mean '%s'?)", found);
	return text;
}
