# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# The small programs of tests, which are written with the lowest byte first, as
# this machine has them.

# elf_order FILE: 1, the lowest byte first, or 2.
elf_order()
{
	od -An -tu1 -j5 -N1 "$1" | tr -d ' '
}

# elf_turn: of a program of 64 bits each number of the header, the segments and
# the dynamic section the other way round; as a format of printf(1).
elf_turn()
{
	od -v -An -tu1 | awk '
		function turn(at, size, i, byte) {
			for (i = 0; i < size / 2; i++) {
				byte = b[at + i]
				b[at + i] = b[at + size - 1 - i]
				b[at + size - 1 - i] = byte
			}
		}
		function number(at, size, all) {
			while (size-- > 0)
				all = all * 256 + b[at + size]
			return all
		}
		function turn_dynamic(at, size) {
			for (; size >= 16 && at + 16 <= n; size -= 16) {
				turn(at, 8)
				turn(at + 8, 8)
				at += 16
			}
		}
		function turn_segment(at, i) {
			if (number(at, 4) == 2)
				turn_dynamic(number(at + 8, 8),
					number(at + 32, 8))
			turn(at, 4)
			turn(at + 4, 4)
			for (i = 8; i < 56; i += 8)
				turn(at + i, 8)
		}
		function turn_header(i) {
			turn(16, 2)
			turn(18, 2)
			turn(20, 4)
			for (i = 24; i < 48; i += 8)
				turn(i, 8)
			turn(48, 4)
			for (i = 52; i < 64; i += 2)
				turn(i, 2)
			b[5] = 2
		}
		{ for (i = 1; i <= NF; i++) b[n++] = $i }
		END {
			at = number(32, 8)
			for (left = number(56, 2); left > 0; left--) {
				turn_segment(at)
				at += 56
			}
			turn_header()
			for (i = 0; i < n; i++) printf "\\%03o", b[i]
		}'
}

# elf_here FILE PROGRAM: gives FILE, if it is a program, the byte order of
# PROGRAM.
elf_here()
{
	[ "$(head -c 4 "$1" | tr -d '\0')" = $'\x7fELF' ] || return 0
	[ "$(elf_order "$1")" != "$(elf_order "$2")" ] || return 0
	# shellcheck disable=SC2059
	printf "$(elf_turn <"$1")" >"$1.turned"
	cat "$1.turned" >"$1"
	rm "$1.turned"
}

# elf_of_case CASE NAME FILE PROGRAM: FILE becomes the program NAME, of some
# hundred bytes, of CASE, a case of tests/check; in the byte order of PROGRAM.
elf_of_case()
{
	printf '%b' "$(sed -n "\\|=== list $2 escaped|{n;p;q}" "$1")" >"$3"
	elf_here "$3" "$4"
}
