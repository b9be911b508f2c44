#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What serves this repository: shell scripts by shellcheck and dash, python and
# licence lines. What ships is checkpatch's.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

# Tracked or about to be.
ours()
{
	git -C "$TOP" ls-files -co --exclude-standard -- harness .ci Makefile |
		while read -r f; do
			[ ! -f "$TOP/$f" ] || echo "$f"
		done
}

is_shell()
{
	head -n 1 "$TOP/$1" | grep -q -e '^#!/bin/sh' -e '^#!/bin/bash' -e 'shellcheck shell=sh'
}

no_spdx()
{
	cd "$TOP"
	ours | while read -r f; do
		head -n 3 "$f" | grep -q 'SPDX-License-Identifier: GPL-2.0' || echo "$f"
	done
}

compile_python()
{
	python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$TOP/$1"
}

for f in $(ours); do
	name=style-$(printf %s "$f" | tr / -)
	if is_shell "$f"; then
		verify "shellcheck $f" "$name" shellcheck -x "$TOP/$f"
	else
		case $f in
		*.py) verify "python $f" "$name" compile_python "$f" ;;
		esac
	fi
done
lacking=$(no_spdx | tr '\n' ' ')
if [ -z "$lacking" ]; then
	ok "SPDX lines"
else
	fail "no SPDX line: $lacking"
fi
