/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/rules.h"

#include "common/rule/visit.h"
#include "hostsaccess/check/comma.h"
#include "hostsaccess/check/daemon.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/encoding.h"
#include "hostsaccess/check/host.h"
#include "hostsaccess/check/index.h"
#include "hostsaccess/check/ipv6.h"
#include "hostsaccess/check/line.h"
#include "hostsaccess/check/mark.h"
#include "hostsaccess/check/option.h"
#include "hostsaccess/check/require.h"
#include "hostsaccess/check/separator.h"
#include "hostsaccess/check/shell.h"
#include "hostsaccess/check/trust.h"
#include "hostsaccess/check/whole.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/machine/machine.h"

#include <errno.h>
#include <string.h>

/* Takes a token of the rule of CONTEXT, a check, and what it means. */
static void
visit_token(void *context, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	struct check *check = context;

	check->except = token->group > 0;
	check->excepts = token->group;
	if (left && token->client)
		daemon_check_user(check, token->left, left);
	else if (left)
		daemon_check(check, token, left);
	if (host)
		host_check(check, token->host,
			   ha_rule_place(check->rule, token->host), host);
	if (token->client && ha_slice_is(token->text, "PARANOID"))
		check->has_paranoid = true;
	whole_token(check, token, host);
	cover_token(check->cover, token, left, host);
	if (check->machine)
		machine_check_token(check->machine, token,
				    ha_rule_place(check->rule, token->host),
				    host);
}

static void
check_lists(struct check *check)
{
	const struct ha_rule *rule = check->rule;
	struct ha_sink sink = diagnose_sink(check);

	check->has_paranoid = false;
	check->unknown = (struct ha_slice){NULL, 0};
	ha_visit_lists(rule, &sink, visit_token, check);
	check->except = false;
	check->excepts = 0;
	if (check->unknown.size > 0 && !check->has_paranoid)
		check_find(check, FINDING_UNKNOWN,
			   ha_rule_place(rule, check->unknown), check->unknown,
			   NULL);
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
	struct ha_options options;
	struct saying saying;

	mark_check_rule(check);
	ipv6_check_rule(check);
	comma_check(check, rule->line, rule->clients);
	option_check(check, &options);
	saying_read(&options, check->deny_file, &saying);
	check->saying = &saying;
	require_check(check);
	check_lists(check);
	line_check_inline(check);
	whole_aclexec(check);
	if (!check->deny_file && is_all(rule->daemons) &&
	    is_all(rule->clients) &&
	    (!rule->has_options ||
	     ha_slice_is(ha_slice_trim(rule->options, HA_C_SPACE), "allow")))
		check_find(check, FINDING_ALLOW_ALL,
			   ha_rule_place(rule, rule->daemons),
			   ha_slice_trim(rule->line->text, HA_C_BLANK), NULL);
	whole_rule(check);
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
	if (line_check_mark(check, line) || separator_check(check, line)) {
		line_check_end(check, source, line);
		return;
	}
	shell_check(check, line);
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
	const char *path =
	    check->input && strcmp(file, "-") == 0 ? check->input : file;
	struct ha_line line = {.place = {file, 0, 0}};
	struct ha_source source;
	enum ha_status status;

	check_next_file(check);
	check->deny_file = deny_file;
	check->rule = NULL;
	status = ha_source_open(&source, path, true);
	if (status == HA_OK) {
		source.file = file;
		if (!check->given) {
			trust_check(check->findings, &source);
			index_check(check->findings, &source);
		}
		status = encoding_check(check, &source)
			     ? HA_END
			     : check_lines(check, &source, &line);
		diagnose_source(check, status, line.place, errno);
		ha_source_close(&source);
	} else if (status == HA_ABSENT && !optional) {
		diagnose_source(check, HA_ERR_IO, line.place, ENOENT);
	} else {
		diagnose_source(check, status, line.place, errno);
	}
	check_next_line(check, NULL);
}
