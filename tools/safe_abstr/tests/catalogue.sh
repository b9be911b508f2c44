#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Runs sacheck over the examples of Documentation/dev-tools/sacheck: what fails
# there is reported on its line and nowhere else, what is right is not. The
# environment is that of run.sh, which does it.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
CASES=$(mktemp -d)
export CASES
trap 'rm -rf "$CASES"' EXIT
trap 'exit 130' INT TERM HUP

sh "$HERE/../catalogue.sh" --examples "$CASES/examples"
mkdir "$CASES/catalogue" "$CASES/unsafe"
for file in "$CASES"/examples/*.c; do
	case $file in
	*/SA14*) to=$CASES/unsafe ;;
	*) to=$CASES/catalogue ;;
	esac
	sed -e 's|^/\* fails: \(SA[0-9]*\) \*/|/* CASE fire: example of \1 */|' \
		-e 's|^/\* right \*/|/* CASE clean: example put right */|' \
		-e 's|/\* \(SA[0-9]*\) \*/|/* EXPECT \1 */|' "$file" \
		>"$to/${file##*/}"
done
rm -r "$CASES/examples"
"$HERE/run.sh"
