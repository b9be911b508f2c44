#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# test_build.sh GCC|CLANG CASE.c CASE.log COMPILER FLAGS...
#
# Compile a case with its wrong part, which must fail with the diagnostic that
# it names, and as it stands, which must go without a word:
#
#	// EXPECT: extended regular expression
#	// EXPECT-GCC: ...	and // EXPECT-CLANG: ..., where they differ
#
# The verdict is the first line of the log. A failed case is no failure of this
# script; the Makefile judges all of them together.
set -eu

kind=$1
in=$2
log=$3
shift 3

name=${in##*/}
name=${name%.c}
tmp=${log%/*}/.$name.tmp

trap 'rm -f "$tmp" "$tmp.o"' EXIT HUP INT TERM
: > "$tmp"

# Quotes in diagnostics depend on the locale.
export LC_ALL=C

verdict() {
	{ echo "$1"; cat "$tmp"; } > "$log"
	exit 0
}

# An error attribute speaks up late, so go all the way to an object.
compile() {
	"$@" -c "$in" -o "$tmp.o" 2>> "$tmp"
}

check_wrong() {
	expect=$(sed -nE "s|^// EXPECT(-$kind)?: ||p" "$in")
	[ -n "$expect" ] || verdict "FAIL: $name: names no diagnostic for $kind"

	# Without CONFIG_WERROR it must be an error, too.
	if compile "$@" -Wno-error -DWRONG; then
		verdict "FAIL: $name: builds with its wrong part"
	fi
	grep -qE -e "$expect" "$tmp" ||
		verdict "FAIL: $name: fails, but not with '$expect'"
}

if grep -q '^#if.*def WRONG$' "$in"; then
	check_wrong "$@"
fi

# Last, so that the recorded dependencies are those of a complete run.
said=$(wc -c < "$tmp")
if ! compile "$@" -Werror; then
	verdict "FAIL: $name: does not build without its wrong part"
fi
if [ "$(wc -c < "$tmp")" -ne "$said" ]; then
	verdict "FAIL: $name: builds with warnings without its wrong part"
fi
verdict "ok: $name"
