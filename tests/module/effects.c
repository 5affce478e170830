/* SPDX-License-Identifier: BSD-3-Clause */
/* What options leave behind: in the session, at the client, by commands. */
#include "tests/module/driver.h"
#include "tests/module/text_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A row of driver.h, and more that it leaves behind. */
struct effect {
	struct scenario scenario;
	const char *out;      /* the file ~/out; NULL: not looked at */
	const char *variable; /* of the session; NULL: not looked at */
	const char *value;    /* NULL: not set */
};

static void
run_effect(void **state)
{
	const struct effect *effect = *state;
	struct driver driver;
	const char *value = NULL;
	int differences;
	char out[4096], *expected;

	driver_start(&driver, &effect->scenario);
	differences = driver_differences(&driver, driver_call(&driver));
	read_text(driver.folder, "out", out, sizeof(out));
	expected =
	    driver_replace(effect->out ? effect->out : out, "~", driver.folder);
	if (effect->variable)
		value = pam_getenv(driver.pamh, effect->variable);
	if (strcmp(out, expected) != 0 && ++differences)
		print_error("out:\n  is       %s\n  expected %s\n", out,
			    expected);
	if (strcmp(value ? value : "(not set)",
		   effect->value ? effect->value : "(not set)") != 0 &&
	    ++differences)
		print_error("%s is %s\n", effect->variable, value);
	driver_stop(&driver);
	free(expected);
	assert_int_equal(differences, 0);
}

#define ALLOW(options) .allow = "ALL: ALL: " options "\n"
#define DENY(options) .deny = "ALL: ALL: " options "\n"
#define REFUSED_LINE(file, rule, reason) \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=sshd user=root rule=~/" file ":1 \"" rule "\"" reason "\n"
#define REFUSED_BY(rule) REFUSED_LINE("hosts.deny", rule, "")
#define SETS(expected_variable, expected_value) \
	.variable = expected_variable, .value = expected_value

#define NO_NAME \
	"expands to no name of a variable; refuses whom the rule matches\n"

static const struct effect variables[] = {
    {.scenario = {"setenv", ALLOW("setenv COUNTRY NZ")}, SETS("COUNTRY", "NZ")},
    {.scenario = {"setenv, session", ALLOW("setenv X 1"), .call = OPEN_SESSION},
     SETS("X", "1")},
    {.scenario = {"setenv, auth", ALLOW("setenv X 1"), .call = AUTH,
		  .result = PAM_IGNORE},
     SETS("X", "1")},
    {.scenario = {"setenv without a value", ALLOW("setenv X")}, SETS("X", "")},
    {.scenario = {"setenv, blanks", ALLOW("setenv \t X \t a  b \t ")},
     SETS("X", "a  b")},
    {.scenario = {"setenv, colon", ALLOW("setenv X a\\:b=c")},
     SETS("X", "a:b=c")},
    {.scenario = {"setenv, letters", ALLOW("setenv X %d-%a-%u-%%")},
     SETS("X", "sshd-192.0.2.10-unknown-%")},
    {.scenario = {"setenv, a byte from outside", ALLOW("setenv X %u"),
		  .ruser = "a b;c"},
     SETS("X", "a_b_c")},
    {.scenario = {"setenv, a letter in the name", ALLOW("setenv X_%d 1")},
     SETS("X_sshd", "1")},
    {.scenario =
	 {"setenv, the name from outside holds '='", ALLOW("setenv %u 1"),
	  .ruser = "X=Y", .said = SENTENCE, .result = PAM_PERM_DENIED,
	  .log = "authpriv.err ~/hosts.allow:1:11: \"setenv %u 1\": " NO_NAME
	      REFUSED_LINE("hosts.allow", "ALL: ALL: setenv %u 1",
			   " reason=option-error")},
     SETS("X", NULL)},
    {.scenario =
	 {"setenv, the name from outside is sshd's", ALLOW("setenv %u 1"),
	  .ruser = "SSH_CONNECTION", .said = SENTENCE,
	  .result = PAM_PERM_DENIED,
	  .log = "authpriv.err ~/hosts.allow:1:11: \"setenv %u 1\": " NO_NAME
	      REFUSED_LINE("hosts.allow", "ALL: ALL: setenv %u 1",
			   " reason=option-error")},
     SETS("SSH_CONNECTION", NULL)},
    {.scenario = {"setenv, the name expands to nothing", ALLOW("setenv %z"),
		  .said = SENTENCE, .result = PAM_PERM_DENIED,
		  .log =
		      "authpriv.err ~/hosts.allow:1:11: \"setenv %z\": " NO_NAME
			  REFUSED_LINE("hosts.allow", "ALL: ALL: setenv %z",
				       " reason=option-error")}},
    {.scenario = {"setenv twice", ALLOW("setenv X a: setenv X b")},
     SETS("X", "b")},
    {.scenario =
	 {"setenv before an error", ALLOW("setenv X a: nosuch"),
	  .said = SENTENCE, .result = PAM_PERM_DENIED,
	  .log = "authpriv.err ~/hosts.allow:1:23: \"nosuch\": unknown option; "
		 "refuses whom the rule matches\n" REFUSED_LINE(
		     "hosts.allow", "ALL: ALL: setenv X a: nosuch",
		     " reason=option-error")},
     SETS("X", "a")},
    {.scenario = {"setenv in a rule that does not match",
		  .allow =
		      "other: ALL: setenv X a\nALL: 192.0.2.11: setenv X b\n"},
     SETS("X", NULL)},
    {.scenario = {"setenv behind the deciding rule",
		  .allow = "ALL: ALL\nALL: ALL: setenv X a\n"},
     SETS("X", NULL)},
    {.scenario = {"setenv with an aclexec that says no",
		  ALLOW("setenv X a: aclexec exit 1"),
		  .log =
		      "authpriv.info pam_hostsaccess: aclexec: exit status 1: "
		      "\"exit 1\"\n"},
     SETS("X", "a")},
};

static void
write_banner(const char *folder)
{
	static const char text[] = "%d\\: %a\n";

	driver_write(folder, "sshd", text, sizeof(text) - 1);
}

#define OUT " >>~/out"
#define NOT_DONE \
	"authpriv.err pam_hostsaccess: aclexec: not done in 1000 ms; ended " \
	"with its group: \"sleep 60\"\n"
#define SSH "192.0.2.10 50000 192.0.2.1 22"

static const struct effect commands[] = {
    {.scenario = {"the environment",
		  ALLOW("setenv A %a: setenv B: spawn tr '\\0' '|' "
			"</proc/$$/environ" OUT)},
     .out = "PATH=/usr/sbin:/usr/bin:/sbin:/bin|A=192.0.2.10|B=|"},
    {.scenario = {"standard files", ALLOW("spawn for i in 0 1 2; do readlink "
					  "/proc/$$/fd/$i; done | cat" OUT)},
     .out = "/dev/null\n/dev/null\n/dev/null\n"},
    {.scenario = {"the two ends, without names",
		  ALLOW("spawn echo %A %H %R %r %s %a %h %c %d %u" OUT),
		  .ssh_connection = SSH, .ruser = "bob"},
     .out = "192.0.2.1 192.0.2.1 22 50000 sshd@192.0.2.1 192.0.2.10 192.0.2.10 "
	    "bob@192.0.2.10 sshd bob\n"},
    {.scenario = {"the two ends, with names",
		  ALLOW("spawn true %n %N: spawn echo %N %H %s %n %h %c" OUT),
		  .ssh_connection = "192.0.2.10 50000 192.0.2.13 22"},
     .out = "inner inner sshd@inner gw.example.net gw.example.net "
	    "gw.example.net\n"},
    {.scenario = {"the two ends, IPv6", ALLOW("spawn echo %A %a %R %r" OUT),
		  .rhost = "2001:DB8::10",
		  .ssh_connection = "2001:DB8::10 50000 ::ffff:192.0.2.1 22"},
     .out = "192.0.2.1 2001:db8::10 22 50000\n"},
    {.scenario = {"no SSH_CONNECTION", ALLOW("spawn echo %A %N %R %r %s" OUT)},
     .out = "unknown unknown 0 0 sshd\n"},
    {.scenario = {"no address", ALLOW("spawn echo %a %n %h %c" OUT),
		  .rhost = "x y", .ruser = "bob", .arguments = "quiet"},
     .out = "unknown paranoid unknown bob@unknown\n"},
    {.scenario = {"%h of a pattern that asked for the name",
		  .allow = "ALL: .example.net: spawn echo %h" OUT "\n"},
     .out = "gw.example.net\n"},
    {.scenario = {"daemon=", ALLOW("spawn echo %d" OUT),
		  .arguments = "daemon=telnetd"},
     .out = "telnetd\n"},
    {.scenario = {"once, though the command changes its own rule file",
		  DENY("spawn echo 'ALL\\: %a'>>~/hosts.deny; echo x" OUT),
		  .result = PAM_PERM_DENIED, .said = SENTENCE,
		  .log = REFUSED_BY(
		      "ALL: ALL: spawn echo 'ALL\\\\: %a'>>~/hosts.deny; "
		      "echo x >>~/out")},
     .out = "x\n"},
    {.scenario = {"once, though it does and the file is read on",
		  .arguments = "command_timeout=1",
		  ALLOW("banners ~: spawn echo x" OUT "; touch ~/hosts.allow: "
			"aclexec sleep 60"),
		  .prepare = write_banner, .result = PAM_SERVICE_ERR,
		  .log = NOT_DONE
		  "authpriv.err cannot decide on connect from "
		  "192.0.2.10 (192.0.2.10): ~/hosts.allow: changes "
		  "while it is read; refused: service=sshd "
		  "user=root\n"},
     .out = "x\n"},
    {.scenario =
	 {"once, though it does and the file is in error, strict",
	  .arguments = "strict",
	  .allow = "ALL: ALL: spawn echo x" OUT "; touch ~/hosts.allow\nx\n",
	  .result = PAM_SERVICE_ERR,
	  .log = "authpriv.err cannot decide on connect from 192.0.2.10 "
		 "(192.0.2.10): ~/hosts.allow:2:1: \"x\": no ':' after the "
		 "daemon list; the line is ignored; refused: service=sshd "
		 "user=root\n"},
     .out = "x\n"},
    {.scenario = {"a rule that does not match, strict", .arguments = "strict",
		  .allow = "other: ALL: spawn echo x" OUT "\nALL: ALL\n"},
     .out = ""},
    {.scenario = {"once, strict", .arguments = "strict",
		  ALLOW("spawn echo x" OUT)},
     .out = "x\n"},
    {.scenario = {"setcred", DENY("spawn echo x" OUT), .call = SETCRED,
		  .result = PAM_IGNORE},
     .out = ""},
    {.scenario = {"close_session", DENY("spawn echo x" OUT),
		  .call = CLOSE_SESSION, .result = PAM_IGNORE},
     .out = ""},
    {.scenario = {"no remote host", DENY("spawn echo x" OUT), .rhost = UNSET,
		  .result = PAM_IGNORE},
     .out = ""},
    {.scenario =
	 {"permissive", .arguments = "permissive", DENY("spawn echo x" OUT),
	  .log = "authpriv.warning would refuse connect from 192.0.2.10 "
		 "(192.0.2.10): service=sshd user=root rule=~/hosts.deny:1 "
		 "\"ALL: ALL: spawn echo x >>~/out\"\n"},
     .out = "x\n"},
    {.scenario = {"the time of a command is none of that for look-ups",
		  .arguments = "dns_timeout=1 quiet",
		  ALLOW("aclexec sleep 1.5; exit 1"), .deny = "ALL: inner\n",
		  .lookups = "name 192.0.2.10\naddresses gw.example.net\n"}},
    {.scenario = {"aclexec, not finished: rules that refuse still count",
		  .arguments = "command_timeout=1",
		  .allow = "ALL: ALL: aclexec sleep 60\nALL: ALL: deny\n",
		  .result = PAM_PERM_DENIED, .said = SENTENCE,
		  .log = NOT_DONE
		  "authpriv.warning refused connect from 192.0.2.10 "
		  "(192.0.2.10): service=sshd user=root rule=~/hosts.allow:2 "
		  "\"ALL: ALL: deny\"\n"}},
    {.scenario = {"aclexec, not finished: rules that allow do not",
		  .arguments = "command_timeout=1",
		  .allow =
		      "ALL: ALL: aclexec sleep 60\nALL: ALL\nALL: ALL: allow\n",
		  .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED,
		  .said = SENTENCE, .log = NOT_DONE REFUSED}},
};

#define NOEXEC(file, rule, option) \
	"authpriv.err ~/" file ":1:11: \"" option \
	"\": commands are not to be " \
	"run; refuses whom the rule matches\n" REFUSED_LINE( \
	    file, rule, " reason=option-error")
#define TWISTED(rule) REFUSED_LINE("hosts.deny", rule, " reason=twist")

static const struct effect words[] = {
    {.scenario = {"twist: both outputs, line by line",
		  DENY("twist echo a; echo b >&2"), .result = PAM_PERM_DENIED,
		  .said = "a\nb\n",
		  .log = TWISTED("ALL: ALL: twist echo a; echo b >&2")}},
    {.scenario = {"twist, nomessage", DENY("twist echo a | tee ~/out"),
		  .arguments = "nomessage", .result = PAM_PERM_DENIED,
		  .log = TWISTED("ALL: ALL: twist echo a | tee ~/out")},
     .out = "a\n"},
    {.scenario = {"twist, PAM_SILENT", DENY("twist echo a | tee ~/out"),
		  .flags = PAM_SILENT, .result = PAM_PERM_DENIED,
		  .log = TWISTED("ALL: ALL: twist echo a | tee ~/out")},
     .out = "a\n"},
    {.scenario = {"twist, auth", DENY("twist echo a"), .call = AUTH,
		  .result = PAM_PERM_DENIED, .said = "a\n",
		  .log = TWISTED("ALL: ALL: twist echo a")}},
    {.scenario = {"banners and twist", DENY("banners ~: twist echo a"),
		  .prepare = write_banner, .result = PAM_PERM_DENIED,
		  .said = "sshd\\: 192.0.2.10\na\n",
		  .log = TWISTED("ALL: ALL: banners ~: twist echo a")}},
    {.scenario = {"banners, nomessage", ALLOW("banners ~"),
		  .prepare = write_banner, .arguments = "nomessage"}},
    {.scenario = {"banners, PAM_SILENT", ALLOW("banners ~"),
		  .prepare = write_banner, .flags = PAM_SILENT}},
    {.scenario = {"banners, permissive", DENY("banners ~"),
		  .prepare = write_banner, .arguments = "permissive quiet"}},
    {.scenario = {"banners twice", ALLOW("banners ~: banners ~"),
		  .prepare = write_banner,
		  .said = "?sshd\\: 192.0.2.10\n?sshd\\: 192.0.2.10\n"}},
    {.scenario = {"banners of another daemon", ALLOW("banners ~"),
		  .service = "ftpd", .prepare = write_banner}},
    {.scenario = {"noexec: spawn", DENY("spawn true"), .arguments = "noexec",
		  .result = PAM_PERM_DENIED, .said = SENTENCE,
		  .log = NOEXEC("hosts.deny", "ALL: ALL: spawn true",
				"spawn true")}},
    {.scenario = {"noexec: aclexec", ALLOW("aclexec echo x" OUT),
		  .arguments = "noexec", .result = PAM_PERM_DENIED,
		  .said = SENTENCE,
		  .log =
		      NOEXEC("hosts.allow", "ALL: ALL: aclexec echo x >>~/out",
			     "aclexec echo x >>~/out")},
     .out = ""},
    {.scenario = {"noexec: twist", DENY("twist echo x" OUT),
		  .arguments = "noexec", .result = PAM_PERM_DENIED,
		  .said = SENTENCE,
		  .log = NOEXEC("hosts.deny", "ALL: ALL: twist echo x >>~/out",
				"twist echo x >>~/out")},
     .out = ""},
    {.scenario = {"noexec: a rule for others",
		  .deny = "ALL: 192.0.2.11: spawn true\n",
		  .arguments = "noexec"}},
    {.scenario =
	 {"noexec, strict: a rule for others", .arguments = "noexec strict",
	  .deny = "ALL: 192.0.2.11: spawn true\n", .result = PAM_SERVICE_ERR,
	  .log =
	      "authpriv.err cannot decide on connect from 192.0.2.10 "
	      "(192.0.2.10): ~/hosts.deny:1:18: \"spawn true\": commands are "
	      "not to be run; refuses whom the rule matches; refused: "
	      "service=sshd user=root\n"}},
    {.scenario = {"noexec: banners and setenv", ALLOW("banners ~: setenv X %a"),
		  .prepare = write_banner, .arguments = "noexec",
		  .said = "?sshd\\: 192.0.2.10\n"},
     .out = "",
     SETS("X", "192.0.2.10")},
};

int
main(void)
{
	alarm(880);
	setenv("SECRET", "of the host", 1);
	return driver_test("variables", run_effect, SIZED_ROWS(variables)) +
	       driver_test("commands", run_effect, SIZED_ROWS(commands)) +
	       driver_test("words", run_effect, SIZED_ROWS(words));
}
