/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/input.h"

#include "common/base/child.h"
#include "hostsaccess/tool/utf8.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

void
input_begin(struct input *input, int fd)
{
	input->fd = fd;
	input->start = input->end = input->scanned = 0;
	input->at_end = false;
	input->cut = input->open = false;
	input->line = 0;
	input->deadline = NULL;
}

/* Waits until there is more, or the end.  Returns false with errno set. */
static bool
wait_for(const struct input *input)
{
	struct pollfd polled = {.fd = input->fd, .events = POLLIN};
	int left, ready;

	if (!input->deadline)
		return true;
	do {
		left = ha_deadline_remaining(input->deadline);
		ready = left > 0 ? poll(&polled, 1, left) : 0;
	} while (ready < 0 && errno == EINTR);
	if (ready == 0)
		errno = ETIMEDOUT;
	return ready > 0;
}

/* Reads more behind what is there, for which there is room. */
static enum ha_status
fill(struct input *input)
{
	size_t held = input->end - input->start;
	ssize_t size;

	if (input->start > 0)
		memmove(input->buffer, input->buffer + input->start, held);
	input->start = 0;
	input->end = held;
	if (!wait_for(input))
		return HA_ERR_IO;
	do
		size = read(input->fd, input->buffer + held,
			    sizeof(input->buffer) - held);
	while (size < 0 && errno == EINTR);
	if (size < 0)
		return HA_ERR_IO;
	input->end += (size_t)size;
	input->at_end = size == 0;
	return HA_OK;
}

const char *
input_reader(struct input *input)
{
	static const struct {
		const char *magic, *reader;
	} kinds[] = {
	    {"\x1f\x8b", "zcat"},
	    {"BZh", "bzcat"},
	    {"\xfd"
	     "7zXZ",
	     "xzcat"},
	    {"\x28\xb5\x2f\xfd", "zstdcat"},
	    {"LPKSHHRH", "journalctl --file"},
	};

	const char *name;

	if (fill(input) != HA_OK)
		return NULL; /* so will the next call */
	name = utf16_name((struct ha_slice){input->buffer, input->end});
	if (name)
		return name[6] == '\0'  ? "iconv -f UTF-16 -t UTF-8"
		       : name[6] == 'L' ? "iconv -f UTF-16LE -t UTF-8"
					: "iconv -f UTF-16BE -t UTF-8";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t size = strlen(kinds[i].magic);

		if (input->end >= size &&
		    memcmp(input->buffer, kinds[i].magic, size) == 0)
			return kinds[i].reader;
	}
	return NULL;
}

static struct ha_slice
held_of(const struct input *input)
{
	return (struct ha_slice){input->buffer + input->start,
				 input->end - input->start};
}

/* Skips the rest of a line that was cut. */
static enum ha_status
skip_rest(struct input *input)
{
	while (input->cut) {
		size_t held = input->end - input->start;
		size_t size = ha_slice_find(held_of(input), '\n');

		input->cut = size == held && !input->at_end;
		input->start += size < held ? size + 1 : held;
		if (input->cut && fill(input) != HA_OK)
			return HA_ERR_IO;
	}
	return HA_OK;
}

enum ha_status
input_next(struct input *input, struct ha_slice *line)
{
	size_t size, held;

	if (skip_rest(input) != HA_OK)
		return HA_ERR_IO;
	for (input->scanned = 0;; input->scanned = held) {
		struct ha_slice rest =
		    ha_slice_from(held_of(input), input->scanned);

		held = input->end - input->start;
		size = input->scanned + ha_slice_find(rest, '\n');
		if (size < held || held == sizeof(input->buffer) ||
		    input->at_end)
			break;
		if (fill(input) != HA_OK)
			return HA_ERR_IO;
	}
	if (held == 0)
		return HA_END;
	*line = ha_slice_head(held_of(input), size);
	input->line++;
	input->cut = size == sizeof(input->buffer);
	input->open = size == held;
	input->start += size < held ? size + 1 : held;
	return HA_OK;
}

enum ha_status
input_bytes(struct input *input, char *buffer, unsigned long long size,
	    size_t room)
{
	while (size > 0) {
		struct ha_slice held = held_of(input);

		if (held.size == 0 && input->at_end)
			return HA_END;
		if (held.size == 0 && fill(input) != HA_OK)
			return HA_ERR_IO;
		if (held.size > size)
			held.size = (size_t)size;
		input->start += held.size;
		size -= held.size;
		for (size_t i = 0; i < held.size; i++)
			input->line += held.data[i] == '\n';
		held = ha_slice_head(held, room);
		memcpy(buffer, held.data, held.size);
		buffer += held.size;
		room -= held.size;
	}
	return HA_OK;
}
