# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# The package of the module: the profile, who is asked by it and who is not,
# and that it does not go while PAM files name it.

# pam_enabled: which of the common files have the module.
pam_enabled()
{
	in_root sh -c 'cd /etc/pam.d && grep -l pam_hostsaccess common-*' |
		paste -sd ' '
}

# Installed, enabled, replaced, disabled, removed, beside clients all the time.
test_profile()
{
	local both="common-account common-auth"

	rules allow "ALL: $wanted"
	rules deny "ALL: ALL"
	ask_all auth acct
	apt install "$(deb libpam-hostsaccess)"
	check "installed: nothing asks it" "" "$(pam_enabled)"
	stop_asking
	told "installed" auth allow allow
	told "installed" acct allow allow
	ask_all auth acct
	must pam-auth-update --enable hostsaccess
	check "enabled" "$both" "$(pam_enabled)"
	stop_asking
	told "enabled" auth allow "allow refuse"
	told "enabled" acct allow "allow refuse"
	test_expired
	ask_all auth acct
	apt install "$(deb libpam-hostsaccess second)"
	apt install --reinstall "$(deb libpam-hostsaccess second)"
	apt install --allow-downgrades "$(deb libpam-hostsaccess)"
	check "upgraded: still enabled" "$both" "$(pam_enabled)"
	stop_asking
	told "upgraded, downgraded" auth allow refuse
	told "upgraded, downgraded" acct allow refuse
}

# A password that has to be changed ends the account stack at pam_unix: the
# module is to be asked before.
test_expired()
{
	must chage -d 0 ann
	check "a password that has to be changed" "error-12 refuse" \
		"$(answer acct "$wanted") $(answer acct "$unwanted")"
	must chage -d -1 ann
}

# Removed and purged: the lines go with it.
test_profile_removed()
{
	ask_all auth acct
	must dpkg -r libpam-hostsaccess
	check "removed: not asked" "" "$(pam_enabled)"
	check "removed: the module is gone" "" \
		"$(find "$root/usr/lib" -name 'pam_hostsaccess*')"
	must dpkg -P libpam-hostsaccess
	stop_asking
	told "removed" auth allow "refuse allow"
	told "removed" acct allow "refuse allow"
	apt install "$(deb libpam-hostsaccess)"
	check "installed again: nothing asks it" "" "$(pam_enabled)"
}

# as_user COMMAND: in the root, as ann, with what the test gives as input.
as_user()
{
	chroot "$root" env -i HOME=/tmp LC_ALL=C.UTF-8 TERM=dumb \
		PATH=/usr/bin:/bin:/usr/sbin setpriv --reuid=ann --regid=ann \
		--init-groups sh -c "$1" 2>"$root/said"
}

# log_in: as ann at a terminal, with her password once she is asked for it, and
# prints what is to be seen there.
log_in()
{
	local screen=$root/screen

	: >"$screen"
	{
		wait_until grep -q assword "$screen"
		sleep 1
		echo secret
		sleep 3
		echo 'echo "in as $USER"'
		sleep 2
		echo exit
	} | timeout 60 chroot "$root" env -i TERM=dumb PATH=/usr/bin:/bin \
		script -qfc "exec login ann" /dev/null >"$screen" || :
	tr -d '\r' <"$screen"
}

# Who is no client of the network is let through, whatever the rules say.
test_programs()
{
	rules allow ""
	rules deny "ALL: ALL"
	must pam-auth-update --enable hostsaccess
	check "nobody of the network" refuse "$(answer acct "$wanted")"
	check "su" root "$(echo root-secret | as_user "su root -c 'id -un'")"
	check "su to another" ann \
		"$(echo secret | as_user "su ann -c 'id -un'")"
	check "sudo" root "$(echo secret | as_user "sudo -S -p '' id -un")"
	check "login" "in as ann" "$(log_in | grep -o '^in as ann' || :)"
	printf 'secret\nAnother-5ecret\nAnother-5ecret\n' | as_user passwd \
		>/dev/null || :
	check "passwd" root "$(echo Another-5ecret |
		as_user "sudo -S -p '' id -un")"
	echo ann:secret | chroot "$root" chpasswd -c SHA256 -s 1000
	test_cron
	must pam-auth-update --disable hostsaccess
}

test_cron()
{
	local pid tries=100

	echo '@reboot ann id -un >/tmp/cron' >"$root/etc/cron.d/test"
	rm -f "$root/tmp/cron" "$root/run/crond.reboot"
	become_in_root cron -f &
	pid=$!
	until [ -s "$root/tmp/cron" ] || [ $((tries -= 1)) -eq 0 ]; do
		sleep 0.1
	done
	check "cron" ann "$(cat "$root/tmp/cron" 2>/dev/null)"
	kill "$pid"
	wait "$pid" || :
	rm -f "$root/etc/cron.d/test" "$root/tmp/cron"
}

# stops NAME COMMAND...: it fails, shows the line, and changes nothing.
stops()
{
	local name=$1 before

	shift
	before=$(state)
	check "$name: it fails" failed "$(status_of "$@")"
	check "$name: the line is shown" 1 \
		"$(grep -c "^/etc/pam.d/$line\$" "$root/said")"
	check "$name: nothing is changed" "$before" "$(state)"
}

# other_package [exit STATUS]: one that takes the place of ours; its preinst.
other_package()
{
	local work=$root/debs/work

	rm -rf "$work"
	mkdir -p "$work/DEBIAN"
	printf '%s\n' "Package: other" "Version: 1" "Architecture: all" \
		"Maintainer: nobody <nobody@example.org>" \
		"Conflicts: libpam-hostsaccess" "Replaces: libpam-hostsaccess" \
		"Provides: libpam-hostsaccess" "Description: in place of it" \
		>"$work/DEBIAN/control"
	printf '#!/bin/sh\n%s\n' "$1" >"$work/DEBIAN/preinst"
	chmod 755 "$work/DEBIAN/preinst"
	quietly dpkg-deb -b "$work" "$root/debs/other.deb"
	rm -rf "$work"
}

# All ways to remove it, with a line by hand and the profile enabled.
test_stops()
{
	local line="sshd:1: auth requisite pam_hostsaccess.so"

	must pam-auth-update --enable hostsaccess
	pam_lines
	rules allow "ALL: $wanted"
	ask_all auth acct
	stops "remove" dpkg -r libpam-hostsaccess
	stops "purge" dpkg -P libpam-hostsaccess
	stops "apt purge" apt-get -y purge libpam-hostsaccess
	must apt-mark auto libpam-hostsaccess
	stops "autoremove" apt-get -y autoremove
	must apt-mark manual libpam-hostsaccess
	other_package "exit 0"
	stops "another in its place" dpkg -i --auto-deconfigure /debs/other.deb
	stops "another in its place, by apt" apt-get -y install /debs/other.deb
	must dpkg --purge --force-all other
	stop_asking
	told "stopped" auth allow refuse
	told "stopped" acct allow refuse
	pam_lines_away
}

# By the profile alone: it is back where the other package does not come.
test_other_fails()
{
	local before

	before=$(state)
	other_package "exit 1"
	ask_all acct
	check "another that fails" failed "$(status_of dpkg -i /debs/other.deb)"
	check "another that fails: all is as before" "$before" "$(state)"
	stop_asking
	check "another that fails: at the end" "allow refuse" "$(
		tail -qn 1 "$answered/acct-$wanted" "$answered/acct-$unwanted" |
			sed 's/\*.*//' | paste -sd ' ')"
	must dpkg --purge --force-all other
}

# Lines that pam-auth-update will not touch, as somebody has changed them.
test_stops_changed()
{
	local file=$root/etc/pam.d/common-account line

	line=$(grep -n pam_hostsaccess.so "$file")
	line="common-account:${line%%:*}: ${line#*:}"
	cp "$file" "$root/account"
	sed -i '/pam_hostsaccess.so/a account optional pam_permit.so debug' \
		"$file"
	stops "changed by hand" dpkg -r libpam-hostsaccess
	cp "$root/account" "$file"
}

# killed TIMES: dpkg is killed somewhere within an upgrade, and goes on.
test_killed()
{
	local i pid version

	pam_lines
	ask_all auth acct wrap
	for ((i = 0; i < $1; i++)); do
		version=second
		[ $((i % 2)) -eq 0 ] || version=first
		# shellcheck disable=SC2046
		become_in_root setsid dpkg --force-downgrade -i \
			$(all_debs $version) >"$root/said" 2>&1 &
		pid=$!
		sleep "$(printf '0.%03d' $((RANDOM % 900)))"
		kill -KILL -- "-$pid" 2>/dev/null || :
		wait "$pid" || :
		# What was only unpacked in part waits for the next one.
		status_of dpkg --configure -a >/dev/null
	done
	# shellcheck disable=SC2046
	must dpkg --force-downgrade -i $(all_debs first)
	stop_asking
	told "killed $1 times" auth allow refuse
	told "killed $1 times" acct allow refuse
	told "killed $1 times" wrap allow refuse
	pam_lines_away
}
