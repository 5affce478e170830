# SPDX-License-Identifier: BSD-3-Clause
#
# Writes a random sshd_config to the file `conf', and clients, a user, a TAB and
# an address, to the file `clients'.  seed, users and groups are set by the
# caller; count is how many clients.  deny=1: DenyUsers and DenyGroups, too.

function below(n) { return int(rand() * n) }

function one_of(words, count) { return words[1 + below(count)] }

function ipv4() { return "10." below(3) "." below(3) "." below(6) }

function net(  bits, quad)
{
	bits = one_of(size, 4)
	split(ipv4(), quad, ".")
	if (bits == 8) return quad[1] ".0.0.0/8"
	if (bits == 16) return quad[1] "." quad[2] ".0.0/16"
	if (bits == 24) return quad[1] "." quad[2] "." quad[3] ".0/24"
	return ipv4()
}

function address(  kind)
{
	kind = below(8)
	if (kind == 0) return "10." below(3) ".*"
	if (kind == 1) return "2001:db8:" below(3) "::/48"
	if (kind == 2) return "2001:db8:" below(3) "::" below(4)
	if (kind == 3) return "*"
	return net()
}

function addresses(  text, i, words)
{
	words = 1 + below(3)
	for (i = 0; i < words; i++)
		text = text (i ? "," : "") (below(4) ? "" : "!") address()
	return text
}

function user_word(  kind)
{
	kind = below(8)
	if (kind == 0) return "*@" addresses()
	if (kind < 4) return one_of(user, user_count) "@" addresses()
	return one_of(user, user_count)
}

# The word, mostly as it is, else with quotes around it or a part of it.
function quoted(word,  kind)
{
	kind = below(16)
	if (kind == 0) return "\"" word "\""
	if (kind == 1) return "'" word "'"
	if (kind == 2) return "\"" substr(word, 1, 1) "\"" substr(word, 2)
	if (kind == 3) return substr(word, 1, 2) "'" substr(word, 3) "'"
	return word
}

# The keyword, with what may stand around it and behind it.
function keyword(name,  kind)
{
	kind = below(10)
	if (kind == 0) return "\"" name "\" "
	if (kind == 1) return name "="
	if (kind == 2) return name " = "
	if (kind == 3) return tolower(name) "\t"
	return name " "
}

function words(groups,  text, i, count)
{
	count = 1 + below(3)
	for (i = 0; i < count; i++)
		text = text (i ? " " : "") quoted(groups ? \
			one_of(group, group_count) : user_word())
	return text
}

# What stands between a word of Match and its value.
function between(  kind)
{
	kind = below(12)
	return kind == 0 ? "=" : kind == 1 ? "= " : kind == 2 ? " \t" : " "
}

function criterion(  kind)
{
	kind = below(7)
	if (kind == 0) return "Group" between() one_of(group, group_count)
	if (kind == 1) return "User" between() "*,!" one_of(user, user_count)
	if (kind < 4)
		return "User" between() one_of(user, user_count) "," \
			one_of(user, user_count)
	return (kind == 4 ? "Host" : "Address") between() addresses()
}

function keywords(indent)
{
	if (below(3)) print indent keyword("AllowUsers") words(0) >conf
	if (deny && below(3) == 0)
		print indent keyword("DenyUsers") words(0) >conf
	if (below(5) == 0) print indent keyword("AllowGroups") words(1) >conf
	if (deny && below(5) == 0)
		print indent keyword("DenyGroups") words(1) >conf
}

BEGIN {
	srand(seed)
	user_count = split(users, user)
	group_count = split(groups, group)
	split("8 16 24 32", size)
	print "# " seed >conf
	print "UsePAM no" >conf
	keywords("")
	blocks = below(4)
	for (i = 0; i < blocks; i++) {
		print "Match " criterion() (below(4) ? "" : " " criterion()) \
			>conf
		keywords("\t")
	}
	for (i = 0; i < count; i++)
		print one_of(user, user_count) "\t" (below(3) ? ipv4() : \
			"2001:db8:" below(3) "::" below(4)) >clients
}
