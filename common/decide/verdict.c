/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/verdict.h"

#include <string.h>

const char *
ha_reason_name(enum ha_reason reason)
{
	switch (reason) {
	case HA_REASON_NONE:
		break;
	case HA_REASON_RULE:
		return "rule";
	case HA_REASON_DEFAULT:
		return "default";
	case HA_REASON_OPTION:
		return "option-error";
	case HA_REASON_ACCOUNT:
	case HA_REASON_LOOKUP:
		return "lookup-failed";
	case HA_REASON_TWIST:
		return "twist";
	case HA_REASON_UNCONFIRMED:
		return "unconfirmed";
	case HA_REASON_NUL:
		return "nul";
	case HA_REASON_HOST_BITS:
		return "host-bits";
	case HA_REASON_NO_USER:
		return "no-user";
	case HA_REASON_TIME:
		return "time";
	case HA_REASON_MALFORMED:
		return "bad-condition";
	case HA_REASON_COMMAND:
		return "command-failed";
	case HA_REASON_FILE:
		return "file-error";
	case HA_REASON_MEMORY:
		return "out-of-memory";
	case HA_REASON_NO_HOST:
		return "no-remote-host";
	case HA_REASON_CALLER:
		return "caller-error";
	}
	return "other";
}

bool
ha_verdict_is_fault(const struct ha_verdict *verdict)
{
	return verdict->reason == HA_REASON_FILE ||
	       verdict->reason == HA_REASON_MEMORY ||
	       verdict->reason == HA_REASON_CALLER;
}

void
ha_excerpt_set(struct ha_excerpt *excerpt, struct ha_slice text)
{
	excerpt->cut = text.size > HA_EXCERPT_MAX;
	excerpt->size = excerpt->cut ? HA_EXCERPT_MAX : text.size;
	/* no character of UTF-8, of four bytes at most, is cut in two */
	while (excerpt->cut && excerpt->size > HA_EXCERPT_MAX - 3 &&
	       ((unsigned char)text.data[excerpt->size] & 0xc0) == 0x80)
		excerpt->size--;
	if (excerpt->size > 0)
		memcpy(excerpt->bytes, text.data, excerpt->size);
}

void
ha_fault_set(struct ha_fault *fault, const struct ha_diagnostic *diagnostic)
{
	fault->id = diagnostic->id;
	fault->line = diagnostic->place.line;
	fault->column = diagnostic->place.column;
	fault->error = diagnostic->error;
	ha_excerpt_set(&fault->file, ha_slice_of(diagnostic->place.file));
	ha_excerpt_set(&fault->text, diagnostic->text);
}

struct ha_diagnostic
ha_fault_diagnostic(const struct ha_fault *fault, char file[HA_EXCERPT_MAX + 1])
{
	if (fault->file.size > 0)
		memcpy(file, fault->file.bytes, fault->file.size);
	file[fault->file.size] = '\0';
	return (struct ha_diagnostic){
	    .id = fault->id,
	    .place = {file, fault->line, fault->column},
	    .text = {fault->text.bytes, fault->text.size},
	    .error = fault->error};
}
