#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The patches of findings/ apply to the base, are clean under checkpatch and
# compile; and what the triage list says they mend is no longer reported when
# they are applied, though it is without them.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

applied
SATREE=$CKSRC
SACHECK_OUT=$CK/sacheck
# shellcheck source=../survey/lib.sh
. "$HARNESS/survey/lib.sh"
TRIAGE=$HARNESS/survey/triage
OUT=$CK/findings

# The patches, in the order they apply.
findings()
{
	find "$TOP/findings" -name '*.patch' | sort
}

# Rows that name a patch: "CODE FILE FUNCTION PATCH" a line.
rows()
{
	awk '$4 == "real" && $5 ~ /^findings\// {
		sub(/:$/, "", $5)
		print $1, $2, $3, $5 }' "$TRIAGE"
}

clean_patch()
{
	cd "$CKSRC"
	HOME=$CK PATH="/usr/bin:$PATH" perl scripts/checkpatch.pl --strict \
		--terse --show-types --no-summary --no-signoff "$1"
}

apply_all()
{
	rm -rf "$OUT"
	mkdir -p "$OUT"
	findings >"$OUT/patches"
	while read -r patch; do
		git_fixed -C "$CKSRC" am -q "$patch" || return 1
	done <"$OUT/patches"
	git -C "$CKSRC" diff --name-only base HEAD | grep '\.c$' >"$OUT/files"
}

# Sparse's own flags come first, then what the compiler gets too.
compile()
{
	eval "set -- $(sed 's/.*-nostdinc/-nostdinc/' "$COMMANDS/$1.flags") $CKSRC/$1"
	(cd "$SURVEY" && gcc -fsyntax-only -Werror "$@")
}

compile_all()
{
	while read -r file; do
		survey_commands "$(dirname "$file")" &&
		compile "$file" || return 1
	done <"$OUT/files"
}

reports_of()
{
	SRC=$CKSRC "$HARNESS/survey/one.sh" "$SACHECK --survey" "$OUT" "$1"
	[ ! -s "$OUT/${1%.c}.json" ] ||
		jq -r --arg f "$1" '.[] | select(.code) |
			[.code, $f, .function // "-"] | join(" ")' "$OUT/${1%.c}.json"
}

reports()
{
	while read -r file; do
		reports_of "$file" || return 1
	done <"$OUT/files" | sort -u
}

# What is reported before, for every row, and no longer after.
mended()
{
	reports >"$OUT/after"
	rows | while read -r code file function patch; do
		[ -f "$TOP/$patch" ] || echo "no file $patch"
		grep -qx "$file" "$OUT/files" || echo "$patch leaves $file alone"
		! grep -qxF "$code $file $function" "$OUT/after" ||
			echo "$patch: $file: $function(): still $code"
	done >"$OUT/wrong"
	cat "$OUT/wrong"
	[ ! -s "$OUT/wrong" ]
}

# Every patch is named by a row, or says that no report led to it.
all_named()
{
	rows | awk '{ print $4 }' | sort -u >"$OUT/named"
	sed "s|^$TOP/||" "$OUT/patches" | grep -vxFf "$OUT/named" |
		while read -r patch; do
			grep -q '^Found by reading' "$TOP/$patch" || echo "$patch"
		done >"$OUT/unnamed"
	cat "$OUT/unnamed"
	[ ! -s "$OUT/unnamed" ]
}

find_sparse
build_sacheck
export SACHECK SURVEY COMMANDS SACHECK_SECONDS SACHECK_KBYTES
"$HARNESS/survey.sh" --prepare
pristine
verify "the findings apply to the base" findings-apply apply_all
while read -r patch; do
	verify "checkpatch $(basename "$patch")" "checkpatch-$(basename "$patch")" \
		clean_patch "$patch"
done <"$OUT/patches"
verify "every finding is named in the triage list" findings-named all_named
verify_slow "what they change compiles" findings-compile compile_all
verify_slow "what they mend is no longer reported" findings-mended mended
