#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# make bench: what a converted driver costs. For the drivers in
# harness/bench/drivers, two kernels from one tree and configuration, in which
# only their source differs: with the series and as in the base. Both count, in
# QEMU, the instructions of each operation; every boot is done twice and must
# give the same figures. Exits 1 if a ratio is above its limit.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=git.sh
. "$(dirname "$0")/git.sh"

BENCH=$WORK/bench/src
OUT=$WORK/bench/out
LIST=$HARNESS/bench/drivers
LIMIT_INSNS=100
LIMIT_TEXT=102
BOOT_SECONDS=60

# drivers FIELD...: these of the list's columns, for the drivers of $ARCH.
drivers()
{
	awk -v arch="$ARCH" -v fields="$*" '
		!/^#/ && $3 == arch {
			n = split(fields, f, " ")
			for (i = 1; i <= n; i++)
				printf "%s%s", $f[i], i < n ? " " : "\n"
		}' "$LIST"
}

# A work tree of its own at the series, with what measures in drivers/misc. Git
# and cp write only what differs, so that little is built again.
prepare()
{
	commit=$(git -C "$SRC" rev-parse HEAD)
	if [ -e "$BENCH/.git" ] && git -C "$BENCH" rev-parse -q --verify HEAD; then
		# A run that was killed leaves its lock.
		rm -f "$(git -C "$BENCH" rev-parse --absolute-git-dir)/index.lock"
		git -C "$BENCH" checkout -q --force --detach "$commit"
	else
		rm -rf "$BENCH"
		git -C "$BASE" worktree prune
		git -C "$BASE" worktree add -f --detach "$BENCH" "$commit"
	fi
	for kind in $(drivers 5 | sort -u); do
		file=drivers/misc/bench_$kind.c
		cmp -s "$HARNESS/bench/$kind.c" "$BENCH/$file" ||
			cp "$HARNESS/bench/$kind.c" "$BENCH/$file"
		echo "obj-y += bench_$kind.o" >>"$BENCH/drivers/misc/Makefile"
	done
}

# The configuration of the test kernels: it has no debugging help that would
# cost a driver instructions, and ccache has most of its objects already.
configure()
{
	"$HARNESS/config.sh" "$BENCH" "$build"
	for symbol in $(drivers 4); do
		grep -qx "CONFIG_$symbol=y" "$build/kunit.config" ||
			die "the bench kernel lacks CONFIG_$symbol" - \
				"Add it to $HARNESS/kernel/$ARCH.config."
	done
}

# The drivers' source, and whether the Makefile opts them in, as in the base.
to_original()
{
	for file in $(drivers 2); do
		git -C "$BENCH" restore --source=base -- "$file"
		sed -i "/^SAFE_ABSTR_$(basename "$file" .c)\.o/d" \
			"$BENCH/$(dirname "$file")/Makefile"
	done
}

# build VARIANT: its Image, and the drivers' objects and sources
build()
{
	[ "$1" = converted ] || to_original
	kmake "$BENCH" "$build" KCONFIG_CONFIG="$build/kunit.config" -s Image
	mkdir -p "$OUT/$ARCH/$1"
	cp "$build/arch/$ARCH/boot/Image" "$OUT/$ARCH/$1/"
	for file in $(drivers 2); do
		cp "$build/${file%.c}.o" "$BENCH/$file" "$OUT/$ARCH/$1/"
	done
}

# boot VARIANT RUN: one tick of the 1 GHz counter is one instruction, and what
# else could differ between boots (time, seeds, addresses) is fixed. No options
# of this QEMU reach the network or a disk.
boot()
{
	log=$OUT/$ARCH/$1/run$2
	append="console=ttyAMA0 nokaslr panic=-1"
	for kind in $(drivers 5 | sort -u); do
		append="$append bench_$kind.list=$(drivers 5 1 6 7 |
			sed -n "s/^$kind //p" | tr ' ' : | paste -sd ';')"
	done
	rc=0
	timeout "$BOOT_SECONDS" "$QEMU" -accel tcg -M virt,dtb-randomness=off \
		-cpu cortex-a57,cntfrq=1000000000 -m 128 -smp 1 \
		-icount shift=0,sleep=off -seed 1 \
		-rtc base=2020-01-01T00:00:00,clock=vm -nodefaults -display none \
		-serial stdio -no-reboot -kernel "$OUT/$ARCH/$1/Image" \
		-append "$append" >"$log.log" </dev/null || rc=$?
	tr -d '\r' <"$log.log" | sed -n 's/^\(\[ *[0-9.]*\] \)\?\(bench .*\)/\2/p' >"$log"
	cat "$log.log"
	[ "$rc" -ne 124 ] || die "the bench kernel ($1) did not end in $BOOT_SECONDS s" \
		"$log.log" "Look for the last line it printed."
	checked "$1" "$log"
}

# checked VARIANT FILE: dies unless the figures are whole and can be trusted.
checked()
{
	bad=$(sed -n 's/ error:/:/p' "$2" | head -1)
	[ -z "$bad" ] || die "$bad ($1 kernel)" "$2.log" "See $LIST."
	grep -qx 'bench done' "$2" || die "the bench kernel ($1) stopped early" \
		"$2.log" "Look for a panic or an oops there."
	grep -qx 'bench check nop 1000' "$2" ||
		die "QEMU does not count one tick an instruction" "$2.log" \
			"Is it $("$QEMU" --version | head -1) with -icount?"
	cmp -s "${2%?}1" "$2" || die "two boots of the $1 kernel gave different figures" \
		"${2%?}1.log and $2.log" "Compare them: something is not fixed."
}

text_size()
{
	"${CROSS}size" -A "$1" | awk '$1 ~ /^\.text/ { sum += $2 } END { print sum + 0 }'
}

# The rows of table.awk for $ARCH.
rows()
{
	a=$OUT/$ARCH/original b=$OUT/$ARCH/converted
	drivers 1 2 | while read -r name file; do
		awk -v name="$name" -v limit="$LIMIT_INSNS" '$2 != name { next }
			FNR == NR { was[$3] = $4; next }
			{ print name, $3, "instructions", was[$3], $4, limit }' \
			"$a/run1" "$b/run1"
		obj=$(basename "$file" .c)
		echo "$name text bytes $(text_size "$a/$obj.o")" \
			"$(text_size "$b/$obj.o") $LIMIT_TEXT"
		"$BENCH/scripts/bloat-o-meter" -p "$CROSS" "$a/$obj.o" "$b/$obj.o" |
			sed -n "s/^Total: Before=\([0-9]*\), After=\([0-9]*\),.*/$name bloat-o-meter-total bytes \1 \2 -/p"
		echo "$name source lines $(wc -l <"$a/$obj.c") $(wc -l <"$b/$obj.c") -"
	done
}

measure()
{
	arch_vars "$1"
	build=$WORK/bench/build-$ARCH
	command -v "$QEMU" >/dev/null ||
		die "$QEMU is missing" - "Run harness/deps.sh run, or install QEMU."
	rm -rf "${OUT:?}/$ARCH"
	[ -e "$BENCH/.git" ] || need_space 4000 "$WORK"
	step "bench-$ARCH-tree" prepare
	configure
	for variant in converted original; do
		step "bench-$ARCH-$variant" build "$variant"
		step "bench-$ARCH-$variant-boot1" boot "$variant" 1
		step "bench-$ARCH-$variant-boot2" boot "$variant" 2
	done
	rows >>"$OUT/rows"
}

"$HARNESS/deps.sh" run
"$HARNESS/base.sh"
"$HARNESS/apply.sh"
mkdir -p "$OUT"
: >"$OUT/rows"
archs=$(awk '!/^#/ { print $3 }' "$LIST" | sort -u)
for arch in $archs; do
	measure "$arch"
done
awk -f "$HARNESS/bench/table.awk" "$OUT/rows"
