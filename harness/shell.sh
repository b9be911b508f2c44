#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# make shell: the kernel of make run with a busybox shell, libgpiod's tools and
# the wires of qemu/wire.sh. Ctrl-A X or "exit" ends it. When the input is no
# terminal, it is run as a script in the guest, bounded by SHELL_TIMEOUT.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=apt.sh
. "$HARNESS/apt.sh"

DEBS=$WORKTOP/apt-$ARCH
ROOT=$WORK/shell-$ARCH
SHELL_TIMEOUT=${SHELL_TIMEOUT:-120}
PACKAGES="busybox-static gpiod libgpiod2 libc6"

case $ARCH in
arm64)
	deb_arch=arm64 console=ttyAMA0
	image=$BUILD/arch/arm64/boot/Image.gz
	machine="-machine virt -cpu cortex-a57"
	;;
x86_64)
	deb_arch=amd64 console=ttyS0
	image=$BUILD/arch/x86/boot/bzImage
	machine="-bios qboot.rom"
	;;
esac

fetch()
{
	# shellcheck disable=SC2086  # a list of words
	apt_fetch "$DEBS" bookworm "$deb_arch" $PACKAGES
}

# The guest's root: busybox, libgpiod's tools and the libraries they load.
initramfs()
{
	unpacked=$ROOT/unpacked root=$ROOT/root
	rm -rf "$ROOT"
	mkdir -p "$root/bin" "$root/usr/bin"
	for pkg in $PACKAGES; do
		for deb in "$DEBS/${pkg}"_*.deb; do
			dpkg-deb -x "$deb" "$unpacked"
		done
	done
	cp "$unpacked/bin/busybox" "$root/bin/"
	cp "$unpacked"/usr/bin/gpio* "$root/usr/bin/"
	cd "$unpacked"
	find . \( -name 'ld-linux*.so.*' -o -name libc.so.6 \
		-o -name 'libgpiod.so.2*' \) |
		cpio -pd --quiet "$root"
	cp "$HARNESS/shell-init" "$root/init"
	chmod 755 "$root/init"
	pack "$root" "$ROOT/initramfs.gz"
	rm -rf "$unpacked"
}

# pack DIR FILE
pack()
{
	(cd "$1" && find . | cpio -o --quiet -H newc -R 0:0 | gzip -1) >"$2"
}

# The commands on stdin as an archive of their own, which the kernel unpacks
# after the first.
add_commands()
{
	mkdir -p "$scratch/add"
	cat >"$scratch/add/commands"
	pack "$scratch/add" "$scratch/add.gz"
	cat "$scratch/add.gz" >>"$scratch/initramfs.gz"
}

clean()
{
	[ -z "${wire:-}" ] || kill "$wire" 2>/dev/null || :
	rm -rf "$scratch"
}

"$HARNESS/deps.sh" shell
[ -f "$image" ] || die "there is no kernel for $ARCH yet" - \
	"Run make run ARCH=$ARCH first."
ls "$DEBS"/libc6_*.deb >/dev/null 2>&1 || step "fetch-shell-$ARCH" fetch
step "initramfs-$ARCH" initramfs

scratch=$(mktemp -d)
trap clean EXIT
trap 'exit 130' INT TERM HUP
cp "$ROOT/initramfs.gz" "$scratch/initramfs.gz"

set -- -nodefaults -m 1024 -nographic -no-reboot -accel tcg \
	-kernel "$image" -initrd "$scratch/initramfs.gz" \
	-append "console=$console panic=-1 quiet kunit.enable=0"
if [ "$ARCH" = arm64 ]; then
	set -- "$@" -S -qtest "unix:$scratch/qtest,server=on,wait=off" \
		-qtest-log none \
		-monitor "unix:$scratch/monitor,server=on,wait=off"
	"$HARNESS/qemu/wire.sh" "$scratch" >"$LOG/wire-shell.log" 2>&1 \
		</dev/null &
	wire=$!
fi
# shellcheck disable=SC2086  # a list of words
set -- "$QEMU" $machine "$@"

if [ -t 0 ]; then
	say "Ctrl-A X ends QEMU."
	"$@" -serial mon:stdio
else
	add_commands
	rc=0
	timeout "$SHELL_TIMEOUT" "$@" -serial stdio </dev/null || rc=$?
	[ "$rc" -ne 124 ] || die "the guest was not done after $SHELL_TIMEOUT s" \
		"$LOG/wire-shell.log" "SHELL_TIMEOUT= gives it longer."
	exit "$rc"
fi
