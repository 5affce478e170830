# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# The world of the test of conditions: that of the names, with a list of
# rbldnsd, and a server that answers as no other does.
#
# Gives $drop_in to the script, the folder of the drop-in.

drop_in=$(realpath "${HA_BUILDDIR:-.}")/libwrap/.libs
readonly list_server=127.0.0.8 hostile_server=127.0.0.9

# conditions_prepare: after service_prepare().
conditions_prepare()
{
	trap world_remove EXIT
	chmod 711 "$work"
	make_etc
	mkdir -p /etc/security
	rm -f /etc/security/hostsaccess.conf
	cat >>/etc/hosts <<-END
		127.0.0.2 11.2.0.192.filed.test
	END
	hostname conditions-test # no domain to search in
	make_network
	make_zone
	bind_configure "$work/dns"
	start_server $list_server rbldnsd_run
	start_server 127.0.0.1 bind_run "$work/dns"
	wait_until grep -q '^all zones loaded$' "$work/dns/log"
	cc -o "$work/libwrap_client" "$support/libwrap_client.c" -lwrap
	cc -D_GNU_SOURCE -o "$work/askers" "$conditions/askers.c" -lwrap
	states_prepare
}

# The zone, with two names that have many addresses.
make_zone()
{
	mkdir "$work/dns"
	cp "$conditions/named.conf" "$conditions/list4" "$conditions/list6" \
		"$work/dns"
	chmod 755 "$work/dns"
	awk '{ print } END {
		for (i = 0; i < 400; i++) {
			print "many.example.net. A 10.0.1." i % 250
			print "many.example.net. A 10.0." int(i / 250) "." i % 250
			printf "many.example.net. AAAA fd00::%x\n", i
		}
		print "many.example.net. A 192.0.2.10"
		print "many.example.net. AAAA 2001:db8::10"
	}' "$conditions/root.zone" >"$work/dns/root.zone"
	printf '%s\n' '$TTL 60' "@ SOA localhost. root 1 60 60 60 60" \
		"@ NS localhost." "x A 192.0.2.10" >"$work/dns/closed.zone"
}

rbldnsd_run()
{
	exec "$bind/usr/sbin/rbldnsd" -n -q -b $list_server/53 -u nobody \
		-w "$work/dns" bl.test:ip4set:list4 bl.test:ip6trie:list6 \
		>"$work/dns/rbldnsd" 2>&1
}

# patience SECONDS: how long the module and the drop-in wait for names.
patience()
{
	states_stack "dns_timeout=$1"
	echo "dns_timeout=$1" >/etc/security/hostsaccess.conf
}
