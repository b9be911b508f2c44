# SPDX-License-Identifier: GPL-2.0
#
# awk -v arch=ARCH -f table.awk suites counts: the table of make run. A suite of
# the list that did not run, or one with a device that passed nothing or
# skipped something, counts as one failure more, and the table says why.
function row(suite, device, pass, fail, skip, why)
{
	printf "%-28s %-8s %7s %7s %8s%s\n", suite, device, pass, fail, skip, why
}

FNR == NR {
	if ($1 == arch) {
		device[$2] = $3
		order[++wanted] = $2
	}
	next
}

BEGIN {
	row("suite", "device", "passed", "failed", "skipped", "")
}

{
	why = ""
	hw = ($1 in device) && device[$1] != "-"
	if (hw && ($4 > 0 || $2 == 0)) {
		$3++
		why = "  <- needs its device: nothing may be skipped"
	} else if (($1 in device) && $2 + $3 == 0) {
		$3++
		why = "  <- no test ran"
	}
	row($1, ($1 in device) ? device[$1] : "-", $2, $3, $4, why)
	seen[$1] = 1
	passed += $2
	failed += $3
}

END {
	for (i = 1; i <= wanted; i++) {
		if (order[i] in seen)
			continue
		row(order[i], device[order[i]], 0, 1, 0, "  <- did not run")
		failed++
	}
	printf "%d passed, %d failed\n", passed, failed
	exit failed > 0 || passed == 0
}
