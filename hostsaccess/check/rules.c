/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/rules.h"

#include "common/rule/match.h"
#include "hostsaccess/check/daemon.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/host.h"
#include "hostsaccess/check/line.h"
#include "hostsaccess/check/option.h"
#include "hostsaccess/check/trust.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>

/* A host, not empty, of a rule. */
static void
check_host(struct check *check, struct ha_slice host)
{
	struct ha_place place = ha_rule_place(check->rule, host);
	struct ha_pattern pattern;

	if (host.size == 0)
		return;
	ha_pattern_of_host(host, place, NULL, &pattern);
	host_check(check, host, place, &pattern);
}

static void
check_daemon(struct check *check, struct ha_slice token)
{
	struct ha_slice daemon = token, host;

	if (ha_token_split(token, &daemon, &host)) {
		daemon_check(check, daemon, true);
		check_host(check, host);
	} else {
		daemon_check(check, token, false);
	}
}

static void
check_client(struct check *check, struct ha_slice token)
{
	struct ha_slice user, host = token;

	if (ha_token_split(token, &user, &host))
		daemon_check_user(check, user);
	check_host(check, host);
}

static void
check_list(struct check *check, struct ha_slice list,
	   void (*check_token)(struct check *check, struct ha_slice token))
{
	struct ha_slice token;

	check->except = false;
	while (ha_token_next(&list, &token)) {
		if (ha_slice_is(token, "EXCEPT"))
			check->except = true;
		else
			check_token(check, token);
	}
	check->except = false;
}

static bool
has_word(struct ha_slice list, const char *word)
{
	struct ha_slice token;

	while (ha_token_next(&list, &token))
		if (ha_slice_is(token, word))
			return true;
	return false;
}

/* Whether LIST is the one word ALL. */
static bool
is_all(struct ha_slice list)
{
	return ha_slice_is(ha_slice_trim(list, HA_C_SEPARATOR), "ALL");
}

static void
check_rule(struct check *check)
{
	const struct ha_rule *rule = check->rule;
	struct ha_sink sink = diagnose_sink(check);
	struct ha_options options;
	struct saying saying;

	option_check(check, &options);
	saying_read(&options, check->deny_file, &saying);
	check->saying = &saying;
	check->has_paranoid = has_word(rule->clients, "PARANOID");
	memory_check(ha_match_check(rule, &sink));
	check_list(check, rule->daemons, check_daemon);
	check_list(check, rule->clients, check_client);
	line_check_inline(check);
	check->deny_rules = check->deny_rules || check->deny_file;
	if (!check->deny_file && is_all(rule->daemons) &&
	    is_all(rule->clients) &&
	    (!rule->has_options ||
	     ha_slice_is(ha_slice_trim(rule->options, HA_C_SPACE), "allow")))
		check_find(check, FINDING_ALLOW_ALL,
			   ha_rule_place(rule, rule->daemons),
			   ha_slice_trim(rule->line->text, HA_C_BLANK), NULL);
	cover_rule(check->cover, check->findings, rule, &saying,
		   check->deny_file);
	if (check->machine)
		machine_check_rule(check->machine, rule,
				   saying.decision == HA_ALLOW);
	check->saying = NULL;
}

static void
check_line(struct check *check, const struct ha_source *source,
	   const struct ha_line *line)
{
	struct ha_sink sink = diagnose_sink(check);
	struct ha_rule rule;

	line_check_start(check, source, line);
	check->rule = NULL;
	switch (ha_syntax_parse(line, &sink, &rule)) {
	case HA_SYNTAX_BLANK:
		line_check_comment(check, line);
		break;
	case HA_SYNTAX_RULE:
		check->rule = &rule;
		check_rule(check);
		check->rule = NULL;
		break;
	case HA_SYNTAX_BROKEN:
		break;
	}
	line_check_end(check, source, line);
}

static enum ha_status
check_lines(struct check *check, struct ha_source *source, struct ha_line *line)
{
	enum ha_status status;

	while ((status = ha_source_next(source, line)) == HA_OK) {
		progress_step(&check->progress);
		check_next_line(check, line);
		check_line(check, source, line);
		check_next_line(check, NULL);
	}
	return status;
}

void
rules_check(struct check *check, const struct ha_rules *rules, bool deny_file)
{
	const char *file = deny_file ? rules->deny_file : rules->allow_file;
	bool optional =
	    deny_file ? rules->deny_optional : rules->allow_optional;
	struct ha_line line = {.place = {file, 0, 0}};
	struct ha_source source;
	enum ha_status status;

	check_next_file(check);
	check->deny_file = deny_file;
	check->rule = NULL;
	status = ha_source_open(&source, file, true);
	if (status == HA_OK) {
		trust_check(check->findings, &source);
		status = check_lines(check, &source, &line);
		diagnose_source(check, status, line.place, errno);
		ha_source_close(&source);
	} else if (status == HA_ABSENT && !optional) {
		diagnose_source(check, HA_ERR_IO, line.place, ENOENT);
	} else {
		diagnose_source(check, status, line.place, errno);
	}
	check_next_line(check, NULL);
}
