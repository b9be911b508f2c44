#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# sparse.sh: makes work/sparse, the built source of a sparse that can read the
# base: Debian's of unstable, as the one of Debian 12 is too old. With
# SPARSE=path that source tree is used instead and built if it is not. Prints
# nothing when there is nothing to do.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=apt.sh
. "$HARNESS/apt.sh"

APT=$WORKTOP/sparse-apt
LOCAL=$WORKTOP/sparse

fetch()
{
	rm -f "$APT"/sparse_*
	apt_fetch_source "$APT" sid sparse
}

tarball()
{
	find "$APT" -maxdepth 1 -name 'sparse_*.orig.tar.*' 2>/dev/null |
		sort | tail -n 1
}

# apt has checked the sums of what it fetched. Debian's own patches concern its
# packages only.
unpack()
{
	rm -rf "$LOCAL.new"
	mkdir -p "$LOCAL.new"
	tar -C "$LOCAL.new" --strip-components=1 -xf "$(tarball)"
}

is_built()
{
	[ -f "$1/libsparse.a" ] && [ -f "$1/sparse.o" ] && [ -x "$1/sparse" ]
}

build()
{
	make -C "$1" CC="ccache gcc" -j"$JOBS" libsparse.a sparse.o sparse
}

# 0.6.4 does not know what the base's headers use.
is_new_enough()
{
	printf '%s\n' 'static inline int u(const int *q)' \
		'{ __typeof_unqual__(*q) v = *q; return v; }' >"$WORKTOP/sparse.probe.c"
	[ -z "$("$1/sparse" "$WORKTOP/sparse.probe.c" 2>&1)" ]
}

too_old="Give sparse 0.6.5-rc1 or later."

user_sparse()
{
	[ -f "$1/sparse.c" ] ||
		die "SPARSE=$1 is no source tree of sparse" - "$too_old"
	is_built "$1" || step sparse-build build "$1"
	is_new_enough "$1" || die "the sparse in SPARSE=$1 is too old" - "$too_old"
}

debian_sparse()
{
	! is_built "$LOCAL" || return 0
	need_space 100 "$WORKTOP"
	if [ -z "$(tarball)" ]; then
		STEP_TODO="Check the network, or give SPARSE=path."
		step sparse-fetch fetch
		STEP_TODO=
	fi
	step sparse-unpack unpack
	step sparse-build build "$LOCAL.new"
	is_new_enough "$LOCAL.new" ||
		die "Debian's sparse of unstable is too old" - "Give SPARSE=path."
	rm -rf "$LOCAL"
	mv "$LOCAL.new" "$LOCAL"
}

if [ -n "${SPARSE:-}" ]; then
	user_sparse "$SPARSE"
else
	"$HARNESS/deps.sh" sparse
	debian_sparse
fi
