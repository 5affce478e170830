/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Conditions: client patterns and the option `require`, with a resolver that
 * answers from tables.
 */
#include "config.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include "common/decide/decide.h"
#include "common/option/require.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

/* 2026-12-01 12:00 UTC, for all but what is told otherwise. */
#define NOON 1796126400

/* What the databases say; whom they do not know is in none of these. */
static const struct {
	const char *address, *country, *continent, *asn;
} places[] = {
    {"203.0.113.7", "DE", "EU", "64500"},
    {"203.0.113.8", "CN", "AS", "4294967295"},
    {"203.0.113.9", "DE", NULL, NULL},
    {"2001:db8::7", "FR", "EU", "64500"},
};

/* What name servers say: NULL is no answer, "" no such record. */
static const struct {
	const char *name;
	enum ha_family family;
	const char *addresses;
} names[] = {
    {"home.example.org", HA_FAMILY_IPV4, "192.0.2.4 203.0.113.7"},
    {"home.example.org", HA_FAMILY_IPV6, "2001:db8:0:1::1"},
    {"four.example.org", HA_FAMILY_IPV4, "203.0.113.7"},
    {"four.example.org", HA_FAMILY_IPV6, NULL},
    {"none.example.org", HA_FAMILY_IPV4, ""},
    {"none.example.org", HA_FAMILY_IPV6, ""},
    {"odd.example.org", HA_FAMILY_IPV4, "0.0.0.0 224.0.0.1"},
    {"odd.example.org", HA_FAMILY_IPV6, ":: ff02::1"},
    {"7.113.0.203.bl.example.org.", HA_FAMILY_IPV4, "127.0.0.2"},
    {"8.113.0.203.bl.example.org.", HA_FAMILY_IPV4, ""},
    {"9.113.0.203.bl.example.org.", HA_FAMILY_IPV4, NULL},
    {"7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
     "bl.example.org.",
     HA_FAMILY_IPV4, "127.0.0.4 127.0.0.2"},
    {"7.113.0.203.odd.example.org.", HA_FAMILY_IPV4, "127.255.255.254"},
    {"8.113.0.203.odd.example.org.", HA_FAMILY_IPV4, "192.0.2.1"},
    {"9.113.0.203.odd.example.org.", HA_FAMILY_IPV4, "127.0.0.1"},
    {"7.113.0.203.mix.example.org.", HA_FAMILY_IPV4, "127.0.0.2 192.0.2.1"},
    {"8.113.0.203.mix.example.org.", HA_FAMILY_IPV4, "127.255.254.1"},
};

/* Who is what; a member that is not told is not known. */
static const struct {
	enum ha_account kind;
	const char *name, *user;
	enum ha_lookup lookup;
} accounts[] = {
    {HA_ACCOUNT_USER, "root", "anna", HA_LOOKUP_NONE},
    {HA_ACCOUNT_USER, "1000", "anna", HA_LOOKUP_FOUND},
    {HA_ACCOUNT_USER, "Anna", "anna", HA_LOOKUP_FOUND},
    {HA_ACCOUNT_GROUP, "staff", "anna", HA_LOOKUP_FOUND},
    {HA_ACCOUNT_GROUP, "domain users", "anna", HA_LOOKUP_FOUND},
    {HA_ACCOUNT_GROUP, "EX\\admins", "anna", HA_LOOKUP_FOUND},
    {HA_ACCOUNT_GROUP, "wheel", "anna", HA_LOOKUP_NONE},
};

static unsigned asked;

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	(void)context;
	(void)address;
	(void)name;
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	struct ha_address address;
	struct ha_slice rest, word;

	(void)context;
	asked++;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (strcasecmp(names[i].name, name) != 0 ||
		    names[i].family != family)
			continue;
		if (!names[i].addresses)
			return HA_LOOKUP_FAILED;
		rest = ha_slice_of(names[i].addresses);
		for (; rest.size > 0;
		     rest = ha_slice_from(rest, word.size + 1)) {
			word = ha_slice_head(rest, ha_slice_find(rest, ' '));
			assert_true(ha_address_parse(word, &address));
			if (!visit(visitor, &address))
				break;
		}
		return names[i].addresses[0] ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
	}
	return HA_LOOKUP_FAILED;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	(void)group;
	(void)host;
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
is_account(void *context, enum ha_account kind, const char *name,
	   const char *user)
{
	(void)context;
	asked++;
	for (size_t i = 0; i < COUNT(accounts); i++)
		if (accounts[i].kind == kind &&
		    strcmp(accounts[i].name, name) == 0 &&
		    strcmp(accounts[i].user, user) == 0)
			return accounts[i].lookup;
	return HA_LOOKUP_FAILED;
}

static enum ha_lookup
geo_of(void *context, enum ha_geo_kind kind, const struct ha_address *address,
       struct ha_geo *geo)
{
	char text[HA_ADDRESS_TEXT_MAX];
	const char *found = NULL;

	(void)context;
	asked++;
	ha_address_format(address, true, text);
	for (size_t i = 0; i < COUNT(places); i++)
		if (strcmp(places[i].address, text) == 0)
			found = kind == HA_GEO_COUNTRY     ? places[i].country
				: kind == HA_GEO_CONTINENT ? places[i].continent
							   : places[i].asn;
	*geo = (struct ha_geo){.fault = HA_GEO_NO_RECORD};
	snprintf(geo->file, sizeof(geo->file), "/geo.%d", (int)kind);
	if (!found)
		return HA_LOOKUP_FAILED;
	geo->fault = HA_GEO_NO_FAULT;
	snprintf(geo->text, sizeof(geo->text), "%s", found);
	return HA_LOOKUP_FOUND;
}

/* What came out: a letter each. */
enum out {
	ALLOWS = 'a',  /* by the rule */
	PASSES = 'p',  /* the rule is passed over */
	REFUSES = 'r', /* by the rule, for certain */
	DOUBTS = 'd',  /* it counts for refusals only */
	ERRS = 'e',    /* it refuses whom it matches, by an error */
};

static const char *address = "203.0.113.7", *user = "anna";
static int64_t now = NOON;
static bool nodns;
/* What the machine's clock shows, and when the files were written; or 0. */
static int64_t machine_clock, written;

/* Instead of that of the C library. */
time_t
time(time_t *result)
{
	struct timespec moment = {.tv_sec = machine_clock};

	if (machine_clock == 0)
		clock_gettime(CLOCK_REALTIME, &moment);
	if (result)
		*result = moment.tv_sec;
	return moment.tv_sec;
}

static void
write_file(const char *name, const char *text)
{
	const struct timespec times[] = {{.tv_sec = written},
					 {.tv_sec = written}};

	write_text(name, text);
	if (written)
		assert_return_code(utimensat(AT_FDCWD, name, times, 0), errno);
}

static void
decide(const char *allow, const char *deny, struct ha_request *request,
       struct ha_verdict *verdict)
{
	static const struct ha_resolver system = {.name_of = name_of,
						  .addresses_of = addresses_of,
						  .netgroup_has = netgroup_has,
						  .is_account = is_account,
						  .geo_of = geo_of};
	static struct ha_resolver resolver;
	const struct ha_rules rules = {.allow_file = "allow",
				       .deny_file = "deny"};

	resolver = system;
	if (nodns)
		resolver.name_of = NULL;
	write_file("allow", allow);
	write_file("deny", deny);
	ha_request_init(request, &resolver);
	ha_request_set_daemon(request, S("sshd"));
	if (user)
		ha_request_set_local_user(request, ha_slice_of(user));
	if (address)
		ha_endpoint_set_address(&request->client, ha_slice_of(address));
	if (now)
		ha_request_set_time(request, now);
	asked = 0;
	ha_decide(&rules, request, verdict);
}

/* What a rule says that refuses, and one that allows: one letter each. */
static enum out
out_of(const char *rule, bool allows)
{
	struct ha_request request;
	struct ha_verdict verdict;
	char text[512];

	snprintf(text, sizeof(text), "%s\n", rule);
	decide(allows ? text : "", allows ? "ALL: ALL\n" : text, &request,
	       &verdict);
	if (verdict.reason == HA_REASON_OPTION)
		return ERRS;
	if (verdict.decision == HA_ALLOW)
		return allows ? ALLOWS : PASSES;
	if (allows)
		return PASSES;
	return verdict.reason == HA_REASON_RULE ? REFUSES : DOUBTS;
}

/*
 * A condition that holds refuses in hosts.deny and allows in hosts.allow, one
 * that does not hold does neither, and one that cannot be found out refuses in
 * hosts.deny.
 */
static void
check(const char *rule, enum out deny)
{
	enum out allow = deny == REFUSES ? ALLOWS
			 : deny == ERRS  ? ERRS
					 : PASSES;

	row(rule);
	assert_int_equal(out_of(rule, false), deny);
	assert_int_equal(out_of(rule, true), allow);
}

static const struct {
	const char *address; /* NULL: none is known */
	const char *condition;
	enum out out;
} clients[] = {
    {"203.0.113.7", "country=DE", REFUSES},
    {"203.0.113.7", "COUNTRY=de", REFUSES},
    {"203.0.113.7", "country=CN", PASSES},
    {"::ffff:203.0.113.7", "country=DE", REFUSES},
    {"2002:cb00:7107::1", "country=DE", REFUSES},
    {"2001:db8::7", "country=FR", REFUSES},
    {"203.0.113.7", "continent=EU", REFUSES},
    {"203.0.113.8", "continent=EU", PASSES},
    {"203.0.113.7", "asn=64500", REFUSES},
    {"203.0.113.7", "asn=AS64500", REFUSES},
    {"203.0.113.7", "asn=as64500", REFUSES},
    {"203.0.113.7", "asn=064500", REFUSES},
    {"203.0.113.7", "asn=64501", PASSES},
    {"203.0.113.8", "asn=4294967295", REFUSES},
    /* who is nobody's is nowhere */
    {"10.0.0.1", "country=DE", PASSES},
    {"127.0.0.1", "country=DE", PASSES},
    {"172.31.0.1", "continent=EU", PASSES},
    {"192.168.0.1", "asn=64500", PASSES},
    {"169.254.0.1", "country=DE", PASSES},
    {"100.64.0.1", "country=DE", PASSES},
    {"::1", "country=DE", PASSES},
    {"fe80::1%eth0", "country=DE", PASSES},
    {"fd00::1", "country=DE", PASSES},
    {"2002:a00:1::1", "country=DE", PASSES},
    /* what the databases do not know, and who chose what he says */
    {"203.0.113.1", "country=DE", DOUBTS},
    {"203.0.113.9", "continent=EU", DOUBTS},
    {"203.0.113.9", "asn=64500", DOUBTS},
    {"172.32.0.1", "country=DE", DOUBTS},
    {"100.128.0.1", "country=DE", DOUBTS},
    {"2001:0:cb00:7107::1", "country=DE", DOUBTS},
    {NULL, "country=DE", DOUBTS},
    {"unknown", "country=DE", DOUBTS},
    /* what is no value */
    {"203.0.113.7", "country=", DOUBTS},
    {"203.0.113.7", "country=D", DOUBTS},
    {"203.0.113.7", "country=DEU", DOUBTS},
    {"203.0.113.7", "country=UK", DOUBTS},
    {"203.0.113.7", "country=EU", DOUBTS},
    {"203.0.113.7", "continent=DE", DOUBTS},
    {"203.0.113.7", "asn=", DOUBTS},
    {"203.0.113.7", "asn=0", DOUBTS},
    {"203.0.113.7", "asn=AS", DOUBTS},
    {"203.0.113.7", "asn=4294967296", DOUBTS},
    {"203.0.113.7", "asn=ASAS1", DOUBTS},
    /* names */
    {"203.0.113.7", "forward=home.example.org", REFUSES},
    {"203.0.113.7", "forward=home.example.org.", REFUSES},
    {"203.0.113.7", "forward=HOME.example.org/64", REFUSES},
    {"203.0.113.8", "forward=home.example.org", PASSES},
    {"203.0.113.8", "forward=home.example.org/48", PASSES},
    {"2001:db8:0:1::1", "forward=home.example.org", REFUSES},
    {"2001:db8:0:1::2", "forward=home.example.org", PASSES},
    {"2001:db8:0:1::2", "forward=home.example.org/64", REFUSES},
    {"2001:db8:0:2::2", "forward=home.example.org/64", PASSES},
    {"2001:db8:0:2::2", "forward=home.example.org/62", REFUSES},
    {"2001:db8:0:ffff::2", "forward=home.example.org/48", REFUSES},
    {"2001:db8:1::2", "forward=home.example.org/48", PASSES},
    {"203.0.113.7", "forward=four.example.org", REFUSES},
    {"2001:db8::7", "forward=four.example.org", DOUBTS},
    {"203.0.113.7", "forward=none.example.org", PASSES},
    {"203.0.113.7", "forward=lost.example.org", DOUBTS},
    {"0.0.0.0", "forward=odd.example.org", PASSES},
    {"224.0.0.1", "forward=odd.example.org", PASSES},
    {"::", "forward=odd.example.org", PASSES},
    {"ff02::1", "forward=odd.example.org", PASSES},
    {NULL, "forward=home.example.org", DOUBTS},
    {"203.0.113.7", "forward=home", DOUBTS},
    {"203.0.113.7", "forward=", DOUBTS},
    {"203.0.113.7", "forward=.example.org", DOUBTS},
    {"203.0.113.7", "forward=home.example.org/47", DOUBTS},
    {"203.0.113.7", "forward=home.example.org/65", DOUBTS},
    {"203.0.113.7", "forward=home.example.org/", DOUBTS},
    {"203.0.113.7", "forward=203.0.113.7", DOUBTS},
    {"203.0.113.7", "forward=home.7", DOUBTS},
    /* DNS lists */
    {"203.0.113.7", "dnsbl=bl.example.org", REFUSES},
    {"203.0.113.7", "dnsbl=BL.example.org.", REFUSES},
    {"203.0.113.8", "dnsbl=bl.example.org", PASSES},
    {"203.0.113.9", "dnsbl=bl.example.org", DOUBTS},
    {"2001:db8::7", "dnsbl=bl.example.org", REFUSES},
    {"203.0.113.7", "dnsbl=odd.example.org", DOUBTS},
    {"203.0.113.8", "dnsbl=odd.example.org", DOUBTS},
    {"203.0.113.9", "dnsbl=odd.example.org", DOUBTS},
    {"203.0.113.7", "dnsbl=mix.example.org", DOUBTS},
    {"203.0.113.8", "dnsbl=mix.example.org", REFUSES},
    {NULL, "dnsbl=bl.example.org", DOUBTS},
    {"203.0.113.7", "dnsbl=", DOUBTS},
    {"203.0.113.7", "dnsbl=bl", DOUBTS},
    {"203.0.113.7", "dnsbl=bl..example.org", DOUBTS},
    {"203.0.113.7", "dnsbl=192.0.2.1", DOUBTS},
};

static void
client_conditions(void **state)
{
	char rule[300];

	(void)state;
	for (size_t i = 0; i < COUNT(clients); i++) {
		address = clients[i].address;
		snprintf(rule, sizeof(rule), "sshd: %s", clients[i].condition);
		check(rule, clients[i].out);
	}
	address = "203.0.113.7";
}

/* Where names are not looked up, databases are asked all the same. */
static void
without_dns(void **state)
{
	(void)state;
	nodns = true;
	check("sshd: country=DE", REFUSES);
	check("sshd: forward=home.example.org", DOUBTS);
	check("sshd: dnsbl=bl.example.org", DOUBTS);
	nodns = false;
}

static const struct {
	const char *rule;
	enum out out;
} lists[] = {
    {"sshd: country=CN country=DE", REFUSES},
    {"sshd: ALL EXCEPT country=DE", PASSES},
    {"sshd: ALL EXCEPT country=CN", REFUSES},
    {"sshd: ALL EXCEPT continent=AN dnsbl=bl.example.org", PASSES},
    {"sshd: ALL EXCEPT dnsbl=lost.example.org", DOUBTS},
    {"sshd: 203.0.113. EXCEPT country=DE EXCEPT 203.0.113.7", REFUSES},
    {"sshd: KNOWN@country=DE", PASSES},
    {"sshd: ALL@country=DE", REFUSES},
    {"sshd: ~/list", REFUSES},
    {"sshd: ~/lost", DOUBTS},
    {"sshd@country=DE: ALL", DOUBTS},
    {"vsftpd@country=DE: ALL", PASSES},
};

static void
conditions_in_lists(void **state)
{
	(void)state;
	write_text("list", "192.0.2.1\ncountry=DE\n");
	write_text("lost", "192.0.2.1\ndnsbl=lost.example.org\n");
	for (size_t i = 0; i < COUNT(lists); i++)
		check(lists[i].rule, lists[i].out);
}

static const struct {
	const char *user; /* NULL: there is none yet */
	const char *require;
	enum out out;
} requires[] = {
    {"anna", "user=anna", REFUSES},
    {"anna", "USER=anna", REFUSES},
    {"anna", "user=Anna", REFUSES},
    {"anna", "user=root", PASSES},
    {"anna", "user!=root", REFUSES},
    {"anna", "user!=anna", PASSES},
    {"anna", "user=1000", REFUSES},
    {"anna", "user=bob", DOUBTS},
    {"anna", "user!=bob", DOUBTS},
    {"unknown", "user=unknown", REFUSES},
    {"anna", "group=staff", REFUSES},
    {"anna", "group!=staff", PASSES},
    {"anna", "group=wheel", PASSES},
    {"anna", "group!=wheel", REFUSES},
    {"anna", "group=lost", DOUBTS},
    {"anna", "group!=lost", DOUBTS},
    {"anna", "group=\"domain users\"", REFUSES},
    {"anna", "group=EX\\admins", REFUSES},
    {"anna", "group!=\"domain users\" user=anna", PASSES},
    {NULL, "user=anna", PASSES},
    {NULL, "group=staff", PASSES},
    {NULL, "user!=anna", DOUBTS},
    {NULL, "group!=staff", DOUBTS},
    {"anna", "until=202612011201Z", REFUSES},
    {"anna", "until=202612011200Z", PASSES},
    {"anna", "until=2026-12-02", REFUSES},
    {"anna", "until=2026-12-01", DOUBTS},
    {"anna", "until=2026-11-30", PASSES},
    {"anna", "until=2026-12-01T12\\:30\\:00Z", REFUSES},
    {"anna", "from=202612011200Z", REFUSES},
    {"anna", "from=202612011201Z", PASSES},
    {"anna", "from=2026-12-01", REFUSES},
    {"anna", "from=2026-12-02", PASSES},
    {"anna", "from=2026-01-01 until=2027-01-01", REFUSES},
    {"anna", "from=2026-01-01,until=2026-02-01", PASSES},
    {"anna", "country=DE", REFUSES},
    {"anna", "country!=DE", PASSES},
    {"anna", "country!=CN", REFUSES},
    {"anna", "dnsbl=bl.example.org user=anna", REFUSES},
    {"anna", "dnsbl!=bl.example.org", PASSES},
    {"anna", "dnsbl!=lost.example.org", DOUBTS},
    /* all must hold; one that does not settles it */
    {"anna", "user=bob user=root", PASSES},
    {"anna", "user=root user=bob", PASSES},
    {"anna", "user=bob user=anna", DOUBTS},
    {"anna", "user=anna: require group=staff", REFUSES},
    {"anna", "user=anna: require group=wheel", PASSES},
    {"anna", "user=anna # for a while", REFUSES},
    /* the form with '=', and blanks */
    {"anna", "  user=anna  ", REFUSES},
    /* what is wrong refuses whom the rule matches */
    {"anna", "", ERRS},
    {"anna", ",", ERRS},
    {"anna", "user", ERRS},
    {"anna", "user=", ERRS},
    {"anna", "user = anna", ERRS},
    {"anna", "usr=anna", ERRS},
    {"anna", "=anna", ERRS},
    {"anna", "!=anna", ERRS},
    {"anna", "user==", DOUBTS},
    {"anna", "group=\"domain users", ERRS},
    {"anna", "group=\"staff\"x", ERRS},
    {"anna", "group=\"\"", ERRS},
    {"anna", "until=2026-13-01", ERRS},
    {"anna", "until=202612011200", ERRS},
    {"anna", "until!=2026-12-01", ERRS},
    {"anna", "until=2026-12-01T12:00Z", ERRS},
    {"anna", "country=UK", ERRS},
    {"anna", "country=DE,AT", ERRS},
    {"anna", "forward=home", ERRS},
    {"anna", "user=root usr=anna", ERRS},
    {"anna", "user=anna: nonsense", ERRS},
    /* and is not read where the rule is passed over before */
    {"anna", "user=root: nonsense", PASSES},
};

static void
required_conditions(void **state)
{
	char rule[300];

	(void)state;
	for (size_t i = 0; i < COUNT(requires); i++) {
		user = requires[i].user;
		snprintf(rule, sizeof(rule), "sshd: ALL: require %s",
			 requires[i].require);
		check(rule, requires[i].out);
	}
	user = "anna";
}

/* In each file, and with allow and deny behind it. */
static void
with_other_options(void **state)
{
	struct ha_request request;
	struct ha_verdict verdict;

	(void)state;
	decide("sshd: ALL: require user=anna: deny\n", "", &request, &verdict);
	assert_int_equal(verdict.decision, HA_REFUSE);
	decide("sshd: ALL: require user=root: deny\n", "", &request, &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	decide("", "sshd: ALL: require user=anna: allow\nALL: ALL\n", &request,
	       &verdict);
	assert_int_equal(verdict.decision, HA_ALLOW);
	decide("", "sshd: ALL: require user=bob: allow\nALL: ALL\n", &request,
	       &verdict);
	assert_int_equal(verdict.decision, HA_REFUSE);
	assert_int_equal(verdict.reason, HA_REASON_RULE);
	/* undecided, it denies */
	decide("sshd: ALL: require user=bob: deny\n", "", &request, &verdict);
	assert_int_equal(verdict.decision, HA_REFUSE);
	assert_int_equal(verdict.reason, HA_REASON_LOOKUP);
	assert_string_equal(ha_request_trouble(&request),
			    "user=bob: cannot be looked up");
}

/* Each question once. */
static void
asked_once(void **state)
{
	static const struct {
		const char *deny;
		unsigned asked;
	} counts[] = {
	    {"sshd: country=CN country=FR country=US\n", 1},
	    {"sshd: country=CN\nsshd: country=FR\nsshd: asn=1 asn=2\n", 2},
	    {"sshd: ALL: require country=CN\nsshd: country=FR\n", 1},
	    {"sshd: forward=none.example.org\nsshd: forward=none.example.org\n",
	     1},
	    {"sshd: forward=lost.example.org\nsshd: forward=lost.example.org\n",
	     1},
	    {"vsftpd: country=DE\n", 0},
	    {"sshd: 203.0.113.7 country=DE\n", 0},
	    {"sshd: ALL: require user=anna\n", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct ha_request request;
		struct ha_verdict verdict;

		row(counts[i].deny);
		decide("", counts[i].deny, &request, &verdict);
		assert_int_equal(asked, counts[i].asked);
	}
}

/* Why nobody knows is told each time, with the file that was asked. */
static void
told_again(void **state)
{
	static const char deny[] =
	    "sshd: country=CN country=FR asn=1 country=US\n";
	struct ha_request request;
	struct ha_verdict verdict;

	(void)state;
	address = "203.0.113.99";
	decide("", deny, &request, &verdict);
	address = "203.0.113.7";
	assert_int_equal(asked, 2);
	assert_string_equal(ha_request_trouble(&request),
			    "country=US: the database does not know the "
			    "address: /geo.0");
}

#define DAY ((int64_t)24 * 60 * 60)

/* A clock that shows less than when this was built, or the files written. */
static void
unset_clock(void **state)
{
	static const struct {
		int64_t clock, written; /* since it was built */
		enum out out;
	} rows[] = {
	    {0, 0, REFUSES},
	    {-1, -1, DOUBTS},
	    {-20 * 365 * DAY, -20 * 365 * DAY, DOUBTS},
	    {7 * DAY, 7 * DAY, REFUSES},
	    {7 * DAY, 8 * DAY - 1, REFUSES},
	    {7 * DAY, 8 * DAY, DOUBTS},
	    {7 * DAY, 7000 * DAY, DOUBTS},
	};

	(void)state;
	now = 0;
	for (size_t i = 0; i < COUNT(rows); i++) {
		machine_clock = HA_BUILD_TIME + rows[i].clock;
		written = HA_BUILD_TIME + rows[i].written;
		check("sshd: ALL: require until=2100-01-01T0000Z", rows[i].out);
		check("sshd: ALL: require from=1980-01-01", rows[i].out);
	}
	/* who tells the time knows it */
	now = HA_BUILD_TIME - 1;
	check("sshd: ALL: require until=2100-01-01T0000Z", REFUSES);
	machine_clock = written = 0;
	now = NOON;
}

/* How long it takes to read COUNT conditions, in ticks of clock(3). */
static double
ticks_of(size_t count)
{
	static const char one[] = "user=a ";
	const size_t size = sizeof(one) - 1;
	char *text = malloc(count * size);
	struct ha_slice rest = {text, count * size};
	struct ha_required required;
	size_t read = 0;
	clock_t start;

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * size, one, size);
	start = clock();
	while (ha_require_next(&rest, &required))
		read++;
	start = clock() - start;
	assert_int_equal(read, count);
	free(text);
	return (double)start;
}

/* Eight times as many take about eight times as long, and not 64 times. */
static void
many_conditions(void **state)
{
	double few = ticks_of(16384), many = ticks_of(131072);

	(void)state;
	if (many > 24 * (few + CLOCKS_PER_SEC / 1000.0))
		fail_msg("%.0f and %.0f ticks", few, many);
}

/* A request lies on the stack of whoever asks, 64 KiB in threads of stunnel. */
static void
small_stack(void **state)
{
	(void)state;
	assert_within(sizeof(struct ha_request), 0, 16384);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(client_conditions),
	    cmocka_unit_test(without_dns),
	    cmocka_unit_test(conditions_in_lists),
	    cmocka_unit_test(required_conditions),
	    cmocka_unit_test(with_other_options),
	    cmocka_unit_test(asked_once),
	    cmocka_unit_test(told_again),
	    cmocka_unit_test(unset_clock),
	    cmocka_unit_test(many_conditions),
	    cmocka_unit_test(small_stack),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
