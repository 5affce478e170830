# SPDX-License-Identifier: BSD-3-Clause
#
# Rules for files of a profile of AppArmor, with its includes in place, as lines
# "PERMISSIONS EXPRESSION", the latter extended and for a whole path.  Variables
# that it does not define here are those of a machine as usual.

# The words of a variable, as alternatives; the slash of "/proc/" stands behind
# it, too, and AppArmor takes two for one.
function value(name,   words, count, i, text) {
	if (name == "pid")
		return "[0-9]*"
	if (!(name in set))
		return "NOTSET"
	count = split(set[name], words, /[ \t]+/)
	text = ""
	for (i = 1; i <= count; i++)
		if (sub(/\/$/, "", words[i]) || words[i] != "")
			text = text (text == "" ? "" : ",") words[i]
	return "{" text "}"
}
function expression(glob,   i, c, text) {
	while (match(glob, /@\{[A-Za-z_]*\}/))
		glob = substr(glob, 1, RSTART - 1) \
			value(substr(glob, RSTART + 2, RLENGTH - 3)) \
			substr(glob, RSTART + RLENGTH)
	for (i = 1; i <= length(glob); i++) {
		c = substr(glob, i, 1)
		if (substr(glob, i, 2) == "**") {
			text = text ".*"
			i++
		} else if (c == "*")
			text = text "[^/]*"
		else if (c == "{" || c == "}")
			text = text (c == "{" ? "(" : ")")
		else if (c == ",")
			text = text "|"
		else if (c ~ /[.+?$^|()]/)
			text = text (c == "?" ? "[^/]" : "[" c "]")
		else
			text = text c
	}
	return text
}
/^[ \t]*@\{[A-Za-z_]*\}[ \t]*\+?=/ {
	name = $0
	sub(/^[ \t]*@\{/, "", name)
	sub(/\}.*/, "", name)
	sub(/^[^=]*=[ \t]*/, "")
	set[name] = set[name] " " $0
	next
}
{
	sub(/^[ \t]*owner[ \t]+/, "")
	sub(/^[ \t]+/, "")
}
/^["\/@]/ && /,[ \t]*(#.*)?$/ {
	sub(/,[ \t]*(#.*)?$/, "")
	gsub(/"/, "")
	print $2, expression($1)
}
