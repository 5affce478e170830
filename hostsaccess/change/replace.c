/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/change/replace.h"

#include "hostsaccess/change/copy.h"
#include "hostsaccess/change/left.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>
#ifndef HAVE_RENAMEAT2 /* musl: the kernel's own */
#include <linux/fs.h>
#include <sys/syscall.h>
#define renameat2(from_folder, from, to_folder, to, flags) \
	syscall(SYS_renameat2, from_folder, from, to_folder, to, flags)
#endif

/*
 * How often and how long it is tried when others change the file meanwhile; a
 * program may edit it for each of hundreds of lines, one behind the other.
 */
#define TRIES 8
#define TRY_SECONDS 10
#define TRY_NAP_NS 10000000L

/* How long what others do is looked at, in steps of this. */
#define LOOK_NS 50000000L
#define LOOK_STEPS 20

/* A change while it is made. */
struct replacing {
	const struct changer *changer;
	struct original original;
	size_t known;        /* bytes of the old file that the new one has */
	int fd;              /* of the new file */
	char left[LEFT_MAX]; /* the name beside the file */
	bool exchanged; /* else it was only renamed: a file system's limit */
	char *why;
};

/* What to do after a step. */
enum step { STEP_DONE, STEP_AGAIN, STEP_FAILED, STEP_UNSETTLED };

static enum step fail(struct replacing *replacing, enum step step,
		      const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum step
fail(struct replacing *replacing, enum step step, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(replacing->why, REPLACE_WHY_MAX, format, arguments);
	va_end(arguments);
	return step;
}

/* Fails for the errno that is set. */
static enum step
fail_by_error(struct replacing *replacing)
{
	return fail(replacing, STEP_FAILED, "%s: %s", replacing->original.path,
		    strerror(errno));
}

static void
remove_left(const struct replacing *replacing)
{
	unlinkat(replacing->original.folder, replacing->left, 0);
}

/* Writes TEXT beside the file. */
static enum step
write_new(struct replacing *replacing, struct ha_slice text)
{
	const struct original *original = &replacing->original;
	const int flags = O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC;

	if (!left_name(original, replacing->left)) {
		errno = ENAMETOOLONG;
		return fail_by_error(replacing);
	}
	replacing->fd =
	    openat(original->folder, replacing->left, flags, S_IRUSR | S_IWUSR);
	if (replacing->fd < 0)
		return fail_by_error(replacing);
	/* other changes wait until what is added to the old file is there */
	flock(replacing->fd, LOCK_EX | LOCK_NB);
	if (copy_write(replacing->fd, original->fd, text))
		return STEP_DONE;
	fail_by_error(replacing);
	remove_left(replacing);
	close(replacing->fd);
	return STEP_FAILED;
}

static bool
exchange(const struct replacing *replacing)
{
	const struct original *original = &replacing->original;

	return renameat2(original->folder, replacing->left, original->folder,
			 original_name(original), RENAME_EXCHANGE) == 0;
}

/* Gives the new file the name. */
static enum step
install(struct replacing *replacing)
{
	const struct original *original = &replacing->original;

	replacing->exchanged = exchange(replacing);
	if (!replacing->exchanged && errno != EINVAL && errno != ENOSYS &&
	    errno != ENOTSUP)
		return fail_by_error(replacing);
	if (!replacing->exchanged &&
	    renameat(original->folder, replacing->left, original->folder,
		     original_name(original)) != 0)
		return fail_by_error(replacing);
	fsync(original->folder);
	return STEP_DONE;
}

/*
 * Puts the old file back, if it still is what stands beside; what others added
 * to the new one is added to it.
 */
static enum step
take_back(struct replacing *replacing, size_t size)
{
	struct original *original = &replacing->original;

	if (!replacing->exchanged || !exchange(replacing) ||
	    !left_is(original, replacing->left, replacing->fd))
		return fail(replacing, STEP_UNSETTLED,
			    "%s: others replace it again and again; what stood "
			    "there may be in %.*s%s",
			    original->path, (int)original->folder_size,
			    original->path, replacing->left);
	if (!left_carry(original, replacing->fd, &size))
		return fail_by_error(replacing);
	return STEP_AGAIN;
}

/* Adds what others have written to the old file since to the new one. */
static enum step
carry(struct replacing *replacing, size_t new_size)
{
	struct original *original = &replacing->original;
	struct stat status;
	enum step step = STEP_DONE;
	size_t size;
	char *text;

	if (fstat(original->fd, &status) != 0)
		return fail_by_error(replacing);
	if ((size_t)status.st_size == replacing->known &&
	    status.st_mtim.tv_sec == original->status.st_mtim.tv_sec &&
	    status.st_mtim.tv_nsec == original->status.st_mtim.tv_nsec)
		return STEP_DONE;
	if (!original_read(original->fd, &text, &size))
		return fail_by_error(replacing);
	if (size < original->size ||
	    memcmp(text, original->text, original->size) != 0)
		step = take_back(replacing, new_size); /* it is another text */
	else if (!left_carry(original, original->fd, &replacing->known))
		step = fail_by_error(replacing);
	original->status.st_mtim = status.st_mtim;
	free(text);
	return step;
}

/* Whether what stands there now, another file than ours, has the change. */
static bool
has_change(const struct replacing *replacing)
{
	const struct changer *changer = replacing->changer;
	const struct original *original = &replacing->original;
	int fd = openat(original->folder, original_name(original),
			O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *old = NULL, *text;
	size_t size;
	bool has = false;

	if (fd >= 0 && original_read(fd, &old, &size)) {
		has =
		    !changer->make(changer->context,
				   (struct ha_slice){old, size}, &text, &size);
		if (!has)
			free(text);
	}
	free(old);
	if (fd >= 0)
		close(fd);
	return has;
}

/* Whether the new file still begins with TEXT, or else has the change. */
static bool
has_kept(const struct replacing *replacing, struct ha_slice text)
{
	char *now;
	size_t size;
	bool kept;

	if (!original_read(replacing->fd, &now, &size))
		return false; /* and so it is made again */
	kept = size >= text.size && memcmp(now, text.data, text.size) == 0;
	free(now);
	return kept || has_change(replacing);
}

/*
 * Looks what becomes of the old file and of the new one, TEXT: for a second,
 * unless it is to be quick.
 */
static enum step
look(struct replacing *replacing, struct ha_slice text)
{
	const struct timespec nap = {0, LOOK_NS};
	struct original *original = &replacing->original;
	int steps = replacing->changer->quick ? 0 : LOOK_STEPS;
	enum step step = STEP_DONE;

	if (replacing->exchanged &&
	    !left_is(original, replacing->left, original->fd))
		return take_back(replacing, text.size);
	for (int i = 0; step == STEP_DONE && i < steps; i++) {
		nanosleep(&nap, NULL);
		step = carry(replacing, text.size);
		if (step == STEP_DONE &&
		    !original_is_named(original, replacing->fd))
			return has_change(replacing) ? STEP_DONE : STEP_AGAIN;
	}
	if (step == STEP_DONE && !has_kept(replacing, text))
		return STEP_AGAIN;
	return step;
}

/* Ends the look at the old file, which is let go unless others write it. */
static enum step
let_go(struct replacing *replacing, size_t new_size)
{
	struct original *original = &replacing->original;
	bool writers = left_is_written(original->fd);
	enum step step = carry(replacing, new_size);

	fcntl(original->fd, F_SETLEASE, F_UNLCK);
	if (step == STEP_DONE && writers && replacing->exchanged)
		return fail(replacing, STEP_UNSETTLED,
			    "%s: changed, but others have the old file open, "
			    "and may add to it: %.*s%s",
			    original->path, (int)original->folder_size,
			    original->path, replacing->left);
	if (step == STEP_DONE)
		remove_left(replacing);
	return step;
}

/* Installs TEXT, unless the changer or others object. */
static enum step
put(struct replacing *replacing, struct ha_slice text)
{
	const struct changer *changer = replacing->changer;
	struct original *original = &replacing->original;
	enum step step;

	if (!changer->accept(changer->context, text))
		return STEP_FAILED;
	step = write_new(replacing, text);
	if (step != STEP_DONE)
		return step;
	/* what it has grown by since is carried over below */
	step = original_is_named(original, original->fd) ? install(replacing)
							 : STEP_AGAIN;
	if (step != STEP_DONE) {
		remove_left(replacing);
		close(replacing->fd);
		return step;
	}
	step = look(replacing, text);
	if (step == STEP_DONE)
		step = let_go(replacing, text.size);
	else if (step == STEP_AGAIN)
		remove_left(replacing);
	/* what fails now does so behind the exchange */
	if (step == STEP_FAILED)
		step = STEP_UNSETTLED;
	close(replacing->fd);
	return step;
}

/* One try, from the start. */
static enum step
try_once(struct replacing *replacing, const char *file)
{
	const struct changer *changer = replacing->changer;
	struct original *original = &replacing->original;
	const char *why = original_open(original, file);
	enum step step;
	size_t size;
	char *text;

	if (why)
		return fail(replacing, STEP_FAILED, "%s: %s", file, why);
	replacing->known = original->size;
	switch (changer->dry ? LEFT_NONE : left_collect(original)) {
	case LEFT_NONE:
		step = STEP_FAILED; /* nothing is to be done */
		if (changer->make(
			changer->context,
			(struct ha_slice){original->text, original->size},
			&text, &size)) {
			step = put(replacing, (struct ha_slice){text, size});
			free(text);
		}
		break;
	case LEFT_ADDED:
		step = STEP_AGAIN;
		break;
	default:
		step = fail_by_error(replacing);
	}
	original_close(original);
	return step;
}

/* Tries until it is done, or others change the file each time. */
static enum step
try_often(struct replacing *replacing, const char *file)
{
	const struct timespec nap = {0, TRY_NAP_NS};
	struct timespec start, now;
	enum step step;
	int count = 0;

	clock_gettime(CLOCK_MONOTONIC, &start);
	do {
		if (count++ > 0)
			nanosleep(&nap, NULL);
		step = try_once(replacing, file);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (step == STEP_AGAIN &&
		 (count < TRIES || now.tv_sec < start.tv_sec + TRY_SECONDS));
	return step;
}

enum replaced
replace_file(const char *file, const struct changer *changer,
	     char why[REPLACE_WHY_MAX])
{
	struct replacing replacing = {.changer = changer, .why = why};
	enum step step;
	sigset_t held, before;

	/* so is said that somebody opens what there is a lease of */
	signal(SIGIO, SIG_IGN);
	sigemptyset(&held);
	sigaddset(&held, SIGHUP);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigprocmask(SIG_BLOCK, &held, &before);
	why[0] = '\0';
	step = try_often(&replacing, file);
	sigprocmask(SIG_SETMASK, &before, NULL);
	switch (step) {
	case STEP_DONE:
		return REPLACED;
	case STEP_AGAIN:
		snprintf(why, REPLACE_WHY_MAX,
			 "%s: others changed it each time; nothing of theirs "
			 "is lost, but this change is not there",
			 file);
		return REPLACED_UNSETTLED;
	case STEP_UNSETTLED:
		return REPLACED_UNSETTLED;
	case STEP_FAILED:
		break;
	}
	return REPLACED_NOT;
}
