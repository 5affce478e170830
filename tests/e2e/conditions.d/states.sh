# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# What a condition is, as rules tell: each is asked by hosts.allow and by
# hosts.deny, as it stands and negated, all at the same time.
#
# Needs what service.sh gives.  A script can set
#   $user, $client  who asks
#   $kinds          which rules: list, require, not
# Gives to the script
#   $states  what the condition is by each of $kinds
#   $lines   what is logged by each, where hosts.deny refuses
#   $took    how many milliseconds all of them took

user=root
client=192.0.2.10
kinds=(require not)

# states_prepare: after service_prepare().
states_prepare()
{
	local file kind

	for kind in list require not; do
		for file in allow deny; do
			mkdir -p "$work/states/$kind.$file"
			: >"$work/states/$kind.$file/hosts.allow"
			: >"$work/states/$kind.$file/hosts.deny"
		done
	done
}

# states_stack [ARGUMENT]...: the PAM files.
states_stack()
{
	local place

	for place in "$work"/states/*; do
		cat >"/etc/pam.d/$service-${place##*/}" <<-END
			account required $module daemon=x debug \
				allowfile=$place/hosts.allow \
				denyfile=$place/hosts.deny $*
		END
	done
}

# rule_of KIND CONDITION: the rule that asks.
rule_of()
{
	case $1 in
	list) echo "x: $2" ;;
	require) echo "x: ALL: require $2" ;;
	not) echo "x: ALL: require ${2/=/!=}" ;;
	esac
}

# ask_module PLACE: prints "allow" or "refuse".
ask_module()
{
	local verdict=refuse

	! SYSLOG_CAPTURE=$1/log.ask_module LD_PRELOAD=$preload pamtester \
		-I rhost="$client" "$service-${1##*/}" "$user" acct_mgmt \
		>/dev/null 2>&1 || verdict=allow
	echo $verdict
}

# ask_drop_in PLACE: likewise the drop-in, in $drop_in.
ask_drop_in()
{
	SYSLOG_CAPTURE=$1/log.ask_drop_in LD_PRELOAD=$preload LD_LIBRARY_PATH=$drop_in \
		"$work/libwrap_client" x "$client" "$1/hosts.allow" \
		"$1/hosts.deny" 2>&1
}

# judge ASK KIND: prints what came out: yes, no, undecided.  What is not known
# grants nothing, refuses, and says why.
judge()
{
	local allow=$work/states/$2.allow deny=$work/states/$2.deny log state=no

	log=$(cat "$deny/log.$1")
	case $(cat "$deny/verdict.$1")-$log in
	refuse*' reason=lookup-failed '*failed=\"*\"*) state=undecided ;;
	refuse*' reason='* | *failed=*) state="odd: $log" ;;
	refuse*) state=yes ;;
	esac
	case $state-$(cat "$allow/verdict.$1")-$(grep -c 'failed="' \
		"$allow/log.$1") in
	yes-allow-0 | no-refuse-0 | undecided-refuse-1 | odd*) echo "$state" ;;
	*) echo "$state, but by hosts.allow $(cat "$allow/log.$1")" ;;
	esac
}

# states_by "ASK..." CONDITION: has each ASK decide by all rules about it.
states_by()
{
	local ask asks kind place pids=() start=${EPOCHREALTIME/./}

	read -ra asks <<<"$1"
	for kind in "${kinds[@]}"; do
		place=$work/states/$kind
		echo "ALL: ALL" >"$place.allow/hosts.deny"
		rule_of "$kind" "$2" >"$place.allow/hosts.allow"
		rule_of "$kind" "$2" >"$place.deny/hosts.deny"
	done
	for kind in "${kinds[@]}"; do
		for place in "$work/states/$kind".{allow,deny}; do
			for ask in "${asks[@]}"; do
				: >"$place/log.$ask"
				$ask "$place" >"$place/verdict.$ask" &
				pids+=($!)
			done
		done
	done
	wait "${pids[@]}"
	took=$(((${EPOCHREALTIME/./} - start) / 1000))
	states="" lines=""
	for ask in "${asks[@]}"; do
		for kind in "${kinds[@]}"; do
			states+="${states:+ }$(judge "$ask" "$kind")"
			lines+=$(cat "$work/states/$kind.deny/log.$ask")$'\n'
		done
	done
}

# states_from STATE: what they should be, for one of them.
states_from()
{
	local kind result="" state

	for kind in "${kinds[@]}"; do
		case $kind-$1 in
		not-yes) state=no ;;
		not-no) state=yes ;;
		*) state=$1 ;;
		esac
		result+="${result:+ }$state"
	done
	echo "$result"
}

# median: of the microseconds in its input, in milliseconds.
median()
{
	sort -n | awk '{ all[NR] = $1 }
		END { printf "%.2f", all[int((NR + 1) / 2)] / 1000 }'
}

# cost NAME RULE [USER CLIENT]: what a decision takes by RULE in hosts.allow, in
# milliseconds, the median of 30, and one in turns with it by "x: ALL"; with
# HA_COSTS=yes only.
cost()
{
	local place plain=$work/states/list.allow i start times=() plains=()

	[ "${HA_COSTS-}" = yes ] || return 0
	place=$work/states/require.allow
	user=${3:-root} client=${4:-192.0.2.10}
	echo "$2" >"$place/hosts.allow"
	echo "x: ALL" >"$plain/hosts.allow"
	echo "ALL: ALL" | tee "$place/hosts.deny" >"$plain/hosts.deny"
	sleep 0.2 # until they are at rest
	for i in {1..30}; do
		start=${EPOCHREALTIME/./}
		ask_module "$plain" >"$plain/verdict"
		plains[i]=$((${EPOCHREALTIME/./} - start))
		start=${EPOCHREALTIME/./}
		ask_module "$place" >"$place/verdict"
		times[i]=$((${EPOCHREALTIME/./} - start))
	done
	echo "# cost: $(printf '%s\n' "${times[@]}" | median) ms, without" \
		"$(printf '%s\n' "${plains[@]}" | median): $1," \
		"$(cat "$place/verdict")"
}
