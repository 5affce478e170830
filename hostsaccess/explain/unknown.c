/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/unknown.h"

#include "common/decide/report.h"

#include <stdio.h>

void
explain_unknown_words(const struct ways *ways,
		      const struct arguments *arguments, struct ha_slice daemon,
		      char text[EXPLAIN_UNKNOWN_MAX])
{
	struct ha_text out = {text, EXPLAIN_UNKNOWN_MAX, 0};
	char quoted[HA_REPORT_MAX / 4];

	if (arguments->service)
		daemon = ha_slice_of(arguments->service);
	ha_quote(daemon, quoted, sizeof(quoted));
	ha_text_add(&out,
		    arguments->service
			? "%s is no PAM service of this machine"
			: "%s is no daemon of this machine: no PAM service "
			  "has that name",
		    quoted);
	if (ways->meant)
		ha_text_add(&out, "; did you mean %s?", ways->meant);
	ha_text_add(&out, "; to ask rules for whatever name, give "
			  "--allow-file and --deny-file");
}
