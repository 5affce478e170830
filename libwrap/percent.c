/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/expand.h"
#include "libwrap/call.h"
#include "libwrap/export.h"
#include "libwrap/warn.h"

#include <stdlib.h>
#include <string.h>

/* A letter that there is not vanishes with its '%', as in tcp_wrappers. */
static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	warn_tell("unrecognized %.*s", (int)diagnostic->text.size,
		  diagnostic->text.data);
}

EXPORT char *
percent_x(char *result, int size, char *text, struct request_info *request)
{
	const struct ha_place place = {"percent_x", 0, 0};
	const struct ha_sink sink = {receive, NULL};
	char *expanded = NULL;
	struct call call;
	enum ha_status status;

	call_begin(&call, request);
	status = ha_expand(ha_slice_of(text), false, &call.request, &sink,
			   place, &expanded);
	if (size > 0)
		*result = '\0';
	/* Cut, it could be another command. */
	if (status == HA_OK && strlen(expanded) < (size_t)(size > 0 ? size : 0))
		memcpy(result, expanded, strlen(expanded) + 1);
	else if (status == HA_ERR_MEMORY)
		warn_tell("percent_x: out of memory: %.30s...", text);
	else
		warn_tell("percent_x: expansion too long: %.30s...", text);
	free(expanded);
	call_end(&call);
	return result;
}
