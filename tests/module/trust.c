/* SPDX-License-Identifier: BSD-3-Clause */
/* Options in rule files that others could have written, and their banners. */
#include "tests/module/driver.h"
#include "tests/support/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNTRUSTED \
	"others could have written this file: the option is not carried out; " \
	"refuses whom the rule matches\n"
#define UNKNOWN \
	"whether others could have written the file cannot be found out; " \
	"refuses whom the rule matches: File name too long\n"

/* Every option, and whether it may stand in a file that others write. */
static const struct {
	const char *text;
	bool decides;
} options[] = {
    {"allow", true},
    {"deny", true},
    {"severity auth.info", true},
    {"aclexec touch ~/done", false},
    {"banners ~", false},
    {"group root", false},
    {"keepalive", false},
    {"linger 1", false},
    {"nice", false},
    {"rfc931", false},
    {"setenv LD_PRELOAD /tmp/x", false},
    {"spawn touch ~/done", false},
    {"twist touch ~/done", false},
    {"umask 022", false},
    {"user root", false},
};

/* Ways to be somebody else's. */
static void
open_file(const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.allow", folder);
	must(chmod(path, 0664) == 0, path);
}

static void
open_folder(const char *folder)
{
	must(chmod(folder, 0777) == 0, folder);
}

/* The rule is the argument of a process. */
static void
link_to_process(const char *folder)
{
	char path[PATH_MAX], target[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.allow", folder);
	snprintf(target, sizeof(target), "/proc/self/root%s/rules", folder);
	must(rename(path, target) == 0 && symlink(target, path) == 0, path);
}

static void
link_of_another(const char *folder)
{
	char path[PATH_MAX], target[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.allow", folder);
	snprintf(target, sizeof(target), "%s/rules", folder);
	must(rename(path, target) == 0 && symlink("rules", path) == 0, path);
	must(geteuid() != 0 || lchown(path, 65533, 65533) == 0, "lchown");
}

/* Links PATH to NAME, by a text as long as can be. */
static void
link_longest(const char *name, const char *path)
{
	char target[PATH_MAX];
	size_t before = sizeof(target) - 1 - strlen(name);

	for (size_t i = 0; i < before; i++)
		target[i] = i % 2 == 0 ? '.' : '/';
	memcpy(target + before, name, strlen(name) + 1);
	must(before % 2 == 0 && symlink(target, path) == 0, path);
}

static void
longest_link(const char *folder)
{
	char path[PATH_MAX], target[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.allow", folder);
	snprintf(target, sizeof(target), "%s/rules", folder);
	must(rename(path, target) == 0, target);
	link_longest("rules", path);
}

static const struct {
	const char *name;
	void (*prepare)(const char *folder);
	const char *fault;
} files[] = {
    {"the group may write it", open_file, UNTRUSTED},
    {"all may write its folder", open_folder, UNTRUSTED},
    {"a link into /proc", link_to_process, UNTRUSTED},
    {"somebody's link", link_of_another, UNTRUSTED},
    {"a link too long to follow", longest_link, UNKNOWN},
};

/* Whether ~/done was made. */
static bool
is_done(const struct driver *driver)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/done", driver->folder);
	return access(path, F_OK) == 0;
}

static void
try_option(size_t option, size_t file)
{
	struct scenario row = {.prepare = files[file].prepare,
			       .deny = "ALL: ALL: severity auth.info\n"};
	char rule[128];
	struct driver driver;
	int result;

	snprintf(rule, sizeof(rule), "ALL: ALL: %s\n", options[option].text);
	row.allow = rule;
	driver_start(&driver, &row);
	driver_write(driver.folder, "sshd", "secret\n", 7);
	result = driver_call(&driver);
	print_message("  %s: %s", files[file].name, rule);
	if (options[option].decides) {
		assert_int_equal(result, strstr(rule, "deny") ? PAM_PERM_DENIED
							      : PAM_SUCCESS);
		assert_null(strstr(recorder.log, files[file].fault));
	} else {
		assert_int_equal(result, PAM_PERM_DENIED);
		assert_non_null(strstr(recorder.log, files[file].fault));
		assert_non_null(strstr(recorder.log, "reason=option-error"));
	}
	assert_false(is_done(&driver));
	assert_null(strstr(driver.said, "secret"));
	assert_null(pam_getenv(driver.pamh, "LD_PRELOAD"));
	driver_stop(&driver);
}

static void
options_that_act_refuse(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		for (size_t j = 0; j < sizeof(files) / sizeof(*files); j++) {
			if (geteuid() != 0 &&
			    files[j].prepare == link_of_another)
				continue;
			try_option(i, j);
		}
}

/* Writes the banner of sshd, and makes the path of it. */
static const char *
write_banner(const char *folder)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/banners", folder);
	must(mkdir(path, 0755) == 0, path);
	driver_write(path, "sshd", "hello\n", 6);
	snprintf(path, sizeof(path), "%s/banners/sshd", folder);
	return path;
}

static void
usual_banner(const char *folder)
{
	write_banner(folder);
}

static void
open_banner(const char *folder)
{
	must(chmod(write_banner(folder), 0666) == 0, "chmod");
}

static void
open_banners(const char *folder)
{
	char path[PATH_MAX];

	write_banner(folder);
	snprintf(path, sizeof(path), "%s/banners", folder);
	must(chmod(path, 0777) == 0, path);
}

/* Replaces the banner by a link to TARGET, or to a file beside it. */
static void
link_banner(const char *folder, const char *target)
{
	const char *path = write_banner(folder);
	char beside[PATH_MAX];

	snprintf(beside, sizeof(beside), "%s/beside", folder);
	must(rename(path, beside) == 0, beside);
	must(symlink(target ? target : beside, path) == 0, path);
}

static void
own_link_banner(const char *folder)
{
	link_banner(folder, NULL);
}

static void
others_link_banner(const char *folder)
{
	char path[PATH_MAX];

	link_banner(folder, NULL);
	snprintf(path, sizeof(path), "%s/banners/sshd", folder);
	must(lchown(path, 65533, 65533) == 0, path);
}

static void
longest_link_banner(const char *folder)
{
	const char *path = write_banner(folder);
	char beside[PATH_MAX];

	snprintf(beside, sizeof(beside), "%s/beside", folder);
	must(rename(path, beside) == 0, beside);
	link_longest("../beside", path);
}

static void
process_banner(const char *folder)
{
	link_banner(folder, "/proc/self/cmdline");
}

static void
device_banner(const char *folder)
{
	link_banner(folder, "/dev/null");
}

static void
dangling_banner(const char *folder)
{
	link_banner(folder, "none");
}

#define RULE "ALL: ALL: banners ~/banners"
#define REFUSED_BANNER(fault) \
	.result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = \
	    "authpriv.err ~/hosts.allow:1:11: \"banners ~/banners\": " fault \
	    "authpriv.warning refused connect from 192.0.2.10 " \
	    "(192.0.2.10): service=sshd user=root rule=~/hosts.allow:1 " \
	    "\"" RULE "\" reason=option-error\n"
#define OPEN_BANNER \
	"others could have written the banner; refuses whom the rule " \
	"matches\n"
#define FAULTY_BANNER(error) \
	.result = PAM_SUCCESS, \
	.log = "authpriv.err ~/hosts.allow:1:11: \"~/banners/sshd\": the " \
	       "banner cannot be shown: " error "\n"

static const struct scenario banners[] = {
    {"usual", .prepare = usual_banner, .said = "?hello\n",
     .result = PAM_SUCCESS},
    {"all may write it", .prepare = open_banner, REFUSED_BANNER(OPEN_BANNER)},
    {"all may write its folder", .prepare = open_banners,
     REFUSED_BANNER(OPEN_BANNER)},
    {"a link of ours", .prepare = own_link_banner, .said = "?hello\n",
     .result = PAM_SUCCESS},
    {"a link too long to follow", .prepare = longest_link_banner,
     REFUSED_BANNER(UNKNOWN)},
    {"a link into /proc", .prepare = process_banner,
     FAULTY_BANNER("Invalid argument")},
    {"a device", .prepare = device_banner, FAULTY_BANNER("Invalid argument")},
    {"a link to nothing", .prepare = dangling_banner,
     FAULTY_BANNER("No such file or directory")},
    {"somebody's link", .prepare = others_link_banner,
     REFUSED_BANNER(OPEN_BANNER)},
};

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_that_act_refuse),
	};
	struct scenario rows[sizeof(banners) / sizeof(*banners)];
	size_t count = sizeof(banners) / sizeof(*banners);

	for (size_t i = 0; i < count; i++) {
		memcpy(&rows[i], &banners[i], sizeof(rows[i]));
		rows[i].allow = RULE "\n";
	}
	if (geteuid() != 0) {
		print_error("NOT RUN: links of others; needs root\n");
		count--;
	}
	return cmocka_run_group_tests_name("options", tests, NULL, NULL) +
	       driver_run("banners", rows, count);
}
