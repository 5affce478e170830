/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/banner.h"

#include "common/source/source.h"
#include "common/source/trust.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What a banner is made with. */
struct banner {
	struct ha_request *request;
	const struct ha_sink *sink;
	struct ha_place place;
	char *text; /* HA_EXPANSION_MAX + 1 bytes, terminated */
	size_t size;
	enum ha_status trust; /* what ha_trust_file() says of it */
};

static void
diagnose(const struct banner *banner, const char *path, int error)
{
	ha_diagnose(banner->sink, HA_D_BANNER, banner->place, ha_slice_of(path),
		    error);
}

/* Adds LINE, expanded.  Returns HA_ERR_LIMIT if there is no room for it. */
static enum ha_status
add_line(struct banner *banner, const struct ha_line *line)
{
	enum ha_status status;
	char *text;
	size_t size;

	status = ha_expand(line->text, false, banner->request, banner->sink,
			   line->place, &text);
	if (status != HA_OK)
		return status;
	size = strlen(text);
	if (banner->size + size + 1 > HA_EXPANSION_MAX) {
		free(text);
		return HA_ERR_LIMIT;
	}
	memcpy(banner->text + banner->size, text, size);
	free(text);
	banner->size += size;
	banner->text[banner->size++] = '\n';
	banner->text[banner->size] = '\0';
	return HA_OK;
}

/* A banner is a regular file, and nobody else's. */
static enum ha_status
check_file(struct banner *banner, const struct ha_source *source,
	   bool root_only)
{
	if (!S_ISREG(source->status.st_mode)) {
		errno = EINVAL;
		return HA_ERR_IO;
	}
	banner->trust =
	    ha_trust_file(source->file, source->fd, &source->status, root_only);
	return banner->trust;
}

/* Returns HA_END behind the last line, or what went wrong. */
static enum ha_status
read_file(struct banner *banner, const char *path, bool root_only)
{
	struct ha_source source;
	struct ha_line line;
	enum ha_status status = ha_source_open(&source, path, false);
	int error;

	if (status != HA_OK)
		return status;
	status = check_file(banner, &source, root_only);
	while (status == HA_OK) {
		status = ha_source_next(&source, &line);
		if (status == HA_OK)
			status = add_line(banner, &line);
	}
	error = errno;
	ha_source_close(&source);
	errno = error;
	return status;
}

/* Makes ':' of each "\:" in PATH, as it is written in options. */
static void
unescape_colons(char *path)
{
	char *to = path;

	for (const char *from = path; *from != '\0'; from++)
		if (from[0] != '\\' || from[1] != ':')
			*to++ = *from;
	*to = '\0';
}

/*
 * Adds the file of DAEMON to the folder in PATH, of SIZE bytes.  Returns false
 * if the daemon's name is no file's name or the path gets too long.
 */
static bool
add_file(struct ha_slice daemon, char *path, size_t size)
{
	size_t used = strlen(path);

	if (daemon.size == 0 || daemon.data[0] == '.' ||
	    ha_slice_find(daemon, '/') < daemon.size)
		return false;
	path[used++] = '/';
	return ha_slice_copy(daemon, path + used, size - used);
}

enum ha_status
ha_banner_read(struct ha_slice directory, struct ha_request *request,
	       const struct ha_sink *sink, struct ha_place place,
	       bool root_only, char **text)
{
	struct banner banner = {request, sink, place, NULL, 0, HA_OK};
	char path[PATH_MAX];
	enum ha_status status;
	struct stat folder;

	banner.text = malloc(HA_EXPANSION_MAX + 1);
	if (!banner.text)
		return HA_ERR_MEMORY;
	banner.text[0] = '\0';
	*text = banner.text;
	if (!ha_slice_copy(directory, path, sizeof(path))) {
		ha_diagnose(sink, HA_D_BANNER, place, directory, ENAMETOOLONG);
		return HA_OK;
	}
	unescape_colons(path);
	if (stat(path, &folder)) {
		ha_diagnose(sink, HA_D_BANNER, place, directory, errno);
		return HA_OK;
	}
	if (!add_file(request->daemon.text, path, sizeof(path))) {
		ha_diagnose(sink, HA_D_BANNER, place, request->daemon.text,
			    EINVAL);
		return HA_OK;
	}
	status = read_file(&banner, path, root_only);
	if (banner.trust != HA_OK)
		return banner.trust;
	if (status == HA_ERR_IO)
		diagnose(&banner, path, errno);
	else if (status == HA_ERR_LIMIT)
		diagnose(&banner, path, EFBIG);
	else if (status == HA_ERR_CHANGED)
		diagnose(&banner, path, EAGAIN);
	return status == HA_ERR_MEMORY ? status : HA_OK;
}
