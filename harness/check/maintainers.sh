#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# get_maintainer.pl, on the tree with the series, finds for each patch the lists
# of its group (maintainers.expect), and for the core group the entry's people.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

expect=$HARNESS/check/maintainers.expect

group_expects()
{
	awk -v g="$1" '!/^#/ && $1 == g { print $2 }' "$expect"
}

# The addresses of the series' own MAINTAINERS entry.
entry()
{
	sed -n 's/^[ML]:.*[	<]\([^ <>	]*@[^ <>	]*\).*/\1/p' "$TOP/MAINTAINERS" | sort -u
}

found()
{
	(cd "$CKSRC" && perl scripts/get_maintainer.pl --no-git --no-git-fallback \
		--no-rolestats "$1")
}

one()
{
	group=$(basename "$(dirname "$1")")
	log=$LOG/maintainers-$(basename "$1").log
	found "$1" >"$log" 2>&1 </dev/null || :
	[ "$group" != core ] || cat "$log" >>"$LOG/maintainers-core"
	lacking=
	for address in $(group_expects "$group"); do
		grep -qF "$address" "$log" || lacking="$lacking $address"
	done
	if [ -z "$lacking" ] && [ -n "$(group_expects "$group")" ]; then
		ok "get_maintainer.pl $(short "$1")"
	else
		fail "get_maintainer.pl $(short "$1") lacks${lacking:- a rule in maintainers.expect}. Log: $log"
	fi
}

applied
: >"$LOG/maintainers-core"
two_lanes one
for address in $(entry); do
	verify "get_maintainer.pl finds $address of the MAINTAINERS entry" entry \
		grep -F "$address" "$LOG/maintainers-core"
done
verify "MAINTAINERS entry is well formed" self-test sh -c "
	cd '$CKSRC' && perl scripts/get_maintainer.pl --self-test=patterns --no-git >'$CK/self' 2>&1
	for f in \$(sed -n 's/^F:.//p' '$TOP/MAINTAINERS'); do
		! grep -F \"\$f\" '$CK/self' || exit 1
		[ -e \"\$f\" ] || { echo \"no \$f\"; exit 1; }
	done"
