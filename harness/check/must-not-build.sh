#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The must-build and must-not-build cases with Clang; GCC does them in the
# kernels of the part "suites".
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

cases()
{
	out=$CK/clang-$ARCH
	mkdir -p "$out"
	(cd "$HARNESS/kernel" && cat common.config "$ARCH.config" series.config \
		"series-$ARCH.config") >"$out/wanted.config"
	rm -rf "$out/lib/safe_abstr/test_build"
	kmake_clang "$CKSRC" "$out" KCONFIG_ALLCONFIG="$out/wanted.config" allnoconfig &&
	grep -qx CONFIG_SAFE_ABSTR_BUILD_TEST=y "$out/.config" &&
	kmake_clang "$CKSRC" "$out" prepare lib/safe_abstr/test_build/
}

applied
for arch in arm64 x86_64; do
	arch_vars "$arch"
	export ARCH
	if try "clang-$arch" cases ||
	   grep -qs '^FAIL: ' "$CK/clang-$arch/lib/safe_abstr/test_build/test_build.log"; then
		build_cases "Clang $arch" "$CK/clang-$arch"
	else
		fail "Clang $arch did not build. Log: $LOG/clang-$arch.log"
	fi
done
