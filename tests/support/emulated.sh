# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# Emulated programs: see emulated.h.

# shellcheck source-path=SCRIPTDIR source=elf.sh
. "$(dirname "${BASH_SOURCE[0]}")/elf.sh"

# is_emulated WHAT NEEDED: whether the test of WHAT cannot be run as there is no
# NEEDED; says so.
is_emulated()
{
	[ -n "${HA_EMULATED-}" ] || return 1
	echo "NOT RUN: $1: this machine is emulated without $2" >&2
}

# has_no_locales WHAT PROGRAM: whether the test of WHAT cannot be run as PROGRAM
# cannot read the locales, which have the byte order of the machine that
# emulates; says so.
has_no_locales()
{
	[ "$(elf_order "$2")" != "$(elf_order "$BASH")" ] &&
		is_emulated "$1" "locales"
}
