/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/geo_files.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/* Debian and SUSE; MaxMind's packages and Fedora; the tarball and FreeBSD. */
const char *const ha_geo_folders[] = {"/var/lib/GeoIP", "/usr/share/GeoIP",
				      "/usr/local/share/GeoIP", NULL};

/*
 * Names that files have, the best first; of several that one pattern has, the
 * last counts: DB-IP writes the month into it.
 */
static const char *const of_countries[] = {
    "GeoIP2-Country.mmdb", "GeoLite2-Country.mmdb",  "GeoIP2-City.mmdb",
    "GeoLite2-City.mmdb",  "GeoIP2-Enterprise.mmdb", "dbip-country*.mmdb",
    "dbip-city*.mmdb",     "dbip-full*.mmdb",        "ipinfo_lite.mmdb",
    "ipinfo-lite.mmdb",    "country_asn.mmdb",       "country.mmdb",
    "*-country.mmdb",      "*country*.mmdb",         NULL};
static const char *const of_asns[] = {
    "GeoIP2-ISP.mmdb",  "GeoLite2-ASN.mmdb",   "GeoIP2-Enterprise.mmdb",
    "dbip-asn*.mmdb",   "dbip-isp*.mmdb",      "ipinfo_lite.mmdb",
    "ipinfo-lite.mmdb", "country_asn.mmdb",    "asn.mmdb",
    "*-asn.mmdb",       "*[Aa][Ss][Nn]*.mmdb", NULL};

enum ha_geo_names
ha_geo_names_check(const char *names)
{
	struct ha_slice rest = ha_slice_of(names);
	size_t count = 0;

	do {
		size_t size = ha_slice_find(rest, ',');

		if (size == 0 || rest.data[0] != '/')
			return HA_GEO_NAMES_RELATIVE;
		if (size >= PATH_MAX)
			return HA_GEO_NAMES_LONG;
		if (++count > HA_GEO_FILES_MAX)
			return HA_GEO_NAMES_MANY;
		rest = ha_slice_from(rest, size + 1);
	} while (rest.size > 0);
	return HA_GEO_NAMES_SOUND;
}

static bool
is_known(const struct ha_geo_files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->paths[i], path) == 0)
			return true;
	return false;
}

static void
add(struct ha_geo_files *files, const char *path)
{
	if (files->count == HA_GEO_FILES_MAX || is_known(files, path))
		return;
	snprintf(files->paths[files->count++], PATH_MAX, "%s", path);
}

/* Adds the last of the names in FOLDER that are like PATTERN. */
static void
add_like(struct ha_geo_files *files, const char *folder, DIR *directory,
	 const char *pattern)
{
	char last[NAME_MAX + 1] = "", path[PATH_MAX];
	const struct dirent *entry;

	rewinddir(directory);
	while ((entry = readdir(directory)))
		if (fnmatch(pattern, entry->d_name, FNM_PERIOD) == 0 &&
		    strcmp(entry->d_name, last) > 0)
			snprintf(last, sizeof(last), "%s", entry->d_name);
	if (last[0] == '\0')
		return;
	snprintf(path, sizeof(path), "%s/%s", folder, last);
	add(files, path);
}

static void
deny(struct ha_geo_files *files, const char *folder, int error)
{
	if (error == ENOENT || error == ENOTDIR || files->denied)
		return;
	files->denied = folder;
	files->error = error;
}

static void
find_usual(enum ha_geo_kind kind, const char *const *folders,
	   struct ha_geo_files *files)
{
	const char *const *patterns =
	    kind == HA_GEO_ASN ? of_asns : of_countries;

	for (size_t i = 0; folders[i]; i++) {
		DIR *directory = opendir(folders[i]);

		if (!directory) {
			deny(files, folders[i], errno);
			continue;
		}
		for (size_t j = 0; patterns[j]; j++)
			add_like(files, folders[i], directory, patterns[j]);
		closedir(directory);
	}
}

void
ha_geo_files_find(enum ha_geo_kind kind, const char *names,
		  const char *const *folders, struct ha_geo_files *files)
{
	struct ha_slice rest = ha_slice_of(names ? names : "");
	char path[PATH_MAX];

	files->count = 0;
	files->denied = NULL;
	if (!names)
		find_usual(kind, folders, files);
	while (rest.size > 0) {
		size_t size = ha_slice_find(rest, ',');

		if (size > 0 && ha_slice_copy(ha_slice_head(rest, size), path,
					      sizeof(path)))
			add(files, path);
		rest = ha_slice_from(rest, size + 1);
	}
}
