#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make run: base, series, kernel, boot; then one table of the suites and the
# line "N passed, N failed". Exits 1 if a test failed or a suite is missing.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

JSON=$LOG/results-$ARCH.json
RESULT=$LOG/result-$ARCH.txt

# shellcheck disable=SC2317  # step calls it
build()
{
	cd "$SRC"
	tools/testing/kunit/kunit.py build --build_dir "$BUILD" \
		--kunitconfig "$BUILD/kunit.config" \
		--qemu_config "$HARNESS/qemu/$ARCH.py" --jobs "$JOBS" \
		--cross_compile "$CROSS" \
		--make_options CC="ccache ${CROSS}gcc" \
		--make_options HOSTCC="ccache gcc"
}

# From kunit.py's JSON, a line a suite: name, passed, failed, skipped. Neither
# passed nor skipped is failed.
counts()
{
	jq -r '
		def cases: [.. | .test_cases? // [] | .[].status];
		def n(s): map(select(s)) | length;
		.sub_groups[] | (cases) as $c | [ .name,
			($c | n(. == "PASS")),
			($c | n(. != "PASS" and . != "SKIP")),
			($c | n(. == "SKIP")) ] | @tsv' "$1"
}

say "make run: Linux $BASE_VERSION + series, $ARCH"
"$HARNESS/deps.sh" run
command -v "$QEMU" >/dev/null ||
	die "$QEMU is missing" - "Run harness/deps.sh run, or install QEMU."
"$HARNESS/base.sh"
"$HARNESS/apply.sh"
"$HARNESS/config.sh"
STEP_TODO="Look for 'error:' in the log."
step "build-$ARCH" build
STEP_TODO=
step "boot-$ARCH" "$HARNESS/boot.sh" "$SRC" "$BUILD" "$JSON"
counts "$JSON" >"$LOG/counts-$ARCH"
rc=0
awk -v arch="$ARCH" -f "$HARNESS/table.awk" "$HARNESS/suites" \
	"$LOG/counts-$ARCH" >"$RESULT" || rc=$?
say ""
cat "$RESULT"
if [ "$rc" -ne 0 ]; then
	printf 'What the kernel said: %s; test by test: %s\n' \
		"$BUILD/test.log" "$LOG/boot-$ARCH.log" >&2
fi
exit "$rc"
