/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions with rule files: hosts_ctl, hosts_access and their variables. */
#include "calls.h"

#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

static char allow_path[] = "allow", deny_path[] = "deny";

struct decision {
	const char *name, *allow, *deny; /* NULL: no such file */
	const char *host, *address, *user;
};

static void
put(const char *path, const char *text)
{
	unlink(path);
	if (text != NULL)
		write_file(path, text);
}

static int
ask(const struct decision *decision)
{
	char daemon[] = "d", host[64], address[64], user[64];

	put(allow_path, decision->allow);
	put(deny_path, decision->deny);
	hosts_allow_table = allow_path;
	hosts_deny_table = deny_path;
	snprintf(host, sizeof(host), "%s", decision->host);
	snprintf(address, sizeof(address), "%s", decision->address);
	snprintf(user, sizeof(user), "%s", decision->user);
	return hosts_ctl(daemon, host, address, user);
}

#define HOST "gw.example.net", "192.0.2.7", "me"
#define DENY "ALL: ALL\n"

static const struct decision decisions[] = {
    {"no files", NULL, NULL, HOST},
    {"empty files", "", "", HOST},
    {"allowed by address", "d: 192.0.2.7\n", DENY, HOST},
    {"allowed by net", "d: 192.0.2.0/24\n", DENY, HOST},
    {"allowed by mask", "d: 192.0.2.0/255.255.255.0\n", DENY, HOST},
    {"allowed by prefix", "d: 192.0.2.\n", DENY, HOST},
    {"allowed by name", "d: gw.example.net\n", DENY, HOST},
    {"allowed by domain", "d: .example.net\n", DENY, HOST},
    {"allowed by user", "d: me@ALL\n", DENY, HOST},
    {"another user", "d: you@ALL\n", DENY, HOST},
    {"user known", "d: KNOWN@ALL\n", DENY, HOST},
    {"another address", "d: 192.0.2.8\n", DENY, HOST},
    {"another daemon", "e: ALL\n", DENY, HOST},
    {"daemon at address", "d@192.0.2.1: ALL\n", DENY, HOST},
    {"except", "d: 192.0.2. EXCEPT 192.0.2.7\n", DENY, HOST},
    {"IPv6", "d: [2001:db8::]/32\n", DENY, "unknown", "2001:db8::7", "me"},
    {"IPv6, other spelling", "d: [2001:DB8:0:0::7]\n", DENY, "unknown",
     "2001:db8::7", "me"},
    {"unknown name", "d: KNOWN\n", DENY, "unknown", "192.0.2.7", "me"},
    {"unknown name, UNKNOWN", "d: UNKNOWN\n", DENY, "unknown", "192.0.2.7",
     "me"},
    {"unknown user", "d: UNKNOWN@192.0.2.7\n", DENY, "unknown", "192.0.2.7",
     "unknown"},
    {"unknown address", "d: gw.example.net\n", DENY, "gw.example.net",
     "unknown", "unknown"},
    {"paranoid name", "d: PARANOID\n", DENY, "paranoid", "192.0.2.7", "me"},
    {"paranoid name, ALL", "d: ALL\n", DENY, "paranoid", "192.0.2.7", "me"},
    {"empty texts", "d: UNKNOWN\n", DENY, "", "", ""},
    {"empty name", "d: 192.0.2.7\n", DENY, "", "192.0.2.7", ""},
    {"local name", "d: LOCAL\n", DENY, "gw", "192.0.2.7", "me"},
    {"option allow", "", "d: ALL: allow\n" DENY, HOST},
    {"option deny", "d: ALL: deny\n", "", HOST},
    {"bad option", "d: ALL: bogus\n", "", HOST},
    {"severity", "", "d: ALL: severity local2.err\n", HOST},
    {"severity, allowed", "d: ALL: severity local2.err\n", "", HOST},
    {"no colon", "d ALL\n", DENY, HOST},
    {"no newline", "d: ALL", DENY, HOST},
    {"no newline, refused", "", "ALL: ALL", HOST},
    {"ends in a colon", "d: ALL:\n", "", HOST},
    {"comment, blank, continued", "# x\n\nd: \\\nALL\n", DENY, HOST},
    {"a list file that is missing", "d: /nonexistent/list\n", DENY, HOST},
    {"spawn", "", "d: ALL: spawn echo %a >spawned\n", HOST},
};

static void
decide(const void *data)
{
	const struct decision *decision = data;
	char text[64] = "";
	int verdict, i;

	resident = -1;
	verdict = ask(decision);
	row("%s: verdict = %d, severities %o %o", decision->name, verdict,
	    (unsigned)allow_severity, (unsigned)deny_severity);
	row("%s: resident = %d", decision->name, resident);
	row("%s: context = %s", decision->name,
	    tcpd_context.file ? tcpd_context.file : "none");
	for (i = 0; strstr(decision->name, "spawn") && i < 100 && !text[0]; i++)
		if (!read_file(text, sizeof(text), "spawned")[0])
			usleep(20000);
	if (text[0])
		row("%s: spawned = %s", decision->name, text);
}

/* What cannot be read as a file. */
static void
odd_tables(const void *data)
{
	static char folder[] = "folder", under[] = "allow/x", none[] = "none";
	static char *tables[] = {folder, under, none, NULL};
	const struct decision decision = {"", "", "", HOST};
	size_t i, j;

	(void)data;
	mkdir(folder, 0700);
	ask(&decision);
	for (i = 0; i < COUNT(tables); i++)
		for (j = 0; j < COUNT(tables); j++) {
			hosts_allow_table = tables[i];
			hosts_deny_table = tables[j];
			row("allow %s, deny %s: verdict = %d",
			    tables[i] ? tables[i] : "NULL",
			    tables[j] ? tables[j] : "NULL",
			    hosts_ctl((char[]){"d"}, (char[]){"n"},
				      (char[]){"192.0.2.7"}, (char[]){"u"}));
		}
}

static void
verbose(const void *data)
{
	static const struct decision allowed = {"", "d: ALL\n", "", HOST};
	static const struct decision refused = {"", "\n", "\nd: ALL\n", HOST};
	static const struct decision nothing = {"", "", "", HOST};
	int level;

	(void)data;
	for (level = -1; level <= 3; level++) {
		hosts_access_verbose = level;
		row("verbose %d, allowed = %d", level, ask(&allowed));
		row("verbose %d, refused = %d", level, ask(&refused));
		row("verbose %d, no rule = %d", level, ask(&nothing));
	}
}

/* How often a process has decided. */
static void
residents(const void *data)
{
	const struct decision decision = {"", "", "", HOST};
	int start, i;

	(void)data;
	for (start = -2; start <= 2; start++) {
		resident = start;
		for (i = 0; i < 3; i++) {
			ask(&decision);
			row("resident from %d, call %d = %d", start, i,
			    resident);
		}
	}
}

/* A severity of one rule must not stay for the next, or it may: see what. */
static void
severities(const void *data)
{
	static const struct decision loud = {
	    "", "", "d: ALL: severity local2.err\n", HOST};
	static const struct decision plain = {"", "", DENY, HOST};

	(void)data;
	allow_severity = LOG_DAEMON | LOG_INFO;
	deny_severity = LOG_DAEMON | LOG_NOTICE;
	row("severities: first = %d", ask(&loud));
	row("severities: after it = %o %o", (unsigned)allow_severity,
	    (unsigned)deny_severity);
	row("severities: second = %d", ask(&plain));
	row("severities: after that = %o %o", (unsigned)allow_severity,
	    (unsigned)deny_severity);
}

/* A rule that is wrong in the middle of an outer setjmp of the program. */
static void
jumps(const void *data)
{
	static const struct decision wrong = {"", "d: ALL: bogus\n", "", HOST};
	int verdict;

	(void)data;
	verdict = setjmp(tcpd_buf);
	if (verdict == 0)
		row("own setjmp: verdict = %d", ask(&wrong));
	else
		row("own setjmp: jumped = %d", verdict);
}

void
call_access(void)
{
	char name[128];
	size_t i;

	for (i = 0; i < COUNT(decisions); i++) {
		snprintf(name, sizeof(name), "%s", decisions[i].name);
		in_child(name, 20, decide, &decisions[i]);
	}
	in_child("odd tables", 60, odd_tables, NULL);
	in_child("verbose", 60, verbose, NULL);
	in_child("residents", 60, residents, NULL);
	in_child("severities", 60, severities, NULL);
	in_child("own setjmp", 60, jumps, NULL);
}
