/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/known.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Learns KEY. */
static void
learn(struct known *known, struct ha_slice key)
{
	uint32_t count = known->numbers.count;
	uint32_t number = table_add(&known->numbers, key, count);

	if (number == count) {
		known->counts =
		    memory_grow(known->counts, count, sizeof(*known->counts));
		known->counts[count] = 0;
	}
	known->counts[number]++;
}

/* Whether KEY was learnt; takes it once. */
static bool
take(struct known *known, struct ha_slice key)
{
	uint32_t number = table_find(&known->numbers, key);

	if (number == TABLE_NONE || known->counts[number] == 0)
		return false;
	known->counts[number]--;
	return true;
}

bool
known_has_key(struct known *known, struct ha_slice key)
{
	if (!known->learns)
		return take(known, key);
	learn(known, key);
	return true;
}

/* FILE by what it is, as the texts of a pass have names of their own. */
static const char *
name_of(const struct known *known, const char *file)
{
	if (strcmp(file, known->files->allow_file) == 0)
		return "allow";
	return strcmp(file, known->files->deny_file) == 0 ? "deny" : file;
}

bool
known_has(struct known *known, const char *file, const char *name,
	  struct ha_slice text, struct ha_slice line)
{
	char *key = NULL;
	size_t size;
	FILE *stream = open_memstream(&key, &size);
	bool has;

	if (!stream)
		memory_out();
	/* either may hold anything, also NUL */
	fprintf(stream, "%s:%s:%zu:", name, name_of(known, file), text.size);
	if (text.size > 0)
		fwrite(text.data, 1, text.size, stream);
	if (line.size > 0)
		fwrite(line.data, 1, line.size, stream);
	if (fclose(stream) != 0)
		memory_out();
	has = known_has_key(known, (struct ha_slice){key, size});
	free(key);
	return has;
}

void
known_free(struct known *known)
{
	table_free(&known->numbers);
	free(known->counts);
}
