#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# base.sh: makes BASE, a git tree with the unchanged kernel as its one commit:
# Debian's linux-source, or KERNEL=path, which is only ever read. It is made as
# BASE.new and renamed when whole, so an interrupted run leaves no half tree.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=apt.sh
. "$HARNESS/apt.sh"

APT=$WORKTOP/apt
PKG=linux-source-$BASE_VERSION

fetch()
{
	apt_fetch "$APT" trixie-backports "$(dpkg --print-architecture)" "$PKG"
}

unpack()
{
	rm -rf "$BASE.new" "$APT/unpacked"
	mkdir -p "$BASE.new"
	deb=$(find "$APT" -maxdepth 1 -name "${PKG}_*.deb" | sort | tail -n 1)
	dpkg-deb -x "$deb" "$APT/unpacked"
	tar -C "$BASE.new" --strip-components=1 \
		-xf "$APT/unpacked/usr/src/$PKG.tar.xz"
	rm -rf "$APT/unpacked"
}

new_repo()
{
	git_fixed init -q -b base "$1"
	git -C "$1" config gc.auto 0
	git -C "$1" config core.compression 1
}

# Everything the tree holds, also what its .gitignore would hide.
commit_debian()
{
	new_repo "$BASE.new"
	cd "$BASE.new"
	git_fixed add -A -f
	git_fixed commit -q -m base
}

# The user's git, without even refreshing the index of the tree.
user_git()
{
	GIT_OPTIONAL_LOCKS=0 git -c safe.directory='*' -C "$KERNEL" "$@"
}

is_git_tree()
{
	[ -e "$KERNEL/.git" ] && user_git rev-parse -q --verify HEAD >/dev/null
}

# git_tree REPO: the user's HEAD as a tree object, its objects borrowed.
git_tree()
{
	objects=$(user_git rev-parse --path-format=absolute --git-path objects)
	echo "$objects" >"$1/.git/objects/info/alternates"
	user_git rev-parse 'HEAD^{tree}'
}

# plain_tree REPO: the user's files as a tree object in REPO. Without -f the
# .gitignore of a Debian source would hide all of it.
plain_tree()
{
	git_fixed -C "$KERNEL" --git-dir="$1/.git" --work-tree="$KERNEL" \
		add -A -f -- . ':(exclude,top).pc'
	git_fixed --git-dir="$1/.git" write-tree
}

# One commit, without the user's history, in REPO; an older one of REPO is
# replaced, so worktrees of REPO (work/tree) live on.
commit_kernel()
{
	[ -d "$1/.git" ] || new_repo "$1"
	if is_git_tree; then
		tree=$(git_tree "$1")
	else
		tree=$(plain_tree "$1")
	fi
	cd "$1"
	git update-ref refs/heads/base "$(git_fixed commit-tree -m base "$tree")"
	git_fixed reset -q --hard
}

kernel_version()
{
	sed -n 's/^VERSION = *//p' "$1/Makefile" | head -n 1 | tr '\n' .
	sed -n 's/^PATCHLEVEL = *//p' "$1/Makefile" | head -n 1
}

check_kernel()
{
	for f in Makefile Kbuild MAINTAINERS scripts/checkpatch.pl; do
		[ -f "$KERNEL/$f" ] ||
			die "KERNEL=$KERNEL is no kernel source tree (no $f)" \
				- "Give a Linux $BASE_VERSION source tree."
	done
	version=$(kernel_version "$KERNEL")
	[ "$version" = "$BASE_VERSION" ] ||
		die "KERNEL=$KERNEL is Linux $version, the series is for $BASE_VERSION" \
			- "Check out v$BASE_VERSION or a stable release of it."
	changed=
	if is_git_tree; then
		changed=$(user_git status --porcelain --untracked-files=no |
			head -n 1)
	elif [ -s "$KERNEL/.pc/applied-patches" ]; then
		changed="quilt patches are applied"
	elif [ -e "$KERNEL/.config" ] || [ -e "$KERNEL/include/generated" ]; then
		changed="it was built in"
	fi
	[ -z "$changed" ] ||
		die "KERNEL=$KERNEL has local changes ($changed)" - \
			"Commit or stash them, quilt pop -a, or make mrproper."
}

# What KERNEL is now; when it has moved since, BASE follows.
identity()
{
	if is_git_tree; then
		user_git rev-parse HEAD
	else
		find "$KERNEL" -type f -printf '%P %s %T@\n' | sort | cksum
	fi
}

base_of_kernel()
{
	check_kernel
	id=$(identity)
	[ "$(cat "$BASE/.git/made-from" 2>/dev/null)" != "$id" ] || return 0
	need_space 4500 "$WORKTOP"
	repo=$BASE
	[ -d "$BASE/.git" ] || repo=$BASE.new
	rm -rf "$BASE.new"
	step commit-kernel commit_kernel "$repo"
	echo "$id" >"$repo/.git/made-from"
	[ "$repo" = "$BASE" ] || mv "$BASE.new" "$BASE"
}

base_of_debian()
{
	[ ! -d "$BASE/.git" ] || return 0
	need_space 5000 "$WORKTOP"
	if ! ls "$APT/${PKG}"_*.deb >/dev/null 2>&1; then
		STEP_TODO="Check the network, or give KERNEL=path."
		step fetch-base fetch
		STEP_TODO=
	fi
	step unpack-base unpack
	step commit-base commit_debian
	mv "$BASE.new" "$BASE"
}

if [ -n "$KERNEL" ]; then
	base_of_kernel
else
	base_of_debian
fi
