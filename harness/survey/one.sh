#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# one.sh PROGRAM OUT FILE: runs PROGRAM ("sacheck --survey", "sparse") over a
# file of the survey. OUT/FILE.stat: exit status, user and system seconds,
# kilobytes; OUT/FILE.out: what it said; OUT/FILE.json: the reports, if any.
# The environment is survey.sh's.
set -eu

program=$1 out=$2/${3%.c} file=$3
mkdir -p "${out%/*}"
rm -f "$out.json"
# Kbuild's quotes are for a shell.
eval "set -- $(cat "$COMMANDS/$file.flags")"
case $program in
*sacheck\ *) set -- --json="$out.json" "$@" ;;
esac
cd "$SURVEY"
# shellcheck disable=SC3045  # dash has it
ulimit -v "$SACHECK_KBYTES" 2>/dev/null || :
rc=0
# shellcheck disable=SC2086  # a program and its options
/usr/bin/time -o "$out.time" -f '%U %S %M' timeout "$SACHECK_SECONDS" \
	$program "$@" "$SRC/$file" >"$out.out" 2>&1 </dev/null || rc=$?
echo "$rc $(tail -n 1 "$out.time")" >"$out.stat"
rm "$out.time"
