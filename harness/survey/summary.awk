# SPDX-License-Identifier: GPL-2.0
#
# The reports of make survey with their verdict, and the table of rules. First
# file: the triage list; second: the reports, separated by tabs: code, rule,
# file, line, column, function, message; third: the files surveyed.

BEGIN { FS = "\t" }

FILENAME == ARGV[1] {
	if (/^#/ || /^[ \t]*$/)
		next
	n = split($0, word, /[ \t]+/)
	if (n < 4 || (word[4] != "real" && word[4] != "false")) {
		printf "error: %s:%d: not \"CODE file function real|false reason\"\n",
			FILENAME, FNR
		bad = 1
		next
	}
	key = word[1] " " word[2] " " word[3]
	verdict[key] = word[4]
	next
}

FILENAME == ARGV[2] {
	key = $1 " " $3 " " $6
	v = key in verdict ? verdict[key] : "untriaged"
	used[key] = 1
	printf "%s:%d:%d: [%s] %s(): %s (%s)\n", $3, $4, $5, $1, $6, $7, v
	if (!($2 in all))
		rules[++nr_rules] = $2
	all[$2]++
	count[$2, v]++
	all["total"]++
	count["total", v]++
	next
}

{ surveyed[$1] = 1 }

function row(rule)
{
	printf "%-10s %8d %8d %8d %10d\n", rule, all[rule],
		count[rule, "real"], count[rule, "false"],
		count[rule, "untriaged"]
}

END {
	for (key in verdict) {
		split(key, word, " ")
		if (!(key in used) && word[2] in surveyed)
			printf "note: no longer reported, drop it from the triage list: %s\n", key
	}
	printf "\n%-10s %8s %8s %8s %10s\n", "rule", "reports", "real", "false",
		"untriaged"
	for (i = 1; i <= nr_rules; i++)
		row(rules[i])
	row("total")
	exit bad
}
