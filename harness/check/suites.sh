#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make run on both architectures.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

for arch in arm64 x86_64; do
	arch_vars "$arch"
	export ARCH
	# Indented: the closing line of a part is not that of make test.
	{
		"$HARNESS/run.sh" </dev/null 2>&1 || echo "run.sh: exit status $?"
	} | sed -u 's/^[0-9]* passed,/  &/' | tee "$CK/run-$arch.out"
	grep -q '^  [0-9]* passed, [0-9]* failed$' "$CK/run-$arch.out" ||
		fail "make run ARCH=$arch came to no result. Log: $CK/run-$arch.out"
	if grep -q 'run.sh: exit' "$CK/run-$arch.out" &&
	   grep -q '^  .* passed, 0 failed$' "$CK/run-$arch.out"; then
		fail "make run ARCH=$arch passed but exited non-zero"
	fi
done
