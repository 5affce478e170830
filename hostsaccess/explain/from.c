/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/from.h"

#include "hostsaccess/explain/words.h"
#include "hostsaccess/past/last.h"
#include "hostsaccess/past/session.h"
#include "hostsaccess/tool/output.h"

#include <stdlib.h>
#include <string.h>

static FILE *
stream_of(const struct arguments *arguments)
{
	return arguments->given & ARGUMENT_JSON ? stderr : stdout;
}

static const char *
keep(struct explain_from *from, const char *text)
{
	return arena_keep(&from->texts, ha_slice_of(text)).data;
}

/* DAEMON, at the server and port of LOGIN if it is the one that told them. */
static const char *
keep_daemon(struct explain_from *from, const struct login *login,
	    const char *daemon)
{
	char text[EVENT_SERVICE_MAX + HA_ADDRESS_TEXT_MAX + 16];

	if (login->server[0] == '\0' || strchr(daemon, '@') ||
	    !ha_slice_is(ha_slice_of(daemon), login->daemon))
		return daemon;
	snprintf(text, sizeof(text), "%s@[%s]:%u", daemon, login->server,
		 login->port);
	return keep(from, text);
}

static bool
find_me(const struct arguments *arguments, struct explain_from *from)
{
	FILE *stream = stream_of(arguments);
	struct login session;
	const char *daemon;

	if (!session_find(true, &session)) {
		output_message(
		    stderr,
		    "hostsaccess explain: it is not known where this session "
		    "comes from: SSH_CONNECTION is not set, and no record of "
		    "sessions has it; name the client");
		return false;
	}
	daemon = arguments->count > 0 ? arguments->words[0] : session.daemon;
	from->daemon = keep_daemon(from, &session, daemon);
	from->client = keep(from, session.host);
	fputs("This session comes from ", stream);
	output_escaped(stream, ha_slice_of(from->client));
	if (session.user[0] != '\0') {
		from->user = keep(from, session.user);
		fputs(", of the user ", stream);
		explain_quote(stream, ha_slice_of(from->user));
	}
	fputs("\n\n", stream);
	return true;
}

/* Takes LAST, of a log, as what is asked about. */
static void
take_last(const struct last *last, struct explain_from *from)
{
	char address[HA_ADDRESS_TEXT_MAX];

	if (last->address.family != HA_FAMILY_NONE)
		ha_address_format(&last->address, true, address);
	from->client =
	    keep(from,
		 last->address.family != HA_FAMILY_NONE ? address : last->host);
	from->daemon = keep(from, last->service);
	from->user = last->user[0] != '\0' ? keep(from, last->user) : NULL;
}

/* That nobody was asked: the rules may allow whom a penalty keeps out. */
static void
say_penalty(FILE *stream)
{
	fputs("  sshd dropped this connection without asking anybody, since "
	      "others from\n"
	      "  there had been refused (PerSourcePenalties).  That ends by "
	      "itself after\n"
	      "  seconds to minutes, or when sshd is reloaded; exempt your own "
	      "networks with\n"
	      "  PerSourcePenaltyExemptList in sshd_config.\n",
	      stream);
}

static void
say_taken(FILE *stream, const struct explain_from *from, bool penalty)
{
	fputs("  service ", stream);
	explain_quote(stream, ha_slice_of(from->daemon));
	fputs(", address ", stream);
	output_escaped(stream, ha_slice_of(from->client));
	if (from->user) {
		fputs(", user ", stream);
		explain_quote(stream, ha_slice_of(from->user));
	}
	putc('\n', stream);
	if (penalty)
		say_penalty(stream);
	putc('\n', stream);
}

static bool
find_last(const struct arguments *arguments, struct explain_from *from)
{
	const char *service = arguments->count > 0 ? arguments->words[0] : NULL;
	FILE *stream = stream_of(arguments);
	struct last last;

	if (!last_read("explain", arguments->log, service, &last))
		return false;
	take_last(&last, from);
	fputs("The last refused connection, in ", stream);
	output_escaped(stream, ha_slice_of(last.source));
	if (last.number > 0)
		fprintf(stream, ":%lu", last.number);
	fputs("\n  ", stream);
	explain_quote(stream, ha_slice_of(last.line));
	putc('\n', stream);
	say_taken(stream, from, last.penalty);
	free(last.line);
	return true;
}

/* Why a line of KIND does not say who is asked about, or NULL. */
static const char *
line_fault(enum event_kind kind)
{
	switch (kind) {
	case EVENT_OTHER:
	case EVENT_ALLOWED:
		return "the line tells of no refused connection and no login";
	case EVENT_UNCLEAR:
	case EVENT_UNREAD:
		return "the line does not tell for certain which client of "
		       "which daemon it is about: give all of it, with time "
		       "and program";
	case EVENT_LOGIN:
	case EVENT_REFUSAL:
	case EVENT_BARE:
	case EVENT_DETAILS:
	case EVENT_PENALTY:
		break;
	}
	return NULL;
}

static bool
find_line(const struct arguments *arguments, struct explain_from *from)
{
	FILE *stream = stream_of(arguments);
	struct last last = {0};
	enum event_kind kind =
	    last_of_line(ha_slice_of(arguments->words[0]), &last);
	const char *fault = line_fault(kind);

	if (fault) {
		output_message(stderr, "hostsaccess explain: %s", fault);
		return false;
	}
	take_last(&last, from);
	fputs("Taken from the line of the log:\n", stream);
	say_taken(stream, from, last.penalty);
	return true;
}

/* Whether the only word is a line of a log. */
static bool
is_line(const struct arguments *arguments)
{
	return arguments->count == 1 && strchr(arguments->words[0], ' ');
}

bool
explain_from_log(const struct arguments *arguments)
{
	bool is_named = arguments->count == 2 || is_line(arguments) ||
			arguments->given & ARGUMENT_ME;

	if (arguments->given & ARGUMENT_LAST)
		return true;
	return arguments->given & ARGUMENT_LOG &&
	       !(arguments->given & ARGUMENT_HITS && is_named);
}

bool
explain_from_asked(const struct arguments *arguments)
{
	return arguments->given & ARGUMENT_ME || explain_from_log(arguments) ||
	       is_line(arguments);
}

const char *
explain_from_misuse(const struct arguments *arguments)
{
	bool me = arguments->given & ARGUMENT_ME;
	bool last = explain_from_log(arguments);
	bool hits = arguments->given & ARGUMENT_HITS;
	bool batch = arguments->given & ARGUMENT_BATCH;

	if (batch && (arguments->count > 0 || me || last))
		return "--batch takes no arguments";
	if (me && last)
		return "--me is of no log: it stands without --last and --log";
	if ((me || last) && arguments->count > 1)
		return "with --me or --last it takes a daemon only";
	if (arguments->since && !hits)
		return "--since is for --hits";
	if (hits && batch)
		return "--hits is not for --batch";
	if (hits && last && arguments->log && strcmp(arguments->log, "-") == 0)
		return "--hits and --last cannot both read standard input";
	return NULL;
}

bool
explain_from_find(const struct arguments *arguments, struct explain_from *from)
{
	*from = (struct explain_from){0};
	if (arguments->given & ARGUMENT_ME)
		return find_me(arguments, from);
	if (explain_from_log(arguments))
		return find_last(arguments, from);
	return find_line(arguments, from);
}
