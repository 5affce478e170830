/* SPDX-License-Identifier: BSD-3-Clause */
/* What rules with options say, in hosts.allow and in hosts.deny. */
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

/* What a rule with an option says of the client that it names. */
enum says {
	AS_FILE, /* the verdict of its file */
	ALLOWS,
	REFUSES,
	NOTHING, /* it does not match, and ends its file */
};

#define ADD(text) "spawn echo " text " >>~/out"

/* Options, and what their commands write to ~/out. */
static const struct {
	const char *options;
	enum says says;
	const char *out;
} options[] = {
    /* One by one. */
    {"allow", ALLOWS, ""},
    {"deny", REFUSES, ""},
    {"severity local0.info", AS_FILE, ""},
    {"spawn exit 0", AS_FILE, ""},
    {"spawn exit 1", AS_FILE, ""},
    {"spawn kill -KILL $$", AS_FILE, ""},
    {"spawn /none/at/all", AS_FILE, ""},
    {"spawn sleep 60", AS_FILE, ""},
    {ADD("%a"), AS_FILE, "192.0.2.10\n"},
    {"SPAWN = echo x >>~/out", AS_FILE, "x\n"},
    {"spawn (sleep 1; echo x >>~/out) &", AS_FILE, ""},
    {"aclexec exit 0", AS_FILE, ""},
    {"aclexec exit 1", NOTHING, ""},
    {"aclexec kill -KILL $$", REFUSES, ""},
    {"aclexec true | sh -c 'kill -KILL $$'", REFUSES, ""},
    {"aclexec /none/at/all", REFUSES, ""},
    {"aclexec /", REFUSES, ""},
    {"aclexec (", NOTHING, ""},
    {"aclexec sleep 60", REFUSES, ""},
    {"aclexec [ %a = 192.0.2.10 ]", AS_FILE, ""},
    {"aclexec [ %a = 192.0.2.11 ]", NOTHING, ""},
    {"aclexec echo x >>~/out", AS_FILE, "x\n"},
    {"twist exit 0", REFUSES, ""},
    {"twist sleep 60", REFUSES, ""},
    {"twist echo x | tee -a ~/out", REFUSES, "x\n"},
    {"banners ~", AS_FILE, ""},
    {"banners /none/at/all", AS_FILE, ""},
    {"setenv X 1", AS_FILE, ""},
    {"setenv=X 1", AS_FILE, ""},
    {"group root", AS_FILE, ""},
    {"keepalive", AS_FILE, ""},
    {"linger 5", AS_FILE, ""},
    {"nice", AS_FILE, ""},
    {"nice 5", AS_FILE, ""},
    {"rfc931", AS_FILE, ""},
    {"rfc931 5", AS_FILE, ""},
    {"umask 022", AS_FILE, ""},
    {"user root", AS_FILE, ""},
    {"user root.root", AS_FILE, ""},
    /* Wrong. */
    {"", REFUSES, ""},
    {"nosuch", REFUSES, ""},
    {"allow x", REFUSES, ""},
    {"deny x", REFUSES, ""},
    {"severity", REFUSES, ""},
    {"severity none", REFUSES, ""},
    {"spawn", REFUSES, ""},
    {"aclexec", REFUSES, ""},
    {"twist", REFUSES, ""},
    {"banners", REFUSES, ""},
    {"setenv", REFUSES, ""},
    {"setenv X=1", REFUSES, ""},
    {"group", REFUSES, ""},
    {"group no-such-group", REFUSES, ""},
    {"keepalive x", REFUSES, ""},
    {"linger", REFUSES, ""},
    {"linger -1", REFUSES, ""},
    {"nice x", REFUSES, ""},
    {"rfc931 0", REFUSES, ""},
    {"umask", REFUSES, ""},
    {"umask 999", REFUSES, ""},
    {"user no-such-user", REFUSES, ""},
    {"user root.no-such-group", REFUSES, ""},
    /* Together: from left to right. */
    {ADD("a") ": " ADD("b") ": " ADD("c"), AS_FILE, "a\nb\nc\n"},
    {ADD("a") ": allow", ALLOWS, "a\n"},
    {ADD("a") ": deny", REFUSES, "a\n"},
    {ADD("a") ": nosuch: " ADD("b"), REFUSES, "a\n"},
    {"allow: " ADD("a"), REFUSES, ""},
    {"deny: " ADD("a"), REFUSES, ""},
    {"twist echo x: " ADD("a"), REFUSES, ""},
    {ADD("a") ": twist echo b >>~/out", REFUSES, "a\nb\n"},
    {"aclexec exit 0: " ADD("a"), AS_FILE, "a\n"},
    {"aclexec exit 1: " ADD("a"), NOTHING, "a\n"},
    {"aclexec exit 1: aclexec exit 0", AS_FILE, ""},
    {"aclexec exit 0: aclexec exit 1", NOTHING, ""},
    {"aclexec exit 0: aclexec sleep 60", REFUSES, ""},
    {"aclexec sleep 60: aclexec exit 0", AS_FILE, ""},
    {"aclexec sleep 60: aclexec exit 1", NOTHING, ""},
    {"aclexec exit 0: aclexec exit 0: aclexec exit 0", AS_FILE, ""},
    {"aclexec exit 1: allow", ALLOWS, ""},
    {"aclexec exit 1: deny", REFUSES, ""},
    {"aclexec sleep 60: allow", ALLOWS, ""},
    {"aclexec exit 1: nosuch", REFUSES, ""},
    {"aclexec exit 1: twist echo x >>~/out", REFUSES, "x\n"},
    {"require user=root", AS_FILE, ""},
    {"require user!=root", NOTHING, ""},
    {"require user=root: deny", REFUSES, ""},
    {"require user=root: allow", ALLOWS, ""},
    {"require user=root: aclexec exit 1", NOTHING, ""},
    {"aclexec exit 0: require user!=root", NOTHING, ""},
    {"aclexec exit 0: require user=root", AS_FILE, ""},
    {"require from=2026-01-01 until=2999-01-01: " ADD("a"), AS_FILE, "a\n"},
    {"require until=2020-01-01: " ADD("a"), NOTHING, ""},
    {"require until=2020-01-01: nosuch", NOTHING, ""},
    {ADD("a") ": require until=2020-01-01: " ADD("b") ": allow", NOTHING,
     "a\n"},
    {"require group=no_such_group: " ADD("a"), REFUSES, ""},
    {"require group!=no_such_group: " ADD("a"), REFUSES, ""},
    {"require country=DE: " ADD("a"), REFUSES, ""},
    {"require usr=root: " ADD("a"), REFUSES, ""},
    {"setenv X %a: " ADD("$X"), AS_FILE, "192.0.2.10\n"},
    {"setenv X a: setenv X b: " ADD("$X"), AS_FILE, "b\n"},
    {"setenv X a: aclexec [ $X = a ]: twist echo $X >>~/out", REFUSES, "a\n"},
    {ADD("$X") ": setenv X a", AS_FILE, "\n"},
    {"setenv PATH ~: " ADD("$PATH"), AS_FILE, "~\n"},
    {"setenv X a\\:b: " ADD("$X"), AS_FILE, "a:b\n"},
    {"severity auth.info: nice: umask 022: " ADD("a") ": allow", ALLOWS, "a\n"},
};

static bool
hangs(const char *text)
{
	return strstr(text, "sleep 60");
}

/* Tries OPTIONS of a rule in hosts.allow or else in hosts.deny. */
static void
try_options(size_t number, enum call call, bool in_allow)
{
	struct scenario scenario = {.arguments = hangs(options[number].options)
						     ? "command_timeout=3"
						     : NULL,
				    .call = call};
	enum says says = options[number].says;
	bool allowed = in_allow ? says == AS_FILE || says == ALLOWS
				: says == NOTHING || says == ALLOWS;
	int success = call == AUTH ? PAM_IGNORE : PAM_SUCCESS;
	struct driver driver;
	char *text, out[4096], *expected;
	int result;

	assert_true(asprintf(&text, "ALL: ALL: %s\n", options[number].options) >
		    0);
	scenario.allow = in_allow ? text : NULL;
	scenario.deny = in_allow ? "ALL: ALL\n" : text;
	driver_start(&driver, &scenario);
	result = driver_call(&driver);
	read_text(driver.folder, "out", out, sizeof(out));
	expected = driver_replace(options[number].out, "~", driver.folder);
	driver_stop(&driver);
	assert_int_equal(result, allowed ? success : PAM_PERM_DENIED);
	assert_string_equal(out, expected);
	free(expected);
	free(text);
}

/*
 * Each of them in both files, whatever PAM asks for; one that hangs, once: its
 * time limit is one for the commands beside it, too, on a loaded machine.
 */
static void
test_options(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		print_message("  %s\n", options[i].options);
		for (int in_allow = 0; in_allow < 2; in_allow++) {
			try_options(i, ACCOUNT, in_allow);
			if (hangs(options[i].options))
				continue;
			try_options(i, AUTH, in_allow);
			try_options(i, OPEN_SESSION, in_allow);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_options)};

	alarm(880);
	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
