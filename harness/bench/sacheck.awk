# SPDX-License-Identifier: GPL-2.0
#
# What sacheck costs against sparse. First file: lines "FILE sparse|sacheck
# STATUS USER SYSTEM KBYTES"; the limits are -v time= and -v memory=, ratios.
# Exits 1 above one of them.

{
	t = $4 + $5
	if (!($1 in files)) {
		files[$1] = 1
		name[++nr] = $1
	}
	seconds[$1, $2] = t
	kbytes[$1, $2] = $6
	sum[$2] += t
	mem[$2] += $6
	if ($6 > peak[$2])
		peak[$2] = $6
	if ($3 > 1)
		odd++
}

function ratio(a, b)
{
	return b > 0 ? a / b : 0
}

function line(what, a, b, unit, limit,    r, above)
{
	r = ratio(b, a)
	above = ""
	if (limit != "" && r > limit) {
		above = "  above " limit
		bad = 1
	}
	printf "%-44s %8.1f %8.1f %-3s %6.2f%s\n", what, a, b, unit, r, above
}

# The n files with the highest ratio of time.
function slowest(n,    i, r, best, at, done)
{
	while (n--) {
		best = -1
		for (i = 1; i <= nr; i++) {
			r = ratio(seconds[name[i], "sacheck"],
				  seconds[name[i], "sparse"])
			if (!(i in done) && r > best) {
				best = r
				at = i
			}
		}
		done[at] = 1
		line("  " name[at], seconds[name[at], "sparse"],
		     seconds[name[at], "sacheck"], "s", "")
	}
}

END {
	if (!nr)
		exit 1
	printf "%-44s %8s %8s %3s %6s\n", nr " files", "sparse", "sacheck",
		"", "ratio"
	line("time", sum["sparse"], sum["sacheck"], "s", time)
	line("memory, mean of peaks", mem["sparse"] / nr / 1024,
	     mem["sacheck"] / nr / 1024, "MB", memory)
	line("memory, highest peak", peak["sparse"] / 1024,
	     peak["sacheck"] / 1024, "MB", memory)
	print "highest ratios of time:"
	slowest(nr < 5 ? nr : 5)
	if (odd)
		print odd " runs did not end with status 0 or 1"
	exit bad || odd > 0
}
