/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/rules/hits_show.h"

#include "hostsaccess/past/tally_show.h"

void
hit_show(FILE *stream, const struct hit *hit)
{
	const struct tallies *tallies = &hit->tallies;
	unsigned long count = tallies_count(tallies);
	char last[TALLY_TIME_SIZE];

	if (count == 0) {
		fputs(hit->is_told ? "decided: never in this log"
				   : "decided: not in the log, which has whom "
				     "it allows only with severity or debug",
		      stream);
		return;
	}
	fprintf(stream, "decided: %lu", count);
	if (tallies->would_refuse > 0)
		fprintf(stream, "; of these on trial: %lu",
			tallies->would_refuse);
	if (tallies->last != 0)
		fprintf(stream, "; last%s",
			tally_time_text(tallies->last, last));
}

void
hit_show_json(struct json *json, const struct hit *hit)
{
	unsigned long count = tallies_count(&hit->tallies);

	json_number(json, "hits", count);
	json_bool(json, "hits_told", count > 0 || hit->is_told);
	json_number(json, "hits_on_trial", hit->tallies.would_refuse);
	tally_show_time_json(json, "last_hit", hit->tallies.last);
}
