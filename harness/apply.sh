#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# apply.sh: makes SRC, a worktree at base + series. The patches are applied to
# an index of their own first; only when all apply does SRC move, and then only
# the files that differ, so that make rebuilds no more than it must.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

SERIES=$TOP/series
PATCHES=$TOP/patches

patch_list()
{
	sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$SERIES"
}

stamp_of()
{
	git -C "$BASE" rev-parse base
	patch_list | while read -r patch; do
		cksum <"$PATCHES/$patch"
	done
}

check_list()
{
	[ -s "$SERIES" ] || die "there is no series in $SERIES" - \
		"Clone the repository again, or make export."
	patch_list | while read -r patch; do
		[ -f "$PATCHES/$patch" ] ||
			die "series names $patch, which patches/ lacks" - \
				"Run make export, or mend series."
	done
}

# One commit per patch on base, without touching any file. A subshell: the
# index is for it alone.
commit_series()
(
	cd "$BASE"
	export GIT_INDEX_FILE="$WORK/apply.index"
	git_fixed read-tree base
	head=$(git rev-parse base)
	for patch in $(patch_list); do
		echo "$patch"
		git_fixed apply --cached --whitespace=nowarn \
			"$PATCHES/$patch" || die "$patch does not apply" \
			"$LOG/apply.log" \
			"Run make tree on a base it applies to, rebase it, then make export."
		tree=$(git_fixed write-tree)
		head=$(git_fixed commit-tree -p "$head" -m "$patch" "$tree")
	done
	rm -f "$GIT_INDEX_FILE"
	git update-ref refs/harness/src "$head"
)

move_src()
{
	head=$(git -C "$BASE" rev-parse refs/harness/src)
	if [ -e "$SRC/.git" ] && git -C "$SRC" rev-parse -q --verify HEAD; then
		# A run that was killed leaves its lock.
		rm -f "$(git -C "$SRC" rev-parse --git-dir)/index.lock"
		git_fixed -C "$SRC" reset -q --hard "$head"
	else
		rm -rf "$SRC"
		git_fixed -C "$BASE" worktree prune
		git_fixed -C "$BASE" worktree add -q -f --detach "$SRC" "$head"
	fi
}

apply()
{
	commit_series && move_src
}

check_list
stamp=$(stamp_of)
if [ "$(cat "$WORK/src.stamp" 2>/dev/null)" = "$stamp" ]; then
	git_fixed -C "$SRC" diff --quiet HEAD -- 2>/dev/null ||
		die "$SRC was changed by hand" - \
			"Edit in work/tree (make tree); remove $SRC to have it made again."
	exit 0
fi
[ -e "$SRC/.git" ] || need_space 3000 "$WORK"
step apply apply
printf '%s\n' "$stamp" >"$WORK/src.stamp"
