/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/tally_show.h"

#include "common/decide/report.h"

#include <stdio.h>

/* Whether USER is a name, perhaps behind that of a domain: DOMAIN\user. */
static bool
is_plain(struct ha_slice user)
{
	size_t slash = ha_slice_find(user, '\\');

	return ha_slice_all(ha_slice_head(user, slash), HA_C_HOST_NAME) &&
	       ha_slice_all(ha_slice_from(user, slash + 1), HA_C_HOST_NAME);
}

/* Between quotes where it might be taken for something else. */
static void
show_user(const char *user)
{
	char quoted[HA_REPORT_MAX];

	if (is_plain(ha_slice_of(user))) {
		printf(" %s", user);
		return;
	}
	ha_quote(ha_slice_of(user), quoted, sizeof(quoted));
	printf(" %s", quoted);
}

void
tally_show_users(const struct tally *tally)
{
	for (size_t i = 0; i < TALLY_USERS && tally->users[i]; i++)
		show_user(tally->users[i]);
	if (tally->more_users)
		fputs(" ...", stdout);
	if (tally->users[0])
		putchar(',');
}

const char *
tally_time_text(time_t when, char text[TALLY_TIME_SIZE])
{
	struct tm parts;

	text[0] = '\0';
	if (localtime_r(&when, &parts))
		strftime(text, TALLY_TIME_SIZE, " %Y-%m-%d %H:%M:%S", &parts);
	return text;
}

void
tally_show_time(time_t when)
{
	char text[TALLY_TIME_SIZE];

	fputs(tally_time_text(when, text), stdout);
}

void
tally_show_times(time_t first, time_t last)
{
	if (first == 0) {
		puts(" no time known");
		return;
	}
	tally_show_time(first);
	if (last != first) {
		fputs(" to", stdout);
		tally_show_time(last);
	}
	putchar('\n');
}

void
tally_show_users_json(struct json *json, const struct tally *tally)
{
	json_array(json, "users");
	for (size_t i = 0; i < TALLY_USERS && tally->users[i]; i++)
		json_string(json, NULL, tally->users[i]);
	json_array_end(json);
	json_bool(json, "more_users", tally->more_users);
}

void
tally_show_time_json(struct json *json, const char *key, time_t when)
{
	char text[32] = "";
	struct tm parts;

	if (when != 0 && gmtime_r(&when, &parts))
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
	json_string(json, key, text);
}
