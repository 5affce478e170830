/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The reader and the parser: the input is a rule file.  Every byte of it
 * must come out once, at its place, and what is reported must lie in it.
 */
#include "tests/fuzz/fuzz.h"

#include "common/option/option.h"
#include "common/rule/visit.h"
#include "common/source/source.h"

#include <err.h>
#include <string.h>
#include <unistd.h>

/* The file as it is, and how far it has been read. */
struct reading {
	struct ha_slice file;
	size_t offset;
	const struct ha_line *line;
};

/* How much a read(2) of the reader gets at once: its blocks end anywhere. */
static size_t block = SIZE_MAX;

ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);

ssize_t
__wrap_read(int fd, void *buffer, size_t size)
{
	return __real_read(fd, buffer, size < block ? size : block);
}

static bool
lies_in(struct ha_slice part, struct ha_slice whole)
{
	return part.data >= whole.data &&
	       part.data + part.size <= whole.data + whole.size;
}

/* The rest of the line of FILE from PLACE on; fails if that is not there. */
static struct ha_slice
rest_at(struct ha_slice file, struct ha_place place)
{
	FUZZ_REQUIRE(place.line > 0 && place.column > 0);
	while (--place.line > 0) {
		size_t size = ha_slice_find(file, '\n');

		FUZZ_REQUIRE(size < file.size);
		file = ha_slice_from(file, size + 1);
	}
	file = ha_slice_head(file, ha_slice_find(file, '\n'));
	FUZZ_REQUIRE(place.column <= file.size + 1);
	return ha_slice_from(file, place.column - 1);
}

static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct reading *reading = context;
	const struct ha_line *line = reading->line;
	const struct ha_slice text = diagnostic->text;

	FUZZ_REQUIRE(ha_diagnostic_message(diagnostic->id));
	FUZZ_REQUIRE(diagnostic->place.file == line->place.file);
	FUZZ_REQUIRE(diagnostic->place.line >= line->place.line);
	FUZZ_REQUIRE(diagnostic->place.column > 0);
	FUZZ_REQUIRE(text.size == 0 || lies_in(text, line->text));
	rest_at(reading->file, diagnostic->place);
}

/* Each byte of the text of LINE has the place that the file says. */
static void
check_places(const struct reading *reading, const struct ha_line *line)
{
	for (size_t i = 0; i < line->text.size && i < 64; i++) {
		struct ha_slice rest =
		    rest_at(reading->file, ha_line_place(line, i));

		FUZZ_REQUIRE(rest.size > 0);
		FUZZ_REQUIRE(rest.data[0] == line->text.data[i]);
	}
}

/* The text of LINE is what stands in the file, without the joints. */
static void
check_line(struct reading *reading, const struct ha_line *line)
{
	struct ha_slice rest = ha_slice_from(reading->file, reading->offset);
	struct ha_slice raw = line->raw;
	size_t joined = 0;

	FUZZ_REQUIRE(raw.size <= rest.size);
	FUZZ_REQUIRE(raw.size == 0 ||
		     memcmp(raw.data, rest.data, raw.size) == 0);
	for (size_t i = 0; i < raw.size; i++, joined++) {
		if (raw.size - i > 1 && raw.data[i] == '\\' &&
		    raw.data[i + 1] == '\n') {
			i++;
			joined--;
			continue;
		}
		FUZZ_REQUIRE(raw.data[i] != '\n');
		FUZZ_REQUIRE(joined < line->text.size);
		FUZZ_REQUIRE(line->text.data[joined] == raw.data[i]);
	}
	FUZZ_REQUIRE(joined == line->text.size);
	reading->offset += raw.size;
	if (reading->offset < reading->file.size)
		FUZZ_REQUIRE(reading->file.data[reading->offset++] == '\n');
	check_places(reading, line);
}

static void
check_list(struct ha_slice list)
{
	struct ha_slice rest = list, token, left, host;

	while (ha_token_next(&rest, &token)) {
		FUZZ_REQUIRE(token.size > 0 && lies_in(token, list));
		FUZZ_REQUIRE(!ha_slice_any(token, HA_C_SEPARATOR));
		FUZZ_REQUIRE(rest.data == token.data + token.size);
		if (!ha_token_split(token, &left, &host))
			continue;
		FUZZ_REQUIRE(left.size > 0 && left.data == token.data);
		FUZZ_REQUIRE(left.data[left.size] == '@');
		FUZZ_REQUIRE(left.size + 1 + host.size == token.size);
	}
	FUZZ_REQUIRE(ha_slice_all(rest, HA_C_SEPARATOR));
}

/* That the parts of TOKEN lie in it, and that what is read of them is text. */
static void
check_token(void *context, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	const struct ha_rule *rule = context;
	struct ha_slice list = token->client ? rule->clients : rule->daemons;

	FUZZ_REQUIRE(token->text.size > 0 && lies_in(token->text, list));
	FUZZ_REQUIRE(!left || lies_in(token->left, token->text));
	FUZZ_REQUIRE(!host || lies_in(token->host, token->text));
	FUZZ_REQUIRE(!token->except || (!left && !host));
}

static void
check_rule(const struct ha_rule *rule, const struct ha_sink *sink)
{
	const struct ha_option_context context = {.sink = sink};
	const struct ha_slice text = rule->line->text;
	struct ha_options options;

	FUZZ_REQUIRE(lies_in(rule->daemons, text));
	FUZZ_REQUIRE(lies_in(rule->clients, text));
	FUZZ_REQUIRE(rule->daemons.data + rule->daemons.size <
		     rule->clients.data);
	FUZZ_REQUIRE(!rule->has_options || lies_in(rule->options, text));
	check_list(rule->daemons);
	check_list(rule->clients);
	ha_visit_lists(rule, sink, check_token, (void *)rule);
	FUZZ_REQUIRE(ha_options_read(rule, &context, &options) == HA_OK);
}

static void
read_all(struct ha_source *source, struct reading *reading)
{
	const struct ha_sink sink = {receive, reading};
	unsigned long last = 0;
	enum ha_status status;
	struct ha_line line;
	struct ha_rule rule;

	while ((status = ha_source_next(source, &line)) == HA_OK) {
		FUZZ_REQUIRE(line.place.line > last && line.place.column == 1);
		last = line.place.line;
		reading->line = &line;
		check_line(reading, &line);
		if (ha_syntax_parse(&line, &sink, &rule) == HA_SYNTAX_RULE)
			check_rule(&rule, &sink);
	}
	FUZZ_REQUIRE(status == HA_END);
	FUZZ_REQUIRE(reading->offset == reading->file.size);
	FUZZ_REQUIRE(ha_source_unchanged(source, NULL) == HA_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fuzz_file file;
	struct ha_source source;
	struct reading reading;
	char *text = malloc(size + 1);

	if (!text)
		err(2, "memory");
	if (size > 0)
		memcpy(text, data, size);
	block = 1 + size % 61;
	size = fuzz_unescape(text, size);
	fuzz_file_write(&file, text, size);
	reading = (struct reading){.file = {text, size}};
	if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		reading.file = ha_slice_from(reading.file, 3);
	FUZZ_REQUIRE(ha_source_open(&source, file.path, true) == HA_OK);
	read_all(&source, &reading);
	ha_source_close(&source);
	block = SIZE_MAX;
	free(text);
	return 0;
}
