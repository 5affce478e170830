# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# Records of wtmp(5), as machines have them.

# utmp_machine PROGRAM: of which machine: its byte order, and how many bytes
# times have.  glibc keeps those of 32 bits where programs of 32 bits may run,
# too; aarch64, s390x, riscv64 and loongarch64 have no such past.
utmp_machine()
{
	local -a bytes

	read -ra bytes < <(od -An -v -tu1 -w20 -N20 "$1")
	utmp_order=${bytes[5]} # 1: the lowest byte first
	utmp_long=4
	case $((bytes[18] + bytes[19] * 256)) in
	183 | 243 | 258 | $((22 * 256))) utmp_long=8 ;;
	esac
}

# utmp_number SIZE VALUE
utmp_number()
{
	local hex all=

	printf -v hex "%0$(($1 * 2))x" "$2"
	while [ -n "$hex" ]; do
		case $utmp_order in
		1) all=\\x${hex:0:2}$all ;;
		*) all+=\\x${hex:0:2} ;;
		esac
		hex=${hex:2}
	done
	# shellcheck disable=SC2059
	printf "$all"
}

# utmp_text SIZE TEXT
utmp_text()
{
	printf '%s' "$2" && head -c $(($1 - ${#2})) /dev/zero
}

# utmp_login LINE HOST: of now, as sshd or vsftpd writes it.
utmp_login()
{
	local -a part

	IFS=. read -ra part <<<"$2"
	utmp_number 2 7 && utmp_number 2 0 && utmp_number 4 1
	utmp_text 36 "$1" && utmp_text 32 anna && utmp_text 256 "$2"
	utmp_number 4 0 && utmp_number "$utmp_long" 0
	utmp_number "$utmp_long" "$(date +%s)" && utmp_number "$utmp_long" 0
	# shellcheck disable=SC2059
	printf "$(printf '\\x%x' "${part[@]}")"
	head -c $((12 + 20)) /dev/zero
	[ "$utmp_long" -eq 4 ] || utmp_number 4 0
}
