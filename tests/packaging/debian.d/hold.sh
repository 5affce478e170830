# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# What holds an installation up before anything is changed, removals that stop
# half-way, and packages of two architectures side by side.

foreign=i386
foreign_triplet=i386-linux-gnu

# A profile of our name that is the administrator's is neither lost nor taken
# for ours.
test_own_profile()
{
	local before profile=$root/usr/share/pam-configs/hostsaccess

	must dpkg -P libpam-hostsaccess
	printf '%s\n' "Name: of my own" "Default: no" "Priority: 10" \
		"Account-Type: Primary" "Account:" "	required pam_permit.so" \
		>"$profile"
	must pam-auth-update --enable hostsaccess
	before=$(state)
	check "own profile: installation stops" failed \
		"$(status_of dpkg -i "$(deb libpam-hostsaccess)")"
	check "own profile: it is named" 1 \
		"$(grep -c '^/usr/share/pam-configs/hostsaccess is of' \
			"$root/said")"
	check "own profile: stops, by apt" failed \
		"$(status_of apt-get -y install "$(deb libpam-hostsaccess)")"
	check "own profile: nothing is changed" "$before" "$(state)"
	must pam-auth-update --disable hostsaccess
	rm -f "$profile"
	apt install "$(deb libpam-hostsaccess)"
	check "own profile: without it, installed" "ii " \
		"$(installed libpam-hostsaccess) $(pam_enabled)"
}

# Where /lib is no link, libpam looks for modules in the /lib of its own, before
# Debian 13; later the module is found all the same.
test_not_merged()
{
	local folder wanted_status="done"

	must dpkg -P libpam-hostsaccess
	folder=$(in_root dpkg -L libpam-modules |
		sed -n 's|/pam_deny\.so$||p')
	rm "$root/lib"
	cp -a "$root/usr/lib" "$root/lib"
	case $folder in
	/lib/*)
		wanted_status=failed
		mv "$root/usr$folder" "$root/security"
		;;
	esac
	check "/usr not merged: installation" $wanted_status \
		"$(status_of dpkg -i "$(deb libpam-hostsaccess)")"
	check "/usr not merged: the folder is named, if it stops" \
		"$([ $wanted_status = "done" ] || echo "$folder")" \
		"$(sed -n 's/^libpam looks in \([^,]*\),.*/\1/p' "$root/said")"
	[ "$(installed libpam-hostsaccess)" != ii ] ||
		must pam-auth-update --enable hostsaccess
	check "/usr not merged: whom PAM lets in" root \
		"$(echo root-secret | as_user "su root -c 'id -un'")"
	status_of dpkg -P libpam-hostsaccess >/dev/null
	rm -r "${root:?}/lib"
	ln -s usr/lib "$root/lib"
	[ ! -e "$root/security" ] || mv "$root/security" "$root/usr$folder"
	apt install "$(deb libpam-hostsaccess)"
}

# stays NAME STATE...: a removal stops, what STATE prints is as before, and whom
# PAM lets in.  While pam-auth-update writes, others may be.
stays()
{
	local before name=$1

	shift
	before=$("$@")
	ask_all acct
	check "$name: removal stops" failed \
		"$(status_of dpkg -r libpam-hostsaccess)"
	check "$name: all is as before" "$before" "$("$@")"
	stop_asking
	check "$name: at the end" "allow refuse" "$(
		tail -qn 1 "$answered/acct-$wanted" "$answered/acct-$unwanted" |
			sed 's/\*.*//' | paste -sd ' ')"
}

common_files()
{
	(cd "$root/etc/pam.d" && sha256sum common-auth common-account)
}

# Removals that stop though the lines are those of pam-auth-update: in a copy of
# a file, which it does not know, and where it can change one file alone.
test_stops_enabled()
{
	local copy=$root/etc/pam.d/common-ours
	local file=$root/etc/pam.d/common-account

	rules allow "ALL: $wanted"
	rules deny "ALL: ALL"
	must pam-auth-update --enable hostsaccess
	cp "$root/etc/pam.d/common-auth" "$copy"
	stays "a copy of common-auth" state
	rm "$copy"
	mount --bind "$file" "$file"
	stays "common-account cannot be replaced" common_files
	umount "$file"
	must dpkg --configure -a
	must pam-auth-update --disable hostsaccess
	# What pam-auth-update could not put in place.
	find "$root/etc/pam.d" -name '*.pam-new' -delete
	find "$root/var/lib/pam" -name '*.new' -delete
}

# make_foreign: packages of another architecture, with what is of it in its own
# folders.  The libraries are marked as of its machine, so that no program here
# takes them.
make_foreign()
{
	local conf file package triplet work=$root/debs/work

	triplet=$(in_root dpkg-query -L libc6 |
		sed -n 's|.*/lib/\([^/]*\)/libc\.so\.6$|\1|p')
	mkdir -p "$root/debs/foreign"
	for package in libpam-hostsaccess libwrap-hostsaccess; do
		rm -rf "$work"
		dpkg-deb -R "$root$(deb "$package")" "$work"
		mv "$work/usr/lib/$triplet" "$work/usr/lib/$foreign_triplet"
		find "$work/usr/lib" -name '*.so*' -type f |
			while IFS= read -r file; do
				printf '\003' | quietly dd of="$file" bs=1 \
					seek=18 conv=notrunc
			done
		for conf in "$work"/etc/ld.so.conf.d/*.conf; do
			[ -e "$conf" ] || continue
			sed -i "s/$triplet/$foreign_triplet/" "$conf"
			[ "$conf" = "${conf/$triplet/}" ] ||
				mv "$conf" "${conf/$triplet/$foreign_triplet}"
		done
		sed -i "s/$triplet/$foreign_triplet/g
			s/^\(Architecture:\).*/\1 $foreign/" "$work"/DEBIAN/*
		quietly dpkg-deb --root-owner-group -b "$work" \
			"$root$(deb "$package" foreign)"
	done
	rm -rf "$work"
}

# both PACKAGE: what dpkg says of it, of this and of the other architecture.
both()
{
	local arch

	for arch in "$(in_root dpkg --print-architecture)" "$foreign"; do
		in_root dpkg-query -W -f '${db:Status-Status}\n' "$1:$arch" \
			2>/dev/null || echo none
	done | paste -sd ' '
}

# Packages of another architecture come and go, and never take the place of this
# one's: PAM files name the module, and the drop-in reads rules otherwise than
# the library of libwrap0.
test_architectures()
{
	local arch package

	make_foreign
	must dpkg --add-architecture "$foreign"
	must apt-get update
	rules allow "ALL: $wanted"
	rules deny "ALL: ALL"
	apt install "$(deb hostsaccess)" "$(deb libpam-hostsaccess)" \
		"$(deb libwrap-hostsaccess)"
	must pam-auth-update --enable hostsaccess
	ask_all acct wrap
	# Another may be refused, as long as it does not take the place.
	status_of apt-get -y --no-install-recommends install \
		"$(deb libpam-hostsaccess foreign)" \
		"libpam-modules:$foreign" >/dev/null
	check "$foreign: two modules" "installed installed" \
		"$(both libpam-hostsaccess)"
	status_of apt-get -y --no-install-recommends install \
		"$(deb libwrap-hostsaccess foreign)" >/dev/null
	check "$foreign: two drop-ins" "installed installed" \
		"$(both libwrap-hostsaccess)"
	check "$foreign: ours is loaded" "ours ours" "$(loaded)"
	for arch in "$foreign" "$(in_root dpkg --print-architecture)"; do
		package=libpam-hostsaccess:$arch
		check "$package: removal stops while it is enabled" failed \
			"$(status_of dpkg -r "$package")"
	done
	check "$foreign: both stay" "installed installed" \
		"$(both libpam-hostsaccess)"
	must dpkg -P "libwrap-hostsaccess:$foreign"
	check "$foreign: its drop-in purged, ours is loaded" "ours ours" \
		"$(loaded)"
	stop_asking
	told "$foreign beside it" acct allow refuse
	told "$foreign beside it" wrap allow refuse
	must pam-auth-update --disable hostsaccess
	must dpkg -P "libpam-hostsaccess:$foreign"
	must pam-auth-update --enable hostsaccess
	ask_all acct
	stop_asking
	told "$foreign purged" acct allow refuse
	must pam-auth-update --disable hostsaccess
	must dpkg -P libwrap-hostsaccess hostsaccess
	# shellcheck disable=SC2046
	must dpkg --purge --force-remove-essential --force-remove-protected \
		$(in_root dpkg-query -W -f '${binary:Package}\n' |
			grep ":$foreign\$")
	must dpkg --remove-architecture "$foreign"
}
