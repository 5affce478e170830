/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/settings.h"

#include "common/source/source.h"
#include "libwrap/clock.h"

#include <pthread.h>
#include <string.h>

/* How long the file has to be at rest: it rarely changes. */
#define SETTLE_MS 20

/*
 * How long that there is no file is not looked at again, in milliseconds: less
 * than a file that comes has to be at rest.
 */
#define LOOK_MS 10

/*
 * What is remembered: the folder in which there was no file, and the file
 * whose faults are told.  As long as the folder has not changed, it has none.
 */
static struct {
	pthread_mutex_t lock;
	bool absent;
	long long looked; /* clock_ms() */
	struct stat folder, told;
} memory = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool
is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	       ha_source_same(a, b);
}

static bool
stat_folder(struct stat *folder)
{
	char path[] = DAEMON_SETTINGS_FILE;

	*strrchr(path, '/') = '\0';
	return stat(path, folder) == 0;
}

/* Looks into the folder, unless that was just done.  The lock is held. */
static bool
look(void)
{
	long long now = clock_ms();
	struct stat folder;

	if (!memory.absent)
		return false;
	if (now - memory.looked < LOOK_MS)
		return true;
	memory.looked = now;
	memory.absent =
	    stat_folder(&folder) && is_same_file(&memory.folder, &folder);
	return memory.absent;
}

/* Whether it is known that there is no file. */
static bool
is_known_absent(void)
{
	bool result;

	/* Another thread is at it, perhaps at the time of a fork. */
	if (pthread_mutex_trylock(&memory.lock))
		return false;
	result = look();
	pthread_mutex_unlock(&memory.lock);
	return result;
}

static void
remember_absent(const struct stat *folder)
{
	if (pthread_mutex_trylock(&memory.lock))
		return;
	memory.absent = true;
	memory.looked = clock_ms();
	memory.folder = *folder;
	pthread_mutex_unlock(&memory.lock);
}

/* Whether the faults of the file that has STATUS are still to be told. */
static bool
is_to_be_told(const struct stat *status)
{
	bool result;

	if (pthread_mutex_trylock(&memory.lock))
		return true;
	result = !is_same_file(&memory.told, status);
	memory.told = *status;
	pthread_mutex_unlock(&memory.lock);
	return result;
}

enum ha_status
settings_load(struct ha_slice daemon, struct daemon_log *log,
	      struct daemon_settings_text *text,
	      struct daemon_settings *settings, struct ha_fault *fault)
{
	const char *file = DAEMON_SETTINGS_FILE;
	const struct daemon_settings_critic critic = {daemon_log_rejected, log};
	bool tells = false;
	struct stat folder;
	enum ha_status status;
	bool has_folder;

	daemon_settings_init(settings);
	*text = (struct daemon_settings_text){0};
	if (is_known_absent())
		return HA_OK;
	has_folder = stat_folder(&folder);
	status = daemon_settings_read(file, daemon, SETTLE_MS, text, fault);
	if (status != HA_OK)
		return status;
	if (has_folder && text->status.st_nlink == 0)
		remember_absent(&folder);
	else
		tells = is_to_be_told(&text->status);
	daemon_settings_apply(text, file, tells ? &critic : NULL, settings);
	return HA_OK;
}
