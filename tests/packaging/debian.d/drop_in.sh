# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# The package of the drop-in beside libwrap0, in each order.

# loaded: what programs that link libwrap load, "stock", "ours" or nothing.
loaded()
{
	local program programs=(/usr/sbin/sshd /usr/sbin/tcpd)

	# From OpenSSH 9.8 on another program serves the connections.
	[ ! -e "$root/usr/lib/openssh/sshd-session" ] ||
		programs[0]=/usr/lib/openssh/sshd-session
	for program in "${programs[@]}"; do
		case $(in_root ldd "$program") in
		*libwrap.so.0\ =\>*/hostsaccess/*) echo ours ;;
		*libwrap.so.0\ =\>\ /*) echo stock ;;
		*) echo none ;;
		esac
	done | paste -sd ' '
}

# Beside askers: nobody notices which library it is that answers.
test_drop_in()
{
	local conf

	rules allow "ALL: $wanted"
	rules deny "ALL: ALL"
	ask_all wrap
	check "before" "stock stock" "$(loaded)"
	apt install "$(deb hostsaccess)" "$(deb libwrap-hostsaccess)"
	conf=$(echo "$root"/etc/ld.so.conf.d/00-hostsaccess*.conf)
	check "installed" "ours ours" "$(loaded)"
	check "installed: no finding, one sentence" 1 \
		"$(grep -c '^sshd asks libwrap-hostsaccess from the next' \
			"$root/said")"
	check "installed: no line is shown" 0 \
		"$(grep -c 'decided otherwise' "$root/said" || :)"
	apt install --reinstall libwrap0
	check "libwrap0 installed again" "ours ours" "$(loaded)"
	apt install "$(deb hostsaccess second)" \
		"$(deb libwrap-hostsaccess second)"
	check "upgraded" "ours ours" "$(loaded)"
	check "upgraded: nothing is said" 0 \
		"$(grep -c 'restarted' "$root/said" || :)"
	apt install --allow-downgrades "$(deb hostsaccess)" \
		"$(deb libwrap-hostsaccess)"
	must dpkg -r libwrap-hostsaccess
	check "removed: one sentence" 1 \
		"$(grep -c '^sshd asks the libwrap of tcp_wrappers' \
			"$root/said")"
	check "removed" "stock stock" "$(loaded)"
	check "removed: the file for the loader stays, as it can be changed" \
		yes "$([ -e "$conf" ] && echo yes)"
	must dpkg -P libwrap-hostsaccess
	check "purged" "stock stock" "$(loaded)"
	check "purged: that is gone" "" "$(ls "$conf" 2>/dev/null || :)"
	stop_asking
	told "drop-in" wrap allow refuse
}

# What postinst says of rules that the two decide otherwise.
test_differing()
{
	rules allow "ALL: $wanted" "sshd: 2001:db8::1" "sshd: 192.0.2.*"
	apt install "$(deb libwrap-hostsaccess)"
	check "differing lines" "$(printf '%s\n' \
		"/etc/hosts.allow:2:7 [v6-bare]" \
		"/etc/hosts.allow:3:7 [wildcard-numeric]")" \
		"$(sed -n 's|^\(/etc/hosts[^ ]*\): .* \(\[.*\]\)$|\1 \2|p' \
			"$root/said")"
	check "differing lines: told why" 1 \
		"$(grep -c 'decided otherwise' "$root/said")"
	rules allow "ALL: $wanted"
	must dpkg -P libwrap-hostsaccess
	printf 'broken \001 line\nALL ALL' >"$root/etc/hosts.allow"
	apt install "$(deb libwrap-hostsaccess)"
	rules allow "ALL: $wanted"
}

# libwrap0 goes and comes while the drop-in stays, and takes the rules along.
test_without_libwrap0()
{
	apt install "$(deb hostsaccess)" "$(deb libwrap-hostsaccess)"
	ask_all wrap
	must dpkg --force-depends -r libwrap0
	check "without libwrap0" "ours ours" "$(loaded)"
	apt install libwrap0
	check "with libwrap0 again" "ours ours" "$(loaded)"
	stop_asking
	told "without libwrap0" wrap allow refuse
	must dpkg --force-depends -P libwrap0
	check "libwrap0 purged: the rules are gone, by its own hand" "" \
		"$(ls "$root"/etc/hosts.allow "$root"/etc/hosts.deny \
			2>/dev/null || :)"
	apt install libwrap0
	must dpkg -P libwrap-hostsaccess
	check "the drop-in is gone, libwrap0 stays" "stock stock" "$(loaded)"
}

# A daemon that runs goes on deciding.  It is sshd, with its own libwrap, which
# it loads anew for each connection, and no PAM line that would refuse.
test_daemon()
{
	rules allow "sshd: 127.0.0.5"
	rules deny "ALL: ALL"
	sshd_begin
	check "sshd: before" "stock stock welcome refused" \
		"$(loaded) $(login 127.0.0.5) $(login 127.0.0.66)"
	apt install "$(deb libwrap-hostsaccess)"
	check "sshd: with the drop-in" "ours ours welcome refused" \
		"$(loaded) $(login 127.0.0.5) $(login 127.0.0.66)"
	must dpkg -P libwrap-hostsaccess
	check "sshd: without it" "stock stock welcome refused" \
		"$(loaded) $(login 127.0.0.5) $(login 127.0.0.66)"
	sshd_end
}

sshd_begin()
{
	sshd_port=$((20000 + RANDOM % 12000))
	mkdir -p "$root/run/sshd"
	become_in_root /usr/sbin/sshd -D -e -p "$sshd_port" \
		-o ListenAddress=127.0.0.1 -o StrictModes=no \
		-o AuthorizedKeysFile=/debs/key.pub >"$root/sshd.log" 2>&1 &
	sshd_pid=$!
	wait_until grep -q '^Server listening' "$root/sshd.log"
}

sshd_end()
{
	kill "$sshd_pid"
	wait "$sshd_pid" || :
}

# login ADDRESS: "welcome", or "refused" whatever it was.
login()
{
	in_root timeout 30 ssh -F none -n -T -b "$1" -p "$sshd_port" \
		-i /debs/key -o BatchMode=yes -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=/dev/null ann@127.0.0.1 'echo welcome' \
		2>/dev/null || echo refused
}
