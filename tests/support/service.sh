# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034
#
# A throw-away PAM service, for tests and the quickstart: a PAM file under a
# name of its own, rule files, and a log of what PAM modules say.
#
# Needs root and `set -euo pipefail`.  Gives these to the script:
#   $work     a folder that goes at the end, like the PAM file
#   $service  the name of the service
#   $rules_allow, $rules_deny  rule files for the module, empty at first
#   $syslog, $preload  the log, and what LD_PRELOAD must name to fill it

support=$(realpath "$(dirname "${BASH_SOURCE[0]}")")

# service_prepare NAME: makes the folder and all that is in it.
service_prepare()
{
	[ "$(id -u)" -eq 0 ] || { echo "$0: must run as root" >&2; exit 1; }
	work=$(mktemp -d)
	# The folder's name is like no other's; in a PID namespace $$ is 1, each
	# time.  PAM looks for names in lower case.
	service=$1-${work##*.}
	service=${service,,}
	rules_allow=$work/hosts.allow
	rules_deny=$work/hosts.deny
	syslog=$work/syslog
	trap service_remove EXIT

	touch "$rules_allow" "$rules_deny" "$syslog"
	preload=$(service_compile syslog_capture)
	export SYSLOG_CAPTURE=$syslog
}

service_remove()
{
	rm -f "/etc/pam.d/$service"
	rm -rf "$work"
}

# service_compile NAME: compiles a shared object of this folder, prints it.
service_compile()
{
	cc -D_GNU_SOURCE -I"$support/../.." -shared -fPIC \
		-o "$work/$1.so" "$support/$1.c"
	echo "$work/$1.so"
}

# wait_until COMMAND...: waits until it succeeds, and ends the script if it
# does not for a minute: a loaded machine is slow, and no failure.
wait_until()
{
	local end=$((SECONDS + 60))

	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] ||
			{ echo "$0: never happens: $*" >&2; exit 1; }
		sleep 0.05
	done
}

# service_pam < LINES: makes LINES the PAM file.
service_pam()
{
	cat >"/etc/pam.d/$service"
}
