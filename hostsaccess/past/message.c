/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/message.h"

#include "hostsaccess/past/escape.h"
#include "hostsaccess/past/log_line.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/scan.h"

struct ha_slice
message_program(const struct log_line *line)
{
	if (ha_slice_is(line->program, "sshd-session") ||
	    ha_slice_is(line->program, "sshd-auth"))
		return ha_slice_of("sshd");
	return line->program;
}

/* Reads `service=NAME user=NAME`, of the module, which both are escaped. */
static bool
read_fields(struct ha_slice text, struct event *event)
{
	if (!scan_take(&text, "service="))
		return false;
	event->service = escape_undo(scan_word(&text), event->service_text,
				     sizeof(event->service_text));
	if (scan_take(&text, "user="))
		event->user = escape_undo(scan_word(&text), event->user_text,
					  sizeof(event->user_text));
	return true;
}

/* Reads `HOST (ADDRESS): service=NAME user=NAME rule=...`, of the module. */
static bool
read_ours(struct ha_slice text, struct event *event)
{
	struct ha_slice address;

	scan_word(&text);
	if (!scan_take(&text, "("))
		return false;
	address = ha_slice_head(text, ha_slice_find(text, ')'));
	text = ha_slice_from(text, address.size);
	return scan_take(&text, "): ") && read_fields(text, event) &&
	       ha_address_parse(address, &event->address);
}

/* Whether EVENT names a service, by a name that one may have. */
static bool
has_service(const struct event *event)
{
	return event->service.size > 0 &&
	       event->service.size <= EVENT_SERVICE_MAX;
}

/* Reads `address=ADDRESS service=NAME user=NAME rule=...`, of log=two. */
static enum event_kind
read_details(struct ha_slice text, struct event *event)
{
	return scan_take(&text, "address=") &&
		       ha_address_parse(scan_word(&text), &event->address) &&
		       read_fields(text, event) && has_service(event)
		   ? EVENT_DETAILS
		   : EVENT_OTHER;
}

/*
 * Reads `HOST (ADDRESS)` of libwrap.  HOST may begin with what the client's
 * ident server says, so that only the end can be trusted.
 */
static bool
read_libwrap(struct ha_slice text, struct ha_address *address)
{
	size_t open = text.size;

	while (open > 0 && text.data[open - 1] != '(')
		open--;
	text = ha_slice_from(text, open);
	return ha_address_parse(ha_slice_head(text, text.size - 1), address);
}

/*
 * No line of the module ends with a parenthesis after a blank, unless it is
 * the first of two, as libwrap writes it.
 */
static bool
is_libwrap(struct ha_slice text)
{
	size_t blank = text.size;

	while (blank > 0 && text.data[blank - 1] != ' ')
		blank--;
	text = ha_slice_from(text, blank);
	return text.size > 1 && text.data[0] == '(' &&
	       text.data[text.size - 1] == ')';
}

/*
 * Reads `[USER@]HOST` of libwrap as tcp_wrappers has it, where nothing follows.
 * USER is what the client's ident server says.
 */
static bool
read_host(struct ha_slice text, struct event *event)
{
	struct ha_slice user;

	scan_last(&text, "@", &user);
	if (ha_address_parse(text, &event->address))
		return true;
	event->host = text;
	return text.size > 0 && text.size <= EVENT_HOST_MAX &&
	       ha_slice_all(text, HA_C_HOST_NAME) &&
	       !ha_slice_is(text, "unknown") && !ha_slice_is(text, "paranoid");
}

static enum event_kind
read_refusal(struct ha_slice text, const struct log_line *line,
	     struct event *event)
{
	enum event_kind kind = EVENT_REFUSAL;
	bool is_read;

	event->service = message_program(line);
	if (is_libwrap(text)) {
		kind = EVENT_BARE;
		is_read = read_libwrap(text, &event->address);
	} else if (ha_slice_find(text, ' ') == text.size) {
		is_read = read_host(text, event);
	} else {
		is_read = read_ours(text, event);
	}
	return is_read && has_service(event) ? kind : EVENT_UNCLEAR;
}

/* What EVENT, that the module wrote of a refusal, IS_READ or not, is. */
static enum event_kind
kind_of(const struct event *event, bool is_read)
{
	return is_read && has_service(event) ? EVENT_REFUSAL : EVENT_UNCLEAR;
}

/*
 * Reads `HOST (ADDRESS): FAULT; refused: service=NAME user=NAME`, of a module
 * that could not decide.  In the fault stands what a file says; behind it no
 * field holds a blank.
 */
static enum event_kind
read_undecided(struct ha_slice text, struct event *event)
{
	struct ha_slice address, fields = text, fault;
	bool is_found;

	scan_word(&text);
	is_found = scan_last(&fields, "; refused: ", &fault);
	is_found |= scan_last(&fields, "; would refuse: ", &fault);
	if (!is_found)
		return EVENT_UNCLEAR;
	address = ha_slice_head(text, ha_slice_find(text, ')'));
	return kind_of(event, scan_take(&address, "(") &&
				  ha_address_parse(address, &event->address) &&
				  read_fields(fields, event));
}

/*
 * Reads `drop connection #N from [ADDRESS]:PORT on [ADDRESS]:PORT penalty: WHY`
 * of sshd, 9.8 and later, in which nothing is the client's but its address.
 */
static enum event_kind
read_penalty(struct ha_slice text, struct event *event)
{
	struct ha_slice address;

	scan_word(&text);
	if (!scan_take(&text, "from ["))
		return EVENT_OTHER;
	address = ha_slice_head(text, ha_slice_find(text, ']'));
	if (scan_find(text, " penalty: ", address.size) == text.size ||
	    !ha_address_parse(address, &event->address))
		return EVENT_OTHER;
	event->service = ha_slice_of("sshd");
	return EVENT_PENALTY;
}

unsigned long
message_unwrap(struct ha_slice *message)
{
	struct ha_slice text = *message;
	unsigned long times;

	if (!scan_take(&text, "message repeated ") ||
	    !ha_slice_number(scan_word(&text), 10, 1000000000, &times) ||
	    !scan_take(&text, "times: [ ") ||
	    !ha_slice_ends(text, ha_slice_of("]")))
		return 1;
	*message = ha_slice_head(text, text.size - 1);
	return times;
}

/* `Accepted METHOD for `, at the start of TEXT. */
static bool
begins_login(struct ha_slice text)
{
	if (!scan_take(&text, "Accepted "))
		return false;
	scan_word(&text);
	return scan_take(&text, "for ");
}

/*
 * Whether MESSAGE, of sshd, is a login behind marks that are not known: `[x] `,
 * `(x) `, `x: `.  Elsewhere in it, and behind `[` of vsftpd, words are the
 * client's.
 */
static bool
is_marked_login(struct ha_slice message)
{
	struct ha_slice rest = message;

	for (;;) {
		struct ha_slice word = scan_word(&rest);

		if (word.size == 0)
			return false;
		if (!ha_slice_ends(word, ha_slice_of("]")) &&
		    !ha_slice_ends(word, ha_slice_of(")")) &&
		    !ha_slice_ends(word, ha_slice_of(":")))
			return false;
		if (begins_login(rest))
			return true;
	}
}

/* Whether journalctl(1) left MESSAGE out: `[59B blob data]`. */
static bool
is_blob(struct ha_slice message)
{
	return scan_shape(message, "[9") &&
	       ha_slice_ends(message, ha_slice_of("B blob data]"));
}

bool
message_looks_like_login(struct ha_slice text)
{
	static const struct {
		const char *first, *second;
	} words[] = {
	    {"OK LOGIN: Client ", "\""}, /* in JSON behind a backslash */
	    {"uth succeeded for '", ""},
	    {"-login: Login: user=<", ""},
	    {"-login: Info: Login: user=<", ""},
	    {"-login: Logged in: user=<", ""},
	    {"-login: Info: Logged in: user=<", ""},
	    {": Login successful", ""},
	    {"LOGIN ON ", " FROM "},
	    {") [INFO] ", " is now logged in"},
	};
	struct ha_slice rest = text, head;

	if (scan_last(&rest, " from ", &head))
		for (size_t at = 0;
		     (at = scan_find(head, "Accepted ", at)) < head.size; at++)
			if (begins_login(ha_slice_from(head, at)))
				return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t at = scan_find(text, words[i].first, 0);
		size_t behind = at + strlen(words[i].first);

		if (at < text.size &&
		    (!words[i].second[0] ||
		     scan_find(text, words[i].second, behind) < text.size))
			return true;
	}
	return false;
}

bool
message_looks_like_refusal(struct ha_slice text)
{
	static const char *const words[] = {"refused connect from ",
					    "would refuse connect from ",
					    "cannot decide on connect from "};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (scan_find(text, words[i], 0) < text.size)
			return true;
	return false;
}

bool
message_may_be_login(struct ha_slice text)
{
	static const char *const programs[] = {"vsftpd", "proftpd",
					       "pure-ftpd"};

	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (scan_find(text, programs[i], 0) < text.size)
			return true;
	return message_looks_like_login(text);
}

enum event_kind
message_read(const struct log_line *line, struct event *event)
{
	struct ha_slice text = line->message, program = message_program(line);
	enum event_kind kind;

	scan_skip(&text, ' ');
	event->service = event->user = event->host = (struct ha_slice){"", 0};
	event->address = (struct ha_address){.family = HA_FAMILY_NONE};
	event->times = message_unwrap(&text);
	kind = login_read(program, text, event);
	if (kind != EVENT_OTHER)
		return kind;
	if (scan_take(&text, "refused connect from "))
		return read_refusal(text, line, event);
	/* Who is let in by permissive is refused by the rules all the same. */
	if (scan_take(&text, "would refuse connect from "))
		return kind_of(event, read_ours(text, event));
	if (scan_take(&text, "cannot decide on connect from "))
		return read_undecided(text, event);
	if (scan_take(&text, "pam_hostsaccess: details: ") ||
	    scan_take(&text, "libwrap: details: "))
		return read_details(text, event);
	if (scan_take(&text, "connect from "))
		return read_ours(text, event) && has_service(event)
			   ? EVENT_ALLOWED
			   : EVENT_OTHER;
	if (ha_slice_is(program, "sshd") &&
	    scan_take(&text, "drop connection #"))
		return read_penalty(text, event);
	if (!login_is_known(program))
		return message_looks_like_login(text) ? EVENT_UNREAD
						      : EVENT_OTHER;
	if (is_blob(text) ||
	    (ha_slice_is(program, "sshd") && is_marked_login(text)))
		return EVENT_UNREAD;
	return EVENT_OTHER;
}
