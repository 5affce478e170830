/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/decision.h"

#include "tests/unit/folder.h"
#include "tests/unit/resolver_table.h"
#include "tests/unit/unit.h"

const char allow_file[] = "allow", deny_file[] = "deny";

static const struct table_name names[] = {
    {"192.0.2.1", "good.example.com"},
    {"192.0.2.2", NULL},
    {NULL, NULL},
};

static const struct table_addresses addresses[] = {
    {"good.example.com", "192.0.2.1"},
    {NULL, NULL},
};

unsigned faults;
struct ha_diagnostic last_fault;

static void
count_fault(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	faults++;
	last_fault = *diagnostic;
}

void
decide(const char *allow, const char *deny, const char *address, bool strict,
       struct ha_verdict *verdict)
{
	static const struct ha_sink sink = {count_fault, NULL};
	const struct ha_rules rules = {.allow_file = allow_file,
				       .deny_file = deny_file,
				       .allow_optional = true,
				       .deny_optional = true,
				       .strict = strict,
				       .sink = &sink};
	struct resolver_table table = {.names = names, .addresses = addresses};
	struct ha_resolver resolver = resolver_of_table(&table);
	struct ha_request request;

	write_text(allow_file, allow);
	write_text(deny_file, deny);
	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, S("sshd"));
	ha_request_set_user(&request, S("bob"));
	ha_request_set_local_user(&request, S("root"));
	ha_endpoint_set_address(&request.client, ha_slice_of(address));
	faults = 0;
	ha_decide(&rules, &request, verdict);
}
