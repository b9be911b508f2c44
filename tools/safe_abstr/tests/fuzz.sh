#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# fuzz.sh: runs sacheck over tests/fuzz/*.c, which once made it crash or hang,
# and over the tables tests/fuzz/*.facts. Any result is good but a crash, a
# hang or an unknown status. A NAME that begins with "sparse" is one that sparse
# itself fails on: bad input is the only right answer. SACHECK is the program.
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

# check NAME COMMAND...: a status of 0, 1 or 2, and not from a caught crash
check()
{
	name=$1
	shift
	rc=0
	timeout 10 "$@" >"$TMP/out" 2>&1 </dev/null || rc=$?
	case $name:$rc in
	sparse*:2) ;;
	sparse*) rc="$rc, not 2" ;;
	*:[012])
		! grep -q 'sacheck itself failed' "$TMP/out" || rc=crash
		;;
	esac
	case $rc in
	[012])
		echo "ok: $name"
		passed=$((passed + 1))
		;;
	*)
		echo "FAIL: $name: status $rc"
		tail -n 5 "$TMP/out" | sed 's/^/    /'
		failed=$((failed + 1))
		;;
	esac
}

for file in "$HERE"/fuzz/*.c; do
	name=${file##*/}
	check "${name%.c}" "$SACHECK" --facts "$HERE/../facts" "$file"
done

echo 'static int one;' >"$TMP/good.c"
for file in "$HERE"/fuzz/*.facts; do
	[ -f "$file" ] || continue
	name=${file##*/}
	mkdir -p "$TMP/facts"
	cp "$file" "$TMP/facts/a.facts"
	check "table ${name%.facts}" "$SACHECK" --facts "$TMP/facts" "$TMP/good.c"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
