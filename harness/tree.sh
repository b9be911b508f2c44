#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make tree: a kernel git tree to edit, work/tree, with one commit per patch on
# the branch `series`. Never throws away what the user has there.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=git.sh
. "$(dirname "$0")/git.sh"

stamp=$TREE.stamp
log=$LOG/tree-am.log

stamped()
{
	sed -n "s/^$1 //p" "$stamp" 2>/dev/null
}

# An existing tree may be made anew only if all it holds is in patches/ or is
# what an earlier `make tree` or `make export` left there.
existing()
{
	tree_is_clean "$TREE" ||
		die "$TREE has uncommitted or new files or a stopped git am" - \
			"Commit them (or finish: git am --continue), then make export."
	if [ "$(stamped patches)" = "$(series_sum)" ]; then
		echo "$TREE is there already, made from these patches"
		exit 0
	fi
	if "$HARNESS/export.sh" --check >"$LOG/tree-check.log" 2>&1; then
		mark
		echo "$TREE is there already and equals patches/"
		exit 0
	fi
	[ "$(stamped head)" = "$(git -C "$TREE" rev-parse HEAD)" ] ||
		die "$TREE has commits that are not in patches/" "$LOG/tree-check.log" \
			"Run make export, or move the tree away."
}

mark()
{
	printf 'patches %s\nhead %s\n' "$(series_sum)" "$(git -C "$TREE" rev-parse HEAD)" >"$stamp"
}

# A branch left by a tree whose folder was removed may hold the only copy of
# somebody's commits: keep it under another name.
create()
{
	git -C "$BASE" worktree prune
	head=$(git -C "$BASE" rev-parse -q --verify refs/heads/series || :)
	if [ -n "$head" ] && [ "$head" != "$(stamped head)" ]; then
		git -C "$BASE" branch -m series "series-$(date +%Y%m%d-%H%M%S)"
		echo "kept the earlier branch series under another name: git -C $BASE branch"
	fi
	step tree git -C "$BASE" worktree add -f -B series "$TREE" base
	unhide "$TREE"
}

"$HARNESS/deps.sh" tree
"$HARNESS/base.sh"
if [ -e "$TREE/.git" ]; then
	existing
	git -C "$TREE" reset -q --hard base
elif [ -e "$TREE" ]; then
	die "$TREE exists and is no git tree" - "Move it away."
else
	create
fi
# Before git am: a tree in which a patch stopped comes from these patches too.
mark
am_series "$TREE" "$log" ||
	die "$am_failed does not apply" "$log" \
		"Put it right in $TREE, git am --continue there, then make export."
mark
echo "$TREE: $(git -C "$TREE" rev-list --count base..HEAD) patches as commits on the branch series"
