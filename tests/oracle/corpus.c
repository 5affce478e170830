/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * corpus DIR: real rule files, and what tcpdmatch said about them, against
 * ours.
 *
 * DIR/VERDICTS.tsv names a directory of rule files, a daemon, a client
 * address and the verdict of `tcpdmatch -d`, which knows no name and no user.
 */
#include "tests/oracle/ours.h"
#include "tests/oracle/tally.h"
#include "tests/oracle/tsv.h"
#include "tests/oracle/world.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seconds that one decision may take. */
#define PATIENCE 20
#define PATH_SIZE 4096

enum column {
	DIRECTORY,
	DAEMON,
	ADDRESS,
	VERDICT,
	COLUMNS,
};

/* In tcpdmatch every aclexec succeeds. */
static bool
succeeds(const char *command)
{
	(void)command;
	return true;
}

/* Returns whether VERDICT is "granted"; "delegated" is a twist: refused. */
static bool
verdict_of(const struct tsv *in, const char *verdict)
{
	if (strcmp(verdict, "granted") == 0)
		return true;
	if (strcmp(verdict, "denied") != 0 && strcmp(verdict, "delegated") != 0)
		tsv_bad(in, "no verdict");
	return false;
}

static void
make_path(char path[PATH_SIZE], const char *root, const char *directory,
	  const char *name)
{
	const int size = snprintf(path, PATH_SIZE, "%s/%s%s%s", root, directory,
				  name[0] == '\0' ? "" : "/", name);

	if (size < 0 || size >= PATH_SIZE)
		errx(2, "path too long: %s", directory);
}

/* Reads the file at PATH, which may be missing; returns what to free. */
static char *
read_table(const char *path, struct model_file *table)
{
	FILE *file = fopen(path, "re");
	char *text;
	long size;

	*table = (struct model_file){.kind = MODEL_ABSENT};
	if (file == NULL && errno == ENOENT)
		return NULL;
	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
		err(2, "%s", path);
	text = malloc((size_t)size + 1);
	if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size)
		err(2, "%s", path);
	fclose(file);
	*table = (struct model_file){MODEL_TEXT, text, (size_t)size};
	return text;
}

static bool
run_row(const struct tsv *in, const char *root, char **columns,
	struct tally *tally)
{
	struct model_rules rules = {.succeeds = succeeds,
				    .netgroup_has = world_netgroup_has};
	const struct model_client client = {.daemon = columns[DAEMON],
					    .name = "",
					    .address = columns[ADDRESS],
					    .user = ""};
	const bool theirs = verdict_of(in, columns[VERDICT]);
	char allow[PATH_SIZE], deny[PATH_SIZE];
	bool ours, good = true;
	char *allow_text, *deny_text;

	make_path(allow, root, columns[DIRECTORY], "hosts.allow");
	make_path(deny, root, columns[DIRECTORY], "hosts.deny");
	allow_text = read_table(allow, &rules.allow);
	deny_text = read_table(deny, &rules.deny);
	alarm(PATIENCE);
	ours = ours_allow(allow, deny, &client, false);
	if (ours_allow(allow, deny, &client, true) && !ours) {
		printf("%s:%lu: strict allows what is refused without it\n",
		       in->path, in->number);
		good = false;
	}
	alarm(0);
	if (!tally_add(tally, &rules, &client, theirs, ours))
		tally_show(stdout, columns[DIRECTORY], &rules, &client, theirs,
			   ours);
	free(allow_text);
	free(deny_text);
	return good;
}

int
main(int argc, char **argv)
{
	char *columns[COLUMNS], path[PATH_SIZE];
	struct tally tally = {0};
	bool good = true;
	struct tsv in;

	if (argc != 2)
		errx(2, "usage: corpus DIR");
	make_path(path, argv[1], "VERDICTS.tsv", "");
	tsv_open(&in, path);
	while (tsv_next(&in)) {
		tsv_cut(&in, in.line, columns, COLUMNS);
		if (in.number > 1) /* the first line is the heading */
			good = run_row(&in, argv[1], columns, &tally) && good;
	}
	tally_print(&tally, "corpus");
	return good && tally.decisions > 0 && tally.unexplained == 0 ? 0 : 1;
}
