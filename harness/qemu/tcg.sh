#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Stands in PATH as qemu-system-* before the real one, which QEMU_REAL names:
# kunit.py asks for KVM first, and here every machine is to run the same way,
# also where /dev/kvm exists but does not work.
left=$#
while [ "$left" -gt 0 ]; do
	if [ "$1" = -accel ] && [ "$2" != tcg ]; then
		shift 2
		left=$((left - 2))
	else
		set -- "$@" "$1"
		shift
		left=$((left - 1))
	fi
done
exec "$QEMU_REAL" "$@"
