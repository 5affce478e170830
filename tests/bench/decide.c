/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * decide FILE CLIENT: one decision of the library about sshd and the numeric
 * address CLIENT by the rule file FILE, for tools that count instructions.
 */
#include "common/decide/decide.h"

#include <err.h>

int
main(int count, char **words)
{
	struct ha_rules rules = {.allow_file = "/dev/null"};
	struct ha_request request;
	struct ha_verdict verdict;

	if (count != 3)
		errx(2, "usage: decide FILE CLIENT");
	rules.deny_file = words[1];
	ha_request_init(&request, NULL);
	ha_request_set_daemon(&request, ha_slice_of("sshd"));
	ha_endpoint_set_address(&request.client, ha_slice_of(words[2]));
	ha_decide(&rules, &request, &verdict);
	if (verdict.decision != HA_ALLOW)
		errx(1, "refused by line %lu", verdict.place.line);
	return 0;
}
