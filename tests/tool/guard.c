/* SPDX-License-Identifier: BSD-3-Clause */
/* Whom the lock-out guard warns about, by made records of wtmp(5). */
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/past/session.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utmpx.h>

struct record {
	const char *line, *host, *address;
	int days;   /* ago */
	short type; /* 0: USER_PROCESS */
};

static const struct row {
	const char *name;
	const char *session; /* SSH_CONNECTION */
	struct record records[4];
	const char *findings; /* the addresses that are warned about */
} rows[] = {
    {"nobody", NULL, {{0}}, ""},
    {"this session", "192.0.2.1 40000 198.51.100.1 22", {{0}}, "192.0.2.1!"},
    {"this session, which is allowed",
     "10.0.0.1 40000 198.51.100.1 22",
     {{0}},
     ""},
    {"IPv6 with a zone",
     "fe80::1%eth0 40000 fe80::2%eth0 22",
     {{0}},
     "fe80::1%eth0!"},
    {"no address", "UNKNOWN 65535 UNKNOWN 65535", {{0}}, ""},
    {"an address in the host",
     NULL,
     {{.line = "pts/0", .host = "192.0.2.1"}},
     "192.0.2.1"},
    {"a name with an address",
     NULL,
     {{.line = "pts/0", .host = "friend.example.org", .address = "192.0.2.1"}},
     "192.0.2.1"},
    {"IPv6",
     NULL,
     {{.line = "pts/0", .host = "cut", .address = "2001:db8::1"}},
     "2001:db8::1"},
    {"allowed", NULL, {{.line = "pts/0", .host = "10.0.0.1"}}, ""},
    {"29 days ago",
     NULL,
     {{.line = "pts/0", .host = "192.0.2.1", .days = 29}},
     "192.0.2.1"},
    {"31 days ago",
     NULL,
     {{.line = "pts/0", .host = "192.0.2.1", .days = 31}},
     ""},
    {"the end of a login",
     NULL,
     {{.line = "pts/0", .host = "192.0.2.1", .type = DEAD_PROCESS}},
     ""},
    {"the console", NULL, {{.line = "tty1", .host = "192.0.2.1"}}, ""},
    {"an X display", NULL, {{.line = "pts/0", .host = ":0"}}, ""},
    {"tmux", NULL, {{.line = "pts/0", .host = "tmux(12).%0"}}, ""},
    {"mosh", NULL, {{.line = "pts/0", .host = "192.0.2.1 via mosh [12]"}}, ""},
    {"FTP, with rules of its own",
     NULL,
     {{.line = "vsftpd:12", .host = "198.51.100.1"},
      {.line = "ftpd12", .host = "198.51.100.2"}},
     "198.51.100.1"},
    {"each address once, the latest first",
     NULL,
     {{.line = "pts/0", .host = "192.0.2.1", .days = 3},
      {.line = "pts/0", .host = "192.0.2.2", .days = 2},
      {.line = "pts/0", .host = "192.0.2.1", .days = 1}},
     "192.0.2.1 192.0.2.2"},
    {"this session is not said twice",
     "192.0.2.1 40000 198.51.100.1 22",
     {{.line = "pts/0", .host = "192.0.2.1"},
      {.line = "pts/1", .host = "192.0.2.2"}},
     "192.0.2.1! 192.0.2.2"},
};

/* What systemd-logind(8) says of sessions. */
static const struct session_row {
	const char *name, *file, *text, *findings;
} sessions[] = {
    {"sshd", "3",
     "# This is private data.\nUSER=anna\nREMOTE=1\nREMOTE_HOST=192.0.2.1\n"
     "SERVICE=sshd\nREALTIME=1700000000000000\n",
     "192.0.2.1"},
    {"a name", "c4", "REMOTE_HOST=foe.example.net\nSERVICE=login\n",
     "foe.example.net"},
    {"allowed", "3", "REMOTE_HOST=10.0.0.1\nSERVICE=sshd\n", ""},
    {"the console", "3", "USER=anna\nREMOTE=0\nSERVICE=login\n", ""},
    {"another service", "3", "REMOTE_HOST=192.0.2.1\nSERVICE=xrdp\n", ""},
    {"no service", "3", "REMOTE_HOST=192.0.2.1\n", ""},
    {"no host", "3", "REMOTE_HOST=\nSERVICE=sshd\n", ""},
    {"no such host", "3", "REMOTE_HOST=a b\nSERVICE=sshd\n", ""},
    {"part of a name", "3", "XREMOTE_HOST=192.0.2.1\nSERVICE=sshd\n", ""},
    {"what is no session", "3.ref", "REMOTE_HOST=192.0.2.1\nSERVICE=sshd\n",
     ""},
    {"empty", "3", "", ""},
};

/* With a rule of a name, which is asked about names only. */
static const struct row names[] = {
    {"a name alone",
     NULL,
     {{.line = "pts/0", .host = "foe.example.net"}},
     "foe.example.net"},
    {"an allowed name alone",
     NULL,
     {{.line = "pts/0", .host = "friend.example.org"}},
     ""},
};

/* With rules for one address and one port of this host. */
static const struct row servers[] = {
    {"the address that is allowed",
     "192.0.2.1 40000 198.51.100.1 22",
     {{0}},
     ""},
    {"another address", "192.0.2.1 40000 198.51.100.2 22", {{0}}, "192.0.2.1!"},
    {"the port that is allowed",
     "192.0.2.1 40000 198.51.100.2 2222",
     {{0}},
     ""},
    {"neither is known",
     "192.0.2.1 40000 UNKNOWN 65536",
     {{.line = "pts/0", .host = "192.0.2.2"}},
     "192.0.2.1! 192.0.2.2"},
};

/* With a rule that lets in who is in this session, and nobody else. */
static const struct row users[] = {
    {"this session", "192.0.2.1 40000 198.51.100.1 22", {{0}}, ""},
    {"somebody who came from there, too",
     "192.0.2.1 40000 198.51.100.1 22",
     {{.line = "pts/0", .host = "192.0.2.1"}},
     "192.0.2.1"},
    {"from elsewhere",
     "192.0.2.1 40000 198.51.100.1 22",
     {{.line = "pts/0", .host = "192.0.2.2"}},
     "192.0.2.2"},
};

static void
write_rules(const char *allow_rule, const char *deny_rule)
{
	FILE *allow = fopen("allow", "w"), *deny = fopen("deny", "w");

	assert_non_null(allow);
	assert_non_null(deny);
	fprintf(allow, "%s\n", allow_rule);
	fprintf(deny, "%s\n", deny_rule);
	assert_int_equal(fclose(allow) | fclose(deny), 0);
}

static void
write_record(FILE *file, const struct record *record)
{
	struct utmpx made = {.ut_type =
				 record->type ? record->type : USER_PROCESS};
	time_t then = time(NULL) - record->days * 24L * 60 * 60;

	made.ut_tv.tv_sec = (__typeof__(made.ut_tv.tv_sec))then;
	snprintf(made.ut_user, sizeof(made.ut_user), "somebody");
	snprintf(made.ut_line, sizeof(made.ut_line), "%s", record->line);
	snprintf(made.ut_host, sizeof(made.ut_host), "%s", record->host);
	if (record->address)
		assert_int_equal(
		    inet_pton(strchr(record->address, ':') ? AF_INET6 : AF_INET,
			      record->address, made.ut_addr_v6),
		    1);
	assert_int_equal(fwrite(&made, sizeof(made), 1, file), 1);
}

static void
write_wtmp(const struct row *row)
{
	FILE *file = fopen("wtmp", "w");

	assert_non_null(file);
	for (size_t i = 0; i < COUNT(row->records); i++)
		if (row->records[i].line)
			write_record(file, &row->records[i]);
	assert_int_equal(fclose(file), 0);
}

/* Makes of the findings in OUTPUT their addresses, with '!' for a session. */
static void
take_addresses(const char *output, char *addresses)
{
	addresses[0] = '\0';
	while ((output = strchr(output, '"'))) {
		size_t size = strcspn(++output, "\"");
		const char *end = strchr(output, '\n');

		if (addresses[0])
			strcat(addresses, " ");
		strncat(addresses, output, size);
		if (strncmp(end - strlen("[lock-out]"), "[lock-out]", 10) == 0)
			strcat(addresses, "!");
		output = end;
	}
}

/* Likewise with these SOURCES. */
static char *
output_with(const struct guard_sources *sources, const char *session,
	    const char *allow_file)
{
	const struct arguments arguments = {.rules = {.allow_file = allow_file,
						      .deny_file = "deny",
						      .deny_optional = true},
					    .wtmp = "wtmp"};
	char *output = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&output, &size);
	struct findings findings;

	assert_non_null(stream);
	unsetenv("SSH_CONNECTION");
	if (session)
		setenv("SSH_CONNECTION", session, 1);
	findings_begin(&findings, stream, false);
	guard_check(&findings, NULL, &arguments, sources);
	findings_end(&findings);
	assert_int_equal(fclose(stream), 0);
	return output;
}

/* Returns what the guard says, with rules in ALLOW_FILE and "deny". */
static char *
output_of(const char *session, const char *allow_file)
{
	const struct guard_sources sources = {.wtmp = "wtmp",
					      .sessions = "sessions"};

	return output_with(&sources, session, allow_file);
}

static void
check_row(const struct row *row)
{
	char *output, addresses[256];

	write_wtmp(row);
	output = output_of(row->session, "allow");
	take_addresses(output, addresses);
	assert_string_equal(addresses, row->findings);
	free(output);
}

static void
test_addresses(void **state)
{
	(void)state;
	write_rules("sshd, proftpd: 10. 198.51.100.", "ALL: ALL");
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		check_row(&rows[i]);
	}
}

static void
test_names(void **state)
{
	(void)state;
	write_rules("sshd: friend.example.org", "ALL: ALL");
	for (size_t i = 0; i < COUNT(names); i++) {
		row(names[i].name);
		check_row(&names[i]);
	}
}

static void
test_servers(void **state)
{
	(void)state;
	write_rules("sshd@198.51.100.1, 2222: ALL", "ALL: ALL");
	for (size_t i = 0; i < COUNT(servers); i++) {
		row(servers[i].name);
		check_row(&servers[i]);
	}
}

static void
test_users(void **state)
{
	struct login session;
	char rule[128];

	(void)state;
	setenv("SSH_CONNECTION", users[0].session, 1);
	assert_true(session_find(false, &session));
	assert_string_not_equal(session.user, "");
	snprintf(rule, sizeof(rule), "sshd: ALL: require user=%s",
		 session.user);
	write_rules(rule, "ALL: ALL");
	for (size_t i = 0; i < COUNT(users); i++) {
		row(users[i].name);
		check_row(&users[i]);
	}
}

static void
write_file(const char *path, const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void
test_sessions(void **state)
{
	(void)state;
	write_rules("sshd: 10.", "ALL: ALL");
	write_wtmp(&(struct row){.name = "none"});
	assert_int_equal(mkdir("sessions", 0700), 0);
	for (size_t i = 0; i < COUNT(sessions); i++) {
		char *output, addresses[256], path[64];

		row(sessions[i].name);
		snprintf(path, sizeof(path), "sessions/%s", sessions[i].file);
		write_file(path, sessions[i].text, 0600);
		output = output_of(NULL, "allow");
		take_addresses(output, addresses);
		assert_string_equal(addresses, sessions[i].findings);
		assert_int_equal(unlink(path), 0);
		free(output);
	}
	assert_int_equal(rmdir("sessions"), 0);
}

/* Where wtmp has nothing, the journal is asked, for a limited time. */
static void
test_journal(void **state)
{
	const struct guard_sources sources = {.wtmp = "wtmp", .log = true};
	const struct row row = {
	    .records = {{.line = "pts/0", .host = "1.2.3.4"}}};
	char *output, addresses[256], *path = strdup(getenv("PATH"));

	(void)state;
	write_rules("sshd: 10.", "ALL: ALL");
	write_wtmp(&(struct row){.name = "none"});
	write_file("journalctl",
		   "#!/bin/sh\necho \"$@\" >asked\nprintf '%s h %s\\n' "
		   "$(date +%FT%TZ) 'sshd[1]: Accepted password for a from "
		   "192.0.2.1 port 1 ssh2' $(date +%FT%TZ) 'sshd[1]: Failed "
		   "password for a from 192.0.2.2 port 1 ssh2' $(date -d "
		   "'-31 days' +%FT%TZ) 'sshd[1]: Accepted password for a from "
		   "192.0.2.3 port 1 ssh2' $(date +%FT%TZ) 'vsftpd[1]: [a] OK "
		   "LOGIN: Client \"192.0.2.4\"'\nexec yes\n",
		   0700);
	setenv("PATH", ".:/usr/bin:/bin", 1);
	output = output_with(&sources, NULL, "allow");
	take_addresses(output, addresses);
	assert_string_equal(addresses, "192.0.2.1 192.0.2.4");
	free(output);
	write_wtmp(&row);
	output = output_with(&sources, NULL, "allow");
	take_addresses(output, addresses);
	assert_string_equal(addresses, "1.2.3.4");
	free(output);
	setenv("PATH", path, 1);
	free(path);
}

/* Where a file is in error, that is what decides. */
static void
test_fault(void **state)
{
	const struct row row = {
	    .session = "192.0.2.1 40000 198.51.100.1 22",
	    .records = {{.line = "pts/0", .host = "192.0.2.2"}}};
	char *output;

	(void)state;
	write_wtmp(&row);
	output = output_of(row.session, ".");
	assert_string_equal(
	    output,
	    ".: warning: \"192.0.2.1\": this session comes from here, "
	    "and would be refused; sshd cannot decide [lock-out]\n"
	    ".: warning: \"192.0.2.2\": somebody logged in from here lately, "
	    "and would be refused; user \"somebody\", 0 days ago; sshd "
	    "cannot decide [lock-out-login]\n");
	free(output);
}

/* Nobody knows what a command would say. */
static void
test_commands(void **state)
{
	static const struct row session = {
	    .session = "192.0.2.1 40000 198.51.100.1 22"};
	static const struct {
		const char *allow, *deny, *decides;
	} cases[] = {
	    {"ALL: ALL: aclexec x", "ALL: ALL",
	     "\"ALL: ALL\" if the command of an aclexec fails [lock-out]"},
	    {"", "ALL: ALL: aclexec x",
	     "\"ALL: ALL: aclexec x\" if the command of an aclexec succeeds "
	     "[lock-out]"},
	    {"ALL: ALL: aclexec x: deny", "",
	     "\"ALL: ALL: aclexec x: deny\" [lock-out]"},
	    {"ALL: ALL: aclexec x: allow", "ALL: ALL", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *output;

		row(cases[i].allow);
		write_rules(cases[i].allow, cases[i].deny);
		write_wtmp(&session);
		output = output_of(session.session, "allow");
		if (cases[i].decides)
			assert_non_null(strstr(output, cases[i].decides));
		else
			assert_string_equal(output, "");
		free(output);
	}
}

/* The time to read them grows with their number, and is not that of look-ups.
 */
static void
test_many(void **state)
{
	FILE *file = fopen("wtmp", "w");
	size_t findings = 0;
	char *output;

	(void)state;
	assert_non_null(file);
	for (unsigned i = 0; i < 100000; i++) {
		char host[32];

		snprintf(host, sizeof(host), "10.%u.%u.%u", i >> 16,
			 i >> 8 & 255, i & 255);
		write_record(file,
			     &(struct record){.line = "pts/0", .host = host});
	}
	assert_int_equal(fclose(file), 0);
	write_rules("", "ALL: ALL");
	output = output_of(NULL, "allow");
	for (const char *end = output; (end = strchr(end, '\n')); end++)
		findings++;
	assert_int_equal(findings, 64);
	free(output);
}

static int
set_up(void **state)
{
	/* No terminal, whose record in utmp(5) might be found. */
	if (!freopen("/dev/null", "r", stdin))
		return -1;
	return folder_make(state);
}

int
main(void)
{
#ifndef __GLIBC__
	puts("NOT RUN: guard: this C library reads no wtmp");
	return 77;
#endif
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses), cmocka_unit_test(test_names),
	    cmocka_unit_test(test_servers),   cmocka_unit_test(test_users),
	    cmocka_unit_test(test_fault),     cmocka_unit_test(test_commands),
	    cmocka_unit_test(test_many),      cmocka_unit_test(test_sessions),
	    cmocka_unit_test(test_journal),
	};

	return cmocka_run_group_tests_name("guard", tests, set_up,
					   folder_remove);
}
