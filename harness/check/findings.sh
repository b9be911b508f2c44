#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The patches of findings/ apply to the base, are clean under checkpatch and
# compile; and what the triage list says they mend is no longer reported when
# they are applied. That it is without them, the part sacheck checks.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

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

# Old drivers name their registers in CamelCase.
clean_patches()
{
	cd "$CKSRC"
	HOME=$CK PATH="/usr/bin:$PATH" xargs perl scripts/checkpatch.pl --strict \
		--terse --show-types --no-summary --no-signoff \
		--ignore CAMELCASE <"$OUT/patches"
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

# The folder whose Makefile compiles a file.
folder_of()
{
	folder=$(dirname "$1")
	while [ ! -f "$SRC/$folder/Makefile" ]; do
		folder=$(dirname "$folder")
	done
	echo "$folder"
}

# What the survey has not asked for yet.
commands()
{
	while read -r file; do
		[ -f "$COMMANDS/$file.flags" ] || folder_of "$file"
	done <"$OUT/files" | sort -u >"$OUT/folders"
	while read -r folder; do
		survey_commands "$folder" || return 1
	done <"$OUT/folders"
}

# Sparse's own flags come first, then what the compiler gets too.
compile()
{
	eval "set -- $(sed 's/.*-nostdinc/-nostdinc/' "$COMMANDS/$1.flags") $CKSRC/$1"
	(cd "$SURVEY" && gcc -fsyntax-only -Werror "$@")
}

compile_all()
{
	commands || return 1
	while read -r file; do
		compile "$file" || return 1
	done <"$OUT/files"
}

# "CODE FILE FUNCTION" of what is reported of FILE; sacheck must not fail.
reports_of()
{
	SRC=$CKSRC "$HARNESS/survey/one.sh" "$SACHECK --survey" "$OUT" "$1" || return 1
	out=$OUT/${1%.c}
	case $(cat "$out.stat") in
	0\ * | 1\ *) ;;
	*) cat "$out.out" >&2; return 1 ;;
	esac
	[ ! -s "$out.json" ] ||
		jq -r --arg f "$1" '.[] | select(.code) |
			[.code, $f, .function // "-"] | join(" ")' "$out.json"
}

reports()
{
	while read -r file; do
		reports_of "$file" || return 1
	done <"$OUT/files" >"$OUT/after"
}

# What a row names is no longer reported.
mended()
{
	reports || return 1
	rows | while read -r code file function patch; do
		[ -f "$TOP/$patch" ] || echo "no file $patch"
		grep -qx "$file" "$OUT/files" || echo "$patch leaves $file alone"
		! grep -qxF "$code $file $function" "$OUT/after" ||
			echo "$patch: $file: $function(): still $code"
	done >"$OUT/wrong"
	cat "$OUT/wrong"
	[ ! -s "$OUT/wrong" ]
}

# Every patch is named in the list, or says that no report led to it.
all_named()
{
	sed "s|^$TOP/||" "$OUT/patches" | while read -r patch; do
		grep -qF "$patch" "$TRIAGE" ||
			grep -q '^Found by reading' "$TOP/$patch" || echo "$patch"
	done >"$OUT/unnamed"
	cat "$OUT/unnamed"
	[ ! -s "$OUT/unnamed" ]
}

"$HARNESS/survey.sh" --prepare
find_sparse
build_sacheck
export SACHECK SURVEY COMMANDS SACHECK_SECONDS SACHECK_KBYTES
pristine
verify "the findings apply to the base" findings-apply apply_all
verify_slow "they are clean under checkpatch" findings-checkpatch clean_patches
verify "every finding is named in the triage list" findings-named all_named
verify_slow "what they change compiles" findings-compile compile_all
verify_slow "what they mend is no longer reported" findings-mended mended
