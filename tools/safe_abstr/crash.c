// SPDX-License-Identifier: GPL-2.0
/*
 * A crash, sparse's or ours, ends as bad input does: one file that cannot be
 * checked must not look like a file with reports, nor like a broken build.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "crash.h"
#include "options.h"

static const char *current = "sacheck";

static void say(const char *text)
{
	if (write(STDERR_FILENO, text, strlen(text)) < 0)
		_exit(SA_EXIT_BAD);
}

static void crashed(int sig)
{
	(void)sig;
	say(current);
	say(": error: not checked: sacheck itself failed\n");
	_exit(SA_EXIT_BAD);
}

void crash_set_file(const char *file)
{
	current = file;
}

/* On a stack of its own: deeply nested input uses up the other. */
void crash_catch(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	static char memory[64 << 10];
	const stack_t stack = { .ss_sp = memory, .ss_size = sizeof(memory) };
	struct sigaction action = { .sa_handler = crashed, .sa_flags = SA_ONSTACK };
	unsigned int i;

	sigaltstack(&stack, NULL);
	for (i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], &action, NULL);
}
