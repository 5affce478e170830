/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/index.h"

#include "hostsaccess/index/build.h"
#include "hostsaccess/index/install.h"
#include "hostsaccess/index/kind.h"
#include "hostsaccess/index/state.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/progress.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

/*
 * A change within one tick of the clock of a file system, which may be two
 * seconds, leaves no trace in its times: so old a text has to be.
 */
#define AGE_SECONDS 3
/* How often a text that changes meanwhile is tried. */
#define TRIES 5

enum { INVALID = 1 };

/* Says what is the matter with FILE; returns the exit status. */
static int
fault(const char *file, const char *words)
{
	fputs("hostsaccess index: ", stderr);
	output_message(stderr, "%s: %s", file, words);
	return STATUS_USAGE;
}

static const char *
kind_words(bool rules)
{
	return rules ? "rules" : "a list";
}

/* Waits until SOURCE is old enough.  Returns false if no time will tell. */
static bool
wait_until_old(const struct ha_source *source)
{
	struct timespec now, nap = {0, 100000000};

	do {
		if (clock_gettime(CLOCK_REALTIME, &now) ||
		    now.tv_sec < source->status.st_ctim.tv_sec)
			return false;
		if (now.tv_sec - source->status.st_ctim.tv_sec >= AGE_SECONDS)
			return true;
	} while (nanosleep(&nap, NULL) == 0);
	return false;
}

static void
show_bytes(void *context, uint64_t bytes)
{
	progress_reach(context, bytes);
}

/* Writes the index of SOURCE, which is old enough, and puts it in its place. */
static enum ha_status
write_index(struct ha_source *source, struct install *install, bool *reading,
	    struct build *build)
{
	struct progress progress;
	enum ha_status status;

	progress_begin(&progress, "bytes");
	progress.total = (unsigned long)source->status.st_size;
	status = build_index(source, install->fd, show_bytes, &progress,
			     reading, build);
	progress_clear(&progress);
	if (status != HA_OK) {
		install_abandon(install);
		return status;
	}
	*reading = false;
	return install_end(install, source) == INSTALL_OK ? HA_OK : HA_ERR_IO;
}

/* One attempt of build_one(); *WHOSE becomes the file that a fault is of. */
static enum ha_status
try_to_build(const char *file, bool rules, struct install *install,
	     const char **whose, struct build *build)
{
	struct ha_source source;
	enum ha_status status = ha_source_open(&source, file, rules);
	bool reading = true;

	*whose = file;
	if (status != HA_OK) {
		install_abandon(install);
		return status;
	}
	status = wait_until_old(&source) ? ha_source_unchanged(&source, NULL)
					 : HA_ERR_CHANGED;
	if (status == HA_OK)
		status = write_index(&source, install, &reading, build);
	else
		install_abandon(install);
	if (!reading)
		*whose = install->path;
	ha_source_close(&source);
	return status;
}

static int
build_fault(const char *file, enum ha_status status)
{
	switch (status) {
	case HA_ERR_CHANGED:
		return fault(file, "it changes, or the clock is behind; try "
				   "later");
	case HA_ERR_LIMIT:
		return fault(file, "a line is longer than 1 MiB, or there are "
				   "more than 33,554,432 entries: it is read "
				   "as text");
	case HA_ERR_MEMORY:
		return fault(file, "out of memory");
	case HA_ABSENT:
		return fault(file, "No such file or directory");
	default:
		return fault(file, strerror(errno));
	}
}

static int
begin_fault(const struct install *install, const char *file,
	    enum install_status status)
{
	if (status == INSTALL_ERROR)
		return fault(install->path[0] ? install->path : file,
			     strerror(errno));
	return fault(install->path, "is no index; it is left as it is");
}

static int
build_one(const char *file, bool rules)
{
	enum ha_status status = HA_ERR_CHANGED;
	struct install install = {.path = ""};
	enum install_status begun;
	const char *whose = file;
	struct build build;

	for (int i = 0; i < TRIES && status == HA_ERR_CHANGED; i++) {
		begun = install_begin(&install, file);
		if (begun != INSTALL_OK)
			return begin_fault(&install, file, begun);
		status = try_to_build(file, rules, &install, &whose, &build);
	}
	if (status != HA_OK)
		return build_fault(whose, status);
	output_message(
	    stdout,
	    "%s: %s; %llu entries of %llu lines, %llu lines are read "
	    "whoever asks; %.1f MB, built with %.1f MB of memory",
	    install.path, kind_words(rules), (unsigned long long)build.entries,
	    (unsigned long long)build.lines, (unsigned long long)build.residue,
	    (double)build.size / 1e6, (double)build.memory / 1e6);
	return 0;
}

static int
check_one(const char *file, bool rules)
{
	const struct ha_index_use use = {.rules = rules};
	enum ha_index_state state = index_state(file, use, true);

	output_message(stdout, "%s" HA_INDEX_SUFFIX ": %s; %s", file,
		       kind_words(rules), index_state_words(state));
	return state == HA_INDEX_VALID || state == HA_INDEX_SMALL ? 0 : INVALID;
}

static int
remove_one(const char *file)
{
	char path[PATH_MAX];

	switch (install_remove(file)) {
	case INSTALL_OK:
		return 0;
	case INSTALL_ERROR:
		return fault(file, strerror(errno));
	case INSTALL_FOREIGN:
		break;
	}
	return fault(install_path(file, path) ? path : file,
		     "is no index; it is left as it is");
}

/* Builds or checks the index of FILE, which has to be readable. */
static int
take_one(const struct arguments *arguments, const char *file)
{
	bool check = arguments->given & ARGUMENT_CHECK;
	enum ha_status status;
	struct stat text;
	bool rules;

	if (arguments->given & ARGUMENT_REMOVE)
		return remove_one(file);
	status = kind_of(file, &rules);
	if (status != HA_OK)
		return build_fault(file, status);
	if (check)
		return check_one(file, rules);
	if (stat(file, &text) == 0 && text.st_size < HA_INDEX_TEXT_MIN) {
		output_message(stdout,
			       "%s: smaller than 64 KiB, which is read as "
			       "fast without an index; none is built",
			       file);
		return 0;
	}
	return build_one(file, rules);
}

static int
run(const struct arguments *arguments)
{
	const unsigned both = ARGUMENT_CHECK | ARGUMENT_REMOVE;
	int worst = 0;

	if (arguments->count == 0)
		return usage_error(&index_command, "it takes files");
	if ((arguments->given & both) == both)
		return usage_error(&index_command,
				   "--check and --remove exclude each other");
	for (int i = 0; i < arguments->count; i++) {
		int status = take_one(arguments, arguments->words[i]);

		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command index_command = {
    "index", ARGUMENT_CHECK | ARGUMENT_REMOVE,
    "usage: hostsaccess index [--check | --remove] FILE...\n"
    "Writes FILE.index, by which logins find their lines in a large FILE.\n"
    "  --check   say whether it is valid, and build nothing\n"
    "  --remove  remove it\n"
    "FILE is a rule file or a list file.\n"
    "Exit status: 0 done, or valid; 1 not valid; 2 error.\n",
    run};
