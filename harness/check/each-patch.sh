#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The arm64 kernel builds, boots and passes what suites it has after each patch.
# One build folder: each patch builds only what it changes.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

arch_vars arm64
export ARCH
build=$CK/build-arm64
json=$CK/results.json

build_one()
{
	"$HARNESS/config.sh" -l "$CKSRC" "$build" common.config arm64.config \
		series.config series-arm64.config each-patch.config &&
	kmake "$CKSRC" "$build" KCONFIG_CONFIG="$build/kunit.config" Image.gz
}

boot_one()
{
	"$HARNESS/boot.sh" "$CKSRC" "$build" "$json" &&
	jq -e '[.. | .test_cases? // [] | .[].status] |
		any(. == "PASS") and all(. == "PASS" or . == "SKIP")' "$json"
}

applied
n=0
for commit in $(git -C "$CKSRC" rev-list --reverse base..refs/harness/check); do
	n=$((n + 1))
	subject=$(git -C "$CKSRC" log -1 --format=%s "$commit")
	git -C "$CKSRC" checkout -q --detach "$commit"
	verify_slow "builds after $n: $subject" "patch-$n-build" build_one
	verify_slow "boots after $n: $subject" "patch-$n-boot" boot_one
done
