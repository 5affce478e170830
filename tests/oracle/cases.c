/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * cases FILE: the verdicts of tcp_wrappers on a table of cases against ours.
 *
 * The comment lines of FILE say what its columns and escapes are.
 */
#include "tests/oracle/drop_in.h"
#include "tests/oracle/escape.h"
#include "tests/oracle/ours.h"
#include "tests/oracle/scratch.h"
#include "tests/oracle/tally.h"
#include "tests/oracle/tsv.h"
#include "tests/oracle/world.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 8
#define FIXTURE "#@file\t"

enum column {
	ID,
	ALLOW,
	DENY,
	DAEMON,
	NAME,
	ADDRESS,
	USER,
	VERDICT,
};

/* Returns TEXT, allocated, with DIRECTORY in the place of each @DIR@. */
static char *
with_directory(const char *text, const char *directory)
{
	static const char mark[] = "@DIR@";
	char *result;
	size_t size;
	FILE *out = open_memstream(&result, &size);

	if (out == NULL)
		err(2, "memory");
	for (const char *at; (at = strstr(text, mark)) != NULL;
	     text = at + strlen(mark))
		fprintf(out, "%.*s%s", (int)(at - text), text, directory);
	fputs(text, out);
	if (fclose(out) != 0)
		err(2, "memory");
	return result;
}

/* Returns the escaped COLUMN as allocated bytes; *SIZE without the NUL. */
static char *
bytes_of(const struct tsv *in, const struct scratch *scratch,
	 const char *column, size_t *size)
{
	char *text = with_directory(column, scratch->path);

	if (!escape_undo(text, size))
		tsv_bad(in, "bad escape");
	return text;
}

/* Returns the escaped COLUMN as an allocated fact. */
static char *
fact_of(const struct tsv *in, const struct scratch *scratch, const char *column)
{
	size_t size;
	char *text = bytes_of(in, scratch, column, &size);

	if (strlen(text) != size)
		tsv_bad(in, "NUL in a fact");
	return text;
}

/* Sets *FILE to the table of COLUMN; returns the text to be freed. */
static char *
table_of(const struct tsv *in, const struct scratch *scratch,
	 const char *column, struct model_file *file)
{
	char *text = bytes_of(in, scratch, column, &file->size);

	file->text = text;
	file->kind = MODEL_TEXT;
	if (strcmp(column, "@ABSENT@") == 0)
		file->kind = MODEL_ABSENT;
	else if (strcmp(column, "@DIRECTORY@") == 0)
		file->kind = MODEL_DIRECTORY;
	else if (strcmp(column, "@NOTDIR@") == 0)
		file->kind = MODEL_UNOPENABLE;
	return text;
}

static bool
verdict_of(const struct tsv *in, const char *column)
{
	if (strcmp(column, "allow") != 0 && strcmp(column, "deny") != 0)
		tsv_bad(in, "bad verdict");
	return strcmp(column, "allow") == 0;
}

static void
run_case(const struct tsv *in, const struct scratch *scratch, char *line,
	 struct tally *tally)
{
	char *columns[COLUMNS], *texts[COLUMNS] = {NULL};
	char allow[SCRATCH_PATH_SIZE], deny[SCRATCH_PATH_SIZE];
	struct model_rules rules = {
	    .succeeds = world_succeeds,
	    .carries_out = ours_elsewhere != NULL,
	    .netgroup_has = world_netgroup_has,
	};
	struct model_client client;
	bool theirs, ours;

	tsv_cut(in, line, columns, COLUMNS);
	texts[ALLOW] = table_of(in, scratch, columns[ALLOW], &rules.allow);
	texts[DENY] = table_of(in, scratch, columns[DENY], &rules.deny);
	for (int i = DAEMON; i <= USER; i++)
		texts[i] = fact_of(in, scratch, columns[i]);
	client = (struct model_client){.daemon = texts[DAEMON],
				       .name = texts[NAME],
				       .address = texts[ADDRESS],
				       .user = texts[USER]};
	theirs = verdict_of(in, columns[VERDICT]);
	scratch_table(scratch, "hosts.allow", &rules.allow, allow);
	scratch_table(scratch, "hosts.deny", &rules.deny, deny);
	ours = ours_allow(allow, deny, &client, false);
	if (!tally_add(tally, &rules, &client, theirs, ours))
		tally_show(stdout, columns[ID], &rules, &client, theirs, ours);
	for (int i = 0; i < COLUMNS; i++)
		free(texts[i]);
}

static void
write_fixture(const struct tsv *in, const struct scratch *scratch, char *line)
{
	char *columns[2], *text;
	size_t size;

	tsv_cut(in, line, columns, 2);
	if (columns[0][0] == '\0' || strchr(columns[0], '/') != NULL)
		tsv_bad(in, "bad name of a file");
	text = bytes_of(in, scratch, columns[1], &size);
	scratch_write(scratch, columns[0], text, size);
	free(text);
}

static void
run_line(const struct tsv *in, const struct scratch *scratch, char *line,
	 struct tally *tally)
{
	if (strncmp(line, FIXTURE, strlen(FIXTURE)) == 0)
		write_fixture(in, scratch, line + strlen(FIXTURE));
	else if (line[0] != '#')
		run_case(in, scratch, line, tally);
}

int
main(int argc, char **argv)
{
	struct tally tally = {0};
	struct scratch scratch;
	struct tsv in;

	drop_in_serve(argc, argv);
	if (getenv(DROP_IN_FOLDER))
		ours_elsewhere = drop_in_allows;
	if (argc != 2)
		errx(2, "usage: cases FILE");
	tsv_open(&in, argv[1]);
	scratch_make(&scratch);
	while (tsv_next(&in))
		run_line(&in, &scratch, in.line, &tally);
	scratch_remove(&scratch);
	tally_print(&tally, "cases");
	return tally.decisions > 0 && tally.unexplained == 0 ? 0 : 1;
}
