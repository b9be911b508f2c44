# SPDX-License-Identifier: GPL-2.0
# Rows "driver what unit original converted limit", limit in hundredths or "-",
# to a table; exits 1 if a ratio is above its limit. Limits are compared as whole
# numbers: one instruction more is one too many, however small the ratio.
BEGIN {
	print " ratio  limit  original converted  driver          measured"
}

{
	if ($4 > 0)
		ratio = sprintf("%.3f", $5 / $4)
	else
		ratio = $5 > 0 ? "inf" : "1.000"
	limit = $6 == "-" ? "-" : sprintf("%.2f", $6 / 100)
	above = $6 != "-" && $5 * 100 > $4 * $6
	failed += above
	passed += $6 != "-" && !above
	printf "%6s %6s %9d %9d  %-15s %s (%s)%s\n", ratio, limit, $4, $5, $1,
		$2, $3, above ? "  ABOVE THE LIMIT" : ""
}

END {
	printf "bench: %d figures within their limits, %d above\n", passed, failed
	exit failed > 0 || !passed
}
