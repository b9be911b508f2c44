# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0
#
# Sourced after common.sh by what runs sacheck: the program itself, and the tree
# of make survey, an x86_64 allmodconfig that is prepared but never compiled.
#
#   SATREE    the kernel tree sacheck is built from: work/tree, or work/src
#   SACHECK   the program, built here unless it is given
#   SURVEY    the prepared build folder of work/src
#   COMMANDS  DIR.list: the C files the configuration compiles below DIR;
#             FILE.flags: what kbuild checks FILE with, quoted for a shell

arch_vars x86_64
export ARCH
SURVEY=$WORK/survey
COMMANDS=$SURVEY/commands
SACHECK_OUT=${SACHECK_OUT:-$WORK/sacheck}
SATREE=${SATREE:-$TREE}
[ -f "$SATREE/tools/safe_abstr/Makefile" ] || SATREE=$SRC
SACHECK_SECONDS=${SACHECK_SECONDS:-60}
SACHECK_KBYTES=${SACHECK_KBYTES:-4000000}

# Variables of our own make must not reach the kernel's.
unset MAKEFLAGS MFLAGS MAKELEVEL

# find_sparse: sets SPARSE to the source tree of a built sparse.
find_sparse()
{
	"$HARNESS/sparse.sh"
	SPARSE=${SPARSE:-$WORKTOP/sparse}
	SPARSE=$(cd "$SPARSE" && pwd)
	export SPARSE
}

make_sacheck()
{
	make -C "$SATREE/tools/safe_abstr" O="$SACHECK_OUT" SPARSE="$SPARSE" \
		HOSTCC="ccache gcc" "$@"
}

build_sacheck()
{
	if [ -n "${SACHECK:-}" ]; then
		[ -x "$SACHECK" ] || die "SACHECK=$SACHECK is no program" - \
			"Give the path of a built sacheck, or none."
		return 0
	fi
	[ -f "$SATREE/tools/safe_abstr/Makefile" ] ||
		die "$SATREE has no tools/safe_abstr" - "Run make tree."
	mkdir -p "$SACHECK_OUT"
	step sacheck-build make_sacheck -s
	SACHECK=$SACHECK_OUT/sacheck
	export SACHECK
}

# survey_make ARGS: the kernel's make for the survey tree
survey_make()
{
	make -C "$SRC" O="$SURVEY" ARCH="$ARCH" CROSS_COMPILE="$CROSS" \
		CC="ccache ${CROSS}gcc" HOSTCC="ccache gcc" "$@"
}

survey_stamp()
{
	git -C "$SRC" rev-parse HEAD
	cksum <"$HARNESS/kernel/survey.config"
}

survey_prepare()
{
	rm -rf "$COMMANDS"
	survey_make KCONFIG_ALLCONFIG="$HARNESS/kernel/survey.config" \
		allmodconfig &&
	survey_make -j"$JOBS" prepare
}

# The survey tree of the series as it is now.
survey_tree()
{
	mkdir -p "$SURVEY"
	stamp=$(survey_stamp)
	[ "$(cat "$SURVEY/prepared" 2>/dev/null)" != "$stamp" ] || return 0
	need_space 500 "$WORK"
	rm -f "$SURVEY/prepared"
	step survey-prepare survey_prepare
	printf '%s\n' "$stamp" >"$SURVEY/prepared"
}

# What make would do for DIR, as commands; nothing is run. CHECK needs to be a
# program that checks, or kbuild leaves it out: here it only marks the lines.
dry_run()
{
	survey_make -n V=1 C=1 CHECK="$SPARSE/sparse" "$1/"
}

# "FILE flags" a line, FILE below SRC. Only files that are in the tree: what
# the build would generate is not there.
commands_of()
{
	dry_run "$1" |
		sed -n "s|^.*; $SPARSE/sparse \\(.*\\) $SRC/\\([^ ]*\\.c\\)\$|\\2 \\1|p" |
		sed "s|-Wp,[^ ]*||g; s| -I  *| -I|g; s| -I\\./| -I$SURVEY/|g; s| -I\\([^/]\\)| -I$SURVEY/\\1|g"
}

split_commands()
{
	commands_of "$1" | sort -u >"$COMMANDS/$1.all"
	while read -r file flags; do
		mkdir -p "$COMMANDS/${file%/*}"
		printf '%s\n' "$flags" >"$COMMANDS/$file.flags"
		printf '%s\n' "$file"
	done <"$COMMANDS/$1.all" >"$COMMANDS/$1.list.new"
	rm "$COMMANDS/$1.all"
	mv "$COMMANDS/$1.list.new" "$COMMANDS/$1.list"
}

# survey_commands DIR: COMMANDS for DIR, a folder of SRC.
survey_commands()
{
	[ -d "$SRC/$1" ] || die "there is no folder $1 in $SRC" - \
		"Give folders of the kernel tree, as in DIR=drivers/gpio."
	[ ! -f "$COMMANDS/$1.list" ] || return 0
	mkdir -p "$COMMANDS/$1"
	step "survey-commands-$(printf %s "$1" | tr / -)" split_commands "$1"
}

# As words for $(...), with absolute paths and without quotes.
plain_words()
{
	xargs printf '%s ' | sed 's/ $//'
}

# test_flags TREE: the flags for a file that is in no Makefile, with the headers
# of TREE first, where the series is edited.
test_flags()
{
	survey_commands drivers/gpio >&2
	read -r file <"$COMMANDS/drivers/gpio.list"
	plain_words <"$COMMANDS/$file.flags" | tr ' ' '\n' |
		sed -e "/^-I.*\\/drivers\\/gpio\$/d" -e /^-DDEBUG\$/d \
			-e 's/^\(-DKBUILD_.*NAME=\).*/\1"test"/' \
			-e 's/^\(-D__KBUILD_MODNAME=\).*/\1kmod_test/' \
			-e "s|^-I$SRC/include\$|-I$1/include\\n&|" | paste -sd ' '
}
