#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# badinput.sh: what sacheck says, and with which exit status, when its tables,
# options, baseline or input are bad. SACHECK is the program.
set -u

HERE=$(cd "$(dirname "$0")" && pwd)
SACHECK=${SACHECK:-$HERE/../sacheck}
case $SACHECK in
/*) ;;
*) SACHECK=$PWD/$SACHECK ;;
esac
unset SACHECK_FLAGS srctree

if [ ! -x "$SACHECK" ]; then
	echo "error: no program $SACHECK" >&2
	exit 2
fi
TMP=$(mktemp -d) || exit 2
trap 'rm -rf "$TMP"' EXIT
trap 'exit 2' HUP INT TERM
cd "$TMP" || exit 2

passed=0
failed=0

# check WHAT STATUS PATTERN COMMAND...: PATTERN is for grep, in what is printed
check()
{
	what=$1 status=$2 pattern=$3
	shift 3
	rc=0
	"$@" >out 2>&1 </dev/null || rc=$?
	if [ "$rc" = "$status" ] &&
	   { [ -z "$pattern" ] || grep -q -e "$pattern" out; }; then
		echo "ok: $what"
		passed=$((passed + 1))
		return
	fi
	echo "FAIL: $what: status $rc, not $status, or no '$pattern' in:"
	sed 's/^/    /' out
	failed=$((failed + 1))
}

good_table()
{
	cat <<-'END'
		# good rows
		class slab memory memory from kmalloc()
		class vmalloc memory memory from vmalloc()
		class clk-on state enabled clock
		fn kmalloc kmalloc_noprof: own=slab null gfp=2 size=1
		fn kvfree: drop=slab,vmalloc:1 nullok=1	# two classes
		fn clk_enable: get?=clk-on:1 check sleep
		fn request_irq: callback=2:hardirq:5 publish=1 sleep
		fn memset: write=1:* alias=1
		guard mutex: lock=mutex:1
	END
}

# table WHAT PATTERN: the rows on standard input, behind good ones, are refused
table()
{
	mkdir -p facts
	good_table >facts/a.facts
	cat >facts/b.facts
	check "$1" 2 "$2" "$SACHECK" --facts facts good.c
}

printf 'static int one;\n' >good.c
mkdir good
good_table >good/a.facts

check "good tables" 0 '' "$SACHECK" --facts good good.c

table "unknown fact" "b.facts:2: error: unknown fact 'ownn' (did you mean 'own'?)" <<'END'
# a comment
fn a: ownn=slab
END
table "unknown kind of row" "b.facts:1: error: unknown kind of row 'fun' (did you mean 'fn'?)" <<'END'
fun a: own=slab
END
table "unknown class" "b.facts:1: error: unknown class 'slub' (did you mean 'slab'?)" <<'END'
fn a: own=slub
END
table "unknown word" "b.facts:1: error: unknown word 'mutx' for 'lock' (did you mean 'mutex'?)" <<'END'
fn a: lock=mutx:1
END
table "unknown kind of class" "b.facts:1: error: unknown kind of class 'memry'" <<'END'
class foo memry a foo
END
table "class without words" "b.facts:1: error: a class row is" <<'END'
class foo memory
END
table "class defined twice" "b.facts:1: error: class 'slab' is already defined at facts/a.facts:2" <<'END'
class slab memory memory
END
table "function with two rows" "b.facts:1: error: fn 'kmalloc' has a row already at facts/a.facts:5" <<'END'
fn kmalloc: own=slab
END
table "guard with two rows" "b.facts:1: error: guard 'mutex' has a row already at" <<'END'
guard mutex: lock=mutex:1
END
table "argument out of range" "b.facts:1: error: argument 16 is out of 0..15" <<'END'
fn a: deref=16
END
table "argument no number" "b.facts:1: error: 'x' is not the number of an argument" <<'END'
fn a: deref=x
END
table "too few arguments" "b.facts:1: error: 'to-user' takes 3 arguments" <<'END'
fn a: to-user=1:2
END
table "too many arguments" "b.facts:1: error: 'hold' takes 1 arguments" <<'END'
fn a: hold=1:2
END
table "missing argument" "b.facts:1: error: 'drop' is written drop=CLASS:N" <<'END'
fn a: drop=slab
END
table "missing value" "b.facts:1: error: 'move' lacks its value" <<'END'
fn a: move
END
table "value not wanted" "b.facts:1: error: 'sleep' takes no value" <<'END'
fn a: sleep=1
END
table "missing colon" "b.facts:1: error: missing colon" <<'END'
fn a own=slab
END
table "row without facts" "b.facts:1: error: a row without facts" <<'END'
fn a:
END
table "row without a name" "b.facts:1: error: a row without a name" <<'END'
fn : sleep
END
table "bad name" "b.facts:1: error: '1a' is not a name" <<'END'
fn 1a: sleep
END
table "new and taken result" "b.facts:1: error: contradictory facts: 'own' and 'borrow'" <<'END'
fn a: own=slab borrow=1
END
table "moved and held" "b.facts:1: error: contradictory facts: 'move' and 'hold'" <<'END'
fn a: move=1 hold=1
END
table "moved and dropped" "b.facts:1: error: contradictory facts: 'move' and 'drop'" <<'END'
fn a: move=1 drop=slab:1
END
table "locked and unlocked" "b.facts:1: error: contradictory facts: 'lock' and 'unlock'" <<'END'
fn a: lock=mutex:1 unlock=mutex:1
END
table "entered and left" "b.facts:1: error: contradictory facts: 'enter' and 'leave'" <<'END'
fn a: enter=rcu leave=rcu
END
table "fact said twice" "b.facts:1: error: 'sleep' is said twice" <<'END'
fn a: sleep sleep
END
table "all errors are said" "b.facts:3: error: missing colon" <<'END'
fn a: ownn=slab
fn b: own=slub
fn c sleep
END
head -c 100 /dev/zero >zeros
table "table is not text" "b.facts:1: error: not a text file" <zeros

check "no directory of tables" 2 'error: fact tables nowhere: No such file' \
	"$SACHECK" --facts nowhere good.c
mkdir empty
check "no table in it" 2 'error: fact tables empty: no' \
	"$SACHECK" --facts empty good.c

check "unknown option" 2 "unknown option '--strct' (did you mean 'strict'?)" \
	"$SACHECK" --strct good.c
check "option of a compiler" 0 '' \
	"$SACHECK" --facts good --target=x86_64-linux-gnu good.c
check "option without its value" 2 "'--facts' lacks its value" \
	"$SACHECK" good.c --facts
check "option with a value" 2 "'--strict' takes no value" \
	"$SACHECK" --strict=yes good.c
check "unknown rule" 2 "no rule 'leek' (did you mean 'leak'?)" \
	"$SACHECK" --rules move,leek good.c
check "unknown option in the environment" 2 "unknown option '--foo'" \
	env SACHECK_FLAGS=--foo "$SACHECK" good.c
check "unknown code" 2 "no code 'SA9999'" "$SACHECK" --explain SA9999
check "known code" 0 '^SA0103: ' "$SACHECK" --explain SA0103
check "list of codes" 0 'SA1402' "$SACHECK" --list
check "help" 0 'usage: sacheck' "$SACHECK" --help

check "baseline cannot be read" 2 'baseline none: No such file' \
	"$SACHECK" --facts good --baseline none good.c
check "baseline is a directory" 2 'baseline empty: ' \
	"$SACHECK" --facts good --baseline empty good.c
echo 'SA9999 good.c f text' >baseline
check "baseline with a bad row" 2 'baseline:1: error: not a baseline row' \
	"$SACHECK" --facts good --baseline baseline good.c
echo "SA0301 good.c f 'p' is gone" >baseline
check "baseline with an unused row" 0 'baseline:1: note: no longer reported' \
	"$SACHECK" --facts good --baseline baseline good.c
check "baseline to write not named" 2 'needs --baseline' \
	"$SACHECK" --facts good --write-baseline good.c
check "baseline cannot be written" 2 'baseline no/where: No such file' \
	"$SACHECK" --facts good --baseline no/where --write-baseline good.c
check "JSON cannot be written" 2 'no/where: cannot be written' \
	"$SACHECK" --facts good --json=no/where good.c

printf 'int one;\nint f(void)\n{\n\treturn one +;\n}\n' >syntax.c
check "C that does not parse" 2 'syntax.c:4:[0-9]*: error: ' \
	"$SACHECK" --facts good syntax.c
printf '\n#include "none.h"\n' >header.c
check "header that is missing" 2 'header.c:2:[0-9]*: error: .*none.h' \
	"$SACHECK" --facts good header.c
check "file that is missing" 2 'none.c' "$SACHECK" --facts good none.c

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
