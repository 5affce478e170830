/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/other.h"

#include "hostsaccess/past/decision.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest fault that is told from others. */
#define FAULT_MAX 1024
/* The digits of a line and what stands between parts. */
#define REST_MAX 32
#define KEY_MAX (FAULT_MAX + REST_MAX)

void
others_begin(struct others *others)
{
	*others = (struct others){.count = 0};
	heavy_begin(&others->heavy, OTHERS_MAX);
	others->all = memory_resize(NULL, OTHERS_MAX, sizeof(*others->all));
}

static enum other_kind
kind_of(const struct decision *decision)
{
	if (decision->kind == EVENT_BARE)
		return OTHER_UNTOLD;
	if (decision->is_fault)
		return OTHER_FAULT;
	/* tcp_wrappers without the parentheses, or a line that is cut */
	if (decision->is_rule_told)
		return decision->file.data ? OTHER_RULE : OTHER_NONE;
	return OTHER_UNTOLD;
}

/* Writes the key of DECISION to KEY: kind and line, file, text. */
static struct ha_slice
make_key(const struct decision *decision, struct ha_slice file,
	 struct ha_slice text, char key[KEY_MAX])
{
	size_t size = (size_t)snprintf(key, REST_MAX, "%d %lu ",
				       (int)kind_of(decision), decision->line);

	if (file.size > 0)
		memcpy(key + size, file.data, file.size);
	size += file.size;
	if (text.size > 0)
		memcpy(key + size, text.data, text.size);
	return (struct ha_slice){key, size + text.size};
}

void
others_add(struct others *others, const struct decision *decision,
	   unsigned long times, time_t when)
{
	struct ha_slice file = decision->file, text = decision->text, key;
	struct other *other;
	char buffer[KEY_MAX];
	uint32_t place;
	bool is_new;

	if (decision->is_fault)
		text = ha_slice_head(decision->words, FAULT_MAX);
	key = make_key(decision, file, text, buffer);
	place = heavy_add(&others->heavy, key, times, &is_new);
	other = &others->all[place];
	if (is_new) {
		key = others->heavy.places[place].key;
		*other = (struct other){.kind = kind_of(decision),
					.line = decision->line};
		other->text = ha_slice_from(key, key.size - text.size);
		key = ha_slice_head(key, key.size - text.size);
		other->file = ha_slice_from(key, key.size - file.size);
	}
	tallies_add(&other->tallies, decision, times, when);
	others->count += times;
}

void
others_free(struct others *others)
{
	free(others->all);
	heavy_free(&others->heavy);
}
