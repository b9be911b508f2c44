#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make sacheck: builds sacheck of work/tree into work/sacheck and runs its tests
# and the examples of its documentation; with TESTS="move leak/slab" only these.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=survey/lib.sh
. "$HARNESS/survey/lib.sh"

tests=$SATREE/tools/safe_abstr/tests
SACHECK_FLAGS_FILE=$SURVEY/test-flags

"$HARNESS/survey.sh" --prepare
find_sparse
build_sacheck
test_flags "$SATREE" >"$SACHECK_FLAGS_FILE"
export SACHECK SACHECK_FLAGS_FILE
rc=0
# shellcheck disable=SC2086  # a list of tests
"$tests/run.sh" ${TESTS:-} || rc=1
[ -n "${TESTS:-}" ] || "$tests/catalogue.sh" || rc=1
[ "$rc" -eq 0 ]
