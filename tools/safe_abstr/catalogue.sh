#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The catalogue of sacheck, Documentation/dev-tools/sacheck/sa????.rst.
#
# catalogue.sh [PAGES]
#	prints the C file that sacheck --explain reads them from
# catalogue.sh --examples DIR [PAGES]
#	writes the examples of all pages to DIR, as SA0103-fails.c and
#	SA0103-right.c
set -eu

here=$(dirname "$0")

print_c() {
	echo '/* Made by catalogue.sh; do not edit. */'
	echo '#include "catalogue.h"'
	echo
	echo 'const struct sa_page sa_pages[] = {'
	awk '
	function finish() {
		if (code != "")
			print "\t},"
	}
	FNR == 1 {
		finish()
		code = FILENAME
		gsub(/^.*\/sa|\.rst$/, "", code)
		printf "\t{\n\t\t\"SA%s\",\n", code
		gap = 1
	}
	/^\.\. / {
		gap = 1
		next
	}
	# a directive leaves one empty line, not two
	/^$/ && gap {
		next
	}
	{
		gap = $0 == ""
		gsub(/``/, "\047")
		gsub(/:doc:/, "")
		gsub(/\\/, "\\\\")
		gsub(/"/, "\\\"")
		gsub(/\t/, "        ")
		printf "\t\t\"%s\\n\"\n", $0
	}
	END { finish() }
	' "$@"
	echo '};'
	echo
	echo 'const unsigned int sa_nr_pages = sizeof(sa_pages) / sizeof(*sa_pages);'
}

# A block ends at the first line that is not indented.
write_examples() {
	awk -v dir="$1" '
	FNR == 1 {
		code = FILENAME
		gsub(/^.*\/sa|\.rst$/, "", code)
		out = ""
		code_block = 0
	}
	/^\.\. code-block:: c$/ {
		code_block = 1
		next
	}
	/^[^ \t]/ {
		if (out != "")
			close(out)
		out = ""
		code_block = 0
	}
	code_block && out == "" && /^[ \t]+\/\* (fails|right)/ {
		indent = match($0, /[^ \t]/) - 1
		out = dir "/SA" code (/fails/ ? "-fails.c" : "-right.c")
		printf "" > out
	}
	out != "" { print substr($0, indent + 1) > out }
	' "$2"
}

check_pages() {
	sed -n 's/^SA_CODE(\([0-9]*\),.*/\1/p' "$here/codes.def" |
	while read -r code; do
		[ -f "$1/sa$code.rst" ] && continue
		echo "$0: error: no page $1/sa$code.rst" >&2
		exit 1
	done
}

examples=
if [ "${1-}" = --examples ]; then
	[ $# -ge 2 ] || {
		echo "usage: $0 [--examples DIR] [PAGES]" >&2
		exit 2
	}
	examples=$2
	shift 2
fi
pages=${1:-$here/../../Documentation/dev-tools/sacheck}
check_pages "$pages"
if [ -z "$examples" ]; then
	print_c "$pages"/sa[0-9][0-9][0-9][0-9].rst
	exit
fi
mkdir -p "$examples"
for page in "$pages"/sa[0-9][0-9][0-9][0-9].rst; do
	write_examples "$examples" "$page"
done
