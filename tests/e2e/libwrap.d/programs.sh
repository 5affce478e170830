# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# The programs that are asked, one function each, which runs in a process of its
# own.  Needs world.sh.

talk=$tools/talk

# names PROGRAM SERVICE IDENT [FACILITY]: sets these, and what is usual.
names()
{
	program=$1 service=$2 ident=$3 facility=${4-authpriv}
	stranger=stranger answers=yes
	denied="rule=/etc/hosts.deny:3 \"$deny_rule\""
}

# sshd_start PORT [-o OPTION]
sshd_start()
{
	mkdir -p /run/sshd
	ssh-keygen -q -t ed25519 -N '' -f "$work/host_key-$1"
	start /usr/sbin/sshd -D -f /dev/null -h "$work/host_key-$1" -p "$1" \
		-o PidFile=none "${@:2}"
	listens "$1"
}

test_sshd()
{
	names sshd sshd sshd
	needs sshd ssh-keygen
	sshd_start 22
	visit ^SSH-2.0 "$talk" ADDRESS 22 SSH-2.0
}

# It adds to the level what is no facility, but a number of its own.
test_sshd_authpriv()
{
	names "sshd, AUTHPRIV" sshd sshd
	needs sshd ssh-keygen
	stranger=other
	sshd_start 2222 -o SyslogFacility=AUTHPRIV
	visit ^SSH-2.0 "$talk" ADDRESS 2222 SSH-2.0
}

# xinetd_service PORT FLAGS SERVER [ARGUMENT]
xinetd_service()
{
	cat <<-EOF
		service port-$1
		{
			type = UNLISTED
			port = $1
			socket_type = stream
			protocol = tcp
			wait = no
			user = root
			flags = IPv6 $2
			server = $3
			${4:+server_args = $4}
		}
	EOF
}

# tcpd under xinetd, which asks the rules itself unless it is told not to.
test_xinetd()
{
	names xinetd in.hello xinetd
	needs xinetd tcpd
	xinetd_conf >"$work/xinetd.conf"
	start xinetd -dontfork -f "$work/xinetd.conf"
	listens 7001
	visit welcome "$talk" ADDRESS 7001 welcome
	names "xinetd and tcpd" in.both xinetd
	visit welcome "$talk" ADDRESS 7002 welcome
	names "tcpd under xinetd" in.wrapped in.wrapped
	visit welcome "$talk" ADDRESS 7003 welcome
	names "tcpd, twist" in.twisted in.twisted
	denied="rule=/etc/hosts.deny:2 \"$twist_rule\" reason=twist"
	visit welcome "$talk" ADDRESS 7004 '.*\n'
}

xinetd_conf()
{
	printf 'defaults\n{\n\tlog_type = SYSLOG daemon info\n}\n'
	xinetd_service 7001 "" /usr/local/sbin/in.hello
	xinetd_service 7002 NAMEINARGS /usr/sbin/tcpd /usr/local/sbin/in.both
	xinetd_service 7003 "NAMEINARGS NOLIBWRAP" /usr/sbin/tcpd \
		/usr/local/sbin/in.wrapped
	xinetd_service 7004 "NAMEINARGS NOLIBWRAP" /usr/sbin/tcpd \
		/usr/local/sbin/in.twisted
}

# inetd_start PORT SERVER [OPTION]: inetd, with that server for both families.
inetd_start()
{
	local six

	echo "port-$1 $1/tcp" >>/etc/services
	for six in "" 6; do
		echo "port-$1 stream tcp$six nowait root $2"
	done >"$work/inetd-$1.conf"
	start inetd -i ${3+"$3"} "$work/inetd-$1.conf"
	listens "$1"
}

# inetd asks the rules itself with -l.
test_inetd()
{
	names "tcpd under inetd" in.wrapped in.wrapped
	needs inetd tcpd
	stranger=other
	inetd_start 7011 "/usr/sbin/tcpd /usr/local/sbin/in.wrapped"
	visit welcome "$talk" ADDRESS 7011 welcome
	names "inetd -l" in.hello inetd
	stranger=other
	inetd_start 7012 "/usr/local/sbin/in.hello in.hello" -l
	visit welcome "$talk" ADDRESS 7012 welcome
}

test_stunnel()
{
	names stunnel in.tunnel stunnel
	needs stunnel4 openssl
	openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=server \
		-keyout "$work/stunnel.key" -out "$work/stunnel.crt" \
		2>/dev/null
	cat >"$work/stunnel.conf" <<-EOF
		foreground = yes
		syslog = yes
		pid =
		cert = $work/stunnel.crt
		key = $work/stunnel.key
		[in.tunnel]
		accept = :::7021
		exec = /usr/local/sbin/in.hello
		libwrap = yes
	EOF
	start stunnel4 "$work/stunnel.conf"
	listens 7021
	visit welcome "$talk" --tls ADDRESS 7021 welcome
}

# socat_start PORT OPTION...: one that asks the rules for "hello".
socat_start()
{
	start socat -ly "TCP6-LISTEN:$1,ipv6only=0,fork,$2" \
		EXEC:/usr/local/sbin/in.hello
	listens "$1"
}

test_socat()
{
	names socat hello socat user
	needs socat
	socat_start 7031 tcpwrap=hello
	visit welcome "$talk" ADDRESS 7031 welcome

	names "socat, tables" tables socat user
	mkdir "$work/etc"
	cp /etc/hosts.allow "$work/etc/hosts.allow"
	echo "tables, etc: ALL" >"$work/etc/hosts.deny"
	denied="rule=$work/etc/hosts.deny:1 \"tables, etc: ALL\""
	socat_start 7032 "tcpwrap=tables,allow-table=$work/etc/hosts.allow,\
deny-table=$work/etc/hosts.deny"
	visit welcome "$talk" ADDRESS 7032 welcome
	names "socat, folder" etc socat user
	denied="rule=$work/etc/hosts.deny:1 \"tables, etc: ALL\""
	socat_start 7033 "tcpwrap=etc,tcpwrap-etc=$work/etc"
	visit welcome "$talk" ADDRESS 7033 welcome
}

test_vsftpd()
{
	names vsftpd vsftpd vsftpd
	needs vsftpd
	mkdir "$work/empty"
	printf '%s\n' listen=NO listen_ipv6=YES tcp_wrappers=YES \
		anonymous_enable=YES "secure_chroot_dir=$work/empty" \
		"anon_root=$work/empty" background=NO >"$work/vsftpd.conf"
	start vsftpd "$work/vsftpd.conf"
	listens 21
	visit "^230 " "$talk" ADDRESS 21 '^220 .*\n' \
		'USER anonymous\r\n' '^331 .*\n' 'PASS x\r\n' '^230 .*\n'
}

test_slapd()
{
	names slapd slapd slapd
	needs slapd ldapsearch
	echo "include /etc/ldap/schema/core.schema" >"$work/slapd.conf"
	start slapd -d 0 -f "$work/slapd.conf" -h ldap:///
	listens 389
	visit "supportedLDAPVersion: 3" ldapsearch -x -LLL -H ldap://HOST \
		-o nettimeout=20 -b "" -s base supportedLDAPVersion
}

# danted_conf LOG PORT RULE: where RULE is what it asks the library, besides
# the rules, to do with a client.
danted_conf()
{
	cat <<-EOF
		logoutput: $1
		internal: 0.0.0.0 port = $2
		internal: :: port = $2
		external: lo
		clientmethod: none
		socksmethod: none
		user.privileged: root
		user.unprivileged: nobody
		libwrap.hosts_access: yes
		client pass {
			from: 0/0 to: 0/0
			$3
		}
		socks pass { from: 0/0 to: 0/0 }
	EOF
}

# danted_option OPTION: what danted says of it, when it reads it.
danted_option()
{
	local said

	danted_conf stderr 1081 "libwrap: $1" >"$work/option.conf"
	said=$(timeout 60 danted -V -f "$work/option.conf" 2>&1 &&
		echo "It can start.") || :
	fact "danted, libwrap: $1" "$(sed -n "s|$work/||
		s/^.* danted\[[0-9]*\]: //; /libwrap\|start/p" <<<"$said")"
}

test_danted()
{
	local option

	names danted danted danted
	needs danted socat
	start socat TCP4-LISTEN:7041,bind=127.0.0.1,fork \
		EXEC:/usr/local/sbin/in.hello
	listens 7041
	danted_conf syslog 1080 "" >"$work/danted.conf"
	start danted -f "$work/danted.conf"
	listens 1080
	visit welcome "$talk" ADDRESS 1080 "" '\x05\x01\x00' '^\x05\x00' \
		'\x05\x01\x00\x01\x7f\x00\x00\x01\x1b\x81' welcome
	for option in "severity auth.info" "spawn /bin/true" \
	    "twist /bin/true" "nice 5" deny nonsense; do
		danted_option "$option"
	done
}

# It only says what would be, and is no client of anybody: not in the log.
test_tcpdmatch()
{
	local client

	names tcpdmatch in.matched tcpdmatch
	needs tcpdmatch
	echo "hello stream tcp nowait root /usr/sbin/tcpd in.matched" \
		>"$work/match.conf"
	for client in "${number[@]}" 1; do
		client=192.0.2.$client
		fact "tcpdmatch, $client" "$(tcpdmatch \
			-i "$work/match.conf" in.matched "$client" 2>&1)"
	done
}

test_nrpe()
{
	names nrpe nrpe nrpe
	needs nrpe
	printf '%s\n' server_port=5666 nrpe_user=nobody nrpe_group=nogroup \
		allowed_hosts=192.0.2.0/24,2001:db8::/64 \
		"pid_file=$work/nrpe.pid" >"$work/nrpe.cfg"
	start nrpe -c "$work/nrpe.cfg" -f -n
	listens 5666
	visit "NRPE v" /usr/lib/nagios/plugins/check_nrpe -n -2 -t 20 \
		-H ADDRESS
}

test_mosquitto()
{
	names mosquitto mosquitto mosquitto
	needs mosquitto mosquitto_pub
	printf '%s\n' "listener 1883" "allow_anonymous true" \
		"log_dest syslog" >"$work/mosquitto.conf"
	start mosquitto -c "$work/mosquitto.conf"
	listens 1883
	visit "DISCONNECT" mosquitto_pub -d -h ADDRESS -t x -m x
}

# It asks for a user's name and password, and then the rules.
test_proftpd()
{
	names "proftpd, mod_wrap" proftpd proftpd
	[ -e /usr/lib/proftpd/mod_wrap.so ] || not_run "there is no mod_wrap"
	cat >"$work/proftpd.conf" <<-EOF
		ModulePath /usr/lib/proftpd
		LoadModule mod_wrap.c
		ServerType standalone
		Port 7051
		UseIPv6 on
		UseReverseDNS off
		User nobody
		Group nogroup
		AuthOrder mod_auth_unix.c
		PidFile $work/proftpd.pid
		ScoreboardFile $work/proftpd.scoreboard
		WtmpLog off
		DelayEngine off
		TCPAccessFiles /etc/hosts.allow /etc/hosts.deny
		TCPServiceName proftpd
	EOF
	useradd --create-home --home-dir "$work/alice" --shell /bin/sh alice
	chpasswd <<<alice:right
	start proftpd --nodaemon --config "$work/proftpd.conf"
	listens 7051
	visit "^230 " "$talk" ADDRESS 7051 '^220 .*\n' \
		'USER alice\r\n' '^331 .*\n' 'PASS right\r\n' '^[25]30 .*\n'
}

# It greets whom it refuses, and then refuses each command.
test_sendmail()
{
	local cf=/usr/share/sendmail/cf sendmail=/usr/libexec/sendmail/sendmail

	names sendmail sendmail sendmail
	needs $sendmail m4
	cat >"$work/sendmail.mc" <<-EOF
		OSTYPE(\`linux')dnl
		FEATURE(\`no_default_msa')dnl
		DAEMON_OPTIONS(\`Name=MTA, Family=inet6, Port=25')dnl
		define(\`confPID_FILE', \`$work/sendmail.pid')dnl
		define(\`ALIAS_FILE', \`')dnl
		define(\`QUEUE_DIR', \`$work/mqueue')dnl
		define(\`STATUS_FILE', \`')dnl
		MAILER(\`local')dnl
		MAILER(\`smtp')dnl
	EOF
	mkdir -m 700 "$work/mqueue"
	(cd $cf/m4 && m4 -D_CF_DIR_=$cf/ cf.m4 "$work/sendmail.mc") \
		>"$work/sendmail.cf"
	start $sendmail -bD -q1h -C "$work/sendmail.cf"
	listens 25
	visit "^250 .*Sender" "$talk" ADDRESS 25 '^220 .*\n' \
		'HELO client\r\n' '^[25]50 .*\n' \
		'MAIL FROM:<>\r\n' '^[25]50 .*\n'
}

# The longest first.
program_tests=(rpc nrpe snmpd tftpd sshd sshd_authpriv inetd xinetd danted
	socat stunnel slapd proftpd sendmail vsftpd mosquitto socat_udp
	tcpdmatch)
