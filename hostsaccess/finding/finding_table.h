/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Every finding of `hostsaccess check` besides the diagnostics of the
 * library: X(id, severity, name, message).  The name is stable and stands in
 * hostsaccess(8); the message says the fault and what comes of it.
 */
#ifndef FINDING_TABLE_H
#define FINDING_TABLE_H

#define FINDINGS(X) \
	X(INDEX_UNUSED, NOTE, "index-unused", \
	  "logins do not use its index, and read all of the file") \
	X(LAST_NEWLINE, WARNING, "last-newline", \
	  "the last line has no newline; tcp_wrappers ignores the " \
	  "line, and in hosts.deny refuses everybody") \
	X(LINE_LENGTH, WARNING, "line-length", \
	  "longer than 2046 bytes; tcp_wrappers ignores this line and " \
	  "the rest of the file, and in hosts.deny refuses everybody") \
	X(BOM, WARNING, "bom", \
	  "a byte order mark, which is skipped; to tcp_wrappers it is " \
	  "part of the first word") \
	X(UTF_16, ERROR, "utf-16", \
	  "text in UTF-16, as PowerShell writes it; no rule of it is read") \
	X(COMMENT_MARK, ERROR, "comment-mark", \
	  "comments begin with '#', and this does not") \
	X(COMMENT_INDENTED, WARNING, "comment-indented", \
	  "a comment; to tcp_wrappers, which knows comments without " \
	  "blanks before them only, it is a rule") \
	X(COMMENT_CONTINUED, WARNING, "comment-continued", \
	  "the comment before this line ends in a backslash, and goes " \
	  "on here") \
	X(COMMENT_INLINE, NOTE, "comment-inline", \
	  "a comment; to tcp_wrappers its words are names of clients") \
	X(COMMENT_WORDS, WARNING, "comment-words", \
	  "stands in a comment; to tcp_wrappers it is a pattern of " \
	  "this list") \
	X(COMMENT_OPTION, WARNING, "comment-option", \
	  "a comment; to tcp_wrappers it is an error of the option, " \
	  "which refuses whom the rule matches") \
	X(CONDITION_NAME, ERROR, "condition-name", \
	  "no condition of a client list; compared with names of hosts, and " \
	  "never matches") \
	X(CONDITION_WORD, ERROR, "condition-word", \
	  "read as the name of a host, and as no part of a condition") \
	X(CONDITION_SOURCE, ERROR, "condition-source", \
	  "cannot be found out: a rule that allows lets in nobody by it, and " \
	  "one that refuses refuses everybody") \
	X(DNSBL_EMPTY, ERROR, "dnsbl-empty", \
	  "no list, or an empty one, perhaps misspelt: it does not list " \
	  "127.0.0.2, as each list does") \
	X(DNSBL_ALL, ERROR, "dnsbl-all", \
	  "it lists everybody, or is no list: it lists 127.0.0.1, which none " \
	  "does") \
	X(UNSAFE_DATABASE, WARNING, "unsafe-database", \
	  "others may change this, and so where clients are said to be") \
	X(CONDITION_NODNS, ERROR, "condition-nodns", \
	  "names are not looked up (nodns): a rule that allows lets in " \
	  "nobody " \
	  "by it, and one that refuses refuses everybody") \
	X(CONDITION_FORWARD, WARNING, "condition-forward", \
	  "matches nobody now") \
	X(CONDITION_OLD, NOTE, "condition-old", \
	  "the database is more than a year old") \
	X(CONDITION_LIBWRAP, ERROR, "condition-libwrap", \
	  "tcp_wrappers takes it for a name, and lets in whom only this " \
	  "keeps " \
	  "out") \
	X(CONDITION_UNKNOWN, WARNING, "condition-unknown", \
	  "tcp_wrappers knows no conditions: it takes it for a name that no " \
	  "host has, and lets in nobody by it") \
	X(REQUIRE_LIBWRAP, WARNING, "require-libwrap", \
	  "tcp_wrappers does not know the option, and refuses whom the rule " \
	  "matches") \
	X(CONDITION_USER, ERROR, "condition-user", \
	  "there is no user yet where this rule is asked") \
	X(CONDITION_ACCOUNT, WARNING, "condition-account", \
	  "no user or group here has that name") \
	X(CONDITION_AUTH, NOTE, "condition-auth", \
	  "asked in auth: who is refused by it learns who exists, or is a " \
	  "member") \
	X(CONDITION_EXPIRED, WARNING, "condition-expired", \
	  "that time has passed: the rule is passed over, and may be removed") \
	X(CONDITION_SOON, NOTE, "condition-soon", \
	  "that time is less than a week away: the rule is passed over then") \
	X(CONDITION_EARLY, NOTE, "condition-early", \
	  "that time is to come: the rule is passed over until then") \
	X(CONDITION_ALWAYS, NOTE, "condition-always", \
	  "that time has come: it holds from now on, and may be removed") \
	X(CONDITION_NEVER, ERROR, "condition-never", \
	  "never holds beside another condition: the rule is passed over") \
	X(CONTINUATION_BLANK, WARNING, "continuation-blank", \
	  "a blank or nothing follows the backslash: it continues no " \
	  "line, and is plain text") \
	X(V6_BARE, WARNING, "v6-bare", \
	  "an IPv6 address or net; tcp_wrappers cuts it at its first " \
	  "':' or never matches it, and knows IPv6 in [ ] only") \
	X(V6_MISSPELT, ERROR, "v6-misspelt", \
	  "a misspelt IPv6 address: a ':' in it ends the client list, and " \
	  "what follows, read as options, refuses whom the rule matches") \
	X(V6_ALONE, ERROR, "v6-alone", \
	  "no ':' after the daemon list; the first one of an IPv6 address is " \
	  "taken for it") \
	X(V6_INNER, WARNING, "v6-inner", \
	  "a net with its length between the brackets; tcp_wrappers " \
	  "never matches it: write [net]/length") \
	X(V6_TEXT, NOTE, "v6-text", \
	  "an IPv6 address; tcp_wrappers compares it as text, so that " \
	  "no other spelling of it matches: write [address]") \
	X(V6_NAME, NOTE, "v6-name", \
	  "brackets are plain text in the name of a user; to " \
	  "tcp_wrappers they hold an IPv6 address") \
	X(V6_ALL, NOTE, "v6-all", "every IPv6 client, and no IPv4 client") \
	X(ZONE, WARNING, "zone", "only this zone; tcp_wrappers ignores zones") \
	X(MAPPED, WARNING, "mapped", \
	  "an IPv4 address or net; tcp_wrappers matches no client by " \
	  "it") \
	X(PREFIX_NAME, WARNING, "prefix-name", \
	  "the host of that name; to tcp_wrappers it is the beginning " \
	  "of names, such as this name followed by evil.example") \
	X(WILDCARD_NUMERIC, NOTE, "wildcard-numeric", \
	  "compared with addresses; tcp_wrappers compares names too, " \
	  "and whoever owns an address chooses its name") \
	X(WILDCARD_WORDS, WARNING, "wildcard-words", \
	  "tcp_wrappers also matches who is unknown or paranoid by it") \
	X(WILDCARD_END, NOTE, "wildcard-end", \
	  "one '*' is enough; tcp_wrappers wants one byte more for " \
	  "the second") \
	X(OCTAL, WARNING, "octal", "a number with a leading 0 is octal") \
	X(NET_ZERO, WARNING, "net-zero", \
	  "every IPv4 client; tcp_wrappers matches none by it") \
	X(NET_ALL_ONES, WARNING, "net-all-ones", \
	  "the exact address; tcp_wrappers never matches it: write " \
	  "the address alone") \
	X(ANY_ADDRESS, WARNING, "any-address", \
	  "no client has this address; every client is ALL") \
	X(NET_WITHOUT_MASK, WARNING, "net-without-mask", \
	  "one address, and no net; that would need a mask") \
	X(MASK_WORD, WARNING, "mask-word", \
	  "read as an address; a mask stands behind a '/' of its net") \
	X(BAD_ADDRESS, ERROR, "bad-address", \
	  "neither an address nor the beginning of one, which ends in " \
	  "a dot; never matches") \
	X(NAME_ADDRESS, WARNING, "name-address", \
	  "read as the name of a host, and as no address or net") \
	X(PLACEHOLDER, ERROR, "placeholder", \
	  "a placeholder, for what was to be put in its place; never " \
	  "matches") \
	X(NO_KEYWORD, WARNING, "no-keyword", \
	  "no keyword: read as a name, which never matches") \
	X(MASK_APART, ERROR, "mask-apart", \
	  "a blank stands before it: read as a list file, and the address as " \
	  "that one only") \
	X(MASK_ODD, WARNING, "mask-odd", \
	  "the ones of the mask do not all stand at its front; addresses of " \
	  "many nets match") \
	X(SUFFIX_DOT, ERROR, "suffix-dot", \
	  "a final dot, which no name of a client has; never matches") \
	X(LOGIN_NAME, WARNING, "login-name", \
	  "read as the name of a host, and not of who logs in") \
	X(CLIENT_DAEMON, WARNING, "client-daemon", \
	  "the name of a daemon among the clients, read as that of a host; a " \
	  "rule is DAEMONS : CLIENTS") \
	X(ODD_BYTE, ERROR, "odd-byte", \
	  "holds what no name of a host holds; never matches") \
	X(MISSPELT_KEYWORD, WARNING, "misspelt-keyword", "read as a name") \
	X(OPTION_WORD, WARNING, "option-word", \
	  "read as the name of a client, and as no option") \
	X(LIST_HTML, ERROR, "list-html", \
	  "a page of HTML, and no list: what a web server said in its place; " \
	  "never matches") \
	X(LIST_EXCEPT, ERROR, "list-except", \
	  "a list file knows no EXCEPT; read as a name") \
	X(LIST_RULE, ERROR, "list-rule", \
	  "a rule in a list file, which holds clients only; this word never " \
	  "matches, and what follows counts for every daemon of the rules " \
	  "that name the file") \
	X(LIST_AT, ERROR, "list-at", \
	  "a path with '@' is read as a user and a host, and as no " \
	  "list file") \
	X(LIST_FILE, WARNING, "list-file", \
	  "a comma separates words; to tcp_wrappers it is part of the " \
	  "word, in a list file") \
	X(LIST_COMMENT, WARNING, "list-comment", \
	  "stands in a comment; tcp_wrappers knows no comments in " \
	  "list files, and takes it for a pattern") \
	X(LOCAL, NOTE, "local", \
	  "a client whose name has no dot; who has no name is not " \
	  "LOCAL, even at 127.0.0.1") \
	X(UNKNOWN, NOTE, "unknown", \
	  "a client without a name; who has a name that is not to be " \
	  "believed is PARANOID") \
	X(NETGROUP_ADDRESS, NOTE, "netgroup-address", \
	  "a netgroup, no group of users; it is asked for the client's name " \
	  "and address, by tcp_wrappers for the name only") \
	X(USER_NAME, NOTE, "user-name", \
	  "the name of a host, and also of a user of this system") \
	X(SSHD_USER, WARNING, "sshd-user", \
	  "the user at the client, whom sshd never knows, and not who logs " \
	  "in; never matches") \
	X(REMOTE_USER, NOTE, "remote-user", \
	  "the user at the client, whom few daemons know and sshd " \
	  "never, and not who logs in") \
	X(SERVER, NOTE, "server", \
	  "which of its own addresses a client came in at, only sshd " \
	  "tells") \
	X(DAEMON_PORT, NOTE, "daemon-port", \
	  "a port of this host, and no name; only sshd tells it") \
	X(DAEMON_KEYWORD, WARNING, "daemon-keyword", \
	  "among daemons this is a name, or what no daemon is") \
	X(DAEMON_ADDRESS, WARNING, "daemon-address", \
	  "a client among the daemons; a rule is DAEMONS : CLIENTS") \
	X(ODD_DAEMON, WARNING, "odd-daemon", \
	  "holds what no name of a daemon holds; never matches") \
	X(MISSPELT_DAEMON, WARNING, "misspelt-daemon", \
	  "no daemon that is known has this name") \
	X(SHELL_COMMAND, ERROR, "shell-command", \
	  "a command for a shell; its words are read as those of a rule") \
	X(WILDCARD_DOMAIN, WARNING, "wildcard-domain", \
	  "matches each name that ends so, also those of other domains") \
	X(SERVICE_FOR_DAEMON, WARNING, "service-for-daemon", \
	  "the name of a service or program; rules take the name of the " \
	  "daemon, and never match by this one") \
	X(SEVERITY_NAMES, WARNING, "severity-names", \
	  "not known to tcp_wrappers, where the rule refuses whom it " \
	  "matches") \
	X(SETTING, ERROR, "setting", "a setting in error") \
	X(NO_EFFECT, NOTE, "no-effect", "has no effect in a PAM module") \
	X(TWIST, NOTE, "twist", \
	  "refuses, and tells the client what the command prints; in " \
	  "tcp_wrappers the command serves the client") \
	X(BANNERS, NOTE, "banners", \
	  "told through PAM, which not every client shows") \
	X(ALLOW_ALL, NOTE, "allow-all", \
	  "every client of every daemon is allowed; nothing behind " \
	  "this line counts") \
	X(COMMAND_MISSING, WARNING, "command-missing", \
	  "this machine cannot run it") \
	X(COMMAND_UNSAFE, WARNING, "command-unsafe", \
	  "others may change this program, which the rule runs as the " \
	  "daemon's " \
	  "user") \
	X(ACLEXEC_BLIND, WARNING, "aclexec-blind", \
	  "the command is not told who the client is, and says the same of " \
	  "everybody; %a is the address") \
	X(SPAWN_FILTER, WARNING, "spawn-filter", \
	  "what this command says decides nothing; aclexec is the option " \
	  "that " \
	  "asks a command") \
	X(DENY_ALLOWS, WARNING, "deny-allows", \
	  "a rule of hosts.deny that allows everybody, but for whom EXCEPT " \
	  "takes out; without the option allow it refuses them") \
	X(NOBODY, WARNING, "nobody", \
	  "no client can reach sshd: this rule refuses every one, and none " \
	  "before it allows any") \
	X(ALLOW_ONLY, NOTE, "allow-only", \
	  "no rule refuses any client of sshd, so that all others are " \
	  "allowed, " \
	  "too") \
	X(LOOPBACK_V6, NOTE, "loopback-v6", \
	  "this host itself by IPv4 only; by IPv6 it is [::1], which a rule " \
	  "for " \
	  "ALL refuses") \
	X(NETGROUP_MISSING, WARNING, "netgroup-missing", \
	  "this machine knows no such netgroup, or cannot ask for it; a rule " \
	  "that refuses by it refuses everybody whom none before allows, one " \
	  "that allows lets nobody in; see netgroup: in /etc/nsswitch.conf, " \
	  "in Debian nis without files") \
	X(NAMES_NODNS, WARNING, "names-nodns", \
	  "a name, and the settings have nodns: names are not looked up, and " \
	  "only a daemon that tells names has them") \
	X(ACLEXEC_OVERRULED, WARNING, "aclexec-overruled", \
	  "allow, deny or twist decides, whatever the command of its aclexec " \
	  "says") \
	X(ACLEXEC_OPEN, WARNING, "aclexec-open", \
	  "whom this aclexec turns away is allowed all the same: no rule " \
	  "behind it refuses clients of its daemon") \
	X(UNREACHABLE, WARNING, "unreachable", \
	  "never decides: an earlier rule covers it, and says otherwise") \
	X(DUPLICATE, NOTE, "duplicate", \
	  "never decides: an earlier rule covers it, and says the same") \
	X(REDUNDANT_TOKEN, NOTE, "redundant-token", \
	  "matches nobody new: something before it covers it") \
	X(UNSAFE_FILE, WARNING, "unsafe-file", \
	  "others may change this, and so the rules; every option in them " \
	  "but allow, deny and severity refuses whom its rule matches") \
	X(UNSAFE_LIST, WARNING, "unsafe-list", \
	  "others may change this, and so the list") \
	X(PRIVATE_FILE, NOTE, "private-file", \
	  "not everybody may read it; a daemon that asks as another user " \
	  "refuses everybody") \
	X(LOCK_OUT, WARNING, "lock-out", \
	  "this session comes from here, and would be refused") \
	X(LOCK_OUT_LOGIN, WARNING, "lock-out-login", \
	  "somebody logged in from here lately, and would be refused") \
	X(NO_SERVICE, NOTE, "no-service", \
	  "no PAM service of this machine has this name; it counts only for " \
	  "a daemon that is linked with tcp_wrappers") \
	X(SERVICE_NAME, NOTE, "service-name", \
	  "the name of a service; a rule takes the name of a daemon, and no " \
	  "PAM service of this machine has this one") \
	X(UNGUARDED, ERROR, "unguarded", \
	  "rules name it, and nothing obeys them: no line of PAM calls " \
	  "pam_hostsaccess.so, and its program does not ask libwrap.so.0") \
	X(LIBWRAP_FIRST, WARNING, "libwrap-first", \
	  "its program asks the libwrap of tcp_wrappers, too, and before the " \
	  "module: who is refused waits for seconds, and neither he nor the " \
	  "log is told by which rule; name other files with allowfile= and " \
	  "denyfile=, or install the drop-in library") \
	X(LIBWRAP_DIFFERS, ERROR, "libwrap-differs", \
	  "its program asks the libwrap of tcp_wrappers before the module, " \
	  "and " \
	  "that reads lines of the same files otherwise: whom it refuses the " \
	  "module never sees") \
	X(LIBWRAP_OTHER, ERROR, "libwrap-other", \
	  "its program asks libwrap before the module, which decides by " \
	  "other files than this line: whom they refuse the module never " \
	  "sees; leave the files in /etc empty, or install the drop-in " \
	  "library") \
	X(LIBWRAP_NETGROUPS, ERROR, "libwrap-netgroups", \
	  "the libwrap of this machine knows no netgroups: to daemons that " \
	  "ask it, this matches nobody, and lets in who is refused here") \
	X(PAM_SERVICE_NAME, WARNING, "pam-service-name", \
	  "sshd has this name in PAM here, and so in rules (PAMServiceName): " \
	  "those for sshd have no effect") \
	X(SSHD_PENALTIES, NOTE, "sshd-penalties", \
	  "this sshd drops a client that was refused some times, for seconds " \
	  "to minutes, before anybody is asked, also when the rule has gone; " \
	  "exempt your own networks, and reload it to end that") \
	X(PAM_MISSING, NOTE, "pam-missing", \
	  "its PAM stack never calls pam_hostsaccess.so; the rules hold for " \
	  "it only if it is linked with tcp_wrappers") \
	X(PAM_NO_ACCOUNT, NOTE, "pam-no-account", \
	  "no line of type account calls pam_hostsaccess.so; whom the daemon " \
	  "authenticates itself, with keys, is not asked about") \
	X(PAM_NO_AUTH, NOTE, "pam-no-auth", \
	  "no line of type auth calls pam_hostsaccess.so; who is refused can " \
	  "find out whether a password is right") \
	X(PAM_AFTER_PASSWORD, NOTE, "pam-after-password", \
	  "a line before this one looks at the password; who is refused can " \
	  "find out whether it is right") \
	X(PAM_ARGUMENT, ERROR, "pam-argument", "an argument in error") \
	X(PAM_MISSPELT, ERROR, "pam-misspelt", \
	  "there is no such module, so no rule is asked") \
	X(PAM_SKIPPED, NOTE, "pam-skipped", \
	  "a line before this one may end the stack or skip this one; then " \
	  "the rules do not hold") \
	X(PAM_INCLUDES, NOTE, "pam-includes", \
	  "files include each other more than 16 deep, or come to more than " \
	  "16384 lines, or one is too long or cannot be read; what follows " \
	  "is not looked at") \
	X(PAM_LINE, NOTE, "pam-line", \
	  "not every libpam reads this line, or none: an unknown type, a " \
	  "carriage return, '\\' before an empty line, a comment or the end") \
	X(PAM_CONTROL, NOTE, "pam-control", \
	  "the control of this line lets refused clients in; required and " \
	  "requisite do not") \
	X(PAM_UNDONE, NOTE, "pam-undone", \
	  "another line may undo the refusal of this one; then the rules do " \
	  "not hold") \
	X(PAM_BROKEN, ERROR, "pam-broken", \
	  "libpam lets nobody in: this line has a type, control or file that " \
	  "it does not know or lacks one, or a control that never succeeds; " \
	  "no rule can allow anybody") \
	X(PAM_PASSWORD_TYPE, NOTE, "pam-password-type", \
	  "the module has no type password; the line fails") \
	X(PAM_PERMISSIVE, NOTE, "pam-permissive", \
	  "permissive: decisions are logged, and nobody is refused") \
	X(PAM_UNCONFIRMED, NOTE, "pam-unconfirmed", \
	  "its daemon may tell a name and no address; without " \
	  "rhost=confirmed, which is for daemons that confirm names, no rule " \
	  "allows such a client by name or address") \
	X(PAM_CONFIRMED, WARNING, "pam-confirmed", \
	  "its daemon confirms no names; whoever controls the name of his " \
	  "address gets in by a name of his choice") \
	X(PAM_CONFIRMED_CALLER, NOTE, "pam-confirmed-caller", \
	  "its daemon tells what its caller says, and each caller has to " \
	  "confirm names; else whoever controls the name of his address gets " \
	  "in by a name of his choice") \
	X(PAM_CONFIRMED_IDLE, NOTE, "pam-confirmed-idle", \
	  "has no effect with what its daemon tells of clients") \
	X(PAM_OWN_NAME, NOTE, "pam-own-name", \
	  "its daemon tells the name of this host as that of every client; " \
	  "no rule by name or address matches") \
	X(PAM_OTHER_FILES, NOTE, "pam-other-files", \
	  "this line asks other rule files than those that are checked") \
	X(PAM_NO_FILE, ERROR, "pam-no-file", \
	  "this line names this rule file, which does not exist; whoever is " \
	  "not allowed before it is read is refused") \
	X(PAM_NO_MODULE, ERROR, "pam-no-module", \
	  "there is no such module; libpam fails here and refuses " \
	  "everybody, also with '-' before the type") \
	X(PROFTPD_ORDER, NOTE, "proftpd-order", \
	  "ProFTPD may let in whom PAM refuses, unless \"AuthOrder " \
	  "mod_auth_pam.c* ...\" makes PAM the last word") \
	X(SSHD_NO_PAM, NOTE, "sshd-no-pam", \
	  "sshd does not use PAM without \"UsePAM yes\"; the rules hold for " \
	  "it only if it is linked with tcp_wrappers")

#endif
