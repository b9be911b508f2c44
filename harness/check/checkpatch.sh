#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# checkpatch.pl --strict on each patch. What it may say, and why, is in
# harness/checkpatch-leftovers; a leftover that no longer occurs must go.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

leftovers=$HARNESS/checkpatch-leftovers
# No ~/.checkpatch.conf; and the python3 of Debian, which has what spdxcheck.py
# imports, before any other.
export HOME="$CK" PATH="/usr/bin:$PATH"

leftover()
{
	awk -v t="$1" '!/^#/ && $1 == t { found = 1 } END { exit !found }' "$leftovers"
}

# The types checkpatch names that are not on the list.
unlisted()
{
	sed -n 's/^.*: \(ERROR\|WARNING\|CHECK\):\([A-Z0-9_]*\): .*/\2/p' "$1" | sort -u |
	while read -r type; do
		echo "$type" >>"$CK/types"
		leftover "$type" || printf '%s ' "$type"
	done
}

one()
{
	log=$LOG/checkpatch-$(basename "$1").log
	rc=0
	(cd "$CKSRC" && perl scripts/checkpatch.pl --strict --terse --show-types \
		--no-summary "$1") >"$log" 2>&1 </dev/null || rc=$?
	types=$(unlisted "$log")
	if [ -n "$types" ]; then
		fail "checkpatch $(short "$1"): $types. Log: $log"
	elif grep -q '^Traceback' "$log"; then
		fail "checkpatch $(short "$1"): a script it calls broke. Log: $log"
	elif [ "$rc" -ne 0 ] && ! grep -q ': \(ERROR\|WARNING\|CHECK\):' "$log"; then
		fail "checkpatch $(short "$1") did not run. Log: $log"
	else
		ok "checkpatch $(short "$1")"
	fi
}

applied
: >"$CK/types"
two_lanes one
awk '!/^#/ && NF { print $1 }' "$leftovers" | while read -r type; do
	grep -qx "$type" "$CK/types" ||
		fail "leftover $type no longer occurs: remove it from harness/checkpatch-leftovers"
done
