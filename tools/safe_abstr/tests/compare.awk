# SPDX-License-Identifier: GPL-2.0
#
# Compares the output of sacheck (first file) with the comments of the test
# (second file), which stand in run.sh. Prints a line a case: verdict, rule,
# kind and text, separated by tabs. -v rule= file= name= rc= (exit status).

function add(list, word)
{
	return list (list == "" ? "" : ", ") word
}

# Fails the case that ends, or passes it.
function end_case(    bad)
{
	if (!started && missing == "" && unexpected == "")
		return
	bad = ""
	if (broken != "")
		bad = add(bad, broken)
	if (missing != "")
		bad = add(bad, "not reported: " missing)
	if (unexpected != "")
		bad = add(bad, "not expected: " unexpected)
	if (closed != "")
		bad = add(bad, "known gap closed, make it EXPECT: " closed)
	if (kind == "fire" && !expects && gap == "" && closed == "")
		bad = add(bad, "a fire case without EXPECT")
	if (kind == "clean" && expects)
		bad = add(bad, "a clean case with EXPECT")
	if (bad != "")
		say("FAIL", ": " bad)
	else if (gap != "")
		say("gap", ": " gap)
	else
		say("ok", "")
}

function say(verdict, why)
{
	printf "%s\t%s\t%s\t%s:%d %s%s\n", verdict, rule, kind, name, start,
		what, why
}

function begin_case(comment)
{
	end_case()
	started = 1
	start = FNR
	what = comment
	kind = what ~ /^fire/ ? "fire" : "clean"
	missing = unexpected = gap = closed = ""
	expects = 0
}

# The codes after WORD on this line, as keys of codes[].
function codes_after(word, codes,    rest, n, i, part)
{
	split("", codes)
	if (!match($0, word "([ ,]+SA[0-9][0-9][0-9][0-9])+"))
		return 0
	rest = substr($0, RSTART + length(word), RLENGTH - length(word))
	n = split(rest, part, /[ ,]+/)
	for (i = 1; i <= n; i++)
		if (part[i] != "")
			codes[part[i]] = 1
	return 1
}

function at_line(code)
{
	return code " at line " FNR
}

FILENAME == ARGV[1] {
	if (index($0, file ":") == 1 &&
	    match($0, /: (error|warning): \[SA[0-9][0-9][0-9][0-9]\]/)) {
		split(substr($0, length(file) + 2), at, ":")
		code = substr($0, RSTART + RLENGTH - 7, 6)
		found[at[1] + 0, code] = 1
		codes_at[at[1] + 0] = codes_at[at[1] + 0] " " code
		nr_found++
	} else if (/: (error|warning): \[SA[0-9][0-9][0-9][0-9]\]/) {
		elsewhere = add(elsewhere, $0)
		nr_found++
	} else if (/: (fatal )?error: / || /^sacheck: /) {
		if (parse == "")
			parse = $0
	}
	next
}

FNR == 1 {
	kind = "clean"
	what = "(before the first case)"
	if (rc == 124)
		broken = "sacheck was not done in time"
	else if (rc > 2 || (rc > 1 && parse == ""))
		broken = "sacheck ended with status " rc
	else if (parse != "")
		broken = parse
	else if (rc != (nr_found > 0))
		broken = "status " rc " with " nr_found + 0 " reports"
	unexpected = elsewhere
}

match($0, /\/\* CASE (fire|clean): .*\*\//) {
	text = substr($0, RSTART + 8)
	sub(/ *\*\/.*/, "", text)
	begin_case(text)
}

{
	if (codes_after("EXPECT", expected)) {
		expects = 1
		for (code in expected)
			if (!((FNR, code) in found))
				missing = add(missing, at_line(code))
	}
	if (codes_after("KNOWN-GAP", gaps))
		for (code in gaps)
			if ((FNR, code) in found)
				closed = add(closed, at_line(code))
			else
				gap = add(gap, at_line(code))
	n = split(codes_at[FNR], here, " ")
	for (i = 1; i <= n; i++)
		if (!(here[i] in expected) && !(here[i] in gaps) &&
		    !seen[FNR, here[i]]++)
			unexpected = add(unexpected, at_line(here[i]))
}

END {
	if (!started)
		unexpected = add(unexpected, "no CASE in this file")
	end_case()
}
