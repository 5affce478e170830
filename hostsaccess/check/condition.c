/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/condition.h"

#include "hostsaccess/check/condition_source.h"
#include "hostsaccess/finding/hint.h"

void
condition_check_client(struct check *check, struct ha_slice token,
		       struct ha_place place, const struct ha_pattern *pattern)
{
	const struct condition condition = {check, token, place, false};
	struct hint hint = {.size = 0};

	if (check->rule && token.data < check->rule->clients.data)
		return;
	if (!pattern->malformed)
		condition_try(&condition, pattern->predicate, pattern->value);
	/* who is not meant by it for certain is let in by tcp_wrappers */
	if (!check_opens(check)) {
		if (!pattern->malformed)
			condition_find(&condition, FINDING_CONDITION_UNKNOWN,
				       NULL);
		return;
	}
	if (!pattern->malformed)
		hint_add(&hint,
			 "\"ALL: require %s%s=%.*s\" refuses everybody there "
			 "instead, "
			 "or let the drop-in library read the file",
			 pattern->predicate->name,
			 check->excepts % 2 ? "!" : "",
			 (int)ha_slice_head(pattern->value, 60).size,
			 pattern->value.data);
	condition_find(&condition, FINDING_CONDITION_LIBWRAP, &hint);
}
