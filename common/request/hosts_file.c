/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/hosts_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* A file that is read: of a line its address, and the names behind it. */
struct hosts {
	FILE *stream;
	char *line;
	size_t room;
	struct ha_address address;
	struct ha_slice names;
};

/* Takes a word from REST; an empty one is the end. */
static struct ha_slice
take_word(struct ha_slice *rest)
{
	struct ha_slice word = ha_slice_skip(*rest, HA_C_SPACE);
	size_t size = 0;

	while (size < word.size && !ha_in_class(word.data[size], HA_C_SPACE))
		size++;
	*rest = ha_slice_from(word, size);
	return ha_slice_head(word, size);
}

/* Opens PATH; HA_LOOKUP_FOUND: it is to be closed. */
static enum ha_lookup
begin(struct hosts *hosts, const char *path)
{
	*hosts = (struct hosts){.stream = fopen(path, "re")};
	if (hosts->stream)
		return HA_LOOKUP_FOUND;
	return errno == ENOENT ? HA_LOOKUP_NONE : HA_LOOKUP_FAILED;
}

/* Goes to the next line with an address. */
static bool
next(struct hosts *hosts)
{
	ssize_t size;

	while ((size = getline(&hosts->line, &hosts->room, hosts->stream)) >=
	       0) {
		struct ha_slice line = {hosts->line, (size_t)size};

		hosts->names = ha_slice_head(line, ha_slice_find(line, '#'));
		if (ha_address_parse(take_word(&hosts->names), &hosts->address))
			return true;
	}
	return false;
}

/* Closes it; whatever is FOUND counts only if all could be read. */
static enum ha_lookup
end(struct hosts *hosts, bool found)
{
	bool whole = found || feof(hosts->stream);

	free(hosts->line);
	fclose(hosts->stream);
	if (!whole)
		return HA_LOOKUP_FAILED;
	return found ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

static bool
has_name(struct ha_slice names, const char *name)
{
	struct ha_slice word;

	while ((word = take_word(&names)).size > 0)
		if (ha_slice_is(word, name))
			return true;
	return false;
}

enum ha_lookup
ha_hosts_addresses(const char *path, const char *name, enum ha_family family,
		   bool (*visit)(void *visitor,
				 const struct ha_address *address),
		   void *visitor)
{
	bool found = false, more = true;
	struct hosts hosts;
	enum ha_lookup lookup = begin(&hosts, path);

	if (lookup != HA_LOOKUP_FOUND)
		return lookup;
	while (more && next(&hosts))
		if ((family == HA_FAMILY_NONE ||
		     hosts.address.family == family) &&
		    has_name(hosts.names, name)) {
			found = true;
			more = visit(visitor, &hosts.address);
		}
	if (more && !feof(hosts.stream))
		found = false;
	return end(&hosts, found);
}

enum ha_lookup
ha_hosts_name(const char *path, const struct ha_address *address,
	      char name[HA_NAME_MAX + 1])
{
	bool found = false;
	struct hosts hosts;
	enum ha_lookup lookup = begin(&hosts, path);

	if (lookup != HA_LOOKUP_FOUND)
		return lookup;
	while (!found && next(&hosts))
		found = ha_address_equal(&hosts.address, address) &&
			ha_slice_copy(take_word(&hosts.names), name,
				      HA_NAME_MAX + 1);
	return end(&hosts, found);
}
