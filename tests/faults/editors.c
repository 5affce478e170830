/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Editors beside processes that decide: such as rename hosts.deny away and
 * create it anew, and real ones.  A folder that never gets quiet.
 *
 * All that hosts.deny ever holds refuses the client.
 */
#include "tests/faults/beside.h"
#include "tests/support/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#define DECISIONS 12000 /* of each test */
#define REST_MS 80

/* As emacs saves, and vim with backupcopy=no. */
static long long
rename_away(const char *folder, unsigned n, bool syncs)
{
	char path[PATH_MAX], backup[PATH_MAX];
	long long begin, took;
	int fd;

	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	snprintf(backup, sizeof(backup), "%s/hosts.deny~", folder);
	begin = now_ms();
	must(rename(path, backup) == 0, "rename");
	rest(PAUSE_MS);
	fd = open_file(folder, "hosts.deny", O_CREAT | O_EXCL);
	rest(PAUSE_MS);
	put(fd, contents[n % 2], CONTENTS_SIZE);
	took = now_ms() - begin;
	if (syncs)
		must(fsync(fd) == 0, "fsync");
	close(fd);
	return took;
}

static long long
create_anew(const char *folder, unsigned n)
{
	return rename_away(folder, n, false);
}

static long long
create_anew_and_sync(const char *folder, unsigned n)
{
	return rename_away(folder, n, true);
}

/* Removes and creates: the same, without a backup. */
static long long
remove_and_create(const char *folder, unsigned n)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	must(unlink(path) == 0, "unlink");
	rest(PAUSE_MS);
	fd = open_file(folder, "hosts.deny", O_CREAT | O_EXCL);
	put(fd, contents[n % 2], CONTENTS_SIZE);
	close(fd);
	return -1;
}

/* The list file of ~/hosts.deny, likewise. */
static long long
create_list_anew(const char *folder, unsigned n)
{
	static const char *const lists[] = {"192.0.2.10\n", "# x\n192.0.2.\n"};
	char path[PATH_MAX], backup[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/list", folder);
	snprintf(backup, sizeof(backup), "%s/list~", folder);
	must(rename(path, backup) == 0, "rename");
	rest(PAUSE_MS);
	fd = open_file(folder, "list", O_CREAT | O_EXCL);
	put(fd, lists[n % 2], strlen(lists[n % 2]));
	close(fd);
	return -1;
}

/* Anything else in the folder. */
static long long
make_noise(const char *folder, unsigned n)
{
	char path[PATH_MAX];

	close(open_file(folder, "noise", O_CREAT));
	snprintf(path, sizeof(path), "%s/noise", folder);
	must(unlink(path) == 0, "unlink");
	(void)n;
	return 0;
}

/* Whether one of the SIZE bytes of events at BUFFER is about hosts.deny. */
static uint32_t
events_of(const char *buffer, size_t size)
{
	uint32_t mask = 0;

	while (size > 0) {
		struct inotify_event event;
		size_t used;

		memcpy(&event, buffer, sizeof(event));
		used = sizeof(event) + event.len;
		if (event.len > 0 &&
		    strcmp(buffer + sizeof(event), "hosts.deny") == 0)
			mask |= event.mask;
		buffer += used;
		size -= used;
	}
	return mask;
}

/*
 * Waits for the process PID, which edits.  Returns for how long at most
 * hosts.deny held something in between: from the last look before the first
 * change to the first look behind the last.
 */
static long long
watch(int events, pid_t pid)
{
	long long before = now_ms(), begin = 0, end = 0;
	struct pollfd pollfd = {.fd = events, .events = POLLIN};
	int status;
	bool ended = false;

	while (!ended) {
		char buffer[16384];
		ssize_t got;
		uint32_t mask = 0;

		ended = waitpid(pid, &status, WNOHANG) == pid;
		if (poll(&pollfd, 1, ended ? 0 : 1) > 0) {
			got = read(events, buffer, sizeof(buffer));
			must(got > 0, "inotify");
			mask = events_of(buffer, (size_t)got);
		}
		if (mask != 0 && begin == 0)
			begin = before;
		before = now_ms();
		if (mask != 0)
			end = before;
	}
	must(status == 0, "editor");
	must(end > 0, "edited");
	return end - begin;
}

/* Runs the program of WORDS in FOLDER. */
static long long
run(const char *folder, const char *const *words)
{
	static const uint32_t mask =
	    IN_MOVE | IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE;
	int events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	long long took;
	pid_t pid;

	must(events >= 0 && inotify_add_watch(events, folder, mask) >= 0,
	     "inotify");
	pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		if (chdir(folder) || null < 0 || dup2(null, 0) < 0 ||
		    dup2(null, 1) < 0 || dup2(null, 2) < 0)
			_exit(1);
		execvp(words[0], (char *const *)words);
		_exit(1);
	}
	took = watch(events, pid);
	close(events);
	return took;
}

/* The change that editors make: a client more in the rule, and back. */
static const char *
substitution(unsigned n)
{
	return n % 2 ? "s/^ALL: 192.0.2.10.*/ALL: 192.0.2.10 192.0.2.77/"
		     : "s/^ALL: 192.0.2.10.*/ALL: 192.0.2.10/";
}

static bool
is_installed(const char *program)
{
	char command[64];

	snprintf(command, sizeof(command), "command -v %s >/dev/null", program);
	return system(command) == 0;
}

static long long
run_vim(const char *folder, unsigned n, const char *settings)
{
	const char *vim = is_installed("vim") ? "vim" : "vim.tiny";
	char command[128];
	const char *const words[] = {vim,     "-es", "-u", "NONE",       "-i",
				     "NONE",  "-n",  "-c", settings,     "-c",
				     command, "-c",  "x",  "hosts.deny", NULL};

	snprintf(command, sizeof(command), "%%%s", substitution(n));
	return run(folder, words);
}

static long long
vim_renames(const char *folder, unsigned n)
{
	return run_vim(folder, n, "set backup backupcopy=no backupdir=.");
}

static long long
vim_copies(const char *folder, unsigned n)
{
	return run_vim(folder, n, "set backup backupcopy=yes backupdir=.");
}

static long long
vim_chooses(const char *folder, unsigned n)
{
	return run_vim(folder, n, "set writebackup backupcopy=auto");
}

static long long
run_ed(const char *folder, unsigned n)
{
	char script[128];
	const char *const words[] = {"sh", "-c", script, NULL};

	snprintf(script, sizeof(script),
		 "printf 'g/^ALL/%s\\nw\\nq\\n' | ed -s hosts.deny",
		 substitution(n));
	return run(folder, words);
}

static long long
run_sed(const char *folder, unsigned n)
{
	const char *const words[] = {"sed",           "-i",         "-e",
				     substitution(n), "hosts.deny", NULL};

	return run(folder, words);
}

static const struct scenario refused = {.result = PAM_PERM_DENIED};
static const struct scenario refused_by_list = {
    .deny = "ALL: ~/list\n", .list = "192.0.2.10\n", .result = PAM_PERM_DENIED};
static const struct scenario no_list = {.deny = "ALL: ~/list\n",
					.result = PAM_SUCCESS};
static const struct scenario no_files = {.bare = true, .result = PAM_SUCCESS};

static const struct test {
	const char *name;
	const struct scenario *row;
	change_fn *change;
	long rest_ms;
	bool settles;
	const char *program; /* that is needed */
} tests[] = {
    {"renames away and creates", &refused, create_anew, REST_MS, false, NULL},
    {"renames away, creates and syncs", &refused, create_anew_and_sync, REST_MS,
     false, NULL},
    {"removes and creates", &refused, remove_and_create, REST_MS, false, NULL},
    {"a list, renamed away and created", &refused_by_list, create_list_anew,
     REST_MS, false, NULL},
    {"a noisy folder without a list", &no_list, make_noise, 2, true, NULL},
    {"a noisy folder without rule files", &no_files, make_noise, 2, true, NULL},
    {"vim, backupcopy=no", &refused, vim_renames, REST_MS, false, "vim"},
    {"vim, backupcopy=yes", &refused, vim_copies, REST_MS, false, "vim"},
    {"vim, backupcopy=auto", &refused, vim_chooses, REST_MS, false, "vim"},
    {"ed", &refused, run_ed, REST_MS, false, "ed"},
    {"sed -i", &refused, run_sed, REST_MS, false, "sed"},
};

static void
try_editor(void **state)
{
	const struct test *test = *state;

	if (test->program && !is_installed(test->program) &&
	    !(strcmp(test->program, "vim") == 0 && is_installed("vim.tiny"))) {
		print_message("LEFT OUT: %s is not installed\n", test->program);
		skip();
	}
	decide_beside(test->row, test->change, test->rest_ms,
		      test->rest_ms == REST_MS ? DECISIONS : DECISIONS / 4,
		      test->settles);
}

/* `editors TEXT...`: only tests with such names. */
int
main(int argc, char **argv)
{
	int failures = 0;

	beside_prepare();
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		const struct CMUnitTest one = {tests[i].name, try_editor, NULL,
					       NULL, (void *)&tests[i]};
		bool wanted = argc < 2;

		for (int j = 1; j < argc; j++)
			wanted = wanted || strstr(tests[i].name, argv[j]);
		if (wanted)
			failures += _cmocka_run_group_tests(tests[i].name, &one,
							    1, NULL, NULL);
	}
	return failures;
}
