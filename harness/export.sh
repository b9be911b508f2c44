#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make export: the commits base..HEAD of work/tree become patches/, series and
# the in-tree copies of the files the series adds.
# export.sh --check [TREE]: change nothing, say whether all that is current.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=git.sh
. "$(dirname "$0")/git.sh"
export LC_ALL=C

order='core gpio char net'
# The top folders whose files ship; all else here only serves this repository.
shipped='Documentation drivers include lib samples tools'

group_of()
{
	group=$(awk -v w="${1%%:*}" '$1 == w { print $2 }' "$HARNESS/groups")
	echo "${group:-core}"
}

write_patch()
{
	git -C "$tree" format-patch -1 "$1" --start-number "$2" -o "$3" \
		--no-numbered --subject-prefix=PATCH --zero-commit --no-signature \
		--no-base --no-thread --no-notes --no-renames --abbrev=12 \
		--diff-algorithm=myers --src-prefix=a/ --dst-prefix=b/
}

write_patches()
{
	left=$order last=
	: >"$out/series"
	for c in $(git -C "$tree" rev-list --reverse base..HEAD); do
		subject=$(git -C "$tree" log -1 --format=%s "$c")
		group=$(group_of "$subject")
		if [ "$group" != "$last" ]; then
			case " $left " in
			*" $group "*) ;;
			*) die "\"$subject\" ($group) follows a commit of $last" - \
				"Order the commits as $order, or correct harness/groups." ;;
			esac
			left=${left#*"$group"} last=$group n=0
			mkdir -p "$out/patches/$group"
		fi
		n=$((n + 1))
		name=$(write_patch "$c" $n "$out/patches/$group")
		echo "$group/${name##*/}" >>"$out/series"
	done
}

# What the series adds: whole files, and the lines of the MAINTAINERS entry.
write_copies()
{
	git -C "$tree" diff --no-renames --name-only --diff-filter=A base HEAD >"$out/added"
	while read -r f; do
		case " $shipped " in
		*" ${f%%/*} "*) ;;
		*) die "the series adds $f" - \
			"Add its top folder to \"shipped\" in harness/export.sh." ;;
		esac
	done <"$out/added"
	mkdir -p "$out/files"
	tr '\n' '\0' <"$out/added" |
		xargs -0r git -C "$tree" -c tar.umask=0022 archive HEAD -- | tar -xf - -C "$out/files" 2>/dev/null ||
		[ ! -s "$out/added" ]
	git -C "$tree" diff base HEAD -- MAINTAINERS | sed -n '/^+++/d;s/^+//p' >"$out/files/MAINTAINERS"
}

# Shipped files that stand in this repository now.
present()
{
	for d in $shipped; do
		[ ! -d "$TOP/$d" ] || (cd "$TOP" && find "$d" -type f)
	done
}

# Somebody may have edited a copy here instead of work/tree; do not undo that
# silently. A copy is known if the last commit or the last export has it.
refuse_lost_edits()
{
	known=$WORK/exported
	present | while read -r f; do
		! cmp -s "$TOP/$f" "$out/files/$f" || continue
		sum=$(git -C "$TOP" hash-object --no-filters "$TOP/$f")
		[ "$sum" != "$(git -C "$TOP" rev-parse -q --verify "HEAD:$f")" ] || continue
		! grep -qs "^$sum " "$known" || continue
		echo "$f"
	done >"$out/lost"
	[ ! -s "$out/lost" ] ||
		die "edited here, not in the kernel tree: $(tr '\n' ' ' <"$out/lost")" - \
			"Carry the change over to $tree and commit it there, or undo it here."
}

install_all()
{
	for g in $order; do
		find "$TOP/patches/$g" -name '[0-9]*.patch' -delete 2>/dev/null || :
	done
	cp -R "$out/patches" "$TOP/"
	cp "$out/series" "$TOP/series"
	present | while read -r f; do
		[ -e "$out/files/$f" ] || rm "$TOP/$f"
	done
	cp -Rp "$out/files/." "$TOP/"
	for d in $shipped; do
		[ ! -d "$TOP/$d" ] || find "$TOP/$d" -depth -type d -empty -delete
	done
	present | while read -r f; do
		echo "$(git hash-object --no-filters "$TOP/$f") $f"
	done >"$WORK/exported"
}

# The same comparison whichever way round: patches, series, copies.
check()
{
	mkdir -p "$out/now/patches" "$out/now/files"
	series_files | while read -r f; do
		mkdir -p "$out/now/patches/$(basename "$(dirname "$f")")"
		cp "$f" "$out/now/patches/$(basename "$(dirname "$f")")/"
	done
	for g in $order; do
		find "$TOP/patches/$g" -name '[0-9]*.patch' 2>/dev/null |
		while read -r f; do
			[ -e "$out/now/patches/$g/${f##*/}" ] || echo "not in series: $g/${f##*/}"
		done
	done >"$out/stray"
	present | tar -C "$TOP" -cf - -T - | tar -C "$out/now/files" -xf -
	cp "$TOP/series" "$out/now/" && cp "$TOP/MAINTAINERS" "$out/now/files/"
	cat "$out/stray"
	diff -ru "$out/now/series" "$out/series" && diff -ru "$out/now/patches" "$out/patches" &&
		diff -ru "$out/now/files" "$out/files" && [ ! -s "$out/stray" ]
}

mode="export"
[ "${1:-}" != --check ] || { mode="check"; shift; }
tree=${1:-$TREE}
[ -e "$tree/.git" ] || die "$tree does not exist" - "Run make tree."
tree_is_clean "$tree" ||
	die "$tree has uncommitted or new files or a stopped git am" - "Commit first."
git -C "$tree" merge-base --is-ancestor base HEAD ||
	die "the commits of $tree do not stand on its branch base" - \
		"Rebase them on base."
[ -z "$(git -C "$tree" rev-list --min-parents=2 base..HEAD)" ] ||
	die "$tree has a merge commit" - "Rebase it on base."
mkdir -p "$LOG"
out=$(mktemp -d "$WORK/export.XXXXXX")
trap 'rm -rf "$out"' EXIT
mkdir -p "$out/patches"
write_patches
write_copies
if [ "$mode" = check ]; then
	check >"$LOG/export-check.log" ||
		die "patches/ or the in-tree copies differ from the commits of $tree" \
			"$LOG/export-check.log" "Run make export."
	exit 0
fi
stamp=$TREE.stamp
if [ -s "$TOP/series" ] && [ "$(sed -n 's/^patches //p' "$stamp" 2>/dev/null)" != "$(series_sum)" ]; then
	check >"$LOG/export-check.log" ||
		die "patches/ changed since $tree was made from it" "$LOG/export-check.log" \
		    \
			"Run make tree first, or put patches/ back."
fi
refuse_lost_edits
install_all
printf 'patches %s\nhead %s\n' "$(series_sum)" "$(git -C "$tree" rev-parse HEAD)" >"$stamp"
echo "exported $(wc -l <"$TOP/series") patches and $(wc -l <"$out/added") files"
