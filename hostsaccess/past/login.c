/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/login.h"

#include "hostsaccess/past/escape.h"
#include "hostsaccess/past/log_time.h"
#include "hostsaccess/past/scan.h"

/* Whether sshd, after a login by METHOD, tells more: a key, a principal. */
static bool
tells_more(struct ha_slice method)
{
	return ha_slice_is(method, "publickey") ||
	       ha_slice_is(method, "hostbased") ||
	       ha_slice_starts(method, ha_slice_of("gssapi"));
}

/* Reads `ADDRESS port NUMBER ssh2`; with MORE, `: ` and more may follow. */
static bool
read_peer(struct ha_slice text, bool more, struct ha_address *address)
{
	struct ha_slice word = scan_word(&text);
	unsigned long port;

	return ha_address_parse(word, address) && scan_take(&text, "port ") &&
	       ha_slice_number(scan_word(&text), 10, 65535, &port) &&
	       scan_take(&text, "ssh2") &&
	       (text.size == 0 || (more && scan_take(&text, ": ")));
}

/*
 * Reads `Accepted METHOD for USER from ADDRESS port NUMBER ssh2[: MORE]`.
 * USER may hold anything, and MORE what the client says of itself.  So without
 * MORE the address is the one that ends the line; and if with MORE there are
 * two that it may be, it is not clear.
 */
static enum event_kind
read_sshd(struct ha_slice text, struct event *event)
{
	struct ha_address address;
	bool found = false, more;

	if (!scan_take(&text, "Accepted "))
		return EVENT_OTHER;
	more = tells_more(scan_word(&text));
	if (!scan_take(&text, "for "))
		return EVENT_OTHER;
	for (size_t at = 0; (at = scan_find(text, " from ", at)) < text.size;
	     at++) {
		struct ha_slice peer =
		    ha_slice_from(text, at + strlen(" from "));

		if (!read_peer(peer, more, &address))
			continue;
		if (found && !ha_address_equal(&address, &event->address))
			return EVENT_UNREAD;
		if (!found)
			event->user = escape_undo_vis(ha_slice_head(text, at),
						      event->user_text,
						      sizeof(event->user_text));
		event->address = address;
		found = true;
	}
	return found ? EVENT_LOGIN : EVENT_UNREAD;
}

/* Whether TEXT ends a login: `"`, or `", anon password "PASSWORD"`. */
static bool
ends_vsftpd(struct ha_slice text)
{
	return ha_slice_is(text, "\"") ||
	       (scan_take(&text, "\", anon password \"") &&
		ha_slice_ends(text, ha_slice_of("\"")));
}

/* Takes `Sun Nov 29 10:00:00 2026 [pid 1] `, of vsftpd's own log. */
static void
take_vsftpd(struct ha_slice *text)
{
	struct ha_slice rest = *text;
	struct log_time time;

	if (!log_time_take(&rest, &time) || !scan_take(&rest, "[pid "))
		return;
	*text = ha_slice_from(rest, ha_slice_find(rest, ']') + 1);
	scan_skip(text, ' ');
}

/*
 * Reads `[USER] OK LOGIN: Client "ADDRESS"[, anon password "PASSWORD"]`.  Users
 * that fail, files and passwords may hold anything; so where two clients stand
 * in what may be a login, it is not clear.  What begins otherwise holds nothing
 * that a client has chosen.
 */
static enum event_kind
read_vsftpd(struct ha_slice text, struct event *event)
{
	static const char client[] = ": Client \"";
	static const char login[] = "] OK LOGIN: Client \"";
	enum event_kind kind = EVENT_OTHER;
	size_t clients = 0;

	take_vsftpd(&text);
	if (!scan_take(&text, "["))
		return scan_find(text, login, 0) < text.size ? EVENT_UNREAD
							     : EVENT_OTHER;
	for (size_t at = 0; (at = scan_find(text, client, at)) < text.size;
	     at++)
		clients++;
	for (size_t at = 0; (at = scan_find(text, login, at)) < text.size;
	     at++) {
		struct ha_slice rest = ha_slice_from(text, at + strlen(login));
		struct ha_slice address =
		    ha_slice_head(rest, ha_slice_find(rest, '"'));

		if (!ends_vsftpd(ha_slice_from(rest, address.size)))
			continue;
		kind = EVENT_UNREAD;
		event->user = ha_slice_head(text, at);
		if (clients == 1 && ha_address_parse(address, &event->address))
			kind = EVENT_LOGIN;
	}
	return kind;
}

/*
 * Reads `SERVER (NAME[ADDRESS])[: | - ]USER NAME: Login successful.`.  The
 * address comes first, so that no user can be taken for it.
 */
static enum event_kind
read_proftpd(struct ha_slice text, struct event *event)
{
	struct ha_slice name, address;

	if (ha_slice_ends(text, ha_slice_of(".")))
		text.size--;
	if (!ha_slice_ends(text, ha_slice_of(": Login successful")))
		return EVENT_OTHER;
	text.size -= strlen(": Login successful");
	scan_word(&text);
	if (!scan_take(&text, "("))
		return EVENT_UNREAD;
	name = ha_slice_head(text, ha_slice_find(text, '['));
	text = ha_slice_from(text, name.size + 1);
	address = ha_slice_head(text, ha_slice_find(text, ']'));
	text = ha_slice_from(text, address.size);
	if (ha_slice_find(name, ' ') < name.size ||
	    !ha_address_parse(address, &event->address))
		return EVENT_UNREAD;
	if (!scan_take(&text, "]): ") && !scan_take(&text, "]) - "))
		return EVENT_UNREAD;
	if (!scan_take(&text, "USER ") && !scan_take(&text, "ANON "))
		return EVENT_OTHER;
	event->user = text;
	return EVENT_LOGIN;
}

/*
 * Whether TEXT, a message of Dovecot, begins as one of a login, in words that
 * are not known; before `user=' none are a client's.
 */
static bool
begins_dovecot(struct ha_slice text)
{
	struct ha_slice head =
	    ha_slice_head(text, scan_find(text, ": user=<", 0));

	return head.size < text.size && scan_take(&head, "Log") &&
	       scan_find(head, "abort", 0) == head.size &&
	       scan_find(head, "fail", 0) == head.size &&
	       scan_find(head, "out", 0) == head.size;
}

/*
 * Reads `SERVICE-login: [Info: ]Login: user=<USER>, ..., rip=ADDRESS, ...`;
 * Dovecot 2.4 has `Logged in'.  If there are two addresses that it may be, it
 * is not clear.
 */
static enum event_kind
read_dovecot(struct ha_slice text, struct event *event)
{
	static const char remote[] = ", rip=";
	struct ha_address address;
	bool found = false;
	size_t colon = ha_slice_find(text, ':');

	if (ha_slice_ends(ha_slice_head(text, colon), ha_slice_of("-login"))) {
		text = ha_slice_from(text, colon + 1);
		scan_skip(&text, ' ');
	}
	scan_take(&text, "Info: ");
	if (!scan_take(&text, "Login: user=<") &&
	    !scan_take(&text, "Logged in: user=<"))
		return begins_dovecot(text) ? EVENT_UNREAD : EVENT_OTHER;
	event->user = ha_slice_head(text, scan_find(text, ">, ", 0));
	for (size_t at = 0; (at = scan_find(text, remote, at)) < text.size;
	     at++) {
		struct ha_slice rest = ha_slice_from(text, at + strlen(remote));

		rest = ha_slice_head(rest, ha_slice_find(rest, ','));
		if (!ha_address_parse(rest, &address) ||
		    (found && !ha_address_equal(&address, &event->address)))
			return EVENT_UNREAD;
		event->address = address;
		found = true;
	}
	return found ? EVENT_LOGIN : EVENT_UNREAD;
}

/*
 * Reads `METHOD auth succeeded for 'USER' [with KEY ]from ADDRESS:PORT`, which
 * the address ends; or `Auth succeeded with blank password for ...`.
 */
static enum event_kind
read_dropbear(struct ha_slice text, struct event *event)
{
	struct ha_slice head, address;
	size_t start = scan_find(text, "uth succeeded ", 0);
	unsigned long port;

	if (start > strlen("PAM password a") ||
	    ha_slice_ends(text, ha_slice_of(", extra auth required")))
		return EVENT_OTHER;
	if (!scan_last(&text, " from ", &head) ||
	    !scan_last(&text, ":", &address) ||
	    !ha_slice_number(text, 10, 65535, &port) ||
	    !ha_address_parse(ha_slice_unbracket(address), &event->address))
		return EVENT_UNREAD;
	start = scan_find(head, "for '", 0);
	head = ha_slice_from(head, start + strlen("for '"));
	event->user = ha_slice_head(head, ha_slice_find(head, '\''));
	return EVENT_LOGIN;
}

/* Takes HOST, an address or a name. */
static enum event_kind
take_host(struct ha_slice host, struct event *event)
{
	if (ha_address_parse(host, &event->address))
		return EVENT_LOGIN;
	event->host = host;
	return host.size > 0 && host.size <= EVENT_HOST_MAX &&
		       ha_slice_all(host, HA_C_HOST_NAME)
		   ? EVENT_LOGIN
		   : EVENT_UNREAD;
}

/*
 * Reads `LOGIN ON TTY BY USER FROM HOST` and `ROOT LOGIN ON TTY FROM HOST` of
 * util-linux and BSD; without a host somebody came from nowhere.
 */
static enum event_kind
read_login(struct ha_slice text, struct event *event)
{
	struct ha_slice head, user;

	if (!scan_take(&text, "LOGIN ON ") &&
	    !scan_take(&text, "ROOT LOGIN ON "))
		return EVENT_OTHER;
	if (!scan_last(&text, " FROM ", &head))
		return EVENT_OTHER;
	user = head;
	if (scan_last(&user, " BY ", &head))
		event->user = user;
	else
		event->user = ha_slice_of("root");
	return take_host(text, event);
}

/*
 * Reads `(?@HOST) [INFO] USER is now logged in` of Pure-FTPd: what comes first
 * is not the client's, as long as nobody has logged in.
 */
static enum event_kind
read_pure_ftpd(struct ha_slice text, struct event *event)
{
	static const char end[] = " is now logged in";
	struct ha_slice host;

	if (!scan_take(&text, "(?@") || !ha_slice_ends(text, ha_slice_of(end)))
		return EVENT_OTHER;
	host = ha_slice_head(text, ha_slice_find(text, ')'));
	text = ha_slice_from(text, host.size);
	if (!scan_take(&text, ") [INFO] "))
		return EVENT_OTHER;
	event->user = ha_slice_head(text, text.size - strlen(end));
	return take_host(host, event);
}

static const struct {
	const char *program, *service;
	enum event_kind (*read)(struct ha_slice, struct event *);
} rows[] = {
    {"sshd", "sshd", read_sshd},
    {"vsftpd", "vsftpd", read_vsftpd},
    {"proftpd", "proftpd", read_proftpd},
    {"dovecot", "dovecot", read_dovecot},
    {"imap-login", "dovecot", read_dovecot},
    {"pop3-login", "dovecot", read_dovecot},
    {"managesieve-login", "dovecot", read_dovecot},
    {"submission-login", "dovecot", read_dovecot},
    {"dropbear", "dropbear", read_dropbear},
    {"pure-ftpd", "pure-ftpd", read_pure_ftpd},
    {"login", "login", read_login},
};

#define COUNT (sizeof(rows) / sizeof(*rows))

/* Returns the row of PROGRAM, or COUNT. */
static size_t
row_of(struct ha_slice program)
{
	size_t i = 0;

	while (i < COUNT && !ha_slice_is(program, rows[i].program))
		i++;
	return i;
}

const char *
login_program(size_t number)
{
	return number < COUNT ? rows[number].program : NULL;
}

bool
login_is_known(struct ha_slice program)
{
	return row_of(program) < COUNT;
}

enum event_kind
login_read(struct ha_slice program, struct ha_slice message,
	   struct event *event)
{
	size_t row = row_of(program);

	if (row == COUNT)
		return EVENT_OTHER;
	event->service = ha_slice_of(rows[row].service);
	return rows[row].read(message, event);
}

const char *
login_service(struct ha_slice service)
{
	for (size_t i = 0; i < COUNT; i++)
		if (ha_slice_is(service, rows[i].service))
			return rows[i].service;
	return NULL;
}
