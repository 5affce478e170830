# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# A fail2ban of one's own: its settings, socket, database and log are in one
# folder, and nothing of the machine's is touched.
#
# Needs `set -euo pipefail`.

fail2ban_pid=
fail2ban_action=$(realpath "$(dirname "${BASH_SOURCE[0]}")")/../../examples
fail2ban_action=$fail2ban_action/fail2ban/hostsaccess.conf

# fail2ban_prepare FOLDER: the settings, with the machine's actions and ours.
# fail2ban_jail adds jails.
fail2ban_prepare()
{
	fail2ban=$1
	mkdir -p "$fail2ban"/{action.d,filter.d}
	cp /etc/fail2ban/action.d/hostsdeny.conf "$fail2ban_action" \
		"$fail2ban/action.d/"
	cat >"$fail2ban/fail2ban.conf" <<-END
		[Definition]
		loglevel = INFO
		logtarget = $fail2ban/log
		syslogsocket = auto
		socket = $fail2ban/socket
		pidfile = $fail2ban/pid
		dbfile = $fail2ban/bans.sqlite3
		dbpurgeage = 1d
		dbmaxmatches = 1
		allowipv6 = true
	END
	cat >"$fail2ban/filter.d/failed.conf" <<-'END'
		[Definition]
		failregex = ^failed from <HOST>$
		datepattern = {NONE}
	END
	cat >"$fail2ban/jail.conf" <<-'END'
		[DEFAULT]
		enabled = true
		filter = failed
		backend = polling
		usedns = no
		ignoreself = false
		maxretry = 1
		findtime = 1h
		bantime = -1
	END
}

# fail2ban_jail NAME FILE ACTION [LINE]...: a jail for whom FILE says that it
# failed, one `failed from ADDRESS' a line.
fail2ban_jail()
{
	touch "$2"
	printf '%s\n' "[$1]" "logpath = $2" "action = $3" "${@:4}" \
		>>"$fail2ban/jail.conf"
}

# fail2ban_ask WORD...: what the server answers.
fail2ban_ask()
{
	fail2ban-client -c "$fail2ban" -s "$fail2ban/socket" \
		-p "$fail2ban/pid" "$@"
}

# fail2ban_wait SECONDS COMMAND...: waits until it succeeds.
fail2ban_wait()
{
	local end=$((SECONDS + $1))

	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || {
			echo "# never happens: $*"
			tail -n 20 "$fail2ban/log" | sed 's/^/#   /'
			return 1
		}
		sleep 0.1
	done
}

# fail2ban_start: starts the server, and waits until it answers.
fail2ban_start()
{
	fail2ban-server -f -c "$fail2ban" -s "$fail2ban/socket" \
		-p "$fail2ban/pid" start >>"$fail2ban/said" 2>&1 </dev/null &
	fail2ban_pid=$!
	fail2ban_wait 60 fail2ban_ask ping
}

# fail2ban_stop: stops the server, and waits for its end.
fail2ban_stop()
{
	fail2ban_ask stop >/dev/null
	wait "$fail2ban_pid" || :
	fail2ban_pid=
}

# fail2ban_kill: ends it without a chance to do anything.
fail2ban_kill()
{
	[ -n "$fail2ban_pid" ] || return 0
	kill -KILL "$fail2ban_pid" 2>/dev/null || :
	wait "$fail2ban_pid" 2>/dev/null || :
	fail2ban_pid=
	rm -f "$fail2ban/socket" "$fail2ban/pid"
}
