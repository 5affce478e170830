/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/generate_parts.h"

/* Names of options with values for them, right and wrong. */
static const char *const plain[] = {"keepalive",
				    "keepalive 1",
				    "linger 5",
				    "linger 0",
				    "linger -1",
				    "linger 5x",
				    "linger",
				    "nice",
				    "nice 5",
				    "nice -5",
				    "nice +5",
				    "nice abc",
				    "nice 0",
				    "rfc931",
				    "rfc931 5",
				    "rfc931 0",
				    "rfc931 5x",
				    "rfc931 +1",
				    "umask 022",
				    "umask 777",
				    "umask 0777",
				    "umask 1777",
				    "umask 999",
				    "umask -1",
				    "umask +22",
				    "umask u=rwx",
				    "umask",
				    "user root",
				    "user root.root",
				    "user nosuchuser",
				    "user root.",
				    "user root.nosuch",
				    "user 0",
				    "user .root",
				    "group root",
				    "group nosuchgroup",
				    "group",
				    "banners /nonexistent",
				    "banners",
				    "banners=/nonexistent@x",
				    "setenv=A x@y",
				    "spawn echo %a %u %n",
				    "spawn (echo a\\:b) &",
				    "spawn",
				    "spawn %z",
				    "setenv A b",
				    "setenv A",
				    "setenv A=b",
				    "setenv = A b",
				    "setenv A %u",
				    "setenv %u x",
				    "setenv %z",
				    "setenv A%d x",
				    "setenv %% x",
				    "setenv A\\:B x",
				    "setenv",
				    "twist echo",
				    "twist",
				    "twist %z",
				    "aclexec false",
				    "aclexec",
				    "nosuch",
				    "nosuch x",
				    "=allow",
				    "#",
				    "# x",
				    "permit",
				    "allow yes",
				    "deny no",
				    "options",
				    "SEVERITY INFO",
				    "\\:",
				    "deny\\:",
				    "aclexec true",
				    "aclexec false",
				    "aclexec false",
				    "aclexec %u",
				    "nice 4294967300",
				    "nice 2147483647",
				    "nice 2147483648",
				    "nice -2147483649",
				    "linger 4294967296",
				    "rfc931 4294967297",
				    "linger 99999999999999999999",
				    "nice -2147483648",
				    "umask -0",
				    "linger \v5",
				    "linger \f=5",
				    "severity \vinfo",
				    "severity=\finfo # x",
				    "group \froot",
				    "setenv A\v=b",
				    "setenv \v =b",
				    "spawn \v=",
				    "umask 40000000022",
				    "umask -37777777777",
				    "umask 99999999999999999999"};

static const char *const facilities[] = {
    "kern",   "user",     "mail",   "daemon", "auth",   "lpr",      "news",
    "uucp",   "cron",     "local0", "local7", "LOCAL3", "authpriv", "ftp",
    "syslog", "security", "local8", "bogus",  "",       "mail.info"};

static const char *const levels[] = {
    "emerg", "alert", "crit", "err",   "warning", "notice", "info", "debug",
    "INFO",  "error", "warn", "panic", "none",    "bogus",  "",     "6"};

static const char *const equals[] = {" ",  " ",  " ",  "\t", "=", " = ",
				     " =", "  ", "==", "\v", "\r"};

static void
add_severity(struct dice *dice, struct sample_text *text)
{
	text_add(text, "severity");
	text_add(text, DICE_PICK(dice, equals));
	if (dice_one_in(dice, 2)) {
		text_add(text, DICE_PICK(dice, facilities));
		text_add(text, ".");
	}
	text_add(text, DICE_PICK(dice, levels));
}

/* Appends what may stand behind an option: a comment, blanks. */
static void
add_tail(struct dice *dice, struct sample_text *text)
{
	static const char *const tails[] = {
	    " # why", "\t#why", " #",       "# why", " # a b: c", " ",
	    "\t ",    "\v",     " # a\\:b", "=",     " =",        " = #"};

	if (dice_one_in(dice, 5))
		text_add(text, DICE_PICK(dice, tails));
}

static void
add_option(struct dice *dice, struct sample_text *text)
{
	static const char *const ends[] = {"allow", "allow", "deny",
					   "deny",  "ALLOW", "Deny"};

	switch (dice_below(dice, 6)) {
	case 0:
	case 1:
	case 2:
		text_add(text, DICE_PICK(dice, ends));
		break;
	case 3:
		add_severity(dice, text);
		break;
	default:
		text_add(text, DICE_PICK(dice, plain));
	}
	add_tail(dice, text);
}

void
option_fields(struct scene *scene, struct sample_text *text)
{
	static const char *const colons[] = {
	    ":", ": ", " : ", " :", "::", ":\t", ":\\\n ", ":\v", "\\: "};
	struct dice *dice = &scene->dice;

	text_add(text, ":");
	if (dice_one_in(dice, 40)) {
		text_add(text, " aclexec false");
		return;
	}
	do {
		if (!dice_one_in(dice, 3))
			text_add(text, " ");
		if (!dice_one_in(dice, 24))
			add_option(dice, text);
		if (dice_one_in(dice, 4))
			text_add(text, DICE_PICK(dice, colons));
		else
			return;
	} while (!dice_one_in(dice, 8));
}
