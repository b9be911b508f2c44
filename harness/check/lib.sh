# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0
#
# Sourced by the parts of make test, from their folder. They have a worktree of
# their own, CKSRC, so that testing never touches src/ or tree/.

TOP=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=../common.sh
. "$TOP/harness/common.sh"
# shellcheck source=../git.sh
. "$TOP/harness/git.sh"

CK=$WORK/check
CKSRC=$CK/src
mkdir -p "$CK"

ok()
{
	printf 'ok: %s\n' "$*"
}

# One failure of a part; the part goes on.
fail()
{
	printf 'FAIL: %s\n' "$*"
}

# verify WHAT NAME CMD...: one check, its output in LOG/check-NAME.log.
verify()
{
	v_what=$1 v_log=$LOG/check-$2.log
	shift 2
	if ("$@") >"$v_log" 2>&1 </dev/null; then
		ok "$v_what"
	else
		fail "$v_what. Log: $v_log"
	fi
}

# verify_slow WHAT NAME CMD...: the same, showing how long it has been running.
verify_slow()
{
	v_what=$1
	shift
	if try "$@"; then
		ok "$v_what"
	else
		fail "$v_what. Log: $LOG/$1.log"
	fi
}

# CKSRC without any patch, whatever an interrupted run left there.
pristine()
{
	if [ ! -e "$CKSRC/.git" ]; then
		rm -rf "$CKSRC"
		git -C "$BASE" worktree prune
		step check-tree git -C "$BASE" worktree add -f --detach "$CKSRC" base
	fi
	dir=$(git -C "$CKSRC" rev-parse --absolute-git-dir)
	rm -rf "$dir/index.lock" "$dir/rebase-apply"
	git -C "$CKSRC" reset -q --hard
	git -C "$CKSRC" checkout -q --detach base
	unhide "$CKSRC"
	git -C "$CKSRC" clean -fdqx
}

# CKSRC with the whole series as commits, as the part "series" applied it.
applied()
{
	applied_sum=$(series_sum)
	[ -n "$(series_files)" ] ||
		die "there is no series in $TOP/series" - "Run make export."
	if [ "$(cat "$CK/applied" 2>/dev/null)" = "$applied_sum" ] &&
	   tree_is_clean "$CKSRC" &&
	   git -C "$CKSRC" checkout -q --detach refs/harness/check; then
		return 0
	fi
	pristine
	am_series "$CKSRC" "$LOG/check-am.log" ||
		die "$am_failed does not apply" "$LOG/check-am.log" \
			"Run make tree, put it right, make export."
	git -C "$CKSRC" update-ref refs/harness/check HEAD
	echo "$applied_sum" >"$CK/applied"
}

# Files the series adds, at their in-tree paths.
added_files()
{
	git -C "$CKSRC" diff --no-renames --name-only --diff-filter=A base HEAD
}

# short PATCH: as in series
short()
{
	printf '%s' "${1#"$TOP/patches/"}"
}

# build_cases WHO LOG: the verdicts of a build of the cases.
build_cases()
{
	if [ -s "$2" ]; then
		sed -n -e "s/^ok: /&$1 /p" -e "s/^FAIL: /&$1 /p" "$2"
	else
		fail "$1: no must-build results. Log: $2"
	fi
}

# lane FUNCTION N
lane()
{
	while read -r lane_patch; do
		"$1" "$lane_patch"
	done <"$CK/lane$2"
}

# two_lanes FUNCTION: for each patch of the series, the long ones shared out
# between two lanes that run at once.
two_lanes()
{
	: >"$CK/lane0"
	: >"$CK/lane1"
	series_files | xargs wc -c | sort -rn | awk -v to="$CK/lane" '
		$2 != "total" {
			n = sum[1] < sum[0]
			sum[n] += $1
			print $2 >(to n)
		}'
	lane "$1" 0 &
	lane_0=$!
	lane "$1" 1
	wait "$lane_0"
}
