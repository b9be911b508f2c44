#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# boot.sh SRC BUILD JSON: boots the kernel of BUILD by SRC's kunit.py, with the
# wires of qemu/wire.sh on a board that has a PL061, and writes the results to
# JSON. BOOT_TIMEOUT (seconds) bounds it. What the kernel said is in
# BUILD/test.log. That tests failed is for the reader of JSON to say; this fails
# when there was no proper run.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

SRC=$1 BUILD=$2 JSON=$3
BOOT_TIMEOUT=${BOOT_TIMEOUT:-180}
CONSOLE=$BUILD/test.log

QEMU_REAL=$(command -v "$QEMU") ||
	die "$QEMU is missing" - "Install QEMU (harness/deps.sh run)."
export QEMU_REAL PATH="$HARNESS/qemu/bin:$PATH"

stop_wire()
{
	[ -z "${wire:-}" ] || kill "$wire" 2>/dev/null || :
	[ -z "${WIRE_DIR:-}" ] || rm -rf "$WIRE_DIR"
}

start_wire()
{
	WIRE_DIR=$(mktemp -d)
	export WIRE_DIR
	trap stop_wire EXIT
	trap 'exit 130' INT TERM HUP
	"$HARNESS/qemu/wire.sh" "$WIRE_DIR" >"$LOG/wire.log" 2>&1 </dev/null &
	wire=$!
}

[ "$ARCH" != arm64 ] || start_wire
rm -f "$JSON" "$CONSOLE"
rc=0
(
	cd "$SRC"
	tools/testing/kunit/kunit.py exec --build_dir "$BUILD" \
		--kunitconfig "$BUILD/kunit.config" \
		--qemu_config "$HARNESS/qemu/$ARCH.py" \
		--timeout "$BOOT_TIMEOUT" --json="$JSON"
) >"$BUILD/kunit.out" 2>&1 </dev/null || rc=$?
cat "$BUILD/kunit.out"

if grep -q 'timed out after' "$BUILD/kunit.out"; then
	die "the kernel was not done after $BOOT_TIMEOUT s" "$CONSOLE" \
		"See where it hangs; BOOT_TIMEOUT= gives it longer."
fi
panic=$(grep -a -m 1 'Kernel panic' "$CONSOLE" || :)
[ -z "$panic" ] || die "the kernel panicked: ${panic#*] }" "$CONSOLE" \
	"See what the console said before it."
! grep -q 'Could not find any KTAP' "$BUILD/kunit.out" || rm -f "$JSON"
[ -s "$JSON" ] || die "the kernel or QEMU did not start, or ran no test (status $rc)" \
	"$BUILD/kunit.out" "See the end of the log."
