#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make sacheck-bench: time and memory of sacheck against plain sparse, file by
# file and then for the whole folder with two processes; and how both grow with
# the branches of one function. DIR= another folder than drivers/gpio; SAMPLE=10
# only every tenth file and no more than 1000 branches. Exits 1 above a limit.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=survey/lib.sh
. "$HARNESS/survey/lib.sh"

DIR=${DIR:-drivers/gpio}
SAMPLE=${SAMPLE:-1}
LIMIT_TIME=1.5
LIMIT_MEMORY=2
SIZES="0 10 100 1000 10000"
[ "$SAMPLE" -eq 1 ] || SIZES="0 10 100 1000"
OUT=$SURVEY/bench
ONE=$HARNESS/survey/one.sh

# row NAME PROGRAM STAT: a line for the tables
row()
{
	echo "$1 $2 $(cat "$3")"
}

one_by_one()
{
	while read -r file; do
		"$ONE" "$SPARSE/sparse" "$OUT/sparse" "$file" &&
		"$ONE" "$SACHECK --survey" "$OUT/sacheck" "$file" || return 1
		for p in sparse sacheck; do
			row "$file" "$p" "$OUT/$p/${file%.c}.stat" >>"$OUT/rows"
		done
	done <"$OUT/files"
}

# whole PROGRAM NAME: the folder as make survey runs it
whole()
{
	xargs -P 2 -n 1 "$ONE" "$1" "$OUT/$2" <"$OUT/files"
}

whole_times()
{
	for p in sparse sacheck; do
		program=$SPARSE/sparse
		[ "$p" = sparse ] || program="$SACHECK --survey"
		begin=$(date +%s)
		whole "$program" "$p" || return 1
		echo "$p $(($(date +%s) - begin))" >>"$OUT/whole"
	done
}

# A generated file, with the flags of a test file.
one_generated()
{
	env COMMANDS="$OUT/growth" SRC="$OUT/growth" "$ONE" "$@"
}

growth()
{
	mkdir -p "$OUT/growth"
	for n in $SIZES; do
		file=branches$n.c
		awk -v n="$n" -f "$HARNESS/bench/branches.awk" >"$OUT/growth/$file"
		sed "s/\"/'\"'/g" "$OUT/flags" >"$OUT/growth/$file.flags"
		one_generated "$SPARSE/sparse" "$OUT/sparse" "$file" &&
		one_generated "$SACHECK --strict" "$OUT/sacheck" "$file" || return 1
		for p in sparse sacheck; do
			row "$n" "$p" "$OUT/$p/branches$n.stat" >>"$OUT/growth.rows"
		done
		[ ! -s "$OUT/sacheck/branches$n.json" ] ||
			jq -e 'all(.code == null)' "$OUT/sacheck/branches$n.json" ||
			echo "reports on $n branches" >>"$OUT/wrong"
	done
}

"$HARNESS/survey.sh" --prepare
find_sparse
build_sacheck
survey_commands "$DIR"
SACHECK_SECONDS=120
export SACHECK SURVEY COMMANDS SRC SACHECK_SECONDS SACHECK_KBYTES
rm -rf "$OUT"
mkdir -p "$OUT"
test_flags "$SATREE" >"$OUT/flags"
awk -v every="$SAMPLE" 'NR % every == 0' "$COMMANDS/$DIR.list" >"$OUT/files"
step sacheck-bench-files one_by_one
[ "$SAMPLE" -ne 1 ] || step sacheck-bench-whole whole_times
step sacheck-bench-growth growth
rc=0
say ""
awk -v time="$LIMIT_TIME" -v memory="$LIMIT_MEMORY" \
	-f "$HARNESS/bench/sacheck.awk" "$OUT/rows" || rc=1
[ ! -f "$OUT/whole" ] || awk '{ print "whole folder, 2 processes:", $1, $2, "s" }' "$OUT/whole"
awk -f "$HARNESS/bench/growth.awk" "$OUT/growth.rows" || rc=1
if [ -f "$OUT/wrong" ]; then
	cat "$OUT/wrong"
	rc=1
fi
say "File by file: $OUT/rows (status, user and system seconds, kilobytes)"
[ "$rc" -eq 0 ]
