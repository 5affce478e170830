# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# Places in the source that a list names, each with the reason above it:
#
#   # reason
#   => FILE: [WHAT: ]text of the line

# line_of FILE NUMBER: the text of a line, which says where it is for ever.
line_of()
{
	sed -n "$2{s/^[ \t]*//;p}" "$1"
}

# is_listed LIST TEXT: whether LIST names TEXT.
is_listed()
{
	grep -qxF "=> $2" "$1"
}
