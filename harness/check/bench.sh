#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make bench fails above its thresholds; its table is shown here.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

"$HARNESS/apply.sh"
if "$HARNESS/bench.sh"; then
	ok "make bench"
else
	fail "make bench"
fi
