#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# kernel-doc without a warning on each header and C file the series adds, and on
# every file its documents pull in.
set -eu
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

quiet_doc()
{
	cd "$CKSRC"
	python3 tools/docs/kernel-doc -none -Wall -Werror "$@" 2>"$CK/doc"
	cat "$CK/doc"
	! grep -v -e '^Info' -e 'no structured comments found' "$CK/doc"
}

pulled_in()
{
	cd "$CKSRC"
	sed -n 's/^\.\. kernel-doc:: *//p' "$1"
}

applied
set --
for f in $(added_files); do
	name=kernel-doc-$(printf %s "$f" | tr / -)
	case $f in
	*.[ch])
		if grep -q '^[[:space:]]*/\*\*$' "$CKSRC/$f"; then
			verify "kernel-doc $f" "$name" quiet_doc "$f"
		else
			set -- "$@" "$f"
		fi
		;;
	*.rst)
		for source in $(pulled_in "$f"); do
			verify "$f takes documentation from $source" "$name" \
				grep -q '^/\*\*' "$CKSRC/$source"
		done
		;;
	esac
done
[ $# -eq 0 ] || verify "kernel-doc, $# files without such comments" kernel-doc-rest quiet_doc "$@"
