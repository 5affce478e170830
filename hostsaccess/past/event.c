/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/event.h"

#include "hostsaccess/past/log_line.h"

#include <string.h>

/* Takes PREFIX from the front of TEXT, if it stands there, case and all. */
static bool
take(struct ha_slice *text, const char *prefix)
{
	size_t size = strlen(prefix);

	if (text->size < size || memcmp(text->data, prefix, size) != 0)
		return false;
	*text = ha_slice_from(*text, size);
	return true;
}

/* Returns the offset of PART in TEXT, FROM at least, or TEXT.size. */
static size_t
find(struct ha_slice text, const char *part, size_t from)
{
	struct ha_slice rest = ha_slice_from(text, from);
	const char *found = NULL;

	if (rest.size > 0)
		found = memmem(rest.data, rest.size, part, strlen(part));
	return found ? (size_t)(found - text.data) : text.size;
}

struct ha_slice
event_program(const struct log_line *line)
{
	if (ha_slice_is(line->program, "sshd-session") ||
	    ha_slice_is(line->program, "sshd-auth"))
		return ha_slice_of("sshd");
	return line->program;
}

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
	struct ha_slice word = log_word(&text);
	unsigned long port;

	return ha_address_parse(word, address) && take(&text, "port ") &&
	       ha_slice_number(log_word(&text), 10, 65535, &port) &&
	       take(&text, "ssh2") &&
	       (text.size == 0 || (more && take(&text, ": ")));
}

/*
 * Reads `METHOD for USER from ADDRESS port NUMBER ssh2[: MORE]`.  USER may
 * hold anything, and MORE what the client says of itself.  So without MORE
 * the address is the one that ends the line; and if with MORE there are two
 * that it may be, it is not clear.
 */
static enum event_kind
read_login(struct ha_slice text, struct event *event)
{
	bool more = tells_more(log_word(&text));
	struct ha_address address;
	bool found = false;

	if (!take(&text, "for "))
		return EVENT_OTHER;
	for (size_t at = 0; (at = find(text, " from ", at)) < text.size; at++) {
		struct ha_slice peer =
		    ha_slice_from(text, at + strlen(" from "));

		if (!read_peer(peer, more, &address))
			continue;
		if (found && !ha_address_equal(&address, &event->address))
			return EVENT_UNCLEAR;
		if (!found)
			event->user = ha_slice_head(text, at);
		event->address = address;
		found = true;
	}
	event->service = ha_slice_of("sshd");
	return found ? EVENT_LOGIN : EVENT_UNCLEAR;
}

/* Reads `service=NAME user=NAME`, of the module, which both are escaped. */
static bool
read_fields(struct ha_slice text, struct event *event)
{
	if (!take(&text, "service="))
		return false;
	event->service = log_unescape(log_word(&text), event->service_text,
				      sizeof(event->service_text));
	if (take(&text, "user="))
		event->user = log_unescape(log_word(&text), event->user_text,
					   sizeof(event->user_text));
	return true;
}

/* Reads `HOST (ADDRESS): service=NAME user=NAME rule=...`, of the module. */
static bool
read_ours(struct ha_slice text, struct event *event)
{
	struct ha_slice address;

	log_word(&text);
	if (!take(&text, "("))
		return false;
	address = ha_slice_head(text, ha_slice_find(text, ')'));
	text = ha_slice_from(text, address.size);
	return take(&text, "): ") && read_fields(text, event) &&
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
	return take(&text, "address=") &&
		       ha_address_parse(log_word(&text), &event->address) &&
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

static enum event_kind
read_refusal(struct ha_slice text, const struct log_line *line,
	     struct event *event)
{
	bool bare = is_libwrap(text), read;

	if (bare) {
		event->service = event_program(line);
		read = read_libwrap(text, &event->address);
	} else {
		read = read_ours(text, event);
	}
	if (!read || !has_service(event))
		return EVENT_UNCLEAR;
	return bare ? EVENT_BARE : EVENT_REFUSAL;
}

/* Unwraps rsyslogd's `message repeated NUMBER times: [ MESSAGE]`. */
static unsigned long
unwrap(struct ha_slice *message)
{
	struct ha_slice text = *message;
	unsigned long times;

	if (!take(&text, "message repeated ") ||
	    !ha_slice_number(log_word(&text), 10, 1000000000, &times) ||
	    !take(&text, "times: [ ") || !ha_slice_ends(text, ha_slice_of("]")))
		return 1;
	*message = ha_slice_head(text, text.size - 1);
	return times;
}

enum event_kind
event_read(const struct log_line *line, struct event *event)
{
	struct ha_slice text = line->message;

	event->user = (struct ha_slice){"", 0};
	event->times = unwrap(&text);
	if (ha_slice_is(event_program(line), "sshd") &&
	    take(&text, "Accepted "))
		return read_login(text, event);
	if (take(&text, "refused connect from "))
		return read_refusal(text, line, event);
	if (take(&text, "pam_hostsaccess: details: "))
		return read_details(text, event);
	return EVENT_OTHER;
}
