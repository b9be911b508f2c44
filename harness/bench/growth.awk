# SPDX-License-Identifier: GPL-2.0
#
# Time against branches, from lines "BRANCHES PROGRAM STATUS USER SYSTEM KBYTES"
# in rising order of BRANCHES. What a file without any takes is taken off; the
# exponent is that from the row before: 1 is linear.

function exponent(p, n, t)
{
	if (!((p, "n") in last) || last[p, "n"] == 0 || last[p, "t"] < 0.05 || t < 0.05)
		return "-"
	return sprintf("%.2f", log(t / last[p, "t"]) / log(n / last[p, "n"]))
}

BEGIN {
	printf "\n%-10s %10s %10s %8s %10s\n", "branches", "program", "seconds",
		"MB", "exponent"
}

{
	t = $4 + $5
	if ($1 == 0)
		zero[$2] = t
	t -= zero[$2]
	printf "%-10d %10s %10.2f %8d %10s%s\n", $1, $2, $4 + $5, $6 / 1024,
		exponent($2, $1, t), ($3 > 1 ? "  status " $3 : "")
	if ($3 > 1)
		bad = 1
	last[$2, "n"] = $1
	last[$2, "t"] = t
}

END { exit bad }
