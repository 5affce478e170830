/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/make.h"

#include "hostsaccess/index/build.h"
#include "hostsaccess/index/install.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/progress.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* How often a text that changes meanwhile is tried. */
#define TRIES 5

/* An index while it is made. */
struct making {
	const char *file;
	bool rules;
	struct install install;
	enum install_status installed;
	struct progress progress;
	struct build build;
	bool ahead; /* the text was changed after now, by the clock */
};

int
index_fault(const char *file, const char *words)
{
	fputs("hostsaccess index: ", stderr);
	output_message(stderr, "%s: %s", file, words);
	return STATUS_USAGE;
}

/* Waits until SOURCE is old enough.  Returns false if no time will tell. */
static bool
wait_until_old(struct making *making, const struct ha_source *source)
{
	const time_t changed = source->status.st_ctim.tv_sec;
	struct timespec now, nap = {0, 100000000};
	bool told = false;

	for (;;) {
		if (clock_gettime(CLOCK_REALTIME, &now))
			return false;
		making->ahead = now.tv_sec < changed;
		if (making->ahead || now.tv_sec - changed >= BUILD_AGE_SECONDS)
			break;
		if (!told && isatty(STDERR_FILENO))
			fputs("\rwaiting until nobody has changed it for three "
			      "seconds ",
			      stderr);
		told = true;
		nanosleep(&nap, NULL);
	}
	making->progress.shown = told && isatty(STDERR_FILENO);
	progress_clear(&making->progress);
	return !making->ahead;
}

static void
show_lines(void *context, uint64_t bytes)
{
	struct making *making = context;

	making->progress.bytes = (off_t)bytes;
	progress_reach(&making->progress, (unsigned long)making->build.lines);
}

/* Writes the index of SOURCE, which is old enough, and puts it in its place. */
static enum ha_status
write_index(struct making *making, struct ha_source *source)
{
	enum ha_status status;

	making->installed = install_begin(&making->install, making->file);
	if (making->installed != INSTALL_OK)
		return HA_ERR_IO;
	progress_of_file(&making->progress, source->fd);
	status = build_index(source, making->install.fd, show_lines, making,
			     &making->build);
	progress_clear(&making->progress);
	if (status != HA_OK) {
		install_abandon(&making->install);
		return status;
	}
	making->installed = install_end(&making->install, source);
	return making->installed == INSTALL_OK ? HA_OK : HA_ERR_IO;
}

/* Makes it, if the text does not change meanwhile. */
static enum ha_status
try_to_make(struct making *making)
{
	struct ha_source source;
	enum ha_status status =
	    ha_source_open(&source, making->file, making->rules);

	making->build.reading = true;
	if (status != HA_OK)
		return status;
	status = wait_until_old(making, &source)
		     ? ha_source_unchanged(&source, NULL)
		     : HA_ERR_CHANGED;
	if (status == HA_OK)
		status = write_index(making, &source);
	ha_source_close(&source);
	return status;
}

/* Says what is wrong with the index, or where it is written. */
static int
say_install_fault(const struct making *making)
{
	return index_fault(making->install.culprit,
			   making->installed == INSTALL_FOREIGN
			       ? "is no index of ours; move it away"
			       : strerror(errno));
}

int
index_status_fault(const char *file, enum ha_status status)
{
	switch (status) {
	case HA_ERR_CHANGED:
		return index_fault(file, "it keeps changing; try later");
	case HA_ERR_MEMORY:
		return index_fault(file, "out of memory");
	case HA_ABSENT:
		return index_fault(file, strerror(ENOENT));
	default:
		return index_fault(file, errno == EINVAL
					     ? "it is no file of text"
					     : strerror(errno));
	}
}

/* Says why the text has none; returns the exit status. */
static int
say_limit(const struct making *making)
{
	if (making->build.too_many)
		return index_fault(
		    making->file, "it has more than 33,554,432 entries; logins "
				  "read all of it");
	fputs("hostsaccess index: ", stderr);
	output_message(stderr,
		       "%s:%llu: a line is longer than 1 MiB; no login can be "
		       "decided by this file",
		       making->file, (unsigned long long)making->build.line);
	return STATUS_USAGE;
}

/* Says why none is made, of STATUS; returns the exit status. */
static int
say_fault(const struct making *making, enum ha_status status)
{
	if (making->installed != INSTALL_OK ||
	    (status == HA_ERR_IO && !making->build.reading))
		return say_install_fault(making);
	if (status == HA_ERR_LIMIT)
		return say_limit(making);
	if (status == HA_ERR_CHANGED && making->ahead)
		return index_fault(
		    making->file, "it was changed in the future, by the clock; "
				  "try later");
	return index_status_fault(making->file, status);
}

static int
say_made(const struct making *making)
{
	const struct build *build = &making->build;

	output_message(stdout,
		       "%s: %s; %llu entries of %llu lines; %llu lines are "
		       "read at every login%s; %.1f MB, built with %.1f MB of "
		       "memory",
		       making->install.path, making->rules ? "rules" : "a list",
		       (unsigned long long)build->entries,
		       (unsigned long long)build->lines,
		       (unsigned long long)build->residue,
		       build->residue > build->lines / 2
			   ? ", so that it saves little"
			   : "",
		       (double)build->size / 1e6, (double)build->memory / 1e6);
	return 0;
}

int
make_index(const char *file, bool rules)
{
	struct making making = {.file = file, .rules = rules};
	enum ha_status status = HA_ERR_CHANGED;

	progress_begin(&making.progress, "lines");
	for (int i = 0; i < TRIES && status == HA_ERR_CHANGED; i++)
		status = try_to_make(&making);
	return status == HA_OK ? say_made(&making) : say_fault(&making, status);
}
