#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# config.sh [-l] [SRC BUILD FRAGMENT...]: writes BUILD/kunit.config, a full
# configuration: allnoconfig and the fragments of harness/kernel. A symbol a
# fragment asks for and the configuration lacks is an error; not so with -l,
# which is for a tree with only a part of the series.
set -eu
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

lax=
if [ "${1:-}" = -l ]; then
	lax=1
	shift
fi
if [ $# -gt 0 ]; then
	SRC=$1 BUILD=$2
	shift 2
fi
[ $# -gt 0 ] || set -- common.config "$ARCH.config" series.config \
	"series-$ARCH.config"

out=$BUILD/kunit.config
wanted=$BUILD/wanted.config
mkdir -p "$BUILD"
(cd "$HARNESS/kernel" && cat "$@") >"$wanted.new"

stamp()
{
	git -C "$SRC" rev-parse HEAD
	cksum <"$wanted.new"
}

allnoconfig()
{
	kmake "$SRC" "$BUILD" KCONFIG_ALLCONFIG="$wanted" \
		KCONFIG_CONFIG="$out.new" allnoconfig
}

# The lines of the fragments that did not come true.
unmet()
{
	grep '^CONFIG_[A-Z0-9_]*=' "$wanted" | while read -r line; do
		case $line in
		*=n) ! grep -q "^${line%n}" "$out.new" || echo "$line" ;;
		*) grep -qxF "$line" "$out.new" || echo "$line" ;;
		esac
	done
}

[ ! -f "$out" ] || [ "$(stamp)" != "$(cat "$out.stamp" 2>/dev/null)" ] ||
	exit 0
mv "$wanted.new" "$wanted"
step "config-$ARCH" allnoconfig
missing=$(unmet | tr '\n' ' ')
[ -n "$lax" ] || [ -z "$missing" ] ||
	die "the kernel configuration lacks: $missing" "$out.new" \
		"Look up what these symbols depend on; add it to harness/kernel/."
mv "$out.new" "$out"
cp "$wanted" "$wanted.new"
stamp >"$out.stamp"
