/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/tally.h"

const char *
tally_row_name(enum model_row row)
{
	static const char *const names[MODEL_ROW_COUNT] = {
#define ROW_NAME(id, name) name,
	    MODEL_ROWS(ROW_NAME)
#undef ROW_NAME
	};

	return names[row];
}

/* Returns rows of which none can be spared if the verdict is to be OURS. */
static uint64_t
smallest_rows(const struct model_rules *rules,
	      const struct model_client *client, bool ours)
{
	uint64_t rows = MODEL_ALL_ROWS;

	for (unsigned row = 0; row < MODEL_ROW_COUNT; row++) {
		const uint64_t fewer = rows & ~(UINT64_C(1) << row);

		if (model_allows(rules, client, fewer) == ours)
			rows = fewer;
	}
	return rows;
}

bool
tally_add(struct tally *tally, const struct model_rules *rules,
	  const struct model_client *client, bool theirs, bool ours)
{
	uint64_t rows;

	tally->decisions++;
	tally->allowed += ours;
	tally->equal += theirs == ours;
	if (model_allows(rules, client, MODEL_NO_ROW) != theirs ||
	    model_allows(rules, client, MODEL_ALL_ROWS) != ours) {
		tally->unexplained++;
		return false;
	}
	if (theirs == ours)
		return true;
	rows = smallest_rows(rules, client, ours);
	for (unsigned row = 0; row < MODEL_ROW_COUNT; row++)
		tally->rows[row] += rows >> row & 1;
	return true;
}

static const char *
word(bool allowed)
{
	return allowed ? "allow" : "refuse";
}

void
tally_show(FILE *stream, const char *title, const struct model_rules *rules,
	   const struct model_client *client, bool theirs, bool ours)
{
	fprintf(stream, "%s: libwrap: %s (model: %s), ours: %s (model: %s)\n",
		title, word(theirs),
		word(model_allows(rules, client, MODEL_NO_ROW)), word(ours),
		word(model_allows(rules, client, MODEL_ALL_ROWS)));
}

void
tally_merge(struct tally *tally, const struct tally *part)
{
	tally->decisions += part->decisions;
	tally->allowed += part->allowed;
	tally->equal += part->equal;
	tally->unexplained += part->unexplained;
	for (unsigned row = 0; row < MODEL_ROW_COUNT; row++)
		tally->rows[row] += part->rows[row];
}

void
tally_print(const struct tally *tally, const char *title)
{
	printf("%s: %lu decisions (%lu allowed), %lu as libwrap, %lu differ, "
	       "%lu unexplained\n",
	       title, tally->decisions, tally->allowed, tally->equal,
	       tally->decisions - tally->equal, tally->unexplained);
	for (unsigned row = 0; row < MODEL_ROW_COUNT; row++)
		if (tally->rows[row] > 0)
			printf("  %-18s%lu\n", tally_row_name(row),
			       tally->rows[row]);
}
