/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/sources.h"

#include "common/base/slice.h"

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

/*
 * Whether the end of a search through the sources REST does not tell that a
 * name server failed: nss-resolve(8) takes that for "no such name", and behind
 * dns another source is asked.
 */
static bool
hides_errors(struct ha_slice rest)
{
	bool dns = false, last = false;

	rest = ha_slice_skip(rest, HA_C_SPACE);
	while (rest.size > 0 && rest.data[0] != '#') {
		struct ha_slice word = ha_slice_head(rest, word_size(rest));

		if (ha_slice_is(word, "resolve"))
			return true;
		if (word.data[0] != '[')
			last = ha_slice_is(word, "dns");
		dns |= last;
		rest =
		    ha_slice_skip(ha_slice_from(rest, word.size), HA_C_SPACE);
	}
	return dns && !last;
}

/* Whether that is so of a line of hosts in TEXT, which is nsswitch.conf(5). */
static bool
has_doubtful_sources(struct ha_slice text)
{
	while (text.size > 0) {
		size_t size = ha_slice_find(text, '\n');
		struct ha_slice line =
		    ha_slice_skip(ha_slice_head(text, size), HA_C_SPACE);
		size_t colon = ha_slice_find(line, ':');

		if (ha_slice_starts(line, ha_slice_of("hosts")) &&
		    colon < line.size &&
		    hides_errors(ha_slice_from(line, colon + 1)))
			return true;
		if (size == text.size)
			break;
		text = ha_slice_from(text, size + 1);
	}
	return false;
}

enum ha_end
ha_sources_end(void)
{
	char text[16384];
	ssize_t size = read_file("/etc/nsswitch.conf", text, sizeof(text));

	if (size < 0 || read_file("/etc/hosts", NULL, 0) < 0)
		return HA_END_IS_NONE;
	if ((size_t)size > sizeof(text) ||
	    has_doubtful_sources((struct ha_slice){text, (size_t)size}))
		return HA_END_IS_DOUBTFUL;
	return HA_END_COUNTS;
}
