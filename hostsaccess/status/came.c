/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/came.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/guard/decide.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/past/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY (24L * 60 * 60)
/* No more are asked about, nor longer. */
#define LOGINS_MAX 64
#define SECONDS_MAX 10

/* Who is asked. */
struct came_asked {
	const struct obey *obey;
	struct ways ways;
};

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

/* Asks all whom LOGIN meets, but for those that only log. */
static void
ask_all(const struct came_asked *asked, const struct login *login,
	struct said *said)
{
	struct ask_client client = decide_client(login);

	for (size_t i = 0; i < asked->ways.count; i++) {
		const struct way *way = &asked->ways.all[i];
		const struct daemon_settings *values = &way->settings->values;

		if ((way->call && asked->obey->module == OBEY_MODULE_NO_PAM) ||
		    values->permissive)
			continue;
		if (way->settings->unusable || values->unusable) {
			*said = (struct said){.answer = CAME_REFUSED};
			return;
		}
		client.daemon = way->daemon;
		client.geo_files = values->geo_files;
		client.local_user = ha_slice_of(way->wrap ? "" : login->user);
		ask(&way->rules, &client, values->nodns, said);
	}
	if (said->answer == CAME_NOBODY)
		said->answer = CAME_ALLOWED;
}

static void
copy(char to[CAME_HOST], const char *from)
{
	ha_slice_copy(ha_slice_of(from), to, CAME_HOST);
}

static void
read_session(const struct came_asked *asked, const struct came_who *who,
	     struct came *came)
{
	struct said said = {.answer = CAME_NOBODY};

	if (!who->has_session ||
	    strcmp(who->session.daemon, asked->obey->daemon) != 0)
		return;
	ask_all(asked, &who->session, &said);
	copy(came->client, who->session.host);
	came->session = said.answer;
	came->line = said.line;
	memcpy(came->file, said.file, sizeof(came->file));
}

static void
read_logins(const struct came_asked *asked, const struct came_who *who,
	    struct came *came)
{
	time_t start = time(NULL);

	for (size_t i = 0; i < who->logins.count && came->hosts < LOGINS_MAX &&
			   time(NULL) - start < SECONDS_MAX;
	     i++) {
		const struct login *login = &who->logins.logins[i];
		struct said said = {.answer = CAME_NOBODY};

		if (strcmp(login->daemon, asked->obey->daemon) != 0)
			continue;
		came->hosts++;
		ask_all(asked, login, &said);
		if (said.answer != CAME_REFUSED)
			continue;
		if (came->refused++ == 0)
			copy(came->example, login->host);
	}
}

void
came_who_find(const struct arguments *arguments, struct came_who *who)
{
	const struct guard_sources sources = guard_sources_of(arguments, false);

	*who = (struct came_who){.has_session = false};
	who->has_session = session_find(sources.parents, &who->session);
	guard_logins(&sources, time(NULL) - CAME_DAYS * DAY, &who->logins);
}

void
came_who_free(struct came_who *who)
{
	logins_free(&who->logins);
}

void
came_read(const struct guards *guards, const struct obey *obey,
	  const struct came_who *who, struct came *came)
{
	struct came_asked asked = {.obey = obey};

	*came = (struct came){.session = CAME_NOBODY};
	if (guards->machine->root[0] != '\0')
		return;
	ways_find(&guards->names, ha_slice_of(obey->daemon),
		  guards->machine->arguments, NULL, &asked.ways);
	read_session(&asked, who, came);
	read_logins(&asked, who, came);
	ways_free(&asked.ways);
}
