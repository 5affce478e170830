/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/*
 * Reads FILE into TEXT, of SIZE bytes, as far as it has room, and to its end.
 * Returns how many bytes there are, or -1 if they cannot be read.
 */
static ssize_t
read_file(const char *file, char *text, size_t size)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char rest[4096];
	size_t all = 0;
	ssize_t got;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	do {
		got = all < size ? read(fd, text + all, size - all)
				 : read(fd, rest, sizeof(rest));
		all += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	close(fd);
	return got == 0 ? (ssize_t)all : -1;
}

/* How many bytes the word has that REST begins with; actions are one. */
static size_t
word_size(struct ha_slice rest)
{
	size_t size = ha_slice_find(rest, ']');

	if (rest.data[0] == '[')
		return size < rest.size ? size + 1 : size;
	size = 0;
	while (size < rest.size && rest.data[size] != '[' &&
	       !ha_in_class(rest.data[size], HA_C_SPACE))
		size++;
	return size;
}

bool
ha_sources_next(struct ha_slice *rest, struct ha_slice *source)
{
	do {
		*rest = ha_slice_skip(*rest, HA_C_SPACE);
		if (rest->size == 0 || rest->data[0] == '#')
			return false;
		*source = ha_slice_head(*rest, word_size(*rest));
		*rest = ha_slice_from(*rest, source->size);
	} while (source->data[0] == '[');
	return true;
}

/*
 * Whether the end of a search through the sources REST does not tell that a
 * name server failed: nss-resolve(8) takes that for "no such name", and behind
 * dns another source is asked.
 */
static bool
hides_errors(struct ha_slice rest)
{
	bool dns = false, last = false;
	struct ha_slice source;

	while (ha_sources_next(&rest, &source)) {
		if (ha_slice_is(source, "resolve"))
			return true;
		last = ha_slice_is(source, "dns");
		dns |= last;
	}
	return dns && !last;
}

/* Room for nsswitch.conf(5). */
#define TEXT_SIZE 16384

/*
 * Finds the line of DATABASE in TEXT, the last one, as it counts; *SOURCES is
 * what stands behind its colon.
 */
static bool
find_line(struct ha_slice text, const char *database, struct ha_slice *sources)
{
	bool found = false;

	while (text.size > 0) {
		size_t size = ha_slice_find(text, '\n');
		struct ha_slice line =
		    ha_slice_skip(ha_slice_head(text, size), HA_C_SPACE);
		size_t colon = ha_slice_find(line, ':');

		if (colon < line.size &&
		    ha_slice_is(
			ha_slice_trim(ha_slice_head(line, colon), HA_C_SPACE),
			database)) {
			*sources = ha_slice_from(line, colon + 1);
			found = true;
		}
		text = size == text.size ? ha_slice_head(text, 0)
					 : ha_slice_from(text, size + 1);
	}
	return found;
}

enum ha_end
ha_sources_end(void)
{
	char text[TEXT_SIZE];
	struct ha_slice sources;
	ssize_t size = read_file("/etc/nsswitch.conf", text, sizeof(text));

	if (size < 0 || read_file("/etc/hosts", NULL, 0) < 0)
		return HA_END_IS_NONE;
	if ((size_t)size > sizeof(text))
		return HA_END_IS_DOUBTFUL;
	return find_line((struct ha_slice){text, (size_t)size}, "hosts",
			 &sources) &&
		       hides_errors(sources)
		   ? HA_END_IS_DOUBTFUL
		   : HA_END_COUNTS;
}

bool
ha_sources_read(const char *database, char line[HA_SOURCES_MAX])
{
	char text[TEXT_SIZE];
	struct ha_slice sources = ha_slice_of("files");
	ssize_t size = read_file("/etc/nsswitch.conf", text, sizeof(text));

	if (size < 0 || (size_t)size > sizeof(text))
		return false;
	find_line((struct ha_slice){text, (size_t)size}, database, &sources);
	sources = ha_slice_head(sources, ha_slice_find(sources, '#'));
	return ha_slice_copy(sources, line, HA_SOURCES_MAX);
}
