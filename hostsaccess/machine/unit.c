/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/unit.h"

#include "common/base/slice.h"
#include "hostsaccess/machine/regular.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where units are, the first that has one counts; and where links say so. */
static const char *const folders[] = {
    "/etc/systemd/system",           "/run/systemd/system",
    "/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
    "/lib/systemd/system",
};
#define FOLDERS (sizeof(folders) / sizeof(*folders))

static const struct ha_slice service_end = {".service", 8};
static const struct ha_slice socket_end = {".socket", 7};
static const struct ha_slice wants_end = {".wants", 6};

struct visitor {
	const char *root;
	unit_visit_fn *visit;
	void *context;
	bool listens; /* the service that is visited has a socket */
};

/* Takes the program of VALUE, of ExecStart=. */
static void
take_command(const struct visitor *visitor, struct ha_slice value)
{
	char path[PATH_MAX];

	value = ha_slice_trim(value, HA_C_SPACE);
	/* Marks before the path (systemd.service(5), COMMAND LINES). */
	while (value.size > 0 && strchr("@-:+!|", value.data[0]))
		value = ha_slice_from(value, 1);
	value = ha_slice_head(value, ha_slice_find(value, '\t'));
	value = ha_slice_head(value, ha_slice_find(value, ' '));
	if (value.size > 1 && value.data[0] == '/' &&
	    ha_slice_copy(value, path, sizeof(path)))
		visitor->visit(visitor->context, path, visitor->listens);
}

/* Opens NAME, a unit; of one with an instance, its template. */
static FILE *
open_unit(const struct visitor *visitor, struct ha_slice name)
{
	size_t at = ha_slice_find(name, '@');
	size_t dot = name.size;
	char path[PATH_MAX];
	FILE *stream = NULL;

	while (dot > 0 && name.data[dot - 1] != '.')
		dot--;
	for (size_t i = 0; !stream && i < FOLDERS; i++) {
		snprintf(path, sizeof(path), "%s%s/%.*s", visitor->root,
			 folders[i], (int)name.size, name.data);
		stream = regular_stream(path);
		if (stream || at >= name.size || dot == 0)
			continue;
		snprintf(path, sizeof(path), "%s%s/%.*s@.%.*s", visitor->root,
			 folders[i], (int)at, name.data, (int)(name.size - dot),
			 name.data + dot);
		stream = regular_stream(path);
	}
	return stream;
}

/* Visits what STREAM, of a service, says to begin with; NULL: nothing. */
static void
visit_lines(const struct visitor *visitor, FILE *stream)
{
	static const struct ha_slice key = {"ExecStart=", 10};
	char *line = NULL;
	size_t size = 0;

	if (!stream)
		return;
	while (getline(&line, &size, stream) > 0) {
		struct ha_slice text =
		    ha_slice_trim(ha_slice_of(line), HA_C_SPACE);

		if (ha_slice_starts(text, key))
			take_command(visitor, ha_slice_from(text, key.size));
	}
	free(line);
	fclose(stream);
}

/* What drop-ins of NAME add counts besides what they replace. */
static void
visit_drop_ins(const struct visitor *visitor, struct ha_slice name)
{
	static const struct ha_slice end = {".conf", 5};
	char path[PATH_MAX];

	for (size_t i = 0; i < FOLDERS; i++) {
		const struct dirent *entry;
		DIR *folder;

		snprintf(path, sizeof(path), "%s%s/%.*s.d", visitor->root,
			 folders[i], (int)name.size, name.data);
		folder = opendir(path);
		while (folder && (entry = readdir(folder))) {
			if (!ha_slice_ends(ha_slice_of(entry->d_name), end))
				continue;
			snprintf(path, sizeof(path), "%s%s/%.*s.d/%s",
				 visitor->root, folders[i], (int)name.size,
				 name.data, entry->d_name);
			visit_lines(visitor, regular_stream(path));
		}
		if (folder)
			closedir(folder);
	}
}

/* Visits what the service NAME begins with. */
static void
visit_service(const struct visitor *visitor, struct ha_slice name)
{
	visit_lines(visitor, open_unit(visitor, name));
	visit_drop_ins(visitor, name);
}

/* Whether VALUE, of ListenStream=, is a port that other hosts can reach. */
static bool
is_reachable(struct ha_slice value)
{
	static const char *const own[] = {"127.", "[::1]", "[::ffff:127."};

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (ha_slice_starts(value, ha_slice_of(own[i])))
			return false;
	return value.size > 0 &&
	       (ha_in_class(value.data[0], HA_C_DIGIT) || value.data[0] == '[');
}

/* Whether the socket NAME is one that other hosts can reach. */
static bool
listens(const struct visitor *visitor, struct ha_slice name)
{
	static const char *const keys[] = {"ListenStream=", "ListenDatagram="};
	FILE *stream = open_unit(visitor, name);
	char *line = NULL;
	size_t size = 0;
	bool found = false;

	while (stream && !found && getline(&line, &size, stream) > 0) {
		struct ha_slice text =
		    ha_slice_trim(ha_slice_of(line), HA_C_SPACE);

		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
			if (ha_slice_starts(text, ha_slice_of(keys[i])))
				found |= is_reachable(ha_slice_trim(
				    ha_slice_from(text, strlen(keys[i])),
				    HA_C_SPACE));
	}
	free(line);
	if (stream)
		fclose(stream);
	return found;
}

/* A socket starts the service of its name, or the template of that. */
static void
visit_socket(struct visitor *visitor, struct ha_slice name)
{
	static const char *const ends[] = {".service", "@.service"};
	char service[NAME_MAX + 16];

	visitor->listens = listens(visitor, name);

	name = ha_slice_head(name, name.size - socket_end.size);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		snprintf(service, sizeof(service), "%.*s%s", (int)name.size,
			 name.data, ends[i]);
		visit_service(visitor, ha_slice_of(service));
	}
	visitor->listens = false;
}

/* Visits what the links in the folder at PATH want. */
static void
visit_wants(struct visitor *visitor, const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;

	if (!folder)
		return;
	while ((entry = readdir(folder))) {
		struct ha_slice name = ha_slice_of(entry->d_name);

		if (ha_slice_ends(name, service_end))
			visit_service(visitor, name);
		else if (ha_slice_ends(name, socket_end))
			visit_socket(visitor, name);
	}
	closedir(folder);
}

void
units_visit(const char *root, unit_visit_fn *visit, void *context)
{
	struct visitor visitor = {root, visit, context, false};
	char path[PATH_MAX];

	for (size_t i = 0; i < FOLDERS; i++) {
		const struct dirent *entry;
		DIR *folder;

		snprintf(path, sizeof(path), "%s%s", root, folders[i]);
		folder = opendir(path);
		while (folder && (entry = readdir(folder))) {
			if (!ha_slice_ends(ha_slice_of(entry->d_name),
					   wants_end))
				continue;
			snprintf(path, sizeof(path), "%s%s/%s", root,
				 folders[i], entry->d_name);
			visit_wants(&visitor, path);
		}
		if (folder)
			closedir(folder);
	}
}
