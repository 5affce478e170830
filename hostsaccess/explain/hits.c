/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/hits.h"

#include "hostsaccess/past/since.h"
#include "hostsaccess/rules/hits_read.h"
#include "hostsaccess/rules/hits_show.h"

bool
explain_hits_read(const struct arguments *arguments, const struct ways *ways,
		  struct hits *hits)
{
	char *words[] = {(char *)arguments->log};
	time_t since = 0;

	if (arguments->since)
		since_read(arguments->since, time(NULL), &since);
	*hits = (struct hits){0};
	/* What is wrong with a file the answer says. */
	for (size_t i = 0; i < ways->count; i++) {
		hits_add_file(hits, ways->all[i].rules.allow_file, false);
		hits_add_file(hits, ways->all[i].rules.deny_file, true);
	}
	return hits_read(hits, "explain", "explain --hits --log - ...", since,
			 words, arguments->log ? 1 : 0);
}

/* Returns the hit of the rule that decides, or NULL. */
static const struct hit *
find(const struct explain_answer *answer)
{
	const struct ha_place *place =
	    &explain_answer_record(answer)->verdict.place;

	return answer->hits && place->line > 0
		   ? hits_of(answer->hits, place->file, place->line)
		   : NULL;
}

void
explain_hits(FILE *stream, const struct explain_answer *answer)
{
	const struct hit *hit = find(answer);

	if (!hit)
		return;
	hit_show(stream, hit);
	putc('\n', stream);
}

void
explain_hits_json(struct json *json, const struct explain_answer *answer)
{
	const struct hit *hit = find(answer);

	if (hit)
		hit_show_json(json, hit);
}
