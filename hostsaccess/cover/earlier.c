/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/earlier.h"

#include "common/decide/report.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

static enum ha_decision
decision_of(const struct ha_options *options, bool deny_file)
{
	switch (options->result) {
	case HA_OPTIONS_NONE:
		return deny_file ? HA_REFUSE : HA_ALLOW;
	case HA_OPTIONS_ALLOW:
		return HA_ALLOW;
	case HA_OPTIONS_DENY:
	case HA_OPTIONS_TWIST:
	case HA_OPTIONS_ERROR:
	case HA_OPTIONS_LOOKUP:
		break;
	}
	return HA_REFUSE;
}

void
saying_read(const struct ha_options *options, bool deny_file,
	    struct saying *saying)
{
	*saying =
	    (struct saying){.decision = decision_of(options, deny_file),
			    .may_fail = options->requires ||
					(options->result == HA_OPTIONS_NONE &&
					 options->aclexec != HA_ACLEXEC_NONE),
			    .more = options->skipped || options->left_alone ||
				    options->severity >= 0};
}

bool
saying_covers(const struct saying *earlier, const struct saying *later)
{
	return earlier->decision == later->decision &&
	       (!later->more || earlier->options == later->options);
}

uint32_t
earlier_keep(struct earlier *earlier, const struct ha_rule *rule,
	     const struct saying *saying)
{
	struct ha_slice text = ha_slice_trim(rule->line->text, HA_C_BLANK);
	struct ha_place place = ha_rule_place(rule, text);

	if (earlier->count == earlier->capacity) {
		earlier->capacity = earlier->capacity * 2 + 16;
		earlier->rules = memory_resize(
		    earlier->rules, earlier->capacity, sizeof(*earlier->rules));
	}
	earlier->rules[earlier->count] = (struct earlier_rule){
	    .file = place.file,
	    .line = place.line,
	    .text = memory_copy(ha_slice_head(text, EARLIER_TEXT_MAX)),
	    .saying = *saying};
	return (uint32_t)earlier->count++;
}

void
earlier_see(const struct earlier *earlier, uint32_t number,
	    char see[EARLIER_SEE_MAX])
{
	const struct earlier_rule *rule = &earlier->rules[number];
	char quoted[4 * EARLIER_TEXT_MAX + 8];

	ha_quote(ha_slice_of(rule->text), quoted, sizeof(quoted));
	snprintf(see, EARLIER_SEE_MAX, "%s:%lu %s", rule->file, rule->line,
		 quoted);
}

void
earlier_free(struct earlier *earlier)
{
	for (size_t i = 0; i < earlier->count; i++)
		free(earlier->rules[i].text);
	free(earlier->rules);
}
