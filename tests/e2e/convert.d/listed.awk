# SPDX-License-Identifier: BSD-3-Clause
#
# Decides by what `sshd -T -C user=USER,addr=ADDRESS' shows, standard input, as
# sshd(8) says that it does: DenyUsers, AllowUsers, DenyGroups, AllowGroups.
# user, address and groups (of the user, between blanks) are set by the caller.

function number(text,  quad)
{
	split(text, quad, ".")
	return ((quad[1] * 256 + quad[2]) * 256 + quad[3]) * 256 + quad[4]
}

# Whether the address is in NET, which is of one of the few forms of config.awk.
function is_in(net,  part, size)
{
	if (net == "*") return 1
	if (net ~ /\*$/)
		return index(address, substr(net, 1, length(net) - 1)) == 1
	if ((net ~ /:/) != (address ~ /:/) || address ~ /%/) return 0
	if (net ~ /::\/48$/)
		return index(address, substr(net, 1, length(net) - 4)) == 1
	if (split(net, part, "/") == 1) return net == address
	size = 2 ^ (32 - part[2])
	return int(number(part[1]) / size) == int(number(address) / size)
}

# Whether it is in LIST, where one word may take it out.
function is_listed(list,  word, count, i, found)
{
	count = split(list, word, ",")
	for (i = 1; i <= count; i++) {
		if (word[i] ~ /^!/) {
			if (is_in(substr(word[i], 2))) return 0
		} else if (is_in(word[i])) {
			found = 1
		}
	}
	return found
}

function is_user(word,  part, count)
{
	count = split(word, part, "@")
	if (part[1] != "*" && part[1] != user) return 0
	return count == 1 || is_listed(part[2])
}

function is_member(group) { return index(" " groups " ", " " group " ") > 0 }

$1 == "denyusers" && is_user($2) { refused = 1 }
$1 == "allowusers" { asks_user = 1; if (is_user($2)) is_allowed = 1 }
$1 == "denygroups" && is_member($2) { refused = 1 }
$1 == "allowgroups" { asks_group = 1; if (is_member($2)) in_group = 1 }

END {
	if (NR < 10)
		print "error"
	else
		print refused || (asks_user && !is_allowed) || \
			(asks_group && !in_group) ? "refuse" : "allow"
}
