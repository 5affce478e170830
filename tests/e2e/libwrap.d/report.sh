# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# What came of two worlds: checks, and a table.  Each world said what happened
# in it (see world_report()) to a file with the name of its library.
#
# A row of a visit, split by columns():
columns=(program family who verdict took address ident severity rule answers
	said)

# report FOLDER
report()
{
	local library

	folder=$1
	declare -gA rows=()
	for library in "${libraries[@]}"; do
		read_rows "$library"
		report_world "$library"
	done
	report_not_run
	keys=$(cut -d / -f 2- <<<"$(printf '%s\n' "${!rows[@]}")" | sort -u)
	each_visit check_verdict
	check_facts
	[ ! -e "$folder/ours" ] || report_ours
	echo
	each_library print_row | awk -F '\t' -f "$tools/table.awk"
}

# items LIBRARY KIND: what that world said of this kind.
items()
{
	sed -n "s/^$2\t//p" "$folder/$1"
}

# report_not_run: what did not run with any of the libraries.
report_not_run()
{
	local library

	for library in "${libraries[@]}"; do
		items "$library" "not run"
	done | sort -u | sed 's/^/NOT RUN: /'
}

report_world()
{
	items "$1" said | sed "s/^/# $1: /"
	check "with $1, all processes have that library" "its own" \
		"$(items "$1" library)"
}

# read_rows LIBRARY: sets ${rows[LIBRARY/KEY]}.
read_rows()
{
	local row

	while IFS= read -r row; do
		rows[$1/$(cut -f 1-3 <<<"$row")]=$row
	done < <(items "$1" row)
}

# each_visit COMMAND...: for each visit in any of the worlds, with its program,
# family and client.
each_visit()
{
	local key

	while IFS= read -r key; do
		"$@" "$key"
	done <<<"$keys"
}

# find_row LIBRARY KEY: sets the columns to that row; fails if there is none.
find_row()
{
	[ -n "${rows[$1/$2]-}" ] || return 1
	IFS=$'\t' read -r "${columns[@]}" <<<"${rows[$1/$2]}"
}

check_verdict()
{
	local library expected=allowed got=() want=()

	[[ $1 != *$'\tstranger' ]] || expected=refused
	for library in "${libraries[@]}"; do
		want+=("$library: $expected")
		verdict="not there"
		find_row "$library" "$1" || :
		got+=("$library: $verdict")
	done
	check "${1//$'\t'/, }: verdict" "${want[*]}" "${got[*]}"
}

# check_facts: what both libraries should have in common.
check_facts()
{
	local name text

	[ -e "$folder/stock" ] && [ -e "$folder/ours" ] || return 0
	while IFS=$'\t' read -r name text; do
		check "as with stock: $name" "$text" \
			"$(items ours fact | awk -F '\t' -v name="$name" \
				'$1 == name { print $2 }')"
	done < <(items stock fact)
}

report_ours()
{
	claimed=$folder/claimed
	: >"$claimed"
	each_visit check_refusal
	while IFS=$'\t' read -r program family address severity rule count; do
		check_flood
	done < <(items ours flood)
	check "no other refusals are in the log" "" \
		"$(items ours log | grep ' refused connect from ' |
			grep -vxFf "$claimed")"
	check "nothing goes to every terminal" "" \
		"$(items ours log | grep '^[a-z0-9]*\.emerg ')"
}

# check_refusal KEY: how long it took, and the one line about it.
check_refusal()
{
	local line

	[[ $1 = *$'\tstranger' ]] || return 0
	find_row ours "$1" || return 0
	[ "$answers" = no ] || check_time "$1"
	line=$(refusals)
	check "$program, $family: one line of the log" \
		"$severity refused connect from $address ($address): $rule" \
		"$(cut -d ' ' -f 1,3- <<<"$line")"
	[ -z "$line" ] || echo "$line" >>"$claimed"
	items ours log | grep -F -w -e "$address" | grep -E "^[^ ]* $ident " |
		grep -v ' refused connect from ' | sed 's/^/#   its own: /' || :
}

# check_time KEY: what a busy machine does to the refused client, it does to the
# other one, too.
check_time()
{
	local refusal=$took limit

	find_row ours "${1%stranger}friend" || took=0
	limit=$((longest + 2 * took))
	find_row ours "$1"
	check "$program, $family: nobody waits" "less than $limit ms" \
		"$([ "$refusal" -ge "$limit" ] || echo "less than $limit ms"
		[ "$refusal" -lt "$limit" ] || echo "$refusal ms")"
}

# refusals: the lines about this address and daemon.
refusals()
{
	items ours log | grep -F " refused connect from $address (" |
		grep -F " ${rule%% *} " || :
}

# check_flood: that few lines speak of many requests, and of all of them.
check_flood()
{
	local line lines

	line=$(refusals)
	[ -z "$line" ] || echo "$line" >>"$claimed"
	awk 'NR < 6 { print "#   flood: " $0 }' <<<"${line:-no line}"
	lines=$(grep -c . <<<"$line" || :)
	check "$program, $family: a flood, in few lines" "few, of $count" \
		"$([ "$lines" -gt 5 ] && echo "$lines" || echo few), of $(
		awk -F ' left_out=' '/./ { n += 1 + $2 } END { print n + 0 }' \
			<<<"$line")"
}

# each_library COMMAND...: for each visit, with each library.
each_library()
{
	each_visit each_library_of "$@"
}

each_library_of()
{
	local library

	for library in "${libraries[@]}"; do
		! find_row "$library" "${!#}" || "$1" "$library"
	done
}

print_row()
{
	local line=-

	[ "$who" = friend ] || line=$(refusal_of "$1" | sed -n 1p)
	printf '%s\t' "$program" "$family" "$1" "$who" "$verdict" "$took" \
		"$said"
	echo "${line:--}"
}

# refusal_of LIBRARY: what the log says of it.
refusal_of()
{
	if [ "$1" = ours ]; then
		refusals
		return
	fi
	items "$1" log | grep -E "^[^ ]* $ident .*$address([^0-9a-f]|$)" |
		grep -iE 'refus|deni|reject|unauthorized|wrapper' || :
}
