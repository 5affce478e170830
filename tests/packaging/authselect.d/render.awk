# SPDX-License-Identifier: BSD-3-Clause
#
# Writes a template of authselect out: {include if E}, {exclude if E},
# {continue if E}, {stop if E} and {if E:YES|NO}, as authselect-profiles(5) has
# them.  `features' are those that are selected, with blanks between.

# Whether the text E, of "names", not, and, or and parentheses, holds: awk's
# own operators bind alike.  Parentheses are taken out from the inside.
function holds(e,   name, inner) {
	while (match(e, /"[^"]*"/)) {
		name = substr(e, RSTART + 1, RLENGTH - 2)
		e = substr(e, 1, RSTART - 1) ((name in set) ? "T" : "F") \
			substr(e, RSTART + RLENGTH)
	}
	gsub(/[ \t]/, "", e)
	while (match(e, /\([^()]*\)/)) {
		inner = substr(e, RSTART + 1, RLENGTH - 2)
		e = substr(e, 1, RSTART - 1) (flat(inner) ? "T" : "F") \
			substr(e, RSTART + RLENGTH)
	}
	return flat(e)
}
function flat(e,   terms, factors, count, i, j, all) {
	gsub(/notT/, "F", e) + gsub(/notF/, "T", e)
	count = split(e, terms, /or/)
	for (i = 1; i <= count; i++) {
		all = 1
		for (j = split(terms[i], factors, /and/); j > 0; j--)
			all = all && factors[j] == "T"
		if (all)
			return 1
	}
	return 0
}
BEGIN {
	for (i = split(features, words, " "); i > 0; i--)
		set[words[i]] = 1
}
{
	line = $0
	while (match(line, /\{[^{}]*\}/)) {
		before = substr(line, 1, RSTART - 1)
		text = substr(line, RSTART + 1, RLENGTH - 2)
		after = substr(line, RSTART + RLENGTH)
		if (text ~ /^(include|exclude) if /) {
			if (holds(substr(text, 12)) != (text ~ /^include/))
				next
			line = before after
		} else if (text ~ /^(continue|stop) if /) {
			sub(/^[a-z]* if /, "", text)
			if (holds(text) != ($0 ~ /\{continue/))
				exit
			next
		} else {
			sub(/^if /, "", text)
			condition = value = text
			sub(/:.*/, "", condition)
			sub(/^[^:]*:/, "", value)
			count = split(value, values, "|")
			line = before (holds(condition) ? values[1] : \
				count > 1 ? values[2] : "") after
		}
	}
	sub(/[ \t]+$/, "", line)
	print line
}
