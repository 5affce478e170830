/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/fuzz/fuzz.h"

#include <err.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Returns the value of the hexadecimal digit C, or -1. */
static int
digit_of(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = memchr(digits, c, sizeof(digits) - 1);

	return at ? (int)(at - digits) : -1;
}

size_t
fuzz_unescape(char *text, size_t size)
{
	size_t used = 0;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (c == '\\' && size - i > 3 && text[i + 1] == 'x' &&
		    digit_of(text[i + 2]) >= 0 && digit_of(text[i + 3]) >= 0) {
			c = (char)(digit_of(text[i + 2]) << 4 |
				   digit_of(text[i + 3]));
			i += 3;
		}
		text[used++] = c;
	}
	return used;
}

void
fuzz_input_open(const uint8_t *data, size_t size, struct fuzz_input *input)
{
	input->copy = malloc(size + 1);
	if (!input->copy)
		err(2, "memory");
	if (size > 0)
		memcpy(input->copy, data, size);
	input->copy[size] = '\0';
	/* A NUL as it is ends the input: texts have it escaped. */
	input->rest = input->copy;
}

bool
fuzz_input_next(struct fuzz_input *input, const char **key,
		struct ha_slice *text)
{
	char *line = input->rest;
	size_t size, key_size;

	if (!line || *line == '\0')
		return false;
	size = strcspn(line, "\n");
	input->rest = line[size] == '\0' ? NULL : line + size + 1;
	line[size] = '\0';
	key_size = strcspn(line, " ");
	*key = line;
	*text = (struct ha_slice){line + size, 0};
	if (line[key_size] == '\0')
		return true;
	line[key_size] = '\0';
	line += key_size + 1;
	*text =
	    (struct ha_slice){line, fuzz_unescape(line, size - key_size - 1)};
	line[text->size] = '\0';
	return true;
}

void
fuzz_input_close(struct fuzz_input *input)
{
	free(input->copy);
}

void
fuzz_file_write(struct fuzz_file *file, const char *text, size_t size)
{
	if (file->path[0] == '\0') {
		file->fd = memfd_create("fuzz", MFD_CLOEXEC);
		snprintf(file->path, sizeof(file->path), "/proc/self/fd/%d",
			 file->fd);
	}
	if (ftruncate(file->fd, 0) ||
	    pwrite(file->fd, text, size, 0) != (ssize_t)size)
		err(2, "%s", file->path);
}
