# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: GPL-2.0
#
# Sourced by every script here: paths, the architecture, steps and errors.
# The sourcing script has set -eu and, if need be, TOP.
#
#   TOP      this repository          WORKTOP  TOP/work: shared (ccache, apt)
#   WORK     this base's work folder  LOG      its logs, one per step
#   BASE     git tree of the base     SRC      base + series, never edited
#   TREE     the editable tree        BUILD    build folder of this ARCH
#
# WORK is TOP/work, or with KERNEL= a folder of its own below it, so that a
# run on another kernel leaves the results of the default one alone.

TOP=${TOP:-$(cd "$(dirname "$0")/.." && pwd)}
HARNESS=$TOP/harness
WORKTOP=$TOP/work
KERNEL=${KERNEL:-}
ARCH=${ARCH:-arm64}
BASE_VERSION=7.3
JOBS=${JOBS:-$(nproc)}

# Where die speaks to: the user, even when a step's output goes to its log.
exec 3>&2

# die WHAT LOG TODO: one line on what happened, where the log is ("-" if there
# is none) and what to do.
die()
{
	die_log=
	[ "${2:--}" = - ] || die_log=" Log: $2."
	printf 'error: %s.%s %s\n' "$1" "$die_log" "${3:-}" >&3
	# In a step the line is out; 113 tells the step not to add its own.
	[ -z "${IN_STEP:-}" ] || exit 113
	exit 1
}

say()
{
	printf '%s\n' "$*"
}

if [ -n "$KERNEL" ]; then
	[ -d "$KERNEL" ] ||
		die "KERNEL=$KERNEL is not a directory" - \
			"Give the path of a Linux $BASE_VERSION source tree."
	KERNEL=$(cd "$KERNEL" && pwd -P)
	WORK=$WORKTOP/kernel-$(printf '%s' "$KERNEL" | cksum | cut -d' ' -f1)
else
	WORK=$WORKTOP
fi

LOG=$WORK/log
BASE=$WORK/base
SRC=$WORK/src
TREE=$WORK/tree

# arch_vars ARCH: sets ARCH, BUILD, CROSS (tool prefix, empty if native) and
# QEMU; called below for $ARCH, again by who needs the other one.
arch_vars()
{
	ARCH=$1
	case $ARCH in
	arm64) arch_machine=aarch64 ;;
	x86_64) arch_machine=x86_64 ;;
	*)
		die "ARCH=$ARCH is not known" - "Use ARCH=arm64 or ARCH=x86_64."
		;;
	esac
	QEMU=qemu-system-$arch_machine
	CROSS=$arch_machine-linux-gnu-
	[ "$(uname -m)" != "$arch_machine" ] || CROSS=
	BUILD=$WORK/build-$ARCH
}

arch_vars "$ARCH"
export ARCH KERNEL
mkdir -p "$LOG"

# The user's git configuration (signing, autocrlf, hooks, diff drivers) must not
# change what is built or exported, and commits must not depend on who or when.
GIT_CONFIG_GLOBAL=$HARNESS/gitconfig
GIT_CONFIG_SYSTEM=/dev/null
GIT_AUTHOR_NAME=harness GIT_AUTHOR_EMAIL=harness@localhost
GIT_COMMITTER_NAME=harness GIT_COMMITTER_EMAIL=harness@localhost
GIT_AUTHOR_DATE='@1000000000 +0000'
GIT_COMMITTER_DATE='@1000000000 +0000'

# git_fixed ARGS: git with fixed identity, dates and configuration. Author name
# and date given by a patch (git am) win over these.
git_fixed()
{
	GIT_CONFIG_GLOBAL=$GIT_CONFIG_GLOBAL \
	GIT_CONFIG_SYSTEM=$GIT_CONFIG_SYSTEM \
	GIT_AUTHOR_NAME=$GIT_AUTHOR_NAME \
	GIT_AUTHOR_EMAIL=$GIT_AUTHOR_EMAIL \
	GIT_AUTHOR_DATE=$GIT_AUTHOR_DATE \
	GIT_COMMITTER_NAME=$GIT_COMMITTER_NAME \
	GIT_COMMITTER_EMAIL=$GIT_COMMITTER_EMAIL \
	GIT_COMMITTER_DATE=$GIT_COMMITTER_DATE \
		git "$@"
}

# One cache for all trees and builds below work/: relative to the base directory
# their paths look the same (../src), so what one compiled the others find.
export CCACHE_DIR="${CCACHE_DIR:-$WORKTOP/ccache}" CCACHE_BASEDIR="$WORKTOP"
# A path ccache made relative is to be cut from __FILE__ like the whole one.
export KCPPFLAGS=-fmacro-prefix-map=../src/=
# Objects must not differ by tree or by the time of the build.
export KBUILD_BUILD_TIMESTAMP='1970-01-01 00:00:00 UTC'
export KBUILD_BUILD_USER=harness KBUILD_BUILD_HOST=localhost
export KBUILD_BUILD_VERSION=1

# kmake SRC BUILD ARGS: the kernel's make with GCC and ccache.
kmake()
{
	kmake_src=$1 kmake_build=$2
	shift 2
	mkdir -p "$kmake_build"
	make -C "$kmake_src" O="$kmake_build" ARCH="$ARCH" \
		CROSS_COMPILE="$CROSS" CC="ccache ${CROSS}gcc" \
		HOSTCC="ccache gcc" -j"$JOBS" "$@"
}

# kmake_clang SRC BUILD ARGS: the same with Clang and LLD 19.
kmake_clang()
{
	kmake_src=$1 kmake_build=$2
	shift 2
	mkdir -p "$kmake_build"
	make -C "$kmake_src" O="$kmake_build" ARCH="$ARCH" LLVM=-19 \
		CC="ccache clang-19" HOSTCC="ccache clang-19" -j"$JOBS" "$@"
}

# duration SECONDS: "8 s", "3 min 08 s"
duration()
{
	if [ "$1" -lt 60 ]; then
		printf '%d s' "$1"
	else
		printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
	fi
}

# Says every second on a terminal, else every 20 s, that the step still runs.
ticker()
{
	while :; do
		if [ -t 1 ]; then
			sleep 1 >/dev/null
			printf '\r  %-24s %s' "$1" \
				"$(duration $(($(date +%s) - $2)))"
		else
			sleep 20 >/dev/null
			printf '  %-24s %s ...\n' "$1" \
				"$(duration $(($(date +%s) - $2)))"
		fi
	done
}

# try NAME CMD...: runs CMD with its output in LOG/NAME.log, shows the step and
# its time; returns CMD's status. Use it as "try ... || failed": as the shell
# ignores set -e there, CMD is best a script, or a function of one && chain.
try()
{
	try_name=$1
	shift
	try_start=$(date +%s)
	[ -t 1 ] || printf '  %-24s started\n' "$try_name"
	ticker "$try_name" "$try_start" </dev/null 2>/dev/null 3>&- &
	try_tick=$!
	trap 'kill "$try_tick" 2>/dev/null; exit 130' INT TERM HUP
	case $- in *e*) try_e=-e ;; *) try_e=+e ;; esac
	set +e
	(
		set -e
		IN_STEP=$try_name
		"$@"
	) >"$LOG/$try_name.log" 2>&1 </dev/null
	try_rc=$?
	set "$try_e"
	# Its sleep may outlive it, but holds none of our output open.
	kill "$try_tick" 2>/dev/null || :
	wait "$try_tick" 2>/dev/null || :
	trap - INT TERM HUP
	try_word='done'
	[ "$try_rc" -eq 0 ] || try_word=failed
	[ ! -t 1 ] || printf '\r'
	printf '  %-24s %s in %s\n' "$try_name" "$try_word" \
		"$(duration $(($(date +%s) - try_start)))"
	return "$try_rc"
}

# step NAME CMD...: try, and the end of the script if CMD fails.
step()
{
	set +e
	try "$@"
	step_rc=$?
	set -e
	[ "$step_rc" -ne 0 ] || return 0
	[ "$step_rc" -ne 113 ] || exit 1
	die "step '$1' failed (status $step_rc)" "$LOG/$1.log" \
		"${STEP_TODO:-Read the end of the log, mend it and run again.}"
}

# need_space MEGABYTES DIR: dies when the disk has less room.
need_space()
{
	space_free=$(df -Pm "$2" | awk 'NR == 2 { print $4 }')
	[ "${space_free:-0}" -ge "$1" ] ||
		die "$2 has ${space_free:-0} MB free, $1 MB are needed" - \
			"Make room or clone to another disk."
}
