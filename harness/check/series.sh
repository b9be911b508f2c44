#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The series on a pristine base: quilt without fuzz and back, git am, git
# quiltimport, all with one result; and what the patches add is what stands in
# this repository, byte for byte.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

export QUILT_PATCHES="$TOP/patches" QUILT_SERIES="$TOP/series" QUILT_PC=.pc

# The tree object of what stands in CKSRC.
content()
{
	# -f: a .gitignore that the series adds is ignored by Debian's.
	git -C "$CKSRC" add -A -f -- . ':(exclude,top).pc'
	git -C "$CKSRC" write-tree
}

quilt_push()
(
	cd "$CKSRC"
	quilt --quiltrc=- push -a --fuzz=0
)

quilt_pop()
(
	cd "$CKSRC"
	git reset -q
	quilt --quiltrc=- pop -a -q
	rm -rf .pc
	[ -z "$(git status --porcelain)" ]
)

quilt_import()
(
	cd "$CKSRC"
	git quiltimport --patches "$TOP/patches" --series "$TOP/series"
)

same_tree()
{
	[ "$1" = "$(git -C "$CKSRC" rev-parse 'HEAD^{tree}')" ]
}

# Every patch is in series, and every line of series has its patch.
listed()
{
	cd "$TOP/patches"
	find . -name "*.patch" | sed 's|^\./||' | sort >"$CK/found"
	sort "$TOP/series" | diff - "$CK/found"
	for g in $(cut -d / -f 1 "$TOP/series" | uniq); do
		[ -f "$g/cover-letter.txt" ] || { echo "$g has no cover letter"; exit 1; }
		[ "$(grep -c "^$g/" "$TOP/series")" -le 15 ] || { echo "$g has over 15 patches"; exit 1; }
	done
}

[ -s "$TOP/series" ] || die "there is no series in $TOP/series" - "Run make export."
verify "series names all patches, in groups of at most 15 with cover letter" listed listed
pristine
verify "quilt push -a --fuzz=0" quilt-push quilt_push
by_quilt=$(content)
verify "quilt pop -a leaves the base" quilt-pop quilt_pop
pristine
verify "git quiltimport" quiltimport quilt_import
verify "quiltimport gives what quilt gives" same-import same_tree "$by_quilt"
pristine
rm -f "$CK/applied"
verify "git am" am applied
verify "git am gives what quilt gives" same-am same_tree "$by_quilt"
verify "the patches are as make export writes them, and add what stands in the tree here" \
	export "$HARNESS/export.sh" --check "$CKSRC"
