#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make test: every part below, going on after one that fails; the last line is
# "N passed, N failed". PARTS="style series" runs only those. A part is a script
# of harness/check; each of its lines "ok: ..." and "FAIL: ..." counts as one,
# and a line "N passed, N failed" counts as that many.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

PARTS=${PARTS:-style series checkpatch maintainers kernel-doc suites must-not-build sacheck findings each-patch bench badinput}
passed=0 failed=0

# count FILE: sets p and f
count()
{
	# shellcheck disable=SC2046  # two numbers
	set -- $(awk '
		/^ok: / { p++ }
		/^FAIL: / { f++ }
		/^ *[0-9]+ passed, [0-9]+ failed$/ { p += $1; f += $3 }
		END { print p + 0, f + 0 }' "$1")
	p=$1 f=$2
}

run_part()
{
	out=$LOG/test-$1.out
	start=$(date +%s)
	say "== $1"
	rm -f "$out.rc"
	{
		"$HARNESS/check/$1.sh" </dev/null 2>&1 && echo 0 >"$out.rc" ||
			echo $? >"$out.rc"
	} | tee "$out"
	count "$out"
	if [ "$(cat "$out.rc")" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
		say "FAIL: part $1 ended early (status $(cat "$out.rc")). Log: $out"
	elif [ $((p + f)) -eq 0 ]; then
		f=1
		say "FAIL: part $1 checked nothing. Log: $out"
	fi
	passed=$((passed + p)) failed=$((failed + f))
	say "== $1: $p ok, $f failing, $(duration $(($(date +%s) - start)))"
	[ "$f" -eq 0 ] || failing="${failing:-} $1"
}

begin=$(date +%s)
"$HARNESS/deps.sh" test
"$HARNESS/base.sh"
for part in $PARTS; do
	[ -x "$HARNESS/check/$part.sh" ] ||
		die "there is no part '$part'" - "See harness/check/."
	run_part "$part"
done
say ""
[ -z "${failing:-}" ] || say "Failing parts:$failing; logs in $LOG"
say "All took $(duration $(($(date +%s) - begin)))"
say "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
