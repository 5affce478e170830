/* SPDX-License-Identifier: BSD-3-Clause */
#include "guard.h"

#include "address.h"
#include "memory.h"
#include "report.h"

#include <arpa/inet.h>
#include <paths.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utmpx.h>

#define DAY (24L * 60 * 60)
/* How far back logins are looked at, and how many of them are asked about. */
#define DAYS 30
#define LOGINS_MAX 64
#define SECONDS_MAX 10

/* Somebody who came from somewhere. */
struct login {
	char user[sizeof(((struct utmpx *)0)->ut_user) + 1];
	char host[sizeof(((struct utmpx *)0)->ut_host) + 1]; /* an address,
							      * or a name */
	/* Where it came in on this host; "" and 0: not known. */
	char server[HA_ADDRESS_TEXT_MAX];
	unsigned port;
	const char *daemon;
	time_t time;
};

struct logins {
	struct login *logins;
	size_t count, capacity;
};

static const struct ha_slice nothing = {"", 0};

/*
 * The daemon behind the terminal LINE of a record: pseudo terminals are
 * sshd's, and FTP daemons write names of their own; NULL for any other.
 */
static const char *
daemon_of_line(const char *line)
{
	static const struct {
		const char *start, *daemon;
	} rows[] = {
	    {"pts/", "sshd"},
	    {"vsftpd", "vsftpd"},
	    {"ftpd", "proftpd"},
	    {"pure-ftpd", "pure-ftpd"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strncmp(line, rows[i].start, strlen(rows[i].start)) == 0)
			return rows[i].daemon;
	return NULL;
}

/* Copies TEXT, of SIZE bytes and perhaps not terminated, to BUFFER. */
static void
copy_field(const char *text, size_t size, char *buffer)
{
	size_t length = strnlen(text, size);

	memcpy(buffer, text, length);
	buffer[length] = '\0';
}

static bool
is_address(const char *text)
{
	struct ha_address address;

	return ha_address_parse(ha_slice_of(text), &address);
}

/* Returns whether TEXT may be a name: not ":0" or "tmux(1).%0". */
static bool
is_name(const char *text)
{
	struct ha_slice name = ha_slice_of(text);

	return name.size > 0 && ha_slice_all(name, HA_C_HOST_NAME);
}

/* Writes where RECORD says it comes from to HOST; false if from nowhere. */
static bool
read_host(const struct utmpx *record, char *host)
{
	const int32_t *words = record->ut_addr_v6;
	int family = words[1] | words[2] | words[3] ? AF_INET6 : AF_INET;

	copy_field(record->ut_host, sizeof(record->ut_host), host);
	if (is_address(host))
		return true;
	if (words[0] || family == AF_INET6)
		return inet_ntop(family, words, host,
				 sizeof(record->ut_host)) != NULL;
	return is_name(host);
}

static bool
read_login(const struct utmpx *record, struct login *login)
{
	char line[sizeof(record->ut_line) + 1];

	if (record->ut_type != USER_PROCESS)
		return false;
	copy_field(record->ut_line, sizeof(record->ut_line), line);
	*login = (struct login){.daemon = daemon_of_line(line),
				.time = record->ut_tv.tv_sec};
	copy_field(record->ut_user, sizeof(record->ut_user), login->user);
	return login->daemon && read_host(record, login->host);
}

/* Finds the record of the terminal that this program runs in. */
static bool
find_terminal(struct login *login)
{
	const char *name = NULL;
	const struct utmpx *record;
	struct utmpx wanted = {.ut_type = USER_PROCESS};
	bool found;

	for (int fd = 0; fd <= STDERR_FILENO && !name; fd++)
		name = ttyname(fd);
	if (!name || strncmp(name, _PATH_DEV, strlen(_PATH_DEV)) != 0 ||
	    !ha_slice_copy(ha_slice_of(name + strlen(_PATH_DEV)),
			   wanted.ut_line, sizeof(wanted.ut_line)))
		return false;
	utmpxname(_PATH_UTMP);
	setutxent();
	record = getutxline(&wanted);
	found = record && read_login(record, login);
	endutxent();
	return found;
}

/* Takes the next of the words of TEXT, between which stands a blank. */
static struct ha_slice
take_word(struct ha_slice *text)
{
	size_t size = ha_slice_find(*text, ' ');
	struct ha_slice word = ha_slice_head(*text, size);

	*text = ha_slice_from(*text, size + 1);
	return word;
}

/* Takes an address from the front of TEXT. */
static bool
take_address(struct ha_slice *text, char *address, size_t size)
{
	if (ha_slice_copy(take_word(text), address, size) &&
	    is_address(address))
		return true;
	address[0] = '\0';
	return false;
}

/* Finds out where this session comes from (ssh(1), ENVIRONMENT). */
static bool
find_session(struct login *login)
{
	const char *connection = getenv("SSH_CONNECTION");
	struct ha_slice text = ha_slice_of(connection ? connection : "");
	unsigned long port = 0;

	*login = (struct login){.daemon = "sshd"};
	if (!take_address(&text, login->host, sizeof(login->host)))
		return find_terminal(login);
	take_word(&text);
	take_address(&text, login->server, sizeof(login->server));
	ha_slice_number(take_word(&text), 10, 65535, &port);
	login->port = (unsigned)port;
	return true;
}

/* Holds LOGIN, or its time if it is known but earlier. */
static void
hold(struct logins *logins, const struct login *login)
{
	for (size_t i = 0; i < logins->count; i++) {
		struct login *known = &logins->logins[i];

		if (strcmp(known->host, login->host) != 0 ||
		    strcmp(known->daemon, login->daemon) != 0)
			continue;
		if (known->time < login->time)
			*known = *login;
		return;
	}
	if (logins->count == logins->capacity) {
		logins->capacity = logins->capacity * 2 + 16;
		logins->logins = memory_resize(logins->logins, logins->capacity,
					       sizeof(*logins->logins));
	}
	logins->logins[logins->count++] = *login;
}

static int
latest_first(const void *a, const void *b)
{
	const struct login *one = a, *other = b;

	return (one->time < other->time) - (one->time > other->time);
}

/* Reads the logins since SINCE in the file WTMP, the latest first. */
static void
read_logins(const char *wtmp, time_t since, struct logins *logins)
{
	const struct utmpx *record;
	struct login login;

	utmpxname(wtmp);
	setutxent();
	while ((record = getutxent()))
		if (record->ut_tv.tv_sec >= since && read_login(record, &login))
			hold(logins, &login);
	endutxent();
	utmpxname(_PATH_UTMP);
	if (logins->count > 0)
		qsort(logins->logins, logins->count, sizeof(*logins->logins),
		      latest_first);
}

/* Decides LOGIN; COMMANDS says how commands end. */
static void
decide(const struct ha_rules *rules, const struct login *login,
       struct ask_commands *commands, struct ha_verdict *verdict)
{
	const struct ha_effects effects = ask_effects(commands);
	struct ha_rules asked = *rules;
	struct ask_client client = {.daemon = ha_slice_of(login->daemon),
				    .name = nothing,
				    .address = ha_slice_of(login->host),
				    .user = nothing,
				    .server_address =
					ha_slice_of(login->server),
				    .server_port = login->port};

	if (!is_address(login->host)) {
		client.name = client.address;
		client.address = nothing;
	}
	asked.effects = &effects;
	ask_decide(&asked, &client, false, verdict);
}

/*
 * Whether LOGIN is refused; then *VERDICT has the rule, or the fault, and
 * *CONDITION what has to come of an aclexec for that, or "".
 */
static bool
is_refused(const struct ha_rules *rules, const struct login *login,
	   struct ha_verdict *verdict, const char **condition)
{
	struct ask_commands commands = {.answer = HA_RUN_FAILURE};
	struct ha_verdict other;

	*condition = "";
	decide(rules, login, &commands, verdict);
	if (!commands.asked)
		return verdict->decision == HA_REFUSE;
	commands.answer = HA_RUN_SUCCESS;
	decide(rules, login, &commands, &other);
	if (verdict->decision == other.decision)
		return verdict->decision == HA_REFUSE;
	*condition = " if the command of an aclexec fails";
	if (other.decision == HA_REFUSE) {
		*condition = " if the command of an aclexec succeeds";
		*verdict = other;
	}
	return true;
}

/* Adds finding ID about LOGIN if it is refused; USER says who it is. */
static void
check(struct findings *findings, enum finding_id id,
      const struct ha_rules *rules, const struct login *login, const char *user)
{
	char file[HA_EXCERPT_MAX + 1], rule[HA_REPORT_MAX];
	struct ha_verdict verdict;
	const struct ha_fault *fault = &verdict.fault;
	const char *condition;

	if (!is_refused(rules, login, &verdict, &condition))
		return;
	if (verdict.place.file) {
		ha_quote(
		    (struct ha_slice){verdict.rule.bytes, verdict.rule.size},
		    rule, sizeof(rule));
		findings_add(findings, id, verdict.place,
			     ha_slice_of(login->host), "%s%s decides by %s%s",
			     user, login->daemon, rule, condition);
	} else if (ha_slice_copy(
		       (struct ha_slice){fault->file.bytes, fault->file.size},
		       file, sizeof(file))) {
		findings_add(
		    findings, id,
		    (struct ha_place){file, fault->line, fault->column},
		    ha_slice_of(login->host), "%s%s cannot decide", user,
		    login->daemon);
		findings_next_line(findings, NULL); /* FILE lasts no longer */
	}
}

static void
check_login(struct findings *findings, const struct ha_rules *rules,
	    const struct login *login, time_t now)
{
	char name[sizeof(login->user) * 4 + 8], user[sizeof(name) + 64];
	long days = now > login->time ? (long)(now - login->time) / DAY : 0;

	ha_quote(ha_slice_of(login->user), name, sizeof(name));
	snprintf(user, sizeof(user), "user %s, %ld days ago; ", name, days);
	check(findings, FINDING_LOCK_OUT_LOGIN, rules, login, user);
}

void
guard_check(struct findings *findings, const struct ha_rules *rules,
	    const char *wtmp)
{
	time_t now = time(NULL);
	struct logins logins = {0};
	struct login session;
	bool has_session = find_session(&session);

	if (has_session)
		check(findings, FINDING_LOCK_OUT, rules, &session, "");
	read_logins(wtmp, now - DAYS * DAY, &logins);
	for (size_t i = 0; i < logins.count && i < LOGINS_MAX &&
			   time(NULL) - now < SECONDS_MAX;
	     i++) {
		const struct login *login = &logins.logins[i];

		if (!has_session || strcmp(login->host, session.host) != 0 ||
		    strcmp(login->daemon, session.daemon) != 0)
			check_login(findings, rules, login, now);
	}
	free(logins.logins);
}
