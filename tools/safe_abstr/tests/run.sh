#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# run.sh [RULE | RULE/NAME]...: runs sacheck over tests/RULE/NAME.c and compares
# its reports with the comments in the files, line by line:
#
#   /* CASE fire: what is wrong */	up to the next CASE; must be reported
#   /* CASE clean: why it is right */	must be silent
#   ... /* EXPECT SA0101 SA0301 */	exactly these are reported on this line
#   ... /* KNOWN-GAP SA0101 */		should be, and is known not to be
#
# SACHECK is the program; CASES another folder of tests than this. The flags
# come from a kernel configured and prepared in FLAGS_FROM (with ARCH and
# CROSS_COMPILE as for its make), or stand in SACHECK_FLAGS_FILE, one line
# without quotes.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
SRCTREE=$(cd "$HERE/../../.." && pwd)
SACHECK=${SACHECK:-$HERE/../sacheck}
CASES=${CASES:-$HERE}
FLAGS_FROM=${FLAGS_FROM:-}
SACHECK_FLAGS_FILE=${SACHECK_FLAGS_FILE:-}
SECONDS_MAX=${SECONDS_MAX:-60}
CASES_MIN=15

die()
{
	printf 'error: %s\n' "$*" >&2
	exit 2
}

# What kbuild would check an object of lib/ with, one flag a line, without the
# name of that object.
flags_of_build()
{
	unset MAKEFLAGS MFLAGS MAKELEVEL
	make -n -C "$SRCTREE" O="$1" V=1 C=1 CHECK="$SACHECK" \
		-W "$SRCTREE/lib/ctype.c" lib/ctype.o 2>"$TMP/make.err" |
		sed -n "s|.*; $SACHECK \\(.*\\) [^ ]*lib/ctype\\.c\$|\\1|p" |
		xargs printf '%s\n' |
		sed -e '/^-Wp,/d' -e '/^-D_*KBUILD_[A-Z]*NAME=/d' \
			-e "s|^-I\\./|-I$1/|"
	cat <<-'EOF'
		-DKBUILD_MODNAME="test"
		-DKBUILD_BASENAME="test"
		-D__KBUILD_MODNAME=kmod_test
	EOF
}

find_flags()
{
	if [ -n "$SACHECK_FLAGS_FILE" ]; then
		tr -s ' ' '\n' <"$SACHECK_FLAGS_FILE"
	elif [ -n "$FLAGS_FROM" ]; then
		flags_of_build "$(cd "$FLAGS_FROM" && pwd)"
	else
		die "no flags: give FLAGS_FROM=, a kernel's build folder"
	fi
}

# one FILE, below tests/: its cases into TMP/FILE.result
one()
{
	name=${1%.c} rule=${1%%/*}
	out=$TMP/$name
	mkdir -p "${out%/*}"
	set --
	while IFS= read -r flag; do
		set -- "$@" "$flag"
	done <"$TMP/flags"
	case $rule in
	unsafe | owner) set -- "$@" -DSAFE_ABSTR ;;
	esac
	rc=0
	(cd "$TMP" && timeout "$SECONDS_MAX" "$SACHECK" "$@" "$CASES/$name.c") \
		>"$out.out" 2>&1 </dev/null || rc=$?
	awk -v rule="$rule" -v file="$CASES/$name.c" -v name="$name.c" -v rc="$rc" \
		-f "$HERE/compare.awk" "$out.out" "$CASES/$name.c" >"$out.result"
}

# The test files the arguments name, all without.
files_of()
{
	[ $# -gt 0 ] || set -- .
	for arg in "$@"; do
		if [ -f "$arg.c" ]; then
			echo "$arg.c"
		elif [ -f "$arg" ]; then
			echo "$arg"
		elif [ -d "$arg" ]; then
			find "$arg" -mindepth 1 \( -name flow -o -name fuzz \) \
				-prune -o -name '*.c' -print | sed 's|^\./||'
		else
			die "no such test: $arg"
		fi
	done | grep / | sort -u
}

if [ "${1:-}" = --one ]; then
	one "$2"
	exit 0
fi

[ -x "$SACHECK" ] || die "there is no $SACHECK: make -C tools/safe_abstr"
SACHECK=$(cd "$(dirname "$SACHECK")" && pwd)/${SACHECK##*/}
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
trap 'exit 130' INT TERM HUP
export SACHECK TMP CASES

find_flags >"$TMP/flags"
grep -q '^-I' "$TMP/flags" || {
	cat "$TMP/make.err" >&2 2>/dev/null || :
	die "found no flags: is $FLAGS_FROM configured and prepared?"
}
cd "$CASES"
files_of "$@" >"$TMP/files"
[ -s "$TMP/files" ] || die "there are no tests"
xargs -P 2 -n 1 "$HERE/run.sh" --one <"$TMP/files"
least=$CASES_MIN
[ $# -eq 0 ] && [ "$CASES" = "$HERE" ] || least=
while read -r file; do
	cat "$TMP/${file%.c}.result"
done <"$TMP/files" | awk -v least="$least" -f "$HERE/totals.awk"
