/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/review/review.h"

#include "hostsaccess/ask/ask.h"
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

/* Whom no rule means: for these daemons, from addresses that nobody has. */
static const char *const daemons[] = {"sshd", "no-daemon"};
static const char *const addresses[] = {"240.0.0.1", "4000::1"};
enum { STRANGERS = 4, TIMEOUT_MS = 500 };

/* How far a stranger comes; what cannot be found out may end otherwise. */
enum entry { ENTRY_REFUSED, ENTRY_DOUBT, ENTRY_ALLOWED };

static enum entry
entry_of(const struct ha_verdict *verdict)
{
	if (verdict->decision == HA_ALLOW)
		return ENTRY_ALLOWED;
	return verdict->reason == HA_REASON_LOOKUP ? ENTRY_DOUBT
						   : ENTRY_REFUSED;
}

/* How far the stranger NUMBER comes by RULES if commands fail, or succeed. */
static void
try(const struct arguments *arguments, const struct ha_rules *rules, int number,
    enum entry entries[2])
{
	const struct ask_client client = {
	    .daemon = ha_slice_of(daemons[number / 2]),
	    .name = ha_slice_of("nobody.invalid"), /* so none is looked up */
	    .address = ha_slice_of(addresses[number % 2]),
	    .user = {"", 0},
	    .local_user = {"", 0},
	    .server_address = {"", 0},
	    .dns_timeout_ms = TIMEOUT_MS,
	    .geo_files = arguments->geo_files};
	struct ha_verdict verdict, other;

	if (!ask_both(rules, &client, true, &verdict, &other))
		other = verdict;
	entries[0] = entry_of(&verdict);
	entries[1] = entry_of(&other);
}

/* Whether some stranger comes further by NEW than by OLD. */
static bool
opens(const struct arguments *arguments, const struct ha_rules *old,
      const struct ha_rules *new)
{
	for (int i = 0; i < STRANGERS; i++) {
		enum entry before[2], after[2];

		try(arguments, old, i, before);
		try(arguments, new, i, after);
		if (after[0] > before[0] || after[1] > before[1])
			return true;
	}
	return false;
}

/* Says if TEXTS open what RULES close, of the file that does; returns that. */
static bool
tell_opens(const struct arguments *arguments, const struct ha_rules *rules,
	   const struct ha_rules *texts, const struct ha_rules *names)
{
	struct ha_rules allow_only = *texts;

	if (!opens(arguments, rules, texts))
		return false;
	allow_only.deny_file = rules->deny_file;
	output_message(stderr,
		       "%s: warning: this lets in everybody whom no rule "
		       "refuses; now they are refused",
		       opens(arguments, rules, &allow_only) ? names->allow_file
							    : names->deny_file);
	return true;
}

void
review_texts(const struct arguments *arguments, const struct ha_rules *rules,
	     const struct ha_rules *texts, const struct ha_rules *names,
	     struct review *review)
{
	struct known known = {.learns = true, .files = rules};
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
	known.files = texts;
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
	review->opens = tell_opens(arguments, rules, texts, names);
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
