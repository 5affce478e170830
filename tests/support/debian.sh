# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# What a script needs to start from a fresh Debian and a fresh clone.
# Needs `set -euo pipefail`.

# Has `make check` print what a failed test said.
export VERBOSE=1
# Every make, and tests of `make check`, on all processors.
MAKEFLAGS=-j$(nproc)
export MAKEFLAGS

source_tree=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")

# quietly COMMAND...: runs it, and shows its output only if it fails.
quietly()
{
	local log

	log=$(mktemp)
	"$@" >"$log" 2>&1 || {
		tail -n 100 "$log" >&2
		rm -f "$log"
		echo "failed: $*" >&2
		return 1
	}
	rm -f "$log"
}

# install_packages PACKAGE...: installs those that are missing.  With
# HA_INSTALLED set, none may be: others look at what is installed meanwhile.
install_packages()
{
	local package missing=()

	for package in "$@"; do
		grep -qx installed <(dpkg-query -W -f '${db:Status-Status}' \
			"$package" 2>/dev/null) || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	[ -z "${HA_INSTALLED-}" ] || {
		echo "not installed before: ${missing[*]}" >&2
		return 1
	}
	export DEBIAN_FRONTEND=noninteractive
	set -- apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=60 \
		install "${missing[@]}"
	"$@" >/dev/null 2>&1 || {
		quietly apt-get update
		quietly "$@"
	}
}

# copy_tree FOLDER: copies the tree to the new FOLDER, without what an
# earlier build left in it.
copy_tree()
{
	mkdir "$1"
	tar -C "$source_tree" -c --exclude=./.git --exclude='*.o' \
		--exclude='*.l[ao]' --exclude=.libs --exclude=.deps \
		--exclude='*.log' --exclude='*.trs' \
		--exclude=config.status --exclude=Makefile . | tar -C "$1" -x
}
