#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make survey DIR="drivers/gpio ...": runs sacheck over every C file that an
# x86_64 allmodconfig compiles below these folders, without compiling them, and
# counts its reports by rule and by the verdicts in survey/triage. Exits 1 if
# sacheck crashed, ran out of memory or was not done in time on some file.
#
# survey.sh --flags FILE: prints the flags sparse or sacheck needs for FILE, one
# of the survey or any other; to be used in work/survey.
# survey.sh --prepare: only makes that tree.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=survey/lib.sh
. "$HARNESS/survey/lib.sh"

RESULTS=$SURVEY/results
TRIAGE=$HARNESS/survey/triage

# Everything up to the tree and sparse; quiet when it is there.
prepare()
{
	"$HARNESS/deps.sh" survey
	"$HARNESS/base.sh"
	"$HARNESS/apply.sh"
	find_sparse
	survey_tree
}

# The kernel tree that FILE, an absolute path, stands in, if any.
tree_of()
{
	dir=$(dirname "$1")
	while [ "$dir" != / ] && [ ! -f "$dir/Kbuild" ]; do
		dir=$(dirname "$dir")
	done
	echo "$dir"
}

flags()
{
	prepare >&2
	path=$1
	[ -f "$path" ] || path=$SRC/$1
	[ -f "$path" ] || die "there is no file $1" - "Give a C file."
	path=$(cd "$(dirname "$path")" && pwd)/$(basename "$path")
	tree=$(tree_of "$path")
	[ -d "$tree/include/linux" ] || tree=$SATREE
	file=${path#"$tree/"}
	case $file in
	/* | tools/*) ;;
	*) survey_commands "$(dirname "$file")" >&2 ;;
	esac
	if [ -f "$COMMANDS/$file.flags" ]; then
		plain_words <"$COMMANDS/$file.flags" |
			sed "s| -I$SRC/include | -I$tree/include&|"
		echo
	else
		test_flags "$tree"
	fi
}

run_all()
{
	xargs -P 2 -n 1 "$HARNESS/survey/one.sh" "$SACHECK --survey" "$RESULTS" \
		<"$SURVEY/files"
}

# The reports of all files, once each: a header's come with many files.
reports()
{
	while read -r file; do
		[ ! -s "$RESULTS/${file%.c}.json" ] || cat "$RESULTS/${file%.c}.json"
	done <"$SURVEY/files" |
		jq -r --arg src "$SRC/" '.[] | select(.code) |
			[.code, .rule, (.file | ltrimstr($src)), .line, .column,
			.function // "-", .message] | @tsv' |
		sort -u -t "$(printf '\t')" -k 1,1 -k 3,3 -k 4n,4 -k 5n,5 -k 7
}

# FILE STATUS USER SYSTEM KBYTES [memory], a line a file
statuses()
{
	while read -r file; do
		memory=
		! grep -q 'Cannot allocate memory' "$RESULTS/${file%.c}.out" ||
			memory=memory
		printf '%s %s %s\n' "$file" "$(cat "$RESULTS/${file%.c}.stat")" \
			"$memory"
	done <"$SURVEY/files" >"$SURVEY/statuses"
}

# troubled WORD TEST: the files whose status passes TEST, an awk expression
troubled()
{
	awk "$2 { print \$1 }" "$SURVEY/statuses" >"$SURVEY/$1"
	printf '%-28s %d\n' "$1" "$(wc -l <"$SURVEY/$1")"
	sed 's/^/  /' "$SURVEY/$1"
}

# Reports go to standard error otherwise, so what is there is sparse's.
unparsed()
{
	while read -r file; do
		! grep -q ': error: ' "$RESULTS/${file%.c}.out" || echo "$file"
	done <"$SURVEY/files" >"$SURVEY/not-parsed"
	printf '%-28s %d\n' "not-parsed" "$(wc -l <"$SURVEY/not-parsed")"
	while read -r file; do
		printf '  %s: %s\n' "$file" \
			"$(grep -m 1 -o 'error: .*' "$RESULTS/${file%.c}.out")"
	done <"$SURVEY/not-parsed"
}

survey()
{
	: >"$SURVEY/files.new"
	for dir in "$@"; do
		dir=${dir%/}
		survey_commands "$dir"
		cat "$COMMANDS/$dir.list" >>"$SURVEY/files.new"
	done
	sort -u "$SURVEY/files.new" >"$SURVEY/files"
	rm "$SURVEY/files.new"
	[ -s "$SURVEY/files" ] || die "allmodconfig compiles nothing in $*" - \
		"Give folders of drivers that x86_64 can build."
	sed 's/\.c$//' "$SURVEY/files" | while read -r name; do
		rm -f "$RESULTS/$name.stat" "$RESULTS/$name.json"
	done
	begin=$(date +%s)
	step survey-run run_all
	took=$(($(date +%s) - begin))
	reports >"$SURVEY/reports"
	say ""
	awk -f "$HARNESS/survey/summary.awk" "$TRIAGE" "$SURVEY/reports" \
		"$SURVEY/files" || bad=1
	say ""
	printf '%-28s %d in %s\n' files "$(wc -l <"$SURVEY/files")" "$(duration "$took")"
	statuses
	# shellcheck disable=SC2016  # awk's own fields
	{
		troubled crashed '$2 > 2 && $2 != 124'
		troubled timed-out '$2 == 124'
		troubled out-of-memory '$2 == 2 && $6 == "memory"'
	}
	unparsed
	say "What it said of each file, with notes: $RESULTS"
	for trouble in crashed timed-out out-of-memory; do
		[ ! -s "$SURVEY/$trouble" ] || bad=1
	done
	[ -z "${bad:-}" ]
}

case ${1:-} in
--flags)
	[ $# -eq 2 ] || die "survey.sh --flags needs a file" - "Give a C file."
	flags "$2"
	exit
	;;
--prepare)
	prepare
	exit
	;;
-*)
	die "survey.sh: unknown option $1" - "Use --flags FILE or --prepare."
	;;
esac
if [ $# -eq 0 ]; then
	# shellcheck disable=SC2086  # a list of folders
	set -- ${DIR:-drivers/gpio}
fi
prepare
build_sacheck
export SACHECK SURVEY COMMANDS SRC SACHECK_SECONDS SACHECK_KBYTES
survey "$@"
