# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# The name server of BIND, without its package: that would start it as a
# service of this machine.
#
# Gives $bind to the script, a folder, which goes at the end.

# shellcheck source-path=SCRIPTDIR source=../../support/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../support/debian.sh"

# What is put there; a script can add others.
bind_packages=(bind9 bind9-libs)

# bind_fetch: needs the network.
bind_fetch()
{
	local package

	install_packages bind9-libs libcap2 # for the libraries that they need
	bind=$(mktemp -d)
	trap 'rm -rf "$bind"' EXIT
	chown _apt: "$bind"
	(cd "$bind" && quietly apt-get download "${bind_packages[@]}")
	for package in "$bind"/*.deb; do
		dpkg -x "$package" "$bind"
	done
}

named()
{
	LD_LIBRARY_PATH=$(echo "$bind"/usr/lib/*/) "$bind/usr/sbin/named" "$@"
}

# bind_configure FOLDER: takes from the configuration in FOLDER what this
# server has no longer; BIND 9.20 has no lock-file.
bind_configure()
{
	grep -q '\<lock-file\>' <(named -C) ||
		sed -i '/^\tlock-file /d' "$1/named.conf"
}

# bind_run FOLDER: runs the server with the configuration in FOLDER, which
# gets its log.
bind_run()
{
	LD_LIBRARY_PATH=$(echo "$bind"/usr/lib/*/) exec env -C "$1" \
		"$bind/usr/sbin/named" -f -c named.conf
}
