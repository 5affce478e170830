# SPDX-License-Identifier: BSD-3-Clause
#
# A table of lines with tabs: columns as wide as they must be, but no more than
# this.
BEGIN {
	wide = 36
	add("PROGRAM\tFAMILY\tLIBRARY\tCLIENT\tVERDICT\tMS\tIT SEES\tLOG")
}

{ add($0) }

function add(text,	cells, i)
{
	lines[++count] = text
	split(text, cells, "\t")
	for (i = 1; i < 8; i++)
		if (length(cells[i]) > width[i])
			width[i] = length(cells[i])
}

function cell(text, i)
{
	return sprintf("%-" width[i] "s  ", substr(text, 1, width[i]))
}

END {
	for (i = 1; i < 8; i++)
		if (width[i] > wide)
			width[i] = wide
	for (n = 1; n <= count; n++) {
		split(lines[n], cells, "\t")
		line = ""
		for (i = 1; i < 8; i++)
			line = line cell(cells[i], i)
		print line cells[8]
	}
}
