/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/settings_files.h"

#include "common/decide/rules.h"
#include "common/request/geo_files.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The databases VALUE, between commas, of WORD at PLACE. */
static void
check_databases(struct findings *findings, struct ha_place place,
		struct ha_slice word, const char *value)
{
	struct ha_slice rest = ha_slice_of(value);
	char path[PATH_MAX];

	if (ha_geo_names_check(value) != HA_GEO_NAMES_SOUND)
		return; /* told of as a word that is none */
	while (rest.size > 0) {
		size_t size = ha_slice_find(rest, ',');

		if (ha_slice_copy(ha_slice_head(rest, size), path,
				  sizeof(path)) &&
		    access(path, F_OK))
			findings_add(findings, FINDING_SETTING, place, word,
				     "no such file: %s; if no other database "
				     "knows, no rule lets in by country=, "
				     "continent= or asn=, and one that refuses "
				     "by them refuses everybody",
				     path);
		rest = ha_slice_from(rest, size + 1);
	}
}

void
settings_check_files(const struct settings *settings, struct findings *findings)
{
	const struct ha_place whole = {settings->file, 0, 0};
	const struct ha_slice nothing = {"", 0};
	struct stat status;

	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next) {
		const struct ha_place place = {settings->file, word->line, 0};
		const char *value = word->word + word->key;

		if (ha_slice_is((struct ha_slice){word->word, word->key},
				"geodb") &&
		    value[0] == '=')
			check_databases(findings, place,
					ha_slice_of(word->word), value + 1);
		else if (value[0] == '=' && value[1] == '/' &&
			 strcmp(value + 1, HA_ALLOW_FILE) != 0 &&
			 strcmp(value + 1, HA_DENY_FILE) != 0 &&
			 access(value + 1, F_OK))
			findings_add(findings, FINDING_SETTING, place,
				     ha_slice_of(word->word),
				     "no such file: everybody is refused");
	}
	if (stat(settings->file, &status) == 0 && !(status.st_mode & S_IROTH))
		findings_add(findings, FINDING_PRIVATE_FILE, whole, nothing,
			     NULL);
}
