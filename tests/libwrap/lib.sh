# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034
#
# What the tests of the drop-in libwrap share.  Each asks the installed
# tcp_wrappers ("stock") the same as ours, so that a wrong test is seen.
# Needs `set -euo pipefail`.
#
# The first two words of a test's command line are the library and the header
# to be tested; without them, those of the build.  STOCK_LIBWRAP and
# STOCK_TCPD_H name the stock ones.

# shellcheck source-path=SCRIPTDIR source=../support/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/check.sh"

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
ours=${1:-${HA_BUILDDIR:-.}/libwrap/.libs/libwrap.so.0}
ours_header=${2:-${srcdir:-.}/libwrap/tcpd.h}
stock=${STOCK_LIBWRAP:-$(${CC:-cc} -print-file-name=libwrap.so.0)}
stock_header=${STOCK_TCPD_H:-/usr/include/tcpd.h}

if [ "${HA_WITHOUT-}" = tcp_wrappers ]; then
	echo "NOT RUN: ${0##*/}: there is no tcp_wrappers to compare with"
	exit 77
fi
for needed in "$ours" "$ours_header" "$stock" "$stock_header"; do
	[ -e "$needed" ] || { echo "$0: no $needed" >&2; exit 1; }
done
ours=$(realpath "$ours")
ours_header=$(realpath "$ours_header")
stock=$(realpath "$stock")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Folders where a program finds one of the libraries by its name: copies, so
# that a build meanwhile changes nothing.
for which in stock ours; do
	mkdir -p "$work/$which/include"
	cp "${!which}" "$work/$which/libwrap.so.0"
	ln -s libwrap.so.0 "$work/$which/libwrap.so"
done
cp "$stock_header" "$work/stock/include/tcpd.h"
cp "$ours_header" "$work/ours/include/tcpd.h"

# leave_out NAME REASON: says what cannot be run here.
leave_out()
{
	echo "NOT RUN: $1: $2"
}

# compile LIBRARY PROGRAM [OPTION]... SOURCE...: as a user of stock or ours,
# with its header and its library.
compile()
{
	local library=$1 program=$2

	shift 2
	${CC:-cc} -D_GNU_SOURCE -g -O1 -Wall -Wextra -I"$work/$library/include" \
		-I"$here" -o "$program" "$@" -L"$work/$library" -lwrap
}

# with LIBRARY COMMAND...: runs it with stock or ours.
with()
{
	local library=$1

	shift
	LD_LIBRARY_PATH=$work/$library "$@"
}
