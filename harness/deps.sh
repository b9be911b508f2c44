#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# deps.sh USE...: installs the Debian packages a use needs and this machine
# lacks. Uses: run (with ARCH), tree, shell, sparse, survey, test.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

# The compiler of an architecture: the machine's own, or the cross one.
compiler_of()
(
	arch_vars "$1"
	if [ -z "$CROSS" ]; then
		echo gcc libc6-dev
	else
		echo "gcc-$(printf %s "$arch_machine" | tr _ -)-linux-gnu"
	fi
)

qemu_of()
{
	case $1 in
	arm64) echo qemu-system-arm ;;
	x86_64) echo qemu-system-x86 ;;
	esac
}

packages_of()
{
	case $1 in
	run)
		echo git make gcc libc6-dev bc bison flex ccache xz-utils \
			ca-certificates python3 jq socat
		# x86's objtool and its ORC sorter
		[ "$ARCH" != x86_64 ] || echo libelf-dev
		compiler_of "$ARCH"
		qemu_of "$ARCH"
		;;
	tree)
		echo git xz-utils ca-certificates
		;;
	shell)
		packages_of run
		echo cpio
		;;
	sparse)
		echo make gcc libc6-dev ccache ca-certificates
		;;
	survey)
		ARCH=x86_64 packages_of run
		# /usr/bin/time
		echo time
		;;
	test)
		packages_of survey
		ARCH=arm64 packages_of run
		ARCH=x86_64 packages_of run
		compiler_of arm64
		compiler_of x86_64
		qemu_of arm64
		qemu_of x86_64
		echo clang-19 lld-19 llvm-19 quilt shellcheck perl \
			python3-ply python3-git
		;;
	*)
		die "deps.sh: unknown use '$1'" - "Use run, tree, shell, sparse, survey or test."
		;;
	esac
}

missing_of()
{
	for pkg in "$@"; do
		dpkg-query -W -f '${db:Status-Status}\n' "$pkg" 2>/dev/null |
			grep -qx installed || echo "$pkg"
	done | sort -u
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

install_packages()
{
	export DEBIAN_FRONTEND=noninteractive
	as_root apt-get -o DPkg::Lock::Timeout=60 update
	as_root apt-get -o DPkg::Lock::Timeout=60 \
		install -y --no-install-recommends "$@"
}

command -v apt-get >/dev/null ||
	die "apt-get is missing: this is no Debian" - \
		"Use Debian 12 or later, or install by hand what harness/deps.sh lists."

wanted=$(for use in "$@"; do packages_of "$use"; done | tr ' ' '\n' | sort -u)
# shellcheck disable=SC2086  # a list of words
missing=$(missing_of $wanted)
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086
set -- $missing

say "Packages to install: $*"
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
	die "packages are missing: $*" - "Run as root, or install sudo."
# Asks for the password here, as the step's own output goes to its log.
[ "$(id -u)" -eq 0 ] || sudo -v ||
	die "sudo refused, and packages are missing: $*" - "Run as root."
need_space 2500 /usr
STEP_TODO="Check the network and apt's sources, then run again." \
	step packages install_packages "$@"
