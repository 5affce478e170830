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
	check "removed: no finding, one sentence" "1 " \
		"$(grep -c '^sshd asks the libwrap of tcp_wrappers' \
			"$root/said") $(shown)"
	check "removed" "stock stock" "$(loaded)"
	check "removed: the file for the loader stays, as it can be changed" \
		yes "$([ -e "$conf" ] && echo yes)"
	must dpkg -P libwrap-hostsaccess
	check "purged" "stock stock" "$(loaded)"
	check "purged: that is gone" "" "$(ls "$conf" 2>/dev/null || :)"
	stop_asking
	told "drop-in" wrap allow refuse
}

# shown: the lines of rule files that are shown, each with the name of what is
# said of it.
shown()
{
	sed -n 's|^\(/etc/hosts[^ ]*\): .* \(\[.*\]\)$|\1 \2|p' "$root/said"
}

# What postinst and prerm say of rules that the two decide otherwise.
test_differing()
{
	rules allow "ALL: $wanted" "sshd: 2001:db8::1" "sshd: 192.0.2.*"
	apt install "$(deb libwrap-hostsaccess)"
	check "differing lines" "$(printf '%s\n' \
		"/etc/hosts.allow:2:7 [v6-bare]" \
		"/etc/hosts.allow:3:7 [wildcard-numeric]")" "$(shown)"
	check "differing lines: told why" 1 \
		"$(grep -c 'decided otherwise' "$root/said")"
	test_kept_out
	test_goes_on
	rules deny "ALL: ALL"
	printf 'broken \001 line\nALL ALL' >"$root/etc/hosts.allow"
	apt install "$(deb libwrap-hostsaccess)"
	rules allow "ALL: $wanted"
}

# commands: those that prerm shows for lines that keep somebody out.
commands()
{
	sed -n 's/^    \(hostsaccess\|echo\) /\1 /p' "$root/said"
}

# A removal stops where tcp_wrappers would keep somebody out, shows the lines
# and how to take them out, and changes nothing; an upgrade does not stop.
test_kept_out()
{
	local before command

	rules allow "ALL: 2001:db8::1" \
		"ALL: $wanted: require until=209912312359Z" \
		"sshd: 198.51.100.*"
	before=$(state)
	ask_all wrap
	for command in "dpkg -r" "dpkg -P" "apt-get -y purge" \
		"apt-get -y purge hostsaccess"; do
		# shellcheck disable=SC2086 # words
		check "kept out: $command stops" failed \
			"$(status_of $command libwrap-hostsaccess)"
		check "kept out: $command: the lines" "$(printf '%s\n' \
			"/etc/hosts.allow:1:6 [v6-bare]" \
			"/etc/hosts.allow:2:18 [require-libwrap]" \
			"/etc/hosts.allow:3:7 [wildcard-numeric]")" "$(shown)"
		check "kept out: $command: the commands" "$(printf '%s\n' \
			"hostsaccess edit" \
			"hostsaccess remove /etc/hosts.allow:2" \
			"hostsaccess remove /etc/hosts.allow:1")" "$(commands)"
		check "kept out: $command changes nothing" "$before" \
			"$(state)"
	done
	apt install "$(deb hostsaccess second)" \
		"$(deb libwrap-hostsaccess second)"
	check "kept out: an upgrade goes on" "0 ours ours" \
		"$(grep -c 'otherwise' "$root/said" || :) $(loaded)"
	apt install --allow-downgrades "$(deb hostsaccess)" \
		"$(deb libwrap-hostsaccess)"
	stop_asking
	told "kept out" wrap allow refuse
	test_given_up
	must hostsaccess remove --force /etc/hosts.allow:2
	must hostsaccess remove --force /etc/hosts.allow:1
	goes "kept out: those lines taken out" \
		"/etc/hosts.allow:1:7 [wildcard-numeric]"
}

# Where the loader no longer finds the drop-in, tcp_wrappers decides already,
# and as prerm has said.
test_given_up()
{
	local conf

	conf=$(echo "$root"/etc/ld.so.conf.d/00-hostsaccess*.conf)
	check "given up: before" "allow refuse" \
		"$(answer wrap "$wanted") $(answer wrap "$unwanted")"
	: >"$conf"
	must ldconfig
	check "given up: tcp_wrappers decides" "stock stock refuse refuse" \
		"$(loaded) $(answer wrap "$wanted") $(answer wrap "$unwanted")"
	must dpkg -r libwrap-hostsaccess
	apt install "$(deb hostsaccess)" "$(deb libwrap-hostsaccess)"
	check "given up: a new installation says that it has no effect" \
		"1 stock stock" \
		"$(grep -c '^libwrap-hostsaccess has no effect: ' \
			"$root/said") $(loaded)"
	goes "given up" "$(printf '%s\n' "/etc/hosts.allow:1:6 [v6-bare]" \
		"/etc/hosts.allow:2:18 [require-libwrap]" \
		"/etc/hosts.allow:3:7 [wildcard-numeric]")"
}

# goes NAME LINES: a removal shows these, and does not stop; then it is
# installed again.
goes()
{
	check "$1: removal" "done" \
		"$(status_of dpkg -P libwrap-hostsaccess)"
	check "$1: the lines" "$2" "$(shown)"
	apt install "$(deb hostsaccess)" "$(deb libwrap-hostsaccess)"
}

# Removals that go on: nobody more is kept out, there is no tcp_wrappers, or
# nobody can tell.
test_goes_on()
{
	rules allow "sshd: $wanted"
	rules deny "sshd: 2001:db8::1" "sshd: 192.0.2.*"
	goes "fewer refused" "$(printf '%s\n' "/etc/hosts.deny:1:7 [v6-bare]" \
		"/etc/hosts.deny:2:7 [wildcard-numeric]")"
	rules deny "ALL: ALL"
	printf '# no newline' >>"$root/etc/hosts.allow"
	goes "a comment without newline" "/etc/hosts.allow:2 [last-newline]"
	rules deny "sshd: ALL: require until=209912312359Z" "  # ALL"
	printf '# no newline' >>"$root/etc/hosts.deny"
	check "more refused: removal stops" failed \
		"$(status_of dpkg -P libwrap-hostsaccess)"
	check "more refused: the commands" "$(printf '%s\n' \
		"hostsaccess edit" "echo >>/etc/hosts.deny" \
		"hostsaccess remove /etc/hosts.deny:1")" "$(commands)"
	must dpkg --force-depends -r libwrap0
	check "no other library: removal" "done" \
		"$(status_of dpkg -P libwrap-hostsaccess)"
	check "no other library: told so, and no line" "1 " \
		"$(grep -c '^There is no other libwrap' "$root/said") $(shown)"
	apt install libwrap0 "$(deb libwrap-hostsaccess)"
	mv "$root/usr/bin/hostsaccess" "$root/usr/bin/hostsaccess.away"
	check "no command: removal" "done" \
		"$(status_of dpkg -P libwrap-hostsaccess)"
	check "no command: told so" 1 \
		"$(grep -c 'cannot be compared' "$root/said" || :)"
	mv "$root/usr/bin/hostsaccess.away" "$root/usr/bin/hostsaccess"
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
