# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0
#
# Sourced after common.sh, whose fixed configuration and committer plain git
# gets here too: the user's own must not change what is applied or exported.

export GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# The patches of the series, one path a line, in order.
series_files()
{
	[ ! -f "$TOP/series" ] || sed -e '/^#/d;/^$/d' -e "s|^|$TOP/patches/|" "$TOP/series"
}

# One checksum for all that a tree is made from.
series_sum()
{
	series_files | { while read -r f; do cat "$f"; done; } | sha256sum | cut -d ' ' -f 1
}

# am_series DIR LOG: the whole series onto DIR's HEAD. The committer's date is
# the author's, so that the same patches always give the same commits. On
# failure am_failed names the patch and git am is left as it stopped.
am_series()
{
	list=$(series_files)
	[ -n "$list" ] || return 0
	am_before=$(git -C "$1" rev-list --count HEAD)
	! printf '%s\n' "$list" | tr '\n' '\0' |
		xargs -0 git -C "$1" am --quiet --keep-non-patch \
			--committer-date-is-author-date >"$2" 2>&1 ||
		[ $(($(git -C "$1" rev-list --count HEAD) - am_before)) -ne \
			"$(printf '%s\n' "$list" | wc -l)" ] ||
		return 0
	dir=$(git -C "$1" rev-parse --absolute-git-dir)
	am_failed=$(printf '%s\n' "$list" |
		sed -n "$(cat "$dir/rebase-apply/next" 2>/dev/null || echo 1)p")
	am_failed=${am_failed#"$TOP/"}
	return 1
}

# Debian's .gitignore hides all new files at the top level, so git add and git
# status would pass over what the series adds: drop that rule in a work tree,
# where git is told not to look at the file.
unhide()
{
	grep -qsx '/\*' "$1/.gitignore" || return 0
	git -C "$1" update-index --skip-worktree .gitignore
	sed -i '/^\/\*$/,$d' "$1/.gitignore"
}

# tree_is_clean DIR: no changed, staged or new file, and no stopped git am.
tree_is_clean()
{
	unhide "$1"
	[ -z "$(git -C "$1" status --porcelain)" ] &&
	[ ! -d "$(git -C "$1" rev-parse --absolute-git-dir)/rebase-apply" ]
}
