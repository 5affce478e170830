/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <stdlib.h>
#include <string.h>

/* R1.08: room for a logical line, its newline and a NUL. */
#define LINE_ROOM 2048
/* The limit with the row line-length. */
#define LINE_MAX_BYTES ((size_t)1024 * 1024)

enum line {
	LINE_END,
	LINE_READ,
	LINE_DOUBT, /* with a NUL: it counts for refusals only */
	LINE_CUT,   /* the file is read no further (R1.06, R1.08) */
	LINE_FAULT,
};

struct reader {
	const struct model_run *run;
	const char *text;
	size_t size;
	size_t offset;
	char *line;
};

/* Takes at most MOST bytes, up to and with a newline; returns how many. */
static size_t
take_piece(struct reader *in, size_t most)
{
	const char *start = in->text + in->offset;
	size_t size = in->size - in->offset;
	const char *newline;

	if (size > most)
		size = most;
	newline = memchr(start, '\n', size);
	if (newline != NULL)
		size = (size_t)(newline - start) + 1;
	in->offset += size;
	return size;
}

/* Reads a logical line, which ends in a newline, into in->line. */
static enum line
next_line(struct reader *in)
{
	const bool keep_nul = model_on(in->run, MODEL_NUL);
	size_t room = LINE_ROOM, used = 0;
	bool nul = false;

	if (model_on(in->run, MODEL_LINE_LENGTH))
		room = in->size + 2;
	while (room > 1 && in->offset < in->size) {
		const char *start = in->text + in->offset;
		size_t size = take_piece(in, room - 1);
		const char *zero = memchr(start, '\0', size);

		nul |= zero != NULL;
		if (zero != NULL && !keep_nul)
			size = (size_t)(zero - start);
		if (size >= 2 && memcmp(start + size - 2, "\\\n", 2) == 0)
			size -= 2;
		for (size_t i = 0; i < size; i++)
			in->line[used + i] = start[i] == '\0' ? ' ' : start[i];
		used += size;
		room -= size;
		if (size > 0 && in->line[used - 1] == '\n')
			break;
	}
	if (used > LINE_MAX_BYTES)
		return LINE_FAULT;
	if (used == 0)
		return LINE_END;
	if (in->line[used - 1] != '\n') {
		if (room <= 1 || !model_on(in->run, MODEL_LAST_NEWLINE))
			return LINE_CUT;
		in->line[used++] = '\n';
	}
	in->line[used] = '\0';
	return nul && keep_nul ? LINE_DOUBT : LINE_READ;
}

static enum model_outcome
search_lines(struct model_run *run, struct reader *in, bool allows)
{
	enum model_outcome outcome = MODEL_PASS;

	run->refusals = false;
	while (outcome == MODEL_PASS) {
		const enum line line = next_line(in);

		switch (line) {
		case LINE_END:
			return MODEL_PASS;
		case LINE_READ:
		case LINE_DOUBT:
			outcome = model_rule(run, in->line, allows,
					     line == LINE_DOUBT);
			if (outcome == MODEL_SKIP && run->idle) {
				run->refusals = true;
				outcome = MODEL_PASS;
			}
			if (run->refusals &&
			    (outcome == MODEL_ALLOW ||
			     (outcome == MODEL_MATCH && allows)))
				outcome = MODEL_PASS;
			break;
		case LINE_CUT:
			return allows ? MODEL_SKIP : MODEL_REFUSE;
		case LINE_FAULT:
			return MODEL_REFUSE;
		}
	}
	return outcome;
}

static enum model_outcome
search_text(struct model_run *run, const struct model_file *file, bool allows)
{
	struct reader in = {.run = run, .text = file->text, .size = file->size};
	enum model_outcome outcome;

	if (file->size >= 3 && model_on(run, MODEL_BOM) &&
	    memcmp(file->text, "\xef\xbb\xbf", 3) == 0)
		in.offset = 3;
	in.line = malloc(file->size + 2);
	if (in.line == NULL)
		abort();
	outcome = search_lines(run, &in, allows);
	free(in.line);
	return outcome;
}

/* Searches FILE, which ALLOWS or refuses whom it matches (R1.03 to R1.05). */
static enum model_outcome
search_file(struct model_run *run, const struct model_file *file, bool allows)
{
	const bool fault = model_on(run, MODEL_UNREADABLE);

	switch (file->kind) {
	case MODEL_TEXT:
		return search_text(run, file, allows);
	case MODEL_ABSENT:
		return MODEL_PASS;
	case MODEL_DIRECTORY:
		return fault ? MODEL_REFUSE : MODEL_PASS;
	case MODEL_UNOPENABLE:
		return fault || !allows ? MODEL_REFUSE : MODEL_PASS;
	}
	abort();
}

/* Copies a fact of R1.24 and R1.25. */
static void
copy_fact(const struct model_run *run, char fact[MODEL_FACT_SIZE],
	  const char *text, const char *if_empty)
{
	const char *from = text == NULL || text[0] == '\0' ? if_empty : text;
	size_t size = strlen(from);

	if (size > 127 && !model_on(run, MODEL_LINE_LENGTH))
		size = 127;
	if (size >= MODEL_FACT_SIZE)
		abort();
	memcpy(fact, from, size);
	fact[size] = '\0';
}

bool
model_allows(const struct model_rules *rules, const struct model_client *client,
	     uint64_t rows)
{
	struct model_run run;
	enum model_outcome outcome;

	run.rules = rules;
	run.rows = rows;
	run.aclexec_failed = false;
	copy_fact(&run, run.daemon, client->daemon, "");
	copy_fact(&run, run.user, client->user, "unknown");
	copy_fact(&run, run.client.name, client->name, "unknown");
	copy_fact(&run, run.client.address, client->address, "unknown");
	copy_fact(&run, run.server.name, client->server_name, "unknown");
	copy_fact(&run, run.server.address, client->server_address, "unknown");
	run.server_port = client->server_port;
	outcome = search_file(&run, &rules->allow, true);
	if (outcome == MODEL_MATCH || outcome == MODEL_ALLOW)
		return true;
	if (outcome == MODEL_REFUSE)
		return false;
	outcome = search_file(&run, &rules->deny, false);
	return outcome != MODEL_MATCH && outcome != MODEL_REFUSE;
}
