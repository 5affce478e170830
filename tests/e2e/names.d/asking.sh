# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# Asks the module, and libwrap beside it, about a client, and says what is to
# be expected.  Gives to the script:
#   $verdict  allow or refuse, as the module decided last
#   $line     what it logged
#   $table    the verdicts of all cases so far

table=

# stack [ARGUMENT]...: makes the PAM file.
stack()
{
	service_pam <<-END
		account required $module allowfile=$rules_allow \
			denyfile=$rules_deny daemon=x debug $*
	END
}

# rules ALLOW DENY: makes one rule in each file.
rules()
{
	echo "$1" >"$rules_allow"
	echo "$2" >"$rules_deny"
}

# rule_in FILE PATTERN: makes a rule in hosts.allow or hosts.deny.
rule_in()
{
	if [ "$1" = allow ]; then
		rules "x: $2" "ALL: ALL"
	else
		rules "" "x: $2"
	fi
}

# ask CLIENT: has the module decide on the client: ADDRESS, NAME, or
# NAME@ADDRESS as sshd has it with UseDNS.
ask()
{
	local words=(-I rhost="${1%@*}")

	case $1 in
	*@*) words+=(-E SSH_CONNECTION="${1#*@} 50000 192.0.2.1 22") ;;
	esac
	: >"$syslog"
	verdict=refuse
	! LD_PRELOAD=$preload pamtester "${words[@]}" "$service" root \
		acct_mgmt >/dev/null 2>&1 || verdict=allow
	line=$(module_log pamtester)
}

# unlogged COMMAND...: runs it, and keeps its messages from the system log.
unlogged()
{
	SYSLOG_CAPTURE="" LD_PRELOAD=$preload "$@" 2>&1
}

# ask_libwrap ADDRESS: prints the verdict of libwrap; "-" for NAME@ADDRESS.
ask_libwrap()
{
	case $1 in
	*@* | ::ffff:*) echo "-" ;;
	*) unlogged "$work/libwrap_client" x "$1" "$rules_allow" "$rules_deny" ;;
	esac
}

# matches STATE PATTERN: whether a client matches a keyword, or a pattern for
# its name.  STATE is that of its name: local, known, unknown, paranoid,
# failed.
matches()
{
	case $1-$2 in
	failed-*) echo undecided ;;
	unknown-UNKNOWN | paranoid-PARANOID) echo yes ;;
	known-UNKNOWN | known-PARANOID | known-LOCAL) echo no ;;
	local-UNKNOWN | local-PARANOID) echo no ;;
	known-* | local-*) echo yes ;;
	*) echo no ;;
	esac
}

# verdict_of FILE MATCH: what comes of the rule of rule_in().
verdict_of()
{
	case $1-$2 in
	allow-yes | deny-no) echo allow ;;
	*) echo refuse ;;
	esac
}

# verdicts_of STATE PATTERN: both verdicts.
verdicts_of()
{
	local match

	match=$(matches "$1" "$2")
	echo "$(verdict_of allow "$match") $(verdict_of deny "$match")"
}

# line_of FILE PATTERN ADDRESS STATE DETAIL: the log line.  DETAIL is the
# name, or what the look-up found in its place.
line_of()
{
	local match head=$3 rule=none reason="" fault=" lookup=$5"
	local begin="warning refused connect"

	match=$(matches "$4" "$2")
	case $4 in known | local) head=$5 fault="" ;; esac
	case $1-$match in
	allow-no | allow-undecided) rule='hosts.deny:1 "ALL: ALL"' ;;
	deny-no) ;;
	*) rule="hosts.$1:1 \"x: $2\"" ;;
	esac
	[ "$1-$match" != deny-undecided ] || reason=" reason=lookup-failed"
	[ "$(verdict_of "$1" "$match")" = refuse ] || begin="debug connect"
	echo "authpriv.$begin from $head ($3): service=$service user=root" \
		"rule=$rule$reason$fault"
}

# try_case NAME CLIENT PATTERN STATE DETAIL LIBWRAP [DIFFERENCE]: a rule in
# both files, here and in libwrap.  LIBWRAP is the state of the name there ("-":
# not asked), DIFFERENCE what hostsaccess_rules(5) calls it if it is another.
try_case()
{
	local file address=${2#*@} ours="" theirs=""

	address=${address#::ffff:}
	for file in allow deny; do
		rule_in "$file" "$3"
		ask "$2"
		check "$1 in hosts.$file: the log" \
			"$(line_of "$file" "$3" "$address" "$4" "$5")" "$line"
		ours+=" $verdict"
		theirs+=" $(ask_libwrap "$2")"
	done
	check "$1" "$(verdicts_of "$4" "$3")" "${ours# }"
	[ "$6" = - ] || check "$1 in libwrap" "$(verdicts_of "$6" "$3")" \
		"${theirs# }"
	table+="$1$ours$theirs $4 $6 ${7-}"$'\n'
}

# try_keywords NAME CLIENT STATE LIBWRAP: likewise for the keywords.
try_keywords()
{
	local pattern file ours theirs

	for pattern in KNOWN UNKNOWN PARANOID LOCAL; do
		ours="" theirs=""
		for file in allow deny; do
			rule_in "$file" "$pattern"
			ask "$2"
			ours+=" $verdict"
			theirs+=" $(ask_libwrap "$2")"
		done
		check "$1: $pattern" "$(verdicts_of "$3" "$pattern")" \
			"${ours# }"
		[ "$4" = - ] || check "$1: $pattern in libwrap" \
			"$(verdicts_of "$4" "$pattern")" "${theirs# }"
	done
}

# check_differences: only a case that names a difference may differ.
check_differences()
{
	local names="name-alias|resolver-failure|line-length"

	check "differences from libwrap have names" "" "$(awk \
		-v names="^($names)\$" '$7 != "-" && $8 !~ names &&
		($2 != $4 || $3 != $5 || $6 != $7)' <<<"$table")"
}

show_table()
{
	{
		echo "case allow deny libwrap:allow libwrap:deny" \
			"name libwrap:name difference"
		echo "$table"
	} | column -t | sed 's/^/# /'
}
