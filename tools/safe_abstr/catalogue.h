/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SA_CATALOGUE_H
#define SA_CATALOGUE_H

/* Made by catalogue.sh at build time. */
struct sa_page {
	const char *code;
	const char *text;
};

extern const struct sa_page sa_pages[];
extern const unsigned int sa_nr_pages;

#endif
