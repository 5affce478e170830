/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/indexed.h"

#include "tests/unit/unit.h"

#include "tests/support/index_of.h"

#include <fcntl.h>

void
write_large(const char *text, bool later, bool rules)
{
	FILE *stream = fopen("file", "we");

	assert_non_null(stream);
	if (!later)
		fputs(text, stream);
	for (unsigned i = 0; i < FILLER; i++)
		fprintf(stream, "%s10.%u.%u.%u\n", rules ? "a: " : "", i / 200,
			i % 200, i % 7);
	if (later)
		fputs(text, stream);
	assert_int_equal(fclose(stream), 0);
}

void
build(bool rules)
{
	int fd =
	    open("file.index", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(index_of("file", rules, fd), HA_OK);
	close(fd);
}

const char *
lines_of(struct ha_source *source, unsigned long before, bool ours)
{
	static char text[1024];
	enum ha_status status;
	struct ha_line line;
	size_t size = 0;

	text[0] = '\0';
	while ((status = ha_source_next(source, &line)) == HA_OK) {
		if (ours && ha_slice_starts(line.text, S("a: 10.")))
			continue;
		assert_true(size < sizeof(text) - 32);
		size += (size_t)snprintf(text + size, sizeof(text) - size,
					 "%lu ", line.place.line - before);
	}
	assert_int_equal(status, HA_END);
	return text;
}

static void
set_name(struct ha_endpoint *endpoint, const char *name)
{
	if (strcmp(name, "?") == 0)
		return;
	if (name[0] != '\0')
		ha_endpoint_set_name(endpoint, ha_slice_of(name));
	else
		endpoint->name_fact.state = HA_FACT_UNKNOWN;
}

void
open_for(const char *address, const char *name, bool rules,
	 struct ha_endpoint *endpoint, struct ha_source *source)
{
	memset(endpoint, 0, sizeof(*endpoint));
	ha_endpoint_set_address(endpoint, ha_slice_of(address));
	set_name(endpoint, name);
	assert_int_equal(ha_source_open(source, "file", rules), HA_OK);
	ha_source_filter(source, endpoint, false, NULL);
	assert_non_null(source->filter.index);
}
