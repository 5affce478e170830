/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions on clients of whom the daemon tells a name, or what is none. */
#include "common/decide/decide.h"

#include "tests/unit/folder.h"
#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

static const struct table_addresses addresses[] = {
    {"gw.good.example", "192.0.2.1"},
    {"two.good.example", "192.0.2.1 198.51.100.1"},
    {"inner", "192.0.2.1"},
    {"slow.good.example", NULL},
    {NULL, NULL},
};

static const char gw[] = "gw.good.example", two[] = "two.good.example";

/* What a list of clients says in hosts.allow, and in hosts.deny. */
enum says {
	PASSED, /* neither allows nor refuses */
	SURE,   /* allows, and refuses because the rule matches */
	CLAIM,  /* does not allow, refuses: reason=unconfirmed */
	OPEN,   /* does not allow, refuses: reason=lookup-failed */
};

static const struct claim_row {
	const char *claim, *clients;
	enum says claimed, vouched;
} rows[] = {
    {gw, "ALL", SURE, SURE},
    {gw, "*", SURE, SURE},
    {gw, "gw.good.example", CLAIM, SURE},
    {gw, ".good.example", CLAIM, SURE},
    {gw, ".evil.example", PASSED, PASSED},
    {gw, "192.0.2.0/24", CLAIM, SURE},
    {gw, "10.0.0.0/8", PASSED, PASSED},
    {gw, "[::]/0", PASSED, PASSED},
    {gw, "KNOWN", CLAIM, SURE},
    {gw, "UNKNOWN", PASSED, PASSED},
    {gw, "PARANOID", PASSED, PASSED},
    {gw, "LOCAL", PASSED, PASSED},
    {"inner", "LOCAL", CLAIM, SURE},
    {"none.good.example", "UNKNOWN", CLAIM, SURE},
    {gw, "@friends", CLAIM, SURE},
    {gw, "@others", PASSED, PASSED},
    {gw, "~/friends", CLAIM, SURE},
    {gw, "~/others", PASSED, PASSED},
    {gw, "~/all", SURE, SURE},
    {gw, "10.0.0.0/8 .evil.example ALL", SURE, SURE},
    {gw, "10.0.0.0/8 .good.example", CLAIM, SURE},
    /* Users are what the daemon says they are. */
    {gw, "bob@ALL", SURE, SURE},
    {gw, "eve@ALL", PASSED, PASSED},
    {gw, "bob@.good.example", CLAIM, SURE},
    {gw, "eve@.good.example", PASSED, PASSED},
    {gw, "bob@192.0.2.1", CLAIM, SURE},
    /* An exception holds neither for sure nor for sure not. */
    {gw, "ALL EXCEPT .evil.example", CLAIM, SURE},
    {gw, "ALL EXCEPT .good.example", CLAIM, PASSED},
    {gw, "ALL EXCEPT 10.0.0.0/8", CLAIM, SURE},
    {gw, "ALL EXCEPT 192.0.2.1", CLAIM, PASSED},
    {gw, "ALL EXCEPT LOCAL", CLAIM, SURE},
    {gw, "ALL EXCEPT UNKNOWN", CLAIM, SURE},
    {gw, "ALL EXCEPT KNOWN", CLAIM, PASSED},
    {gw, "ALL EXCEPT PARANOID", CLAIM, SURE},
    {gw, "ALL EXCEPT @others", CLAIM, SURE},
    {gw, "ALL EXCEPT @friends", CLAIM, PASSED},
    {gw, "ALL EXCEPT ~/others", CLAIM, SURE},
    {gw, "ALL EXCEPT ~/friends", CLAIM, PASSED},
    {gw, "ALL EXCEPT ~/empty", SURE, SURE},
    {gw, "ALL EXCEPT ~/all", PASSED, PASSED},
    {gw, "ALL EXCEPT", SURE, SURE},
    {gw, "ALL EXCEPT 10.0.0.0/99", SURE, SURE},
    {gw, "ALL EXCEPT ALL", PASSED, PASSED},
    {gw, "ALL EXCEPT .evil.example ALL", PASSED, PASSED},
    {gw, "ALL EXCEPT eve@.evil.example", SURE, SURE},
    {gw, "ALL EXCEPT bob@.evil.example", CLAIM, SURE},
    {gw, "ALL EXCEPT bob@ALL", PASSED, PASSED},
    {gw, ".good.example EXCEPT .evil.example", CLAIM, SURE},
    {gw, ".evil.example EXCEPT .good.example", PASSED, PASSED},
    /* Nor does the exception of an exception. */
    {gw, "ALL EXCEPT ALL EXCEPT .good.example", CLAIM, SURE},
    {gw, "ALL EXCEPT ALL EXCEPT .evil.example", PASSED, PASSED},
    {gw, "ALL EXCEPT .good.example EXCEPT gw.good.example", CLAIM, SURE},
    {gw, "ALL EXCEPT .good.example EXCEPT x.good.example", CLAIM, PASSED},
    {gw, "ALL EXCEPT .evil.example EXCEPT .good.example", CLAIM, SURE},
    {gw, "ALL EXCEPT ALL EXCEPT ALL EXCEPT .evil.example", CLAIM, SURE},
    {gw, "ALL EXCEPT ALL EXCEPT ALL EXCEPT .good.example", CLAIM, PASSED},
    /* One list file in both roles. */
    {gw, "~/others ALL EXCEPT ~/others", CLAIM, SURE},
    {gw, "ALL EXCEPT ALL EXCEPT ~/others", PASSED, PASSED},
    /* Of several addresses all must agree. */
    {two, "192.0.2.1", CLAIM, CLAIM},
    {two, "192.0.2.1 198.51.100.1", CLAIM, CLAIM},
    {two, "0.0.0.0/0", CLAIM, SURE},
    {two, "10.0.0.0/8", PASSED, PASSED},
    {two, ".good.example", CLAIM, SURE},
    {two, "ALL EXCEPT 192.0.2.1", CLAIM, CLAIM},
    {two, "ALL EXCEPT 10.0.0.0/8", CLAIM, SURE},
    {two, "ALL EXCEPT 0.0.0.0/0", CLAIM, PASSED},
    {"slow.good.example", "192.0.2.1", OPEN, OPEN},
    {"slow.good.example", "ALL EXCEPT 192.0.2.1", OPEN, OPEN},
    {"slow.good.example", ".good.example", CLAIM, SURE},
    /* Who cannot be read may be anybody, whatever the daemon confirms. */
    {"192.0.2.010", "ALL", SURE, SURE},
    {"192.0.2.010", "192.0.2.0/24", CLAIM, CLAIM},
    {"192.0.2.010", "[::1]", CLAIM, CLAIM},
    {"192.0.2.010", ".good.example", CLAIM, CLAIM},
    {"192.0.2.010", "LOCAL", CLAIM, CLAIM},
    {"192.0.2.010", "KNOWN", CLAIM, CLAIM},
    {"192.0.2.010", "UNKNOWN", CLAIM, CLAIM},
    {"192.0.2.010", "PARANOID", CLAIM, CLAIM},
    {"192.0.2.010", "@others", CLAIM, CLAIM},
    {"192.0.2.010", "~/others", CLAIM, CLAIM},
    {"192.0.2.010", "~/empty", PASSED, PASSED},
    {"192.0.2.010", "ALL EXCEPT 10.0.0.0/8", CLAIM, CLAIM},
    {"192.0.2.010", "ALL EXCEPT ~/empty", SURE, SURE},
    {"192.0.2.010", "bob@10.0.0.0/8", CLAIM, CLAIM},
    {"192.0.2.010", "eve@10.0.0.0/8", PASSED, PASSED},
    {"192.0.2.010", "10.0.0.0/99", PASSED, PASSED},
};

static void
decide(const struct claim_row *claim, bool vouched, struct ha_verdict *verdict)
{
	const struct ha_rules rules = {.allow_file = "allow",
				       .deny_file = "deny"};
	struct resolver_table table = {
	    .addresses = addresses, .group = "friends", .member = gw};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_slice name = ha_slice_of(claim->claim);
	struct ha_request request;

	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, S("sshd"));
	ha_request_set_user(&request, S("bob"));
	if (vouched)
		ha_endpoint_vouch_name(&request.client, name);
	else
		ha_endpoint_claim_name(&request.client, name);
	ha_decide(&rules, &request, verdict);
}

/* Who is allowed by a rule, and not only because none refuses. */
static void
assert_in_allow(const struct claim_row *claim, bool vouched, enum says says)
{
	struct ha_verdict verdict;
	char rule[256];

	snprintf(rule, sizeof(rule), "sshd: %s\n", claim->clients);
	write_text("allow", rule);
	write_text("deny", "ALL: ALL\n");
	decide(claim, vouched, &verdict);
	assert_int_equal(verdict.reason, HA_REASON_RULE);
	assert_int_equal(verdict.decision, says == SURE ? HA_ALLOW : HA_REFUSE);
	snprintf(rule, sizeof(rule), "sshd: %s: deny\n", claim->clients);
	write_text("allow", rule);
	write_text("deny", "");
	decide(claim, vouched, &verdict);
	assert_int_equal(verdict.decision,
			 says == PASSED ? HA_ALLOW : HA_REFUSE);
}

static void
assert_in_deny(const struct claim_row *claim, bool vouched, enum says says)
{
	static const enum ha_reason reasons[] = {[PASSED] = HA_REASON_DEFAULT,
						 [SURE] = HA_REASON_RULE,
						 [CLAIM] =
						     HA_REASON_UNCONFIRMED,
						 [OPEN] = HA_REASON_LOOKUP};
	struct ha_verdict verdict;
	char rule[256];

	snprintf(rule, sizeof(rule), "sshd: %s\n", claim->clients);
	write_text("allow", "");
	write_text("deny", rule);
	decide(claim, vouched, &verdict);
	assert_int_equal(verdict.reason, reasons[says]);
	assert_int_equal(verdict.decision,
			 says == PASSED ? HA_ALLOW : HA_REFUSE);
	snprintf(rule, sizeof(rule), "sshd: %s: allow\nALL: ALL\n",
		 claim->clients);
	write_text("deny", rule);
	decide(claim, vouched, &verdict);
	assert_int_equal(verdict.decision, says == SURE ? HA_ALLOW : HA_REFUSE);
}

static void
claims_never_allow(void **state)
{
	(void)state;
	write_text("friends", "10.0.0.1\n.good.example\n");
	write_text("others", "10.0.0.1\n.evil.example\n");
	write_text("empty", "# nobody\n");
	write_text("all", ".evil.example ALL\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		print_message("  %s ", rows[i].claim);
		row(rows[i].clients);
		assert_in_allow(&rows[i], false, rows[i].claimed);
		assert_in_allow(&rows[i], true, rows[i].vouched);
		assert_in_deny(&rows[i], false, rows[i].claimed);
		assert_in_deny(&rows[i], true, rows[i].vouched);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(claims_never_allow),
	};

	return cmocka_run_group_tests_name("claims", tests, folder_make,
					   folder_remove);
}
