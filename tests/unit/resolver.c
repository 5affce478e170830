/* SPDX-License-Identifier: BSD-3-Clause */
/* The system's resolver: what it makes of the answers of the C library. */
#include "common/request/resolver.h"

#include "common/option/option_value.h"
#include "common/request/system_resolver.h"
#include "tests/unit/process.h"
#include "tests/unit/resolver_world.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PATIENT 20000 /* ms; no answer here takes that long */

/* A resolver, and what this process had before. */
struct asker {
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	int files;
};

static void
begin(struct asker *asker)
{
	unsigned long timeout = world.error == SLEEPS ? 50 : PATIENT;

	asker->files = open_files();
	ha_system_resolver_init(&asker->system, timeout, &asker->resolver);
	errno = EIO; /* of the host's; they say nothing */
	h_errno = TRY_AGAIN;
}

static void
assert_nothing_is_left(const struct asker *asker)
{
	assert_int_equal(open_files(), asker->files);
	assert_no_child();
}

static enum ha_lookup
name_of(const char *text, char name[HA_NAME_MAX + 1])
{
	struct ha_address address;
	struct asker asker;
	enum ha_lookup lookup;

	assert_true(ha_address_parse(ha_slice_of(text), &address));
	begin(&asker);
	lookup = asker.resolver.name_of(asker.resolver.context, &address, name);
	assert_nothing_is_left(&asker);
	return lookup;
}

/* The addresses that were visited, each with a blank behind it. */
struct visited {
	char text[256];
	enum ha_family family; /* the one that is asked for */
	int left;              /* how many more are wanted */
};

static bool
visit(void *context, const struct ha_address *address)
{
	struct visited *visited = context;
	char text[HA_ADDRESS_TEXT_MAX];
	size_t used = strlen(visited->text);
	struct ha_address read;

	ha_address_format(address, true, text);
	snprintf(visited->text + used, sizeof(visited->text) - used, "%s ",
		 text);
	assert_true(ha_address_parse(ha_slice_of(text), &read));
	assert_true(ha_address_equal(&read, address));
	return --visited->left > 0;
}

static enum ha_lookup
addresses_of(struct visited *visited)
{
	struct asker asker;
	enum ha_lookup lookup;

	visited->text[0] = '\0';
	begin(&asker);
	lookup =
	    asker.resolver.addresses_of(asker.resolver.context, "a.example",
					visited->family, visit, visited);
	assert_nothing_is_left(&asker);
	return lookup;
}

#define FAILED HA_LOOKUP_FAILED
#define NONE HA_LOOKUP_NONE
#define FOUND HA_LOOKUP_FOUND

/* What both kinds of look-ups make of errors. */
static const struct {
	const char *name;
	bool none;
	int error, host; /* an errno, and of netdb.h */
	const char *no_file;
	enum ha_lookup expected;
} errors[] = {
    {"found", false, 0, 0, NULL, FOUND},
    {"found, in doubt", false, 0, NETDB_INTERNAL, NULL, FOUND},
    {"no such name", true, 0, 0, NULL, NONE},
    {"no such host", true, 0, HOST_NOT_FOUND, NULL, NONE},
    {"no data", true, 0, NO_DATA, NULL, NONE},
    {"the server has failed", true, 0, TRY_AGAIN, NULL, FAILED},
    {"a wrong answer", true, 0, NO_RECOVERY, NULL, FAILED},
    {"no socket", true, 0, NETDB_INTERNAL, NULL, FAILED},
    {"unavailable", true, ENOENT, 0, NULL, FAILED},
    {"unavailable, no such host", true, ENOENT, HOST_NOT_FOUND, NULL, FAILED},
    {"unavailable, no data", true, ENOENT, NO_DATA, NULL, FAILED},
    {"unavailable, for a reason untold", true, UNTOLD, 0, NULL, FAILED},
    {"nobody there", true, ECONNREFUSED, HOST_NOT_FOUND, NULL, FAILED},
    {"try again", true, EAGAIN, TRY_AGAIN, NULL, FAILED},
    {"no descriptor", true, EMFILE, NETDB_INTERNAL, NULL, FAILED},
    {"too small a buffer", true, ERANGE, NETDB_INTERNAL, NULL, FAILED},
    {"an entry that is not to be used", false, EIO, 0, NULL, FAILED},
    {"a source that cannot be opened", true, 0, 0, "/etc/hosts", FAILED},
    {"the other one", true, 0, 0, "/etc/nsswitch.conf", FAILED},
    {"the child dies", false, DIES, 0, NULL, FAILED},
    {"too late", false, SLEEPS, 0, NULL, FAILED},
};

static void
test_errors(void **state)
{
	char name[HA_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct visited visited = {.left = 9};

		row(errors[i].name);
		memset(&world, 0, sizeof(world));
		world.none = errors[i].none;
		world.error = errors[i].error;
		world.host = errors[i].host;
		world.no_file = errors[i].no_file;
		world.number = ELOOP;
		snprintf(name, sizeof(name), "unchanged");
		assert_int_equal(name_of("192.0.2.1", name),
				 errors[i].expected);
		assert_string_equal(name, errors[i].expected == FOUND
					      ? "192.0.2.1"
					      : "unchanged");
		assert_int_equal(addresses_of(&visited), errors[i].expected);
		assert_string_equal(visited.text, "");
	}
}

/* A source may be missing; of one that is there, nothing is missing. */
static void
test_no_source(void **state)
{
	char name[HA_NAME_MAX + 1];

	(void)state;
	world = (struct world){
	    .none = true, .no_file = "/etc/hosts", .number = ENOENT};
	assert_int_equal(name_of("192.0.2.1", name), NONE);
}

#define RESOLVE "hosts: files resolve [!UNAVAIL=return] dns\n"
#define HEAD(records) "xx\x81\x80\0\1\0" records "\0\0\0\0"
#define QUESTION "\1a\7example\0\0\1\0\1"
#define ALIAS "\xc0\x0c\0\5\0\1\0\0\0\0\0\2\xc0\x0c"
#define RECORD(type) "\xc0\x0c\0" type "\0\1\0\0\0\0\0\4\xc0\0\2\1"
#define ANSWER(text) text, sizeof(text) - 1

/* What nss-resolve(8) does not find is asked of DNS, past it. */
static const struct {
	const char *name, *sources;
	const char *answer;
	int size, error;
	enum ha_lookup expected;
} agains[] = {
    {"no such name", RESOLVE, NULL, 0, HOST_NOT_FOUND, NONE},
    {"no such record", RESOLVE, NULL, 0, NO_DATA, NONE},
    {"an error", RESOLVE, NULL, 0, TRY_AGAIN, FAILED},
    {"another error", RESOLVE, NULL, 0, NO_RECOVERY, FAILED},
    {"no error told", RESOLVE, NULL, 0, 0, FAILED},
    {"a record", RESOLVE, ANSWER(HEAD("\1") QUESTION RECORD("\1")), 0, FAILED},
    {"an alias alone", RESOLVE, ANSWER(HEAD("\1") QUESTION ALIAS), 0, NONE},
    {"an alias and a record", RESOLVE,
     ANSWER(HEAD("\2") QUESTION ALIAS RECORD("\1")), 0, FAILED},
    {"a record of another type", RESOLVE,
     ANSWER(HEAD("\1") QUESTION RECORD("\x10")), 0, NONE},
    {"no record", RESOLVE, ANSWER(HEAD("\0") QUESTION), 0, NONE},
    {"no question", RESOLVE, ANSWER("xx\x81\x80\0\0\0\0\0\0\0\0"), 0, FAILED},
    {"half a head", RESOLVE, ANSWER("xx\x81\x80\0\1"), 0, FAILED},
    {"half a question", RESOLVE, ANSWER(HEAD("\0") "\1a\7exam"), 0, FAILED},
    {"half a type", RESOLVE, ANSWER(HEAD("\0") "\1a\0\0\1"), 0, FAILED},
    {"fewer records", RESOLVE, ANSWER(HEAD("\2") QUESTION ALIAS), 0, FAILED},
    {"half a record", RESOLVE, ANSWER(HEAD("\1") QUESTION "\xc0\x0c\0\5"), 0,
     FAILED},
    {"half its data", RESOLVE,
     ANSWER(HEAD("\1") QUESTION "\xc0\x0c\0\5\0\1\0\0\0\0\0\3\xc0\x0c"), 0,
     FAILED},
    {"a large answer", RESOLVE, HEAD("\0"), 4097, 0, FAILED},
    {"behind a comment", "# hosts\n  hosts:resolve", NULL, 0, TRY_AGAIN,
     FAILED},
    {"dns is not the last", "hosts: dns files", NULL, 0, TRY_AGAIN, FAILED},
    {"with an action", "hosts:\tfiles dns[NOTFOUND=return]myhostname", NULL, 0,
     TRY_AGAIN, FAILED},
    {"dns is the last", "hosts: files mdns4_minimal [NOTFOUND=return] dns",
     NULL, 0, TRY_AGAIN, NONE},
    {"the last but an action", "hosts: dns [!UNAVAIL=return] # files", NULL, 0,
     TRY_AGAIN, NONE},
    {"without dns", "hosts: files mdns4 myhostname", NULL, 0, TRY_AGAIN, NONE},
    {"in a comment", "#hosts: resolve\nhosts: files dns\n", NULL, 0, TRY_AGAIN,
     NONE},
    {"of others", "passwd: resolve\nhosts: dns\n", NULL, 0, TRY_AGAIN, NONE},
    {"not", "hosts: files dns\n", NULL, 0, TRY_AGAIN, NONE},
    {"no source", "", NULL, 0, TRY_AGAIN, NONE},
};

static void
test_again(void **state)
{
	char name[HA_NAME_MAX + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(agains); i++) {
		struct visited visited = {.left = 9, .family = HA_FAMILY_IPV4};

		row(agains[i].name);
		world = (struct world){.none = true,
				       .host = HOST_NOT_FOUND,
				       .sources = agains[i].sources,
				       .answer = agains[i].answer,
				       .answer_size = agains[i].size,
				       .query_error = agains[i].error};
		assert_int_equal(addresses_of(&visited), agains[i].expected);
		if (!agains[i].answer)
			assert_int_equal(name_of("192.0.2.1", name),
					 agains[i].expected);
	}
}

/* So long that it may name it somewhere. */
static void
test_long_sources(void **state)
{
	static char sources[20000];
	char name[HA_NAME_MAX + 1];

	(void)state;
	memset(sources, '\n', sizeof(sources) - 1);
	world = (struct world){
	    .none = true, .sources = sources, .query_error = TRY_AGAIN};
	assert_int_equal(name_of("192.0.2.1", name), FAILED);
}

/* Entries may be long. */
static void
test_room(void **state)
{
	struct visited visited = {.left = 9};
	char name[HA_NAME_MAX + 1];

	(void)state;
	world = (struct world){.room = 1 << 20};
	assert_int_equal(name_of("192.0.2.1", name), FOUND);
	assert_int_equal(addresses_of(&visited), FOUND);
	world.room++;
	assert_int_equal(name_of("192.0.2.1", name), FAILED);
	assert_int_equal(addresses_of(&visited), FAILED);
}

/* What is asked for reaches the C library. */
static void
test_names(void **state)
{
	static const char *const rows[][2] = {
	    {"192.0.2.1", "192.0.2.1"},
	    {"2001:db8::1", "2001:db8::1"},
	    {"fe80::1%7", "fe80::1"},
	    {"fe80::1%eth0", "fe80::1"},
	};
	char name[HA_NAME_MAX + 1], text[HA_NAME_MAX + 2] = "";

	(void)state;
	memset(&world, 0, sizeof(world));
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i][0]);
		assert_int_equal(name_of(rows[i][0], name), FOUND);
		assert_string_equal(name, rows[i][1]);
	}
	row("of 255 bytes");
	world.name = memset(text, 'a', HA_NAME_MAX);
	assert_int_equal(name_of("192.0.2.1", name), FOUND);
	assert_string_equal(name, text);
	row("of 256 bytes");
	text[HA_NAME_MAX] = 'a';
	text[HA_NAME_MAX + 1] = '\0';
	assert_int_equal(name_of("192.0.2.1", name), NONE);
}

static void
test_addresses(void **state)
{
	static const struct {
		const char *name, *addresses, *visited;
		int wanted;
		enum ha_family family;
	} rows[] = {
	    {"one", "192.0.2.1", "192.0.2.1 ", 9, HA_FAMILY_NONE},
	    {"IPv4, then IPv6", "192.0.2.1 2001:db8::1",
	     "192.0.2.1 2001:db8::1 ", 9, HA_FAMILY_NONE},
	    {"IPv6, then IPv4", "2001:db8::1 192.0.2.1",
	     "192.0.2.1 2001:db8::1 ", 9, HA_FAMILY_NONE},
	    {"mapped", "::ffff:192.0.2.1", "192.0.2.1 ", 9, HA_FAMILY_NONE},
	    {"what is none", "192.0.2.1 x 192.0.2.2", "192.0.2.1 192.0.2.2 ", 9,
	     HA_FAMILY_NONE},
	    {"enough", "192.0.2.1 192.0.2.2 192.0.2.3", "192.0.2.1 192.0.2.2 ",
	     2, HA_FAMILY_NONE},
	    {"IPv4 only", "192.0.2.1 2001:db8::1", "192.0.2.1 ", 9,
	     HA_FAMILY_IPV4},
	    {"IPv6 only", "192.0.2.1 2001:db8::1", "2001:db8::1 ", 9,
	     HA_FAMILY_IPV6},
	};
	struct visited visited = {.left = 9};

	(void)state;
	memset(&world, 0, sizeof(world));
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		world.addresses = rows[i].addresses;
		visited.left = rows[i].wanted;
		visited.family = rows[i].family;
		assert_int_equal(addresses_of(&visited), FOUND);
		assert_string_equal(visited.text, rows[i].visited);
	}
	row("of another size");
	world.longer = 1;
	assert_int_equal(addresses_of(&visited), FOUND);
	assert_string_equal(visited.text, "");
	world.longer = 0;
	row("the resolver cannot be set up");
	world.no_init = true;
	assert_int_equal(addresses_of(&visited), FAILED);
	assert_string_equal(visited.text, "");
}

/* Of both families one that cannot be had is not one that there is not. */
static void
test_families(void **state)
{
	static const struct {
		const char *name, *addresses;
		int broken, error;
		enum ha_family family;
		enum ha_lookup expected;
		const char *visited;
	} rows[] = {
	    {"no IPv6", "192.0.2.1", 0, 0, HA_FAMILY_NONE, FOUND, "192.0.2.1 "},
	    {"no IPv4", "::1", 0, 0, HA_FAMILY_NONE, FOUND, "::1 "},
	    {"neither", "x", 0, 0, HA_FAMILY_NONE, NONE, ""},
	    {"IPv4 fails", "::1", AF_INET, EAGAIN, HA_FAMILY_NONE, FAILED,
	     NULL},
	    {"IPv6 fails", "192.0.2.1", AF_INET6, EAGAIN, HA_FAMILY_NONE,
	     FAILED, NULL},
	    {"IPv6 fails, no IPv4", "x", AF_INET6, EAGAIN, HA_FAMILY_NONE,
	     FAILED, NULL},
	    {"IPv4 is none, IPv6 found", "::1", AF_INET, 0, HA_FAMILY_NONE,
	     FOUND, "::1 "},
	    {"IPv4 fails, IPv6 is asked for", "::1", AF_INET, EAGAIN,
	     HA_FAMILY_IPV6, FOUND, "::1 "},
	    {"IPv6 fails, IPv4 is asked for", "192.0.2.1", AF_INET6, EAGAIN,
	     HA_FAMILY_IPV4, FOUND, "192.0.2.1 "},
	    {"IPv4 fails and is asked for", "::1", AF_INET, EAGAIN,
	     HA_FAMILY_IPV4, FAILED, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct visited visited = {.left = 9, .family = rows[i].family};

		row(rows[i].name);
		world = (struct world){.addresses = rows[i].addresses,
				       .broken = rows[i].broken,
				       .broken_error = rows[i].error};
		assert_int_equal(addresses_of(&visited), rows[i].expected);
		if (rows[i].visited)
			assert_string_equal(visited.text, rows[i].visited);
	}
}

static void
test_accounts(void **state)
{
	static const struct {
		const char *name, *account;
		int error, account_error;
		size_t size;
		enum ha_lookup expected;
	} rows[] = {
	    {"found", "anna", 0, 0, 0, FOUND},
	    {"none", "bob", 0, 0, 0, NONE},
	    {"an error", "anna", 0, EIO, 0, FAILED},
	    {"much room", "anna", 0, 0, 1 << 20, FOUND},
	    {"too much room", "anna", 0, 0, (1 << 26) + 1, FAILED},
	    {"the child dies", "anna", DIES, 0, 0, FAILED},
	    {"too late", "anna", SLEEPS, 0, 0, FAILED},
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		size_t number = i / 2;
		struct asker asker;

		row(rows[number].name);
		world =
		    (struct world){.account = rows[number].account,
				   .error = rows[number].error,
				   .account_error = rows[number].account_error,
				   .room = rows[number].size};
		begin(&asker);
		assert_int_equal(asker.resolver.has_account(
				     asker.resolver.context,
				     i % 2 ? HA_ACCOUNT_GROUP : HA_ACCOUNT_USER,
				     "anna"),
				 rows[number].expected);
		assert_nothing_is_left(&asker);
	}
}

/* Of a user nobody says so much. */
static void
test_large_group(void **state)
{
	struct asker asker;

	(void)state;
	world = (struct world){.account = "anna", .room = 1 << 26};
	begin(&asker);
	assert_int_equal(asker.resolver.has_account(asker.resolver.context,
						    HA_ACCOUNT_GROUP, "anna"),
			 FOUND);
	assert_int_equal(asker.resolver.has_account(asker.resolver.context,
						    HA_ACCOUNT_USER, "anna"),
			 FAILED);
	assert_nothing_is_left(&asker);
}

/* The option of a rule asks in the child, too. */
static void
test_account_of_option(void **state)
{
	struct asker asker;

	(void)state;
	world = (struct world){.account = "anna", .error = SLEEPS};
	begin(&asker);
	assert_int_equal(ha_value_user(S("anna.anna"), &asker.resolver),
			 HA_D_OPTION_LOOKUP);
	assert_int_equal(ha_value_user(S("anna"), &asker.resolver),
			 HA_D_OPTION_LOOKUP);
	assert_nothing_is_left(&asker);
	world.error = 0;
	begin(&asker);
	assert_int_equal(ha_value_user(S("anna.anna"), &asker.resolver),
			 HA_D_NONE);
	assert_int_equal(ha_value_group(S("bob"), &asker.resolver),
			 HA_D_OPTION_GROUP);
	assert_nothing_is_left(&asker);
}

static void
test_netgroups(void **state)
{
	static const struct {
		const char *name, *domain, *member;
		int known, error, number;
		enum ha_lookup expected;
	} rows[] = {
	    {"a member", "example.net", "g h example.net", 1, 0, 0, FOUND},
	    {"of another domain", "example.org", "g h example.net", 2, 0, 0,
	     NONE},
	    {"no domain", "", "g h -", 1, 0, 0, FOUND},
	    {"no domain, as the kernel says", "(none)", "g h -", 1, 0, 0,
	     FOUND},
	    {"domain cannot be read", NULL, "g h -", 9, 0, 0, FAILED},
	    {"no member", "", "g x -", 2, 0, 0, NONE},
	    {"not known", "", "g h -", 0, 0, 0, FAILED},
	    {"not known any more", "", "g x -", 1, 0, 0, FAILED},
	    {"no member, with trouble", "", "g x -", 2, 0, EIO, FAILED},
	    {"no member, without", "", "g x -", 2, 0, ENOENT, NONE},
	    {"the child dies", "", "g h -", 2, DIES, 0, FAILED},
	    {"too late", "", "g h -", 2, SLEEPS, 0, FAILED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct asker asker;

		row(rows[i].name);
		memset(&world, 0, sizeof(world));
		world.domain = rows[i].domain;
		world.member = rows[i].member;
		world.known = rows[i].known;
		world.error = rows[i].error;
		world.number = rows[i].number;
		begin(&asker);
		assert_int_equal(asker.resolver.netgroup_has(
				     asker.resolver.context, "g", "h"),
				 rows[i].expected);
		assert_nothing_is_left(&asker);
	}
}

static unsigned pipes;

int
pipe2(int ends[2], int flags)
{
	pipes++;
	return (int)syscall(SYS_pipe2, ends, flags);
}

/* Behind a look-up that took all the time no child is made any more. */
static void
test_time_is_over(void **state)
{
	struct visited visited = {.left = 9};
	struct ha_resolver *resolver;
	struct ha_address address;
	char name[HA_NAME_MAX + 1];
	struct asker asker;

	(void)state;
	assert_true(ha_address_parse(S("192.0.2.1"), &address));
	world = (struct world){.error = SLEEPS, .domain = "", .known = 9};
	world.member = "g h -";
	begin(&asker);
	resolver = &asker.resolver;
	pipes = 0;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(
		    resolver->netgroup_has(resolver->context, "g", "h"),
		    FAILED);
		assert_int_equal(
		    resolver->name_of(resolver->context, &address, name),
		    FAILED);
		assert_int_equal(
		    resolver->addresses_of(resolver->context, "a.example",
					   HA_FAMILY_NONE, visit, &visited),
		    FAILED);
		world.error = 0;
	}
	assert_int_equal(pipes, 1);
	assert_nothing_is_left(&asker);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_errors),
	    cmocka_unit_test(test_no_source),
	    cmocka_unit_test(test_room),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_addresses),
	    cmocka_unit_test(test_families),
	    cmocka_unit_test(test_again),
	    cmocka_unit_test(test_long_sources),
	    cmocka_unit_test(test_accounts),
	    cmocka_unit_test(test_large_group),
	    cmocka_unit_test(test_account_of_option),
	    cmocka_unit_test(test_netgroups),
	    cmocka_unit_test(test_time_is_over),
	};

	return cmocka_run_group_tests_name("resolver", tests, NULL, NULL);
}
