# SPDX-License-Identifier: BSD-3-Clause
#
# Writes a random access.conf to the file `conf', and clients, "USER<TAB>RHOST",
# to the file `clients'.  seed, users, groups and names (of hosts; may be empty)
# are set by the caller; count is how many clients.

function below(n) { return int(rand() * n) }

function one_of(words, count) { return words[1 + below(count)] }

# Few addresses, so that rules and clients meet.
function octet() { return below(3) }

function ipv4() { return "10." octet() "." octet() "." below(6) }

function ipv6() { return "2001:db8:" octet() "::" below(5) }

function client_token(  kind)
{
	kind = below(20)
	if (kind < 4) return "ALL"
	if (kind < 6) return ipv4()
	if (kind < 8) return ipv4() "/" (20 + below(13))
	if (kind == 8) return "10." octet() "."
	if (kind == 9) return "10." octet() "." octet() "."
	if (kind == 10) return ipv6()
	if (kind == 11) return ipv6() "/" (30 + below(99))
	if (kind == 12) return "10." octet() ".0.0/255.255.0.0"
	if (kind == 13) return one_of(odd, odd_count)
	if (kind < 16 && name_count > 0) return one_of(name, name_count)
	if (kind == 16 && name_count > 0) return one_of(suffix, suffix_count)
	if (kind == 17) return "10.0.0.0/8"
	return ipv4() "/" (8 + below(20))
}

function user_token(  kind)
{
	kind = below(12)
	if (kind < 4) return "ALL"
	if (kind < 8) return one_of(user, user_count)
	if (kind < 10) return "(" one_of(group, group_count) ")"
	if (kind == 10) return one_of(group, group_count)
	return toupper(one_of(user, user_count))
}

function list(user_list,  text, words, i, more)
{
	words = 1 + below(3)
	for (i = 0; i < words; i++)
		text = text (i ? one_of(gap, 4) : "") \
			(user_list ? user_token() : client_token())
	more = below(10)
	if (more < 3 && depth++ < 3)
		text = text " EXCEPT " list(user_list)
	return text
}

BEGIN {
	srand(seed)
	user_count = split(users, user)
	group_count = split(groups, group)
	name_count = split(names, name)
	suffix_count = split(".example.org .example.net .net", suffix)
	odd_count = split("LOCAL tty1 0.0.0.0/0 ::/0 cron 10.0.0.0/33 " \
		"10.0.0.1/0 :0 ::ffff:10.0.0.1 10.0.0.0/255.0.255.0 010. " \
		"10.0.0.1. x. 10 @hosts", odd)
	split(" |, |,|\t", gap, "|")
	rules = 1 + below(6)
	for (i = 0; i < rules; i++) {
		depth = 0
		a = list(1)
		depth = 0
		b = list(0)
		print one_of(sign, split("+ -", sign)) one_of(colon, \
			split(":; : ;:", colon, ";")) a ":" b >conf
	}
	if (below(2))
		print "-:ALL:ALL" >conf
	for (i = 0; i < count; i++) {
		kind = below(5)
		from = kind < 3 ? ipv4() : ipv6()
		if (kind == 4 && name_count > 0)
			from = one_of(name, name_count)
		print one_of(user, user_count) "\t" from >clients
	}
}
