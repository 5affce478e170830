/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/verdict.h"

#include <string.h>

void
ha_excerpt_set(struct ha_excerpt *excerpt, struct ha_slice text)
{
	excerpt->cut = text.size > HA_EXCERPT_MAX;
	excerpt->size = excerpt->cut ? HA_EXCERPT_MAX : text.size;
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
