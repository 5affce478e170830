/* SPDX-License-Identifier: BSD-3-Clause */
/* Rule files and list files that cannot be read, and such as can. */
#include "tests/module/driver.h"
#include "tests/support/must.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB (1024UL * 1024UL)
#define CLIENT "connect from 192.0.2.10 (192.0.2.10): "
#define SSHD "service=sshd user=root"

/* The line of a decision that cannot be made. */
#define CANNOT(fault) \
	"authpriv.err cannot decide on " CLIENT fault "; refused: " SSHD "\n"
#define ERROR(fault) .result = PAM_SERVICE_ERR, .log = CANNOT(fault)
#define UNREADABLE(file, error) ERROR(file ": cannot be read: " error)

/* Makes the path of NAME in FOLDER; good until the next call. */
static const char *
in(const char *folder, const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void
make_folder(const char *folder)
{
	must(mkdir(in(folder, "list"), 0755) == 0, "mkdir");
}

static void
make_fifo(const char *folder)
{
	must(mkfifo(in(folder, "list"), 0644) == 0, "mkfifo");
}

static void
make_socket(const char *folder)
{
	must(mknod(in(folder, "list"), S_IFSOCK | 0644, 0) == 0, "mknod");
}

static void
make_loop(const char *folder)
{
	must(symlink("list", in(folder, "list")) == 0, "symlink");
}

static void
make_dangling(const char *folder)
{
	must(symlink("nothing", in(folder, "list")) == 0, "symlink");
}

static void
make_link(const char *folder)
{
	driver_write(folder, "target", "ALL: ALL\n", 9);
	must(symlink("target", in(folder, "list")) == 0, "symlink");
}

/* Writes a comment, a rule of SIZE bytes for another daemon, and "ALL: ALL". */
static void
write_line(const char *folder, size_t size)
{
	char *text = NULL, *rule = malloc(size);

	must(rule != NULL, "malloc");
	memset(rule, 'x', size);
	memcpy(rule, "other:", 6);
	rule[size - 1] = '\0';
	must(asprintf(&text, "# x\n%s\nALL: ALL\n", rule) > 0, "asprintf");
	driver_write(folder, "list", text, strlen(text));
	free(rule);
	free(text);
}

static void
write_long_line(const char *folder)
{
	write_line(folder, MIB + 1);
}

static void
write_longest_line(const char *folder)
{
	write_line(folder, MIB);
}

static void
write_nul(const char *folder)
{
	static const char text[] = "sshd: x\0y\nALL: ALL\n";

	driver_write(folder, "list", text, sizeof(text) - 1);
}

static void
write_nul_of_list(const char *folder)
{
	static const char text[] = "192.0.2.10\0\n192.0.2.10\n";

	driver_write(folder, "list", text, sizeof(text) - 1);
}

static void
change_once(const char *folder)
{
	(void)folder;
	recorder_change_files(1);
}

static void
show_times(const char *folder)
{
	(void)folder;
	recorder_show_times();
}

static void
change_always(const char *folder)
{
	(void)folder;
	recorder_change_files(1000);
}

/* COUNT list files, each of which names the next; the last one matches. */
static void
nest(const char *folder, int count)
{
	char name[16], text[PATH_MAX + 8];

	for (int i = 1; i <= count; i++) {
		snprintf(name, sizeof(name), "list%d", i);
		snprintf(text, sizeof(text), "%s/list%d\n", folder, i + 1);
		driver_write(folder, name, i < count ? text : "192.0.2.10\n",
			     strlen(i < count ? text : "192.0.2.10\n"));
	}
}

static void
nest_eight(const char *folder)
{
	nest(folder, 8);
}

static void
nest_nine(const char *folder)
{
	nest(folder, 9);
}

#define REFUSED_BY_LIST \
	.result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = "authpriv.warning refused " CLIENT SSHD \
	       " rule=~/hosts.deny:1 \"ALL: ~/list\"\n"

/* ~/list as the rule file that refuses. */
#define AS_RULES .arguments = "denyfile=~/list"
#define LIST_LINE(place) \
	"authpriv.warning refused " CLIENT SSHD " rule=~/list:" place \
	" \"ALL: ALL\"\n"

static const struct scenario rule_files[] = {
    {"hosts.allow: a folder", .arguments = "allowfile=~/list",
     .prepare = make_folder, UNREADABLE("~/list", "Is a directory")},
    {"hosts.allow: a folder, not reached", AS_RULES, .prepare = make_folder,
     .allow = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"a folder", AS_RULES, .prepare = make_folder,
     UNREADABLE("~/list", "Is a directory")},
    {"a folder, nomessage", .arguments = "denyfile=~/list nomessage",
     .prepare = make_folder, UNREADABLE("~/list", "Is a directory")},
    {"a folder, quiet", .arguments = "denyfile=~/list quiet",
     .prepare = make_folder, UNREADABLE("~/list", "Is a directory")},
    {"a FIFO", AS_RULES, .prepare = make_fifo,
     UNREADABLE("~/list", "Invalid argument")},
    {"a socket", AS_RULES, .prepare = make_socket,
     UNREADABLE("~/list", "No such device or address")},
    {"in no folder", .arguments = "denyfile=~/hosts.allow/x", .allow = "",
     UNREADABLE("~/hosts.allow/x", "Not a directory")},
    {"named, and missing", AS_RULES,
     UNREADABLE("~/list", "No such file or directory")},
    {"named, and missing, permissive",
     .arguments = "denyfile=~/list permissive", .result = PAM_SUCCESS,
     .log = "authpriv.err cannot decide on " CLIENT "~/list: cannot be read: "
	    "No such file or directory; would refuse: " SSHD "\n"},
    {"named, and missing, not reached", AS_RULES, .allow = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"hosts.allow: named, and missing", .arguments = "allowfile=~/list",
     UNREADABLE("~/list", "No such file or directory")},
    {"in a folder that is missing", .arguments = "denyfile=~/none/x",
     UNREADABLE("~/none/x", "No such file or directory")},
    {"a link to itself", AS_RULES, .prepare = make_loop,
     UNREADABLE("~/list", "Too many levels of symbolic links")},
    {"what a process tells", .arguments = "denyfile=/proc/self/mem",
     UNREADABLE("/proc/self/mem", "Invalid argument")},
    {"one endless line", .arguments = "denyfile=/dev/zero",
     UNREADABLE("/dev/zero", "Invalid argument")},
    {"endless lines", .arguments = "denyfile=/dev/urandom",
     UNREADABLE("/dev/urandom", "Invalid argument")},
    {"a line of more than 1 MiB", AS_RULES, .prepare = write_long_line,
     ERROR("~/list:2: a line is longer than 1 MiB")},
    {"a line of 1 MiB", AS_RULES, .prepare = write_longest_line,
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = LIST_LINE("3")},
    {"a NUL byte", AS_RULES, .prepare = write_nul, .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "authpriv.err ~/list:1:8: \"sshd: x\\x00y\": the line holds a "
	    "NUL byte; it counts for refusals only\n"
	    "authpriv.warning refused connect from gw.example.net "
	    "(192.0.2.10): " SSHD " rule=~/list:2 \"ALL: ALL\"\n"},
    {"changes, and settles", .deny = "ALL: ALL\n", .prepare = change_once,
     .allow = "", .result = PAM_PERM_DENIED, .said = SENTENCE, .log = REFUSED},
    {"changes all the time", .deny = "ALL: ALL\n", .prepare = change_always,
     .allow = "ALL: ALL\n", ERROR("~/hosts.allow: changes while it is read")},
    {"has just changed", .deny = "ALL: ALL\n", .prepare = show_times,
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = REFUSED},
    {"changes all the time, permissive", .arguments = "permissive",
     .allow = "ALL: ALL\n", .prepare = change_always, .result = PAM_SUCCESS,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.allow: changes "
	    "while it is read; would refuse: " SSHD "\n"},
    {"empty", .allow = "", .deny = "", .result = PAM_SUCCESS},
    {"/dev/null", .arguments = "denyfile=/dev/null", .result = PAM_SUCCESS},
    {"a link to nothing", AS_RULES, .prepare = make_dangling,
     UNREADABLE("~/list", "No such file or directory")},
    {"a link to a file", AS_RULES, .prepare = make_link,
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = LIST_LINE("1")},
    {"a byte order mark",
     .deny = "\xef\xbb\xbf"
	     "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = REFUSED},
    {"CR LF", .deny = "ALL: ALL\r\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE, .log = REFUSED},
};

static const struct scenario list_files[] = {
    {"matches", .deny = "ALL: ~/list\n",
     .list = "# 192.0.2.10\n198.51.100.1,192.0.2.0/24 # x\n", REFUSED_BY_LIST},
    {"does not match", .deny = "ALL: ~/list\n",
     .list = "# 192.0.2.10\n198.51.100.1\n", .result = PAM_SUCCESS},
    {"EXCEPT a list", .deny = "ALL: ALL EXCEPT ~/list\n",
     .list = "192.0.2.10\n", .result = PAM_SUCCESS},
    {"missing: logged, and no match", .deny = "ALL: ~/list\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.err ~/hosts.deny:1:6: \"~/list\": no such list file; "
	    "matches nothing\n"},
    {"missing, EXCEPT: logged, and decided", .deny = "ALL: ALL EXCEPT ~/list\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err ~/hosts.deny:1:17: \"~/list\": no such list file; "
	    "matches nothing\n"
	    "authpriv.warning refused " CLIENT SSHD " rule=~/hosts.deny:1 "
	    "\"ALL: ALL EXCEPT ~/list\"\n"},
    {"a link to nothing", .deny = "ALL: ~/list\n", .prepare = make_dangling,
     UNREADABLE("~/list", "No such file or directory")},
    {"a link to nothing, EXCEPT", .deny = "ALL: ALL EXCEPT ~/list\n",
     .prepare = make_dangling,
     UNREADABLE("~/list", "No such file or directory")},
    {"in a folder that is missing", .deny = "ALL: ~/none/list\n",
     UNREADABLE("~/none/list", "No such file or directory")},
    {"in a folder that is missing, permissive", .arguments = "permissive",
     .deny = "ALL: ~/none/list\n", .result = PAM_SUCCESS,
     .log = "authpriv.err cannot decide on " CLIENT "~/none/list: cannot be "
	    "read: No such file or directory; would refuse: " SSHD "\n"},
    {"a folder", .allow = "ALL: ~/list\n", .prepare = make_folder,
     UNREADABLE("~/list", "Is a directory")},
    {"a folder, not reached", .allow = "ALL: 192.0.2.10 ~/list\n",
     .prepare = make_folder, .result = PAM_SUCCESS},
    {"a folder, of another daemon", .allow = "other: ~/list\n",
     .prepare = make_folder, .result = PAM_SUCCESS},
    {"a FIFO", .allow = "ALL: ~/list\n", .prepare = make_fifo,
     UNREADABLE("~/list", "Invalid argument")},
    {"in no folder", .allow = "ALL: ~/hosts.allow/x\n",
     UNREADABLE("~/hosts.allow/x", "Not a directory")},
    {"a link to itself", .allow = "ALL: ~/list\n", .prepare = make_loop,
     UNREADABLE("~/list", "Too many levels of symbolic links")},
    {"what a process tells", .allow = "ALL: /proc/self/mem\n",
     UNREADABLE("/proc/self/mem", "Invalid argument")},
    {"a line of more than 1 MiB", .allow = "ALL: ~/list\n",
     .prepare = write_long_line,
     ERROR("~/list:2: a line is longer than 1 MiB")},
    {"a NUL byte", .deny = "ALL: ~/list\n", .prepare = write_nul_of_list,
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err ~/list:1:11: \"192.0.2.10\\x00\": the line holds a "
	    "NUL byte; it counts for refusals only\n"
	    "authpriv.warning refused " CLIENT SSHD
	    " rule=~/hosts.deny:1 \"ALL: ~/list\"\n"},
    {"names itself", .allow = "ALL: ~/list\n", .list = "~/list\n",
     ERROR("~/list:1:1: \"~/list\": list files nest too deeply or name "
	   "themselves")},
    {"names itself behind the match", .allow = "ALL: ~/list\n",
     .list = "192.0.2.10 ~/list\n", .result = PAM_SUCCESS},
    {"eight deep", .allow = "ALL: ~/list1\n", .deny = "ALL: ALL\n",
     .prepare = nest_eight, .result = PAM_SUCCESS},
    {"nine deep", .allow = "ALL: ~/list1\n", .prepare = nest_nine,
     ERROR("~/list8:1:1: \"~/list9\": list files nest too deeply or name "
	   "themselves")},
};

int
main(void)
{
	return driver_run("rule files", ROWS(rule_files)) +
	       driver_run("list files", ROWS(list_files));
}
