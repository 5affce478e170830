/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/option.h"

#include "common/base/syslog_names.h"
#include "common/option/option.h"
#include "hostsaccess/check/command.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/option_guess.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/memory.h"

/* Names of syslog(3) that tcp_wrappers does not know. */
static bool
is_new_severity(struct ha_slice value)
{
	size_t dot = ha_slice_find(value, '.');
	bool both = dot < value.size;
	const struct ha_syslog_name *facility =
	    both ? ha_syslog_find(ha_syslog_facilities,
				  ha_slice_head(value, dot))
		 : NULL;
	const struct ha_syslog_name *level = ha_syslog_find(
	    ha_syslog_levels, both ? ha_slice_from(value, dot + 1) : value);

	return (facility && facility->unknown_to_libwrap) ||
	       (level && level->unknown_to_libwrap);
}

static void
check_field(struct check *check, const struct ha_options *read,
	    const struct ha_option_field *field)
{
	struct ha_place place = ha_rule_place(check->rule, field->text);
	struct ha_slice word = field->keyword;
	struct hint hint = {.size = 0};

	if (field->delegated & read->left_alone && !check->as_libwrap) {
		option_hint_account(check->rule, field, &hint);
		check_find(check, FINDING_NO_EFFECT, place, field->text, &hint);
	}
	if (field->comment.size > 0 && !field->comment_colon)
		check_find(check, FINDING_COMMENT_OPTION,
			   ha_rule_place(check->rule, field->comment),
			   field->comment, NULL);
	if (ha_slice_is(word, "severity") && is_new_severity(field->value))
		check_find(check, FINDING_SEVERITY_NAMES, place, field->text,
			   NULL);
	command_check(check, field);
	if (check->as_libwrap)
		return;
	if (ha_slice_is(word, "twist"))
		check_find(check, FINDING_TWIST, place, field->text, NULL);
	if (ha_slice_is(word, "banners"))
		check_find(check, FINDING_BANNERS, place, field->text, NULL);
}

/* Everything about clients is known, so that nothing is looked up. */
static void
make_request(struct ha_request *request)
{
	ha_request_init(request, NULL);
	ha_request_set_daemon(request, ha_slice_of("daemon"));
	ha_endpoint_set_address(&request->client, ha_slice_of("192.0.2.1"));
}

/* What comes of an aclexec that the rule of CHECK may have. */
static void
check_aclexec(struct check *check, const struct ha_options *read)
{
	const struct ha_rule *rule = check->rule;
	struct ha_slice text = ha_slice_trim(rule->options, HA_C_SPACE);
	struct ha_place place = ha_rule_place(rule, text);
	struct ha_slice daemons = rule->daemons, daemon = {"", 0};

	if (read->aclexec == HA_ACLEXEC_NONE ||
	    read->result == HA_OPTIONS_ERROR ||
	    read->result == HA_OPTIONS_LOOKUP)
		return;
	if (read->result != HA_OPTIONS_NONE) {
		check_find(check, FINDING_ACLEXEC_OVERRULED, place, text, NULL);
	} else if (!check->deny_file && check->aclexec.line == 0) {
		check->aclexec = place;
		ha_token_next(&daemons, &daemon);
		if (ha_slice_is(daemon, "ALL") ||
		    !ha_slice_all(daemon, HA_C_HOST_NAME) ||
		    !ha_slice_copy(daemon, check->aclexec_daemon,
				   sizeof(check->aclexec_daemon)))
			check->aclexec_daemon[0] = '\0';
	}
}

void
option_check(struct check *check, struct ha_options *read)
{
	const struct ha_rule *rule = check->rule;
	struct ha_sink sink = diagnose_sink(check);
	struct ha_request request;
	struct ha_option_context context = {
	    .request = &request, .assume = true, .sink = &sink};
	struct ha_slice rest = rule->options;
	struct ha_option_field field = {.followed = rule->has_options};

	make_request(&request);
	memory_check(ha_options_read(rule, &context, read));
	while (field.followed) {
		ha_option_next(&rest, &field);
		check_field(check, read, &field);
	}
	check_aclexec(check, read);
}
