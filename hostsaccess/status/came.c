/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/came.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/past/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY (24L * 60 * 60)
/* No more are asked about, nor longer. */
#define LOGINS_MAX 64
#define SECONDS_MAX 10

/* What is said to one client, and by which line. */
struct said {
	enum came_answer answer;
	char file[PATH_MAX];
	unsigned long line;
};

/* Adds to SAID what RULES say to CLIENT; the strictest counts. */
static void
ask(const struct ha_rules *rules, const struct ask_client *client, bool nodns,
    struct said *said)
{
	struct ha_verdict one, other;
	enum came_answer answer;
	bool both = ask_both(rules, client, nodns, &one, &other);

	answer = one.decision == HA_ALLOW ? CAME_ALLOWED : CAME_REFUSED;
	if (both && one.decision != other.decision)
		answer = CAME_DEPENDS;
	if (answer <= said->answer)
		return;
	said->answer = answer;
	said->line = one.place.line;
	snprintf(said->file, sizeof(said->file), "%s",
		 one.place.file ? one.place.file : "");
}

/* Asks libwrap: the drop-in as its settings say. */
static void
ask_wrap(const struct obey *obey, const struct ask_client *client,
	 struct said *said)
{
	struct arguments arguments = {0};
	struct settings settings = {0};

	ha_rules_name(&arguments.rules, NULL, NULL);
	if (obey->program.wrap.wrap == LOADER_WRAP_OURS &&
	    settings_open(DAEMON_SETTINGS_FILE, client->daemon, NULL,
			  &settings))
		settings_use(&settings.values, &arguments, &arguments.rules);
	if (!settings.values.permissive)
		ask(&arguments.rules, client, settings.values.nodns, said);
	settings_free(&settings);
}

/* Asks all whom LOGIN meets. */
static void
ask_all(const struct obey *obey, const struct login *login, struct said *said)
{
	static const struct ha_slice nothing = {"", 0};
	struct ask_client client = {.daemon = ha_slice_of(obey->daemon),
				    .name = nothing,
				    .address = ha_slice_of(login->host),
				    .user = nothing,
				    .server_address =
					ha_slice_of(login->server),
				    .server_port = login->port};

	if (!login_has_address(login)) {
		client.name = client.address;
		client.address = nothing;
		client.confirmed = true; /* by whoever let it in */
	}
	if (obey_by_wrap(obey))
		ask_wrap(obey, &client, said);
	for (size_t i = 0; i < obey->calls.count; i++) {
		const struct call *call = &obey->calls.all[i];

		if (call->like != i || obey->module == OBEY_MODULE_NO_PAM ||
		    call->settings.values.permissive)
			continue;
		client.daemon = call->daemon;
		ask(&call->rules, &client, call->settings.values.nodns, said);
	}
}

static void
copy(char to[CAME_HOST], const char *from)
{
	ha_slice_copy(ha_slice_of(from), to, CAME_HOST);
}

static void
read_session(const struct obey *obey, struct came *came)
{
	struct said said = {.answer = CAME_NOBODY};
	struct login login;

	if (!session_find(true, &login) ||
	    strcmp(login.daemon, obey->daemon) != 0)
		return;
	ask_all(obey, &login, &said);
	copy(came->client, login.host);
	came->session = said.answer;
	came->line = said.line;
	memcpy(came->file, said.file, sizeof(came->file));
}

void
came_read(const struct obey *obey, const struct guard_sources *sources,
	  struct came *came)
{
	time_t now = time(NULL);
	struct logins logins = {0};

	*came = (struct came){.session = CAME_NOBODY};
	read_session(obey, came);
	guard_logins(sources, now - CAME_DAYS * DAY, &logins);
	for (size_t i = 0; i < logins.count && came->hosts < LOGINS_MAX &&
			   time(NULL) - now < SECONDS_MAX;
	     i++) {
		const struct login *login = &logins.logins[i];
		struct said said = {.answer = CAME_NOBODY};

		if (strcmp(login->daemon, obey->daemon) != 0)
			continue;
		came->hosts++;
		ask_all(obey, login, &said);
		if (said.answer != CAME_REFUSED)
			continue;
		if (came->refused++ == 0)
			copy(came->example, login->host);
	}
	logins_free(&logins);
}
