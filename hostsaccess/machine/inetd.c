/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/inetd.h"

#include "hostsaccess/tool/memory.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#define INETD "/usr/sbin/inetd"
#define XINETD "/usr/sbin/xinetd"
#define TCPD "tcpd"

struct visitor {
	const char *root;
	void (*visit)(void *context, struct ha_slice daemon, const char *asker);
	void *context;
};

/* Takes the next word of LINE. */
static struct ha_slice
take_word(struct ha_slice *line)
{
	struct ha_slice text = ha_slice_skip_all(*line, HA_C_SPACE);
	size_t size = 0;

	while (size < text.size && !ha_in_class(text.data[size], HA_C_SPACE))
		size++;
	*line = ha_slice_from(text, size);
	return ha_slice_head(text, size);
}

/* Returns the last part of PATH. */
static struct ha_slice
name_of(struct ha_slice path)
{
	size_t slash;

	while ((slash = ha_slice_find(path, '/')) < path.size)
		path = ha_slice_from(path, slash + 1);
	return path;
}

/* Hands on SERVER, with its own name NAME, which ASKER starts. */
static void
take_server(const struct visitor *visitor, struct ha_slice server,
	    struct ha_slice name, const char *asker)
{
	char path[PATH_MAX];

	if (ha_slice_is(name_of(server), TCPD)) {
		if (ha_slice_copy(server, path, sizeof(path)))
			visitor->visit(visitor->context, name_of(name), path);
		return;
	}
	visitor->visit(visitor->context, name_of(name), asker);
}

static FILE *
open_below(const char *root, const char *folder, const char *file)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof(path), "%s%s%s", root, folder, file) >=
	    (int)sizeof(path))
		return NULL;
	return fopen(path, "re");
}

/* SERVICE SOCKET PROTOCOL WAIT USER SERVER ARGUMENT... (inetd.conf(5)) */
static void
read_inetd(const struct visitor *visitor)
{
	FILE *stream = open_below(visitor->root, "/etc/", "inetd.conf");
	char *line = NULL;
	size_t size = 0;

	if (!stream)
		return;
	while (getline(&line, &size, stream) > 0) {
		struct ha_slice rest = ha_slice_of(line), server, name;
		struct ha_slice first = take_word(&rest);

		for (int i = 0; i < 4; i++)
			take_word(&rest);
		server = take_word(&rest);
		name = take_word(&rest);
		if (first.size == 0 || first.data[0] == '#' ||
		    server.size == 0 || server.data[0] != '/')
			continue;
		take_server(visitor, server, name.size > 0 ? name : server,
			    INETD);
	}
	free(line);
	fclose(stream);
}

/* What a service of xinetd.conf(5) says so far. */
struct block {
	char server[PATH_MAX], argument[NAME_MAX + 1];
	bool disabled;
};

/* Takes KEY = VALUE. */
static void
take_setting(struct block *block, struct ha_slice key, struct ha_slice value)
{
	struct ha_slice word = take_word(&value);

	if (ha_slice_is(key, "server"))
		ha_slice_copy(word, block->server, sizeof(block->server));
	else if (ha_slice_is(key, "server_args"))
		ha_slice_copy(word, block->argument, sizeof(block->argument));
	else if (ha_slice_is(key, "disable"))
		block->disabled = ha_slice_is(word, "yes");
}

static void
end_block(const struct visitor *visitor, const struct block *block)
{
	struct ha_slice server = ha_slice_of(block->server);
	struct ha_slice name = server;

	if (block->disabled || server.size == 0)
		return;
	if (ha_slice_is(name_of(server), TCPD))
		name = ha_slice_of(block->argument);
	take_server(visitor, server, name, XINETD);
}

static void
read_xinetd(const struct visitor *visitor, const char *folder, const char *file)
{
	FILE *stream = open_below(visitor->root, folder, file);
	struct block block = {.disabled = false};
	char *line = NULL;
	size_t size = 0;

	if (!stream)
		return;
	while (getline(&line, &size, stream) > 0) {
		struct ha_slice text =
		    ha_slice_trim(ha_slice_of(line), HA_C_SPACE);
		size_t equal = ha_slice_find(text, '=');
		struct ha_slice key = ha_slice_head(text, equal);

		if (text.size == 0 || text.data[0] == '#')
			continue;
		if (text.data[0] == '{')
			block = (struct block){.disabled = false};
		else if (text.data[0] == '}')
			end_block(visitor, &block);
		else if (equal < text.size)
			take_setting(&block, ha_slice_trim(key, HA_C_SPACE),
				     ha_slice_from(text, equal + 1));
	}
	free(line);
	fclose(stream);
}

void
inetd_visit(const char *root,
	    void (*visit)(void *context, struct ha_slice daemon,
			  const char *asker),
	    void *context)
{
	static const char folder[] = "/etc/xinetd.d/";
	const struct visitor visitor = {root, visit, context};
	const struct dirent *entry;
	char path[PATH_MAX];
	DIR *stream = NULL;

	read_inetd(&visitor);
	read_xinetd(&visitor, "/etc/", "xinetd.conf");
	if (snprintf(path, sizeof(path), "%s%s", root, folder) <
	    (int)sizeof(path))
		stream = opendir(path);
	while (stream && (entry = readdir(stream)))
		if (entry->d_name[0] != '.')
			read_xinetd(&visitor, folder, entry->d_name);
	if (stream)
		closedir(stream);
}
