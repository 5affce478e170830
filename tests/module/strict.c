/* SPDX-License-Identifier: BSD-3-Clause */
/* The argument strict: everything that is broken refuses. */
#include "tests/module/driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What the fault of a line says; the effect is that without strict. */
#define IGNORED "; the line is ignored"
#define NEVER "; never matches"
#define REFUSES "; refuses whom the rule matches"

/* A line for nobody, where in it what text is wrong, and why. */
static const struct {
	const char *name;
	const char *line;
	unsigned column;
	const char *text; /* NULL: the line */
	const char *fault;
} broken[] = {
    {"no separator", "sshd", 1, NULL, "no ':' after the daemon list" IGNORED},
    {"a comment that hides the separator", "sshd # x: y", 6, NULL,
     "a ':' follows '#' in the daemon list" IGNORED},
    {"no daemon", ": 198.51.100.1", 1, NULL,
     "the daemon list is empty; the rule never matches"},
    {"no client", "other:", 7, NULL,
     "the client list is empty; the rule never matches"},
    {"EXCEPT first, daemons", "EXCEPT other: 198.51.100.1", 1, "EXCEPT",
     "nothing stands before EXCEPT; the list never matches"},
    {"EXCEPT first, clients", "other: EXCEPT 198.51.100.1", 8, "EXCEPT",
     "nothing stands before EXCEPT; the list never matches"},
    {"EXCEPT last", "other: 198.51.100.1 EXCEPT", 21, "EXCEPT",
     "nothing stands after EXCEPT; nothing is excluded"},
    {"user@ without a host", "other: root@", 13, "",
     "nothing stands after '@'" NEVER},
    {"daemon@ without a host", "other@: 198.51.100.1", 7, "",
     "nothing stands after '@'" NEVER},
    {"one bracket", "other: [2001:db8::1", 8, "[2001",
     "brackets stand around a whole token only; read as plain text"},
    {"no address in brackets", "other: [192.0.2.1.5]", 8, "[192.0.2.1.5]",
     "no IPv6 address or net between the brackets" NEVER},
    {"no address before a mask", "other: example.org/8", 8, "example.org/8",
     "not an address before '/'" NEVER},
    {"no mask", "other: 198.51.100.0/", 8, "198.51.100.0/",
     "no usable mask after '/'" NEVER},
    {"too large a mask", "other: 198.51.100.0/33", 8, "198.51.100.0/33",
     "no usable mask after '/'" NEVER},
    {"text after a prefix length", "other: 198.51.100.0/24x", 8,
     "198.51.100.0/24x", "text after the prefix length is ignored"},
    {"a suffix of digits", "other: .100.1", 8, ".100.1",
     "a suffix matches names, never addresses" NEVER},
    {"no option", "other: 198.51.100.1:", 21, "",
     "missing option name" REFUSES},
    {"no option between others", "other: 198.51.100.1: keepalive:: deny", 32,
     "", "missing option name" REFUSES},
    {"an unknown option", "other: 198.51.100.1: keepalives", 22, "keepalives",
     "unknown option" REFUSES},
    {"an option without its value", "other: 198.51.100.1: spawn", 22, "spawn",
     "the option requires a value" REFUSES},
    {"an option with a value too many", "other: 198.51.100.1: keepalive 1", 22,
     "keepalive 1", "the option takes no value" REFUSES},
    {"an option that must be last", "other: 198.51.100.1: deny: keepalive", 22,
     "deny", "the option must be the last one" REFUSES},
    {"a bad value", "other: 198.51.100.1: umask 8", 22, "umask 8",
     "bad value of the option" REFUSES},
    {"a comment that hides options", "other: 198.51.100.1 # x: deny", 8,
     "198.51.100.1", "a ':' follows '#'" REFUSES},
    {"an unknown user", "other: 198.51.100.1: user no.such.user", 22,
     "user no.such.user", "no such group" REFUSES},
    {"an unknown user without group", "other: 198.51.100.1: user nosuchuser",
     22, "user nosuchuser", "no such user" REFUSES},
    {"an unknown group", "other: 198.51.100.1: group nosuchgroup", 22,
     "group nosuchgroup", "no such group" REFUSES},
};

/* Where the broken line stands, and in which of its lines. */
static const struct {
	const char *name;
	const char *allow, *deny; /* BROKEN stands for the line */
	const char *place;
	const char *arguments;
} places[] = {
    {"first", "BROKEN\nALL: ALL\n", NULL, "~/hosts.allow:1", "strict"},
    {"behind the rule that allows", "ALL: ALL\n\nBROKEN", NULL,
     "~/hosts.allow:3", "strict"},
    {"behind the rule that refuses", "#\n", "ALL: ALL\nBROKEN\n",
     "~/hosts.deny:2", "strict nomessage"},
    {"and no rule matches", NULL, "other: ALL\nBROKEN\n", "~/hosts.deny:2",
     "strict quiet"},
};

/* Replaces BROKEN in TEXT, which may be NULL. */
static char *
with_broken(const char *text, size_t i)
{
	return text ? driver_replace(text, "BROKEN", broken[i].line) : NULL;
}

/* Runs every broken line in the place P. */
static int
run_place(size_t p)
{
	struct scenario rows[COUNT(broken)];
	char log[COUNT(broken)][512];
	int failures;

	for (size_t i = 0; i < COUNT(broken); i++) {
		const char *text =
		    broken[i].text ? broken[i].text : broken[i].line;
		const char *quote = *text ? "\"" : "";

		snprintf(log[i], sizeof(log[i]),
			 "authpriv.err cannot decide on connect from "
			 "192.0.2.10 (192.0.2.10): %s:%u: %s%s%s%s; refused: "
			 "service=sshd user=root\n",
			 places[p].place, broken[i].column, quote, text,
			 *quote ? "\": " : "", broken[i].fault);
		rows[i] = (struct scenario){
		    .name = broken[i].name,
		    .arguments = places[p].arguments,
		    .allow = with_broken(places[p].allow, i),
		    .deny = with_broken(places[p].deny, i),
		    .result = PAM_SERVICE_ERR,
		    .log = log[i],
		};
	}
	failures = driver_run(places[p].name, rows, COUNT(broken));
	for (size_t i = 0; i < COUNT(broken); i++) {
		free((char *)rows[i].allow);
		free((char *)rows[i].deny);
	}
	return failures;
}

static void
write_nul(const char *folder)
{
	static const char text[] = "ALL: ALL\nother: x\0\n";

	driver_write(folder, "hosts.deny", text, sizeof(text) - 1);
}

static void
write_nul_of_list(const char *folder)
{
	static const char text[] = "192.0.2.10\n\0\n";

	driver_write(folder, "list", text, sizeof(text) - 1);
}

#define FAULT(place, fault) \
	.result = PAM_SERVICE_ERR, \
	.log = "authpriv.err cannot decide on connect from 192.0.2.10 " \
	       "(192.0.2.10): ~/" place ": " fault "; refused: service=sshd " \
	       "user=root\n"
#define ARGUMENTS .arguments = "strict"

static const struct scenario others[] = {
    {"a NUL byte behind the deciding rule", ARGUMENTS, .prepare = write_nul,
     FAULT("hosts.deny:2:9", "\"other: x\\x00\": the line holds a NUL byte; it "
			     "counts for refusals only")},
    {"a list file: a word", ARGUMENTS, .deny = "ALL: ~/list\n",
     .list = "\n198.51.100.0/33\n",
     FAULT("list:2:1",
	   "\"198.51.100.0/33\": no usable mask after '/'; never matches")},
    {"a list file: a word behind the match", ARGUMENTS,
     .allow = "ALL: ~/list\n", .list = "192.0.2.10\n\n.2.10\n",
     FAULT("list:3:1",
	   "\".2.10\": a suffix matches names, never addresses; never "
	   "matches")},
    {"a list file: a NUL byte behind the match", ARGUMENTS,
     .allow = "ALL: ~/list\n", .prepare = write_nul_of_list,
     FAULT(
	 "list:2:1",
	 "\"\\x00\": the line holds a NUL byte; it counts for refusals only")},
    {"a list file: names itself behind the match", ARGUMENTS,
     .allow = "ALL: ~/list\n", .list = "192.0.2.10\n~/list\n",
     FAULT("list:2:1",
	   "\"~/list\": list files nest too deeply or name themselves")},
    {"a missing list file", ARGUMENTS, .deny = "ALL: ALL EXCEPT ~/list\n",
     FAULT("hosts.deny:1:17",
	   "\"~/list\": no such list file; matches nothing")},
    {"the first of two faults is told", ARGUMENTS, .deny = "a\nb: .1.1\n",
     FAULT("hosts.deny:1:1", "\"a\": no ':' after the daemon list; the line is "
			     "ignored")},
    {"host bits are no fault", ARGUMENTS, .deny = "ALL: 192.0.2.1/24\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: 192.0.2.1/24\" reason=host-bits\n"},
    {"hosts.deny is not read if hosts.allow allows", ARGUMENTS,
     .allow = "ALL: ALL\n", .deny = "broken\n", .result = PAM_SUCCESS},
    {"a list file of another daemon is not read", ARGUMENTS,
     .deny = "other: ~/list\n", .list = ".2.10\n", .result = PAM_SUCCESS},
    {"comments and empty lines are no fault", ARGUMENTS,
     .allow = "# x\n\n \t\n  # y: z\n", .result = PAM_SUCCESS},
};

int
main(void)
{
	int failures = driver_run("other faults", ROWS(others));

	for (size_t p = 0; p < COUNT(places); p++)
		failures += run_place(p);
	return failures;
}
