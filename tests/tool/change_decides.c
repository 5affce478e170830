/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hostsaccess allow and deny on rule files that are drawn at random: where they
 * say that it is done, each of those who are meant is decided on as was asked;
 * else the files are as they were.  CHANGE_COUNT is the number of commands.
 */
#include "hostsaccess/ask/ask.h"
#include "hostsaccess/change/add.h"
#include "tests/support/number.h"
#include "tests/support/remove_tree.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Instead of that of the C library: no second is waited for. */
int
nanosleep(const struct timespec *wanted, struct timespec *left)
{
	(void)wanted, (void)left;
	return 0;
}

static const char *const daemons[] = {
    "sshd", "vsftpd", "ALL", "ssh*", "sshd@10.9.9.9", "ALL EXCEPT sshd"};
static const char *const clients[] = {
    "ALL",         "10.1.2.3",       "10.1.2.",
    "10.1.2.0/24", "10.0.0.0/8",     "[2001:db8::]/32",
    "10.1.2.4",    "2001:db8::7",    "ALL EXCEPT 10.1.",
    "10.1.2.*",    "192.0.2.0/25",   "10. EXCEPT 10.1.2.0/25",
    "/tmp/none",   "root@10.1.2.77", "10.1.2.0/255.255.0.255",
};
static const char *const options[] = {
    "",
    "",
    "",
    "",
    ": deny",
    ": allow",
    ": deny",
    ": allow",
    ": require until=2000-01-01T0000Z",
    ": require until=2100-01-01T0000Z",
    ": require until=2100-01-01T0000Z: deny",
    ": require user=anna: allow",
    ": no such option",
    ": twist /bin/true",
};

static const struct {
	const char *client;
	const char *addresses[4];
} meant[] = {
    {"10.1.2.3", {"10.1.2.3"}},
    {"10.1.2.0/24", {"10.1.2.0", "10.1.2.255", "10.1.2.77", "10.1.2.4"}},
    {"10.1.2.", {"10.1.2.1", "10.1.2.127", "10.1.2.128", "10.1.2.3"}},
    {"10.0.0.0/8", {"10.0.0.0", "10.255.255.255", "10.1.2.3", "10.1.2.4"}},
    {"2001:db8::7", {"2001:db8::7"}},
    {"2001:db8::/32", {"2001:db8::", "2001:db8:ffff::1", "2001:db8::7"}},
    {"ALL", {"10.1.2.3", "192.0.2.1", "2001:db8::7", "203.0.113.7"}},
};

static char folder[] = "/tmp/change_decides.XXXXXX";

static const char *
pick(const char *const *array, size_t count)
{
	return array[(size_t)random() % count];
}

static void
draw_file(const char *name)
{
	FILE *stream = fopen(name, "we");

	if (!stream)
		err(2, "%s", name);
	for (long i = random() % 5; i > 0; i--)
		fprintf(stream, "%s: %s%s\n", pick(daemons, COUNT(daemons)),
			pick(clients, COUNT(clients)),
			pick(options, COUNT(options)));
	if (fclose(stream) != 0)
		err(2, "%s", name);
}

static void
copy(const char *from, const char *to)
{
	char command[128];

	snprintf(command, sizeof(command), "cp %s %s", from, to);
	if (system(command) != 0)
		errx(2, "%s", command);
}

/* Runs COMMAND with WORDS; returns its exit status. */
static int
run(const struct command *command, const char *const *words, int count)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout) ||
		    !freopen("said", "w", stderr))
			_exit(9);
		status = command_run(command, count, (char **)words);
		fflush(stderr);
		_exit(status);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		errx(1, "not ok - it died");
	return WEXITSTATUS(status);
}

/* Whether ALLOW and DENY let ADDRESS in; BY_RULE: and a rule says so. */
static bool
is_allowed(const char *allow, const char *deny, const char *daemon,
	   const char *address, bool by_rule)
{
	const struct ha_rules rules = {.allow_file = allow, .deny_file = deny};
	const struct ask_client client = {.daemon = ha_slice_of(daemon),
					  .name = {"", 0},
					  .user = {"", 0},
					  .local_user = {"anna", 4},
					  .server_address = {"10.9.9.9", 8},
					  .address = ha_slice_of(address)};
	struct ha_verdict verdict;

	ask_decide(&rules, &client, true, &verdict);
	return verdict.decision == HA_ALLOW &&
	       (!by_rule || verdict.reason == HA_REASON_RULE);
}

/*
 * Whether ADDRESS is to be let in behind a rule that ALLOWS or not.  One that
 * refuses all is for the REST, behind those whom a rule lets in.
 */
static bool
is_expected(bool allows, bool rest, const char *daemon, const char *address)
{
	return allows || (rest && is_allowed("old.allow", "old.deny", daemon,
					     address, true));
}

static void
show(const char *what, const char *const *words, int count)
{
	fprintf(stderr, "not ok - %s:", what);
	for (int i = 0; i < count; i++)
		fprintf(stderr, " %s", words[i]);
	fputc('\n', stderr);
	if (system("head -99 old.allow old.deny allow deny said >&2") != 0)
		warn("head");
	exit(1);
}

/* Draws a command, runs it, and looks at what has come of it. */
static int
try_one(void)
{
	const bool allows = random() % 2;
	const size_t who = (size_t)random() % COUNT(meant);
	const char *const named[] = {"sshd", "vsftpd", "ALL"};
	const char *daemon = pick(named, COUNT(named));
	const char *const words[] = {
	    allows ? "allow" : "deny",
	    "--force",
	    "--allow-file",
	    "allow",
	    "--deny-file",
	    "deny",
	    "--conf",
	    "conf",
	    daemon,
	    meant[who].client,
	    random() % 2 ? "--first" : "--force",
	    random() % 2 ? "--for=2h" : "--note=x",
	};
	const int count = COUNT(words);
	const bool rest = !allows && strcmp(words[9], "ALL") == 0 &&
			  strcmp(words[10], "--first") != 0;
	int status;

	draw_file("allow");
	draw_file("deny");
	copy("allow", "old.allow");
	copy("deny", "old.deny");
	status = run(allows ? &allow_command : &deny_command, words, count);
	if (status == 1) {
		if (strcmp(words[10], "--first") == 0)
			show("--first has not helped", words, count);
		if (system("cmp -s allow old.allow && cmp -s deny old.deny"))
			show("it has changed something", words, count);
		return 1;
	}
	if (status != 0)
		show("it failed", words, count);
	for (size_t i = 0; i < COUNT(named) - 1; i++)
		for (size_t j = 0; j < COUNT(meant[who].addresses); j++) {
			const char *address = meant[who].addresses[j];

			if (address &&
			    (strcmp(daemon, "ALL") == 0 ||
			     strcmp(daemon, named[i]) == 0) &&
			    is_allowed("allow", "deny", named[i], address,
				       false) !=
				is_expected(allows, rest, named[i], address))
				show(address, words, count);
		}
	return 0;
}

int
main(void)
{
	const char *count = getenv("CHANGE_COUNT");
	unsigned long total = count ? number_of(count) : 600, kept = 0;
	unsigned seed = (unsigned)time(NULL);

	if (getenv("SEED"))
		seed = (unsigned)strtoul(getenv("SEED"), NULL, 10);
	printf("change_decides: seed %u\n", seed);
	fflush(stdout); /* or each child says it again */
	srandom(seed);
	if (!mkdtemp(folder) || chdir(folder) != 0)
		err(2, "%s", folder);
	fclose(fopen("conf", "we"));
	for (unsigned long i = 0; i < total; i++)
		kept += (unsigned long)try_one();
	remove_tree(folder);
	printf("change_decides: %lu commands, of them not done: %lu\n", total,
	       kept);
	return kept > total / 50 && kept < total - total / 50 ? 0 : 1;
}
