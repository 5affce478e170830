# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# Emulated programs: see emulated.h.

# is_emulated WHAT NEEDED: whether the test of WHAT cannot be run as there is no
# NEEDED; says so.
is_emulated()
{
	[ -n "${HA_EMULATED-}" ] || return 1
	echo "NOT RUN: $1: this machine is emulated without $2" >&2
}
