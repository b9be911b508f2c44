# SPDX-License-Identifier: GPL-2.0
#
# From the lines of compare.awk: the verdicts, a table of the rules and the
# closing line. Exits 1 if anything failed. -v least= cases a rule must have of
# each kind, if not empty.

BEGIN { FS = "\t" }

{
	print $1 ": " $4
	count[$2, $3, $1]++
	sum[$1]++
	if (!($2 in known)) {
		known[$2] = 1
		rules[++nr_rules] = $2
	}
}

function of(rule, kind,    ok, gap, all, text)
{
	ok = count[rule, kind, "ok"] + 0
	gap = count[rule, kind, "gap"] + 0
	all = ok + count[rule, kind, "FAIL"]
	text = ok "/" all
	return gap ? text " +" gap " gap" : text
}

function enough(rule, kind,    n)
{
	n = count[rule, kind, "ok"] + count[rule, kind, "FAIL"]
	if (least == "" || n >= least || rule == "owner")
		return
	printf "FAIL: %s has %d %s cases, %d are needed\n", rule, n, kind, least
	sum["FAIL"]++
}

END {
	for (i = 1; i <= nr_rules; i++) {
		enough(rules[i], "fire")
		enough(rules[i], "clean")
	}
	printf "\n%-10s %-16s %s\n", "rule", "fire", "clean"
	for (i = 1; i <= nr_rules; i++)
		printf "%-10s %-16s %s\n", rules[i], of(rules[i], "fire"),
			of(rules[i], "clean")
	if (sum["gap"])
		printf "%d known gaps\n", sum["gap"]
	printf "%d passed, %d failed\n", sum["ok"], sum["FAIL"]
	exit sum["FAIL"] > 0 || !sum["ok"]
}
