// SPDX-License-Identifier: GPL-2.0
/*
 * The catalogue: Documentation/dev-tools/sacheck inside the program.
 */
#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "options.h"

static const char *page_of(const char *name)
{
	unsigned int i;

	for (i = 0; i < sa_nr_pages; i++)
		if (!strcmp(sa_pages[i].code, name))
			return sa_pages[i].text;
	return NULL;
}

bool sa_explain(const char *name)
{
	enum sa_code code = sa_code_by_name(name);
	const char *page;

	if (code == SA_NR_CODES)
		return false;
	page = page_of(sa_codes[code].name);
	if (page)
		fputs(page, stdout);
	else
		printf("%s: %s (rule %s)\n", sa_codes[code].name,
		       sa_codes[code].title, sa_codes[code].rule_name);
	return true;
}

void sa_list_codes(void)
{
	enum sa_rule rule;
	enum sa_code code;

	for (rule = 0; rule < SA_NR_RULES; rule++) {
		printf("%s: %s\n", sa_rule_names[rule], sa_rule_titles[rule]);
		for (code = 0; code < SA_NR_CODES; code++)
			if (sa_codes[code].rule == rule)
				printf("  %s  %s\n", sa_codes[code].name,
				       sa_codes[code].title);
	}
}
