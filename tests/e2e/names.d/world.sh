# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# The world of the test of names: a private /etc, addresses, name servers.
#
# Needs mount, network and UTS namespaces of its own.  Gives to the script:
#   $long_name, $long_label   a name of 253 letters and dots, a label of 63

servers=()

# world_prepare: after service_prepare().
world_prepare()
{
	trap world_remove EXIT
	make_etc
	hostname names-test # no domain to search in
	make_network
	make_names
	bind_configure "$work/dns"
	start_server 127.0.0.1 bind_run "$work/dns"
	wait_until grep -q '^all zones loaded$' "$work/dns/log"
	cc -o "$work/libwrap_client" "$support/libwrap_client.c" -lwrap
	cc -D_GNU_SOURCE -I"$support/../.." -o "$work/lookup_guest" \
		"$support/lookup_guest.c" -lpam
	cc -shared -fPIC -o "$work/libnss_down.so.2" "$support/nss_down.c"
}

world_remove()
{
	[ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2>/dev/null || :
	wait
	service_remove
}

# A copy of /etc, in which files can change without harm.
make_etc()
{
	cp -a /etc "$work/etc"
	mount --bind "$work/etc" /etc
	[ ! -d /run/nscd ] || mount -t tmpfs none /run/nscd
	rm -f /etc/resolv.conf
	ask_server 127.0.0.1
	ask_sources files dns
	cat >/etc/hosts <<-END
		127.0.0.1 localhost
		192.0.2.42 filed.example.net
	END
}

# ask_server ADDRESS: makes that the name server.
ask_server()
{
	printf 'nameserver %s\n' "$1" >/etc/resolv.conf
}

# ask_sources SOURCE...: makes those the sources of hosts.
ask_sources()
{
	echo "hosts: $*" >/etc/nsswitch.conf
}

make_network()
{
	local net last

	ip link set lo up
	for net in 192.0.2 198.51.100 203.0.113; do
		ip address add "$net.1/24" dev lo
	done
	for last in 10 11 12 13 14 15; do
		ip address add "2001:db8::$last/128" dev lo nodad
	done
}

repeat()
{
	printf "%0.s$2" $(seq "$1")
}

# The zone that is generated: the longest name, and many addresses.
make_names()
{
	long_label=$(repeat 63 a)
	long_name=$long_label.$long_label.$long_label
	long_name+=.$(repeat 49 b).example.net
	mkdir "$work/dns"
	cp "$folder/names.d/named.conf" "$folder/names.d/root.zone" "$work/dns"
	awk -v name="$long_name" -v label="$long_label" 'BEGIN {
		print name ". A 192.0.2.27"
		print "27.2.0.192.in-addr.arpa. PTR " name "."
		print label ".example.net. A 192.0.2.28"
		print "28.2.0.192.in-addr.arpa. PTR " label ".example.net."
		for (i = 0; i < 3000; i++)
			print "many.example.net. A 10.0." int(i / 250) "." i % 250
		print "many.example.net. A 192.0.2.45"
		print "45.2.0.192.in-addr.arpa. PTR many.example.net."
		print "46.2.0.192.in-addr.arpa. PTR many.example.net."
	}' >"$work/dns/generated.zone"
}

listens_at()
{
	[ -n "$(ss -Hlun "src $1:53")" ]
}

# start_server ADDRESS COMMAND...: starts a name server, and waits until it
# listens at ADDRESS.
start_server()
{
	local address=$1

	shift
	"$@" &
	servers+=($!)
	wait_until listens_at "$address"
}

# queries_mark: forgets what the name server was asked until now.
queries_mark()
{
	queries_before=$(wc -l <"$work/dns/queries")
}

# queries: the questions since then, sorted, as TYPE:NAME.
queries()
{
	tail -n "+$((queries_before + 1))" "$work/dns/queries" |
		sed -n 's/.* query: \([^ ]*\) IN \([^ ]*\) .*/\2:\1/p' | sort
}
