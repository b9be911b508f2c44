#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What cannot work must end with exit status not 0 and one line that says what,
# and leave the user's tree and earlier results alone. The cases run in a copy
# of this repository (TOP=) with a kernel tree of a few files.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

BAD=$CK/bad
FAKE=$BAD/linux
BIN=$BAD/bin
rm -rf "$BAD"
mkdir -p "$BAD/top/patches/core" "$FAKE/scripts" "$FAKE/lib" "$BIN" "$BAD/empty"
ln -s "$HARNESS" "$BAD/top/harness"

# refuse WHAT PATTERN CMD...: CMD fails, with one error line like PATTERN that
# names a log which exists, if any.
refuse()
{
	r_what=$1 r_pattern=$2 r_log=$LOG/badinput-$n.log
	shift 2
	n=$((n + 1))
	r_rc=0
	("$@") >"$r_log" 2>&1 </dev/null || r_rc=$?
	r_line=$(grep '^error: ' "$r_log" || :)
	r_named=$(printf '%s\n' "$r_line" | sed -n 's/.* Log: \([^ ]*\)\. .*/\1/p')
	if [ "$r_rc" -eq 0 ]; then
		fail "$r_what: exit status 0. Log: $r_log"
	elif [ "$(grep -c '^error: ' "$r_log")" -ne 1 ]; then
		fail "$r_what: not one error line. Log: $r_log"
	elif ! printf '%s\n' "$r_line" | grep -q "$r_pattern"; then
		fail "$r_what: says \"$r_line\""
	elif [ -n "$r_named" ] && [ ! -e "$r_named" ]; then
		fail "$r_what: names a log that is not there, $r_named"
	else
		ok "$r_what: $r_line"
	fi
}
n=1

run_on()
{
	KERNEL=$1
	shift
	env TOP="$BAD/top" KERNEL="$KERNEL" "$@" "$HARNESS/run.sh"
}

# A tree base.sh takes for a kernel.
fake_kernel()
{
	printf 'VERSION = %s\nPATCHLEVEL = %s\n' "$1" "$2" >"$FAKE/Makefile"
	for f in Kbuild MAINTAINERS scripts/checkpatch.pl lib/x; do
		echo "$f" >"$FAKE/$f"
	done
}

fake_commit()
{
	git -C "$FAKE" init -q
	git -C "$FAKE" add -A
	GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b git -C "$FAKE" commit -q -m fake
}

# A patch of lib/x, which holds $1.
fake_patch()
{
	echo "core/0001-x.patch" >"$BAD/top/series"
	cat >"$BAD/top/patches/core/0001-x.patch" <<EOF
From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: A <a@b>
Date: Thu, 1 Jan 2026 00:00:00 +0000
Subject: [PATCH] lib: x

---
--- a/lib/x
+++ b/lib/x
@@ -1 +1 @@
-$1
+new
EOF
}

# PATH with one command replaced by the script on stdin.
replaced()
{
	rm -rf "${BIN:?}"
	mkdir -p "$BIN"
	{ echo '#!/bin/sh'; cat; } >"$BIN/$1"
	chmod +x "$BIN/$1"
	echo "$BIN:$PATH"
}

# PATH of links to all commands but QEMU.
without_qemu()
{
	rm -rf "${BIN:?}"
	mkdir -p "$BIN"
	for d in /bin /sbin /usr/bin /usr/sbin; do
		find "$d/" -maxdepth 1 ! -type d ! -name 'qemu*' -exec ln -sft "$BIN" {} +
	done
	echo "$BIN"
}

# The user's tree, down to what git keeps of it.
state()
{
	find "$FAKE" -type f -exec cksum {} + | sort
}

kernel_cases()
{
	refuse "KERNEL= that is not there" "not a directory" run_on "$BAD/none"
	refuse "KERNEL= that is no kernel tree" "no kernel source tree" run_on "$BAD/empty"
	fake_kernel 6 12
	fake_patch lib/x
	refuse "KERNEL= of another version" "is Linux 6.12" run_on "$FAKE"
	fake_kernel 7 3
	mkdir "$FAKE/.pc"
	echo x.patch >"$FAKE/.pc/applied-patches"
	refuse "KERNEL= with quilt patches applied" "local changes" run_on "$FAKE"
	rm -r "$FAKE/.pc"
	fake_commit
	echo changed >"$FAKE/lib/x"
	state >"$BAD/before"
	refuse "KERNEL= with local changes" "local changes" run_on "$FAKE"
	state >"$BAD/after"
	verify "the user's tree is as it was" user-tree cmp "$BAD/before" "$BAD/after"
	git -C "$FAKE" checkout -q lib/x
	refuse "ARCH= that is not known" "ARCH=m68k" run_on "$FAKE" ARCH=m68k
}

# First a patch that applies, up to the configuration this tree lacks; then
# another that does not.
patch_case()
{
	run_on "$FAKE" >"$LOG/badinput-first.log" 2>&1 </dev/null || :
	src=$(find "$BAD/top/work" -maxdepth 2 -name src)
	verify "(a patch that applies)" applies grep -qx new "$src/lib/x"
	fake_patch other
	state >"$BAD/before"
	refuse "a patch that does not apply" "core/0001-x.patch does not apply" run_on "$FAKE"
	state >"$BAD/after"
	verify "the tree of the earlier run is as it was" src-tree grep -qx new "$src/lib/x"
	verify "the user's tree is as it was" user-tree cmp "$BAD/before" "$BAD/after"
}

machine_cases()
{
	p=$(echo 'echo "F 1 1 1 1 1"; echo "/dev/x 100 99 1 99% /"' | replaced df)
	refuse "no disk space" "MB free" run_on "" PATH="$p"
	real=$(command -v apt-get)
	p=$(replaced apt-get <<-EOF
		exec $real -o Acquire::http::Proxy=http://127.0.0.1:9 \
			-o Acquire::https::Proxy=http://127.0.0.1:9 -o Acquire::Retries=0 "\$@"
	EOF
	)
	refuse "no network" "[Cc]heck the network" run_on "" PATH="$p"
	p=$(without_qemu)
	refuse "QEMU missing" "qemu-system-aarch64 is missing" run_on "$FAKE" ARCH=arm64 PATH="$p"
}

# On the last kernel of the part each-patch, with QEMU replaced.
boot()
{
	env ARCH=arm64 BOOT_TIMEOUT=8 PATH="$1" "$HARNESS/boot.sh" \
		"$CKSRC" "$CK/build-arm64" "$BAD/results.json"
}

boot_cases()
{
	p=$(echo 'exec sleep 300' | replaced qemu-system-aarch64)
	refuse "QEMU or the kernel hangs" "not done after 8 s" boot "$p"
	p=$(echo 'echo "[    1.0] Kernel panic - not syncing: test"' |
		replaced qemu-system-aarch64)
	refuse "the kernel panics" "panicked" boot "$p"
	p=$(echo 'echo "qemu: no such machine" >&2; exit 1' | replaced qemu-system-aarch64)
	refuse "QEMU does not start" "did not start" boot "$p"
}

results()
{
	find "$WORK/log" -maxdepth 1 -name 'result*' -exec cksum {} + | sort
}

results >"$BAD/results-before"
kernel_cases
patch_case
machine_cases
boot_cases
results >"$BAD/results-after"
verify "earlier results are as they were" results cmp "$BAD/results-before" "$BAD/results-after"
rm -rf "$BAD"
