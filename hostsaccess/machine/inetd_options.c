/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/inetd_options.h"

#include "hostsaccess/machine/lines.h"
#include "hostsaccess/machine/server.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Longer command lines are cut. */
#define COMMAND_MAX 4096

static const char *const units[] = {"inetd.service", "openbsd-inetd.service"};

/* Where units are: the first file counts. */
static const char *const folders[] = {
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
};

/* Whether OPTION, a word, is or has -l. */
static bool
has_option(struct ha_slice option, bool *takes_next)
{
	for (size_t i = 1; i < option.size; i++) {
		if (option.data[i] == 'l')
			return true;
		if (strchr("qR", option.data[i])) {
			*takes_next = i + 1 == option.size;
			return false;
		}
	}
	return false;
}

struct options {
	const char *root;
	bool known, asks;
};

static void take_default(void *context, const struct keyed_line *line);

/* Looks at WORDS, what is behind the name of the program. */
static void
take_words(struct options *options, struct ha_slice words)
{
	bool takes_next = false;
	struct ha_slice word;

	options->known = true;
	options->asks = false;
	while (!options->asks && (word = lines_take_word(&words)).size > 0) {
		if (takes_next)
			takes_next = false;
		else if (ha_slice_is(word, "$OPTIONS"))
			lines_visit(options->root, "/etc/default/openbsd-inetd",
				    take_default, options);
		else if (word.data[0] != '-')
			return;
		else
			options->asks = has_option(word, &takes_next);
	}
}

/* OPTIONS="-l" */
static void
take_default(void *context, const struct keyed_line *line)
{
	struct options *options = context;
	struct ha_slice value = line->value;

	if (!ha_slice_is(line->key, "OPTIONS"))
		return;
	if (value.size > 1 && strchr("\"'", value.data[0]))
		value = ha_slice_head(
		    ha_slice_from(value, 1),
		    ha_slice_find(ha_slice_from(value, 1), value.data[0]));
	if (!lines_have_word(value, "$OPTIONS"))
		take_words(options, value);
}

/* The last command counts. */
static void
take_unit_line(void *context, const struct keyed_line *line)
{
	struct ha_slice words = line->value;

	if (ha_slice_is(line->key, "ExecStart") &&
	    lines_take_word(&words).size > 0)
		take_words(context, words);
}

static void
read_drop_in(void *context, const char *path)
{
	const struct options *options = context;

	lines_visit(options->root, path, take_unit_line, context);
}

static void
read_units(struct options *options)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		bool found = false;
		size_t count = sizeof(folders) / sizeof(*folders);

		for (size_t j = 0; j < count && !found; j++) {
			snprintf(path, sizeof(path), "%s/%s", folders[j],
				 units[i]);
			found = lines_visit(options->root, path, take_unit_line,
					    options);
		}
		for (size_t j = 0; j < count && found; j++) {
			snprintf(path, sizeof(path), "%s/%s.d",
				 folders[count - 1 - j], units[i]);
			lines_visit_folder(options->root, path, ".conf",
					   read_drop_in, options);
		}
		if (found)
			return;
	}
}

/* Reads the command of process PID, if it is an inetd of root. */
static void
take_process(struct options *options, const char *pid)
{
	char path[64], text[COMMAND_MAX];
	struct ha_slice words, name;
	struct stat status;
	FILE *stream;
	size_t size;

	snprintf(path, sizeof(path), "/proc/%.20s/cmdline", pid);
	stream = fopen(path, "re");
	if (!stream)
		return;
	size = fread(text, 1, sizeof(text), stream);
	if (fstat(fileno(stream), &status) != 0 || status.st_uid != 0)
		size = 0;
	fclose(stream);
	for (size_t i = 0; i < size; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	words = (struct ha_slice){text, size};
	name = server_name(lines_take_word(&words));
	if (!ha_slice_is(name, "inetd") || (options->known && !options->asks))
		return;
	take_words(options, words);
}

/* All that run have to ask. */
static void
read_processes(struct options *options)
{
	DIR *folder = opendir("/proc");
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (isdigit((unsigned char)entry->d_name[0]))
			take_process(options, entry->d_name);
	if (folder)
		closedir(folder);
}

/* Whether systemd(1) starts what runs below ROOT. */
static bool
has_systemd(const char *root)
{
	return server_is_here(root, "/usr/lib/systemd/systemd") ||
	       server_is_here(root, "/lib/systemd/systemd");
}

bool
inetd_asks(const char *root)
{
	struct options options = {.root = root};

	if (root[0] == '\0')
		read_processes(&options);
	if (!options.known && has_systemd(root))
		read_units(&options);
	if (!options.known)
		lines_visit(root, "/etc/default/openbsd-inetd", take_default,
			    &options);
	return options.asks;
}
