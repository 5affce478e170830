/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/review/review.h"

#include "hostsaccess/check/check.h"
#include "hostsaccess/finding/finding.h"
#include "hostsaccess/finding/known.h"
#include "hostsaccess/machine/loader.h"
#include "hostsaccess/review/renamed.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdlib.h>
#include <unistd.h>

/* Adds to FINDINGS what is wrong in RULES. */
static void
check(const struct arguments *arguments, const struct ha_rules *rules,
      struct findings *findings)
{
	struct arguments asked = *arguments;

	asked.rules = *rules;
	asked.given |= ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	asked.count = 0;
	check_run(&asked, findings);
}

static void
begin(FILE *stream, struct known *known, struct findings *findings)
{
	findings_begin(findings, stream, false);
	findings->group = true;
	findings->marks = isatty(STDERR_FILENO);
	findings->colour = output_has_colour(stderr);
	findings->utf8 = output_is_utf8(stderr);
	findings->no_libwrap = !loader_has_stock_wrap("");
	findings->ignore = "private-file,unsafe-file"; /* of copies */
	findings->known = known;
}

void
review_texts(const struct arguments *arguments, const struct ha_rules *rules,
	     const struct ha_rules *texts, const struct ha_rules *names,
	     struct review *review)
{
	struct known known = {.learns = true};
	struct findings findings;
	char *said = NULL;
	size_t size;
	FILE *stream = open_memstream(&said, &size);

	if (!stream)
		memory_out();
	begin(stream, &known, &findings);
	check(arguments, rules, &findings);
	findings_end(&findings);
	known.learns = false;
	begin(stream, &known, &findings);
	check(arguments, texts, &findings);
	findings_end(&findings);
	if (fclose(stream) != 0)
		memory_out();
	review->errors = findings.counts[HA_ERROR] + findings.counts[HA_FATAL];
	review->warnings = findings.counts[HA_WARNING];
	review->lockouts = findings.lockouts;
	renamed_write((struct ha_slice){said, size}, texts, names, stderr);
	free(said);
	known_free(&known);
}

/* Checks PATH, which has the rule, for STREAM; returns whether it is sound. */
static bool
check_rule(const struct arguments *arguments, const char *path, bool deny_file,
	   FILE *stream)
{
	char *const words[] = {(char *)path};
	struct arguments asked = *arguments;
	struct findings findings;

	asked.given = ARGUMENT_TYPE;
	asked.deny_type = deny_file;
	asked.conf = NULL;
	asked.words = words;
	asked.count = 1;
	begin(stream, NULL, &findings);
	findings.no_libwrap = true; /* stock.h knows who asks it */
	check_run(&asked, &findings);
	findings_end(&findings);
	return findings_status(&findings) == 0;
}

bool
review_rule(const struct arguments *arguments, const char *path, bool deny_file)
{
	static const struct ha_rules names = {.allow_file = "the rule",
					      .deny_file = "the rule"};
	const struct ha_rules copies = {.allow_file = path, .deny_file = path};
	char *said = NULL;
	size_t size;
	FILE *stream = open_memstream(&said, &size);
	bool sound;

	if (!stream)
		memory_out();
	sound = check_rule(arguments, path, deny_file, stream);
	if (fclose(stream) != 0)
		memory_out();
	if (!sound)
		renamed_write((struct ha_slice){said, size}, &copies, &names,
			      stderr);
	free(said);
	return sound;
}
