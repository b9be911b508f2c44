#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# sacheck builds without a warning; its tests and the examples of its catalogue
# give what they expect, with sanitizers too; a survey of real drivers reports
# what somebody has read, no more and no less; what the series converts is clean,
# and a mistake in it stops the build; time and memory stay below their limits.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

applied
SATREE=$CKSRC
SACHECK_OUT=$CK/sacheck
# shellcheck source=../survey/lib.sh
. "$HARNESS/survey/lib.sh"
export SATREE SACHECK_OUT

TOOL=$SATREE/tools/safe_abstr
VICTIM=drivers/gpio/gpio-pl061
BYSTANDER=drivers/gpio/gpiolib-devres
SURVEYED="lib/safe_abstr drivers/gpio drivers/char drivers/watchdog
	drivers/net/ethernet/realtek drivers/net/ethernet/intel/e1000
	drivers/net/ethernet/intel/e1000e"

# shown NAME CMD...: its "ok:" and "FAIL:" lines are ours, its closing line is
# not that of make test.
shown()
{
	s_name=$1 s_log=$LOG/check-$1.log
	shift
	rm -f "$s_log.rc"
	{
		"$@" </dev/null 2>&1 || echo $? >"$s_log.rc"
	} | sed -u 's/^[0-9]* passed,/  &/' | tee "$s_log"
	if ! grep -q '^ok: ' "$s_log" ||
	   { [ -f "$s_log.rc" ] && ! grep -q '^FAIL: ' "$s_log"; }; then
		fail "$s_name ended early. Log: $s_log"
	fi
}

build_strictly()
{
	rm -rf "$SACHECK_OUT"
	mkdir -p "$SACHECK_OUT"
	make_sacheck -s HOSTCFLAGS=-Werror
}

# A failed build of another sort must not pass for a diagnostic.
sparse_is_missed()
{
	rc=0
	make -C "$TOOL" O="$SACHECK_OUT" SPARSE="$CK/none" || rc=$?
	[ "$rc" -ne 0 ] && grep -q '0.6.5-rc1' "$LOG/check-sacheck-no-sparse.log"
}

# The sanitizers see sacheck, not libsparse, which frees nothing. What the tests
# find is not asked here, only how sacheck ended.
sanitized()
{
	make_sacheck -s ASAN=1 UBSAN=1 || return 1
	SACHECK=$SACHECK_OUT/sanitized/sacheck UBSAN_OPTIONS=exitcode=99 \
		ASAN_OPTIONS=detect_leaks=0:exitcode=99 SECONDS_MAX=300 \
		"$TOOL/tests/run.sh" || :
	grep -q '^ok: ' "$LOG/sacheck-sanitized.log" &&
	! grep -e 'ended with status 99' -e 'not done in time' "$LOG/sacheck-sanitized.log"
}

# Each report has its row in the triage list, each row its report.
triaged()
{
	# shellcheck disable=SC2086  # a list of folders
	"$HARNESS/survey.sh" $SURVEYED >"$LOG/sacheck-survey.out" || return 1
	cat "$LOG/sacheck-survey.out"
	! grep -e '(untriaged)' -e '^note: no longer reported' \
		"$LOG/sacheck-survey.out"
}

configure()
{
	"$HARNESS/config.sh" "$CKSRC" "$BUILD" common.config arm64.config \
		series.config series-arm64.config sacheck.config
}

# build_one NAME ARGS: an object of the kernel
build_one()
{
	one_name=$1
	shift
	kmake "$CKSRC" "$BUILD" KCONFIG_CONFIG="$BUILD/kunit.config" "$@" \
		"$one_name.o"
}

# leak_in NAME CMD...: runs CMD while NAME.c has a leak
leak_in()
{
	leak_file=$CKSRC/$1.c
	shift
	cat >>"$leak_file" <<-'EOF'

		int sacheck_leak(size_t n);

		int sacheck_leak(size_t n)
		{
			void *p = kmalloc(n, GFP_KERNEL);

			return p ? 0 : -ENOMEM;
		}
	EOF
	rc=0
	"$@" || rc=$?
	git -C "$CKSRC" checkout -q -- "$leak_file"
}

# The victim with a leak; it must not build, and build again without.
leak()
{
	leak_in "$VICTIM" build_one "$VICTIM"
	[ "$rc" -ne 0 ] && grep -q 'error: \[SA0301\]' "$LOG/check-sacheck-leak.log"
}

# By hand, in place of sparse, over a file that did not opt in.
by_hand()
{
	leak_in "$BYSTANDER" build_one "$BYSTANDER" C=2 CHECK="$SACHECK" \
		SACHECK_FLAGS=--exit-zero
	[ "$rc" -eq 0 ] &&
	grep -q 'warning: \[SA0301\]' "$LOG/check-sacheck-by-hand.log"
}

in_kernel_build()
{
	arch_vars arm64
	export ARCH
	BUILD=$CK/build-sacheck
	configure
	verify_slow "CONFIG_SAFE_ABSTR_CHECK=y: $VICTIM.o is clean" sacheck-build-pl061 \
		build_one "$VICTIM"
	verify "CONFIG_SAFE_ABSTR_CHECK=y: a leak stops the build" sacheck-leak leak
	verify "and it builds again without" sacheck-again build_one "$VICTIM"
	verify "make C=2 CHECK=sacheck: $BYSTANDER.o" sacheck-by-hand by_hand
}

"$HARNESS/apply.sh"
find_sparse
verify_slow "sacheck builds without a warning" sacheck-strict build_strictly
verify "without sparse it says which it needs" sacheck-no-sparse sparse_is_missed
SACHECK=$SACHECK_OUT/sacheck
SACHECK_FLAGS_FILE=$CK/sacheck-flags
export SACHECK SACHECK_FLAGS_FILE
"$HARNESS/survey.sh" --prepare
test_flags "$SATREE" >"$SACHECK_FLAGS_FILE"
shown sacheck-tests "$TOOL/tests/run.sh"
shown sacheck-catalogue "$TOOL/tests/catalogue.sh"
shown sacheck-badinput "$TOOL/tests/badinput.sh"
shown sacheck-flow "$TOOL/tests/flow.sh"
shown sacheck-fuzz "$TOOL/tests/fuzz.sh"
verify_slow "the tests run with sanitizers" sacheck-sanitized sanitized
verify_slow "every report of the survey is triaged" sacheck-survey triaged
verify_slow "time and memory, a sample" sacheck-bench-sample \
	env SAMPLE=20 "$HARNESS/sacheck-bench.sh"
in_kernel_build
