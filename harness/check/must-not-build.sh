#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The cases that must build and those that must not, with GCC and Clang.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

# cases MAKE BUILD: MAKE is kmake or kmake_clang.
cases()
{
	out=$2
	mkdir -p "$out"
	(cd "$HARNESS/kernel" && cat common.config "$ARCH.config" series.config \
		cases.config) >"$out/wanted.config"
	rm -rf "$out/lib/safe_abstr/test_build"
	"$1" "$CKSRC" "$out" KCONFIG_ALLCONFIG="$out/wanted.config" allnoconfig &&
	grep -qx CONFIG_SAFE_ABSTR_BUILD_TEST=y "$out/.config" &&
	"$1" "$CKSRC" "$out" prepare &&
	"$1" "$CKSRC" "$out" lib/safe_abstr/test_build/
}

# both WHO MAKE: a compiler, for the ARCH that is set
both()
{
	build=$CK/cases-$1-$ARCH
	log=$build/lib/safe_abstr/test_build/test_build.log
	if try "cases-$1-$ARCH" cases "$2" "$build" || grep -qs '^FAIL: ' "$log"; then
		build_cases "$1 $ARCH" "$log"
	else
		fail "$1 $ARCH did not build. Log: $LOG/cases-$1-$ARCH.log"
	fi
}

applied
for arch in arm64 x86_64; do
	arch_vars "$arch"
	export ARCH
	both gcc kmake
	both clang kmake_clang
done
