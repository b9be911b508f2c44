#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# flow.sh: compares what sacheck --dump-cfg shows of tests/flow/NAME.c with
# NAME.expected: what ends where, in which order and how often. SACHECK is the
# program; after a change that is right, --update writes the expected files.
set -u

HERE=$(cd "$(dirname "$0")" && pwd)
SACHECK=${SACHECK:-$HERE/../sacheck}
case $SACHECK in
/*) ;;
*) SACHECK=$PWD/$SACHECK ;;
esac
unset SACHECK_FLAGS srctree

if [ ! -x "$SACHECK" ]; then
	echo "error: no program $SACHECK" >&2
	exit 2
fi
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
trap 'exit 2' HUP INT TERM

passed=0
failed=0

for file in "$HERE"/flow/*.c; do
	name=${file##*/}
	name=${name%.c}
	rc=0
	timeout 10 "$SACHECK" --dump-cfg "$file" >"$TMP/out" 2>&1 </dev/null || rc=$?
	if [ "${1:-}" = --update ]; then
		cp "$TMP/out" "$HERE/flow/$name.expected"
	fi
	if diff -u "$HERE/flow/$name.expected" "$TMP/out" >"$TMP/diff" 2>&1 &&
	   [ "$rc" = 0 ]; then
		echo "ok: $name"
		passed=$((passed + 1))
	else
		echo "FAIL: $name: status $rc, and:"
		sed 's/^/    /' "$TMP/diff"
		failed=$((failed + 1))
	fi
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
