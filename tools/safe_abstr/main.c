// SPDX-License-Identifier: GPL-2.0
/*
 * sacheck: sparse, with an ownership and borrow checker behind it. sparse's own
 * main() runs unchanged; where it has parsed and typed a file and not yet
 * inlined anything, it calls sacheck_parse() instead of its sparse().
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "callbacks.h"
#include "core.h"
#include "crash.h"
#include "frontend.h"
#include "source.h"

int sparse_main(int argc, char **argv);
struct symbol_list *sacheck_parse(char *file);

static bool finished;

/* sparse exits with 1 where it gives up; here 1 says that there are reports. */
static void gave_up(int status, void *unused)
{
	if (!finished && status)
		_exit(SA_EXIT_BAD);
}

static bool is_opted_in(void)
{
	struct symbol *sym = lookup_symbol(built_in_ident("SAFE_ABSTR"), NS_MACRO);

	return sym && sym->expansion;
}

static bool is_checked(struct symbol *sym)
{
	struct symbol *base = get_base_type(sym);

	return base && base->type == SYM_FN && frontend_is_main(sym->pos);
}

static void check_list(struct symbol_list *list)
{
	struct symbol *sym;

	FOR_EACH_PTR(list, sym) {
		if (!is_checked(sym) || !frontend_body(sym))
			continue;
		if (sa_opt.dump_cfg)
			flow_dump(flow_of(sym));
		else
			check_function(sym);
	} END_FOR_EACH_PTR(sym);
}

static void check_file(struct symbol_list *list)
{
	unsigned int i;

	diag_strict = sa_opt.mode == SA_MODE_STRICT ||
		      (sa_opt.mode == SA_MODE_AUTO && is_opted_in());
	callbacks_collect(list);
	for (i = 0; i < nr_rules; i++)
		if (rules[i]->file)
			rules[i]->file(list);
	check_list(list);
	for (i = 0; i < nr_rules; i++)
		if (rules[i]->file_end)
			rules[i]->file_end(list);
	flow_forget();
	arena_reset(&fn_arena);
	arena_reset(&file_arena);
}

struct symbol_list *sacheck_parse(char *file)
{
	struct symbol_list *list;
	struct symbol *sym;

	crash_set_file(file);
	source_open(file);
	diag_set_file(file);
	list = sparse(file);
	FOR_EACH_PTR(list, sym) {
		frontend_wellformed(sym);
	} END_FOR_EACH_PTR(sym);
	if (die_if_error)
		fprintf(stderr, "%s: error: not checked: sparse cannot parse it\n",
			file);
	else
		check_file(list);
	return list;
}

int main(int argc, char **argv)
{
	on_exit(gave_up, NULL);
	crash_catch();
	sa_options_parse(&argc, &argv);
	facts_load(sa_opt.facts_dir);
	diag_start();
	add_pre_buffer("#define __SACHECK__ 1\n");
	sparse_main(argc, argv);
	finished = true;
	if (!diag_finish() || die_if_error)
		return SA_EXIT_BAD;
	return sa_exit_status();
}
