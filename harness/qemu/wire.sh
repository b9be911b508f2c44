#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# wire.sh DIR: jumper wires on the emulated board. Each line of the PL061 is
# wired to the line four away (0-4, 1-5, 2-6, 3-7): what the guest drives on one
# arrives as input, and as interrupt, on the other. QEMU's qtest socket reports
# outputs and sets inputs. DIR holds the sockets of a stopped QEMU, which runs
# on when the wires are in place.
set -eu

DIR=$1

# connect SOCKET: to be written by SOCKET.in and read by SOCKET.out
connect()
{
	tries=0
	until [ -S "$DIR/$1" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 600 ] || {
			echo "no socket $DIR/$1" >&2
			exit 1
		}
		sleep 0.05
	done
	mkfifo "$DIR/$1.in" "$DIR/$1.out"
	socat - "UNIX-CONNECT:$DIR/$1" <"$DIR/$1.in" >"$DIR/$1.out" &
}

# The PL061 is a nameless device of the board: /machine/unattached/device[N].
# The tree is in when the answer to the next question comes.
pl061_path()
{
	echo 'info qom-tree' >&3
	echo 'info status' >&3
	while read -r line rest <&4; do
		case "$line $rest" in
		*'VM status:'*) return ;;
		*'/device['*'] (pl061)'*) echo "/machine/unattached$line" ;;
		esac
	done
}

# set_input LINE LEVEL; QEMU ignores it for a line that is an output
set_input()
{
	echo "set_irq_in $path unnamed-gpio-in $1 $2" >&5
}

# Reads "IRQ raise N" and "IRQ lower N": the guest drives line N, or no longer
# drives it high. The line at the other end gets that level; line N gets the
# level of the other end, as one that has become an input would else go on
# reading what it drove before.
relay()
{
	while read -r word level line; do
		echo "$word $level $line"
		case $word$level in
		IRQraise) value=1 ;;
		IRQlower) value=0 ;;
		*) continue ;;
		esac
		other=$(((line + 4) % 8))
		set_input "$other" "$value"
		eval "level_$line=$value"
		eval "set_input $line \${level_$other:-0}"
	done
}

# Ends with the connections: QEMU's end ends this.
trap 'kill $(jobs -p) 2>/dev/null || :' EXIT
trap 'exit 1' INT TERM HUP

connect monitor
# The commands open for both, so that opening waits for nobody; the answers only
# for reading, so that they end with QEMU.
exec 3<>"$DIR/monitor.in"
exec 4<"$DIR/monitor.out"
path=$(pl061_path)
[ -n "$path" ] || {
	echo "no pl061 on this board" >&2
	echo quit >&3
	exit 1
}
connect qtest
exec 5<>"$DIR/qtest.in"
echo "irq_intercept_out $path" >&5
{
	read -r answer
	echo "$path intercepted: $answer"
	echo cont >&3
	relay
} <"$DIR/qtest.out"
