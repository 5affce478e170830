/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/json.h"

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/hits.h"
#include "hostsaccess/explain/indexes.h"
#include "hostsaccess/explain/json_steps.h"
#include "hostsaccess/explain/pam.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/settings.h"

#include <stdlib.h>
#include <string.h>

static const char *
lookup_name(enum ha_lookup lookup)
{
	switch (lookup) {
	case HA_LOOKUP_FOUND:
		return "found";
	case HA_LOOKUP_NONE:
		return "none";
	case HA_LOOKUP_FAILED:
		break;
	}
	return "failed";
}

/* The keys that every decision has: file, line and rule may be empty. */
static void
put_verdict(struct json *json, const char *decision,
	    const struct ha_verdict *verdict)
{
	const char *file = verdict->place.file;

	json_string(json, "decision", decision);
	json_string(json, "reason", ha_reason_name(verdict->reason));
	json_string(json, "file", file ? file : "");
	json_number(json, "line", verdict->place.line);
}

static void
put_outcome(struct json *json, const char *key,
	    const struct ha_verdict *verdict)
{
	json_object(json, key);
	put_verdict(json, verdict->decision == HA_ALLOW ? "allow" : "refuse",
		    verdict);
	json_object_end(json);
}

static const char *
state_name(const struct ha_endpoint *end)
{
	switch (end->name_fact.state) {
	case HA_FACT_UNSET:
		break;
	case HA_FACT_KNOWN:
		return ha_endpoint_standing(end) == HA_STANDING_GOOD
			   ? "known"
			   : "unconfirmed";
	case HA_FACT_UNKNOWN:
		return "unknown";
	case HA_FACT_PARANOID:
		return "paranoid";
	case HA_FACT_FAILED:
		return "failed";
	}
	return "not-needed";
}

/* The name and address of an end, and what is known of the name. */
static void
put_end(struct json *json, const struct ha_endpoint *end)
{
	struct ha_slice name = end->name_fact.text;
	bool of_name = end->candidate_count > 0;

	if (end->name_fact.state != HA_FACT_KNOWN)
		name = ha_slice_of(end->name_text);
	json_text(json, "name", name);
	json_string(json, "name_state", state_name(end));
	json_text(json, "address",
		  of_name ? ha_slice_of("") : end->address_fact.text);
}

static void
put_fault(struct json *json, const char *key, struct ha_diagnostic fault)
{
	json_object(json, key);
	json_string(json, "file", fault.place.file);
	json_number(json, "line", fault.place.line);
	json_number(json, "column", fault.place.column);
	json_string(json, "name", ha_diagnostic_name(fault.id));
	json_text(json, "text", fault.text);
	json_string(json, "message", ha_diagnostic_message(fault.id));
	if (fault.error)
		json_string(json, "cause", strerror(fault.error));
	json_object_end(json);
}

/* The fault that no decision can be made with. */
static void
put_fatal(struct json *json, const struct ha_fault *fault)
{
	char file[HA_EXCERPT_MAX + 1];

	put_fault(json, "fault", ha_fault_diagnostic(fault, file));
}

static void
put_lookup(struct json *json, const struct record_lookup *lookup)
{
	static const char *const questions[] = {
	    [RECORD_NAME] = "name",
	    [RECORD_ADDRESSES] = "addresses",
	    [RECORD_IPV4_ADDRESSES] = "ipv4-addresses",
	    [RECORD_IPV6_ADDRESSES] = "ipv6-addresses",
	    [RECORD_NETGROUP] = "netgroup",
	    [RECORD_USER] = "user",
	    [RECORD_GROUP] = "group",
	    [RECORD_COUNTRY] = "country",
	    [RECORD_CONTINENT] = "continent",
	    [RECORD_ASN] = "asn"};

	json_object(json, NULL);
	json_string(json, "question", questions[lookup->question]);
	json_text(json, "of", lookup->subject);
	json_text(json, "group", lookup->group);
	json_string(json, "result", lookup_name(lookup->result));
	json_text(json, "answer", lookup->answer);
	json_text(json, "source", lookup->source);
	json_number(json, "ms", lookup->ms);
	json_object_end(json);
}

static void
put_effect(struct json *json, const struct record_effect *effect)
{
	json_object(json, NULL);
	json_string(json, "option", effect->option);
	json_text(json, "name", effect->name);
	json_text(json, "text", effect->text);
	json_object_end(json);
}

/* The options that would be carried out, also how it would be logged. */
static void
put_effects(struct json *json, const struct record *record)
{
	char *severity = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&severity, &size);

	json_array(json, "options");
	for (size_t i = 0; i < record->effect_count; i++)
		put_effect(json, &record->effects[i]);
	json_array_end(json);
	if (!stream)
		memory_out();
	if (record->verdict.severity >= 0)
		explain_severity(stream, record->verdict.severity);
	if (fclose(stream))
		memory_out();
	json_text(json, "severity", (struct ha_slice){severity, size});
	free(severity);
}

static void
put_settings(struct json *json, const struct settings *settings)
{
	const struct daemon_setting *word;

	json_array(json, "settings");
	for (word = settings ? settings->text.first : NULL; word;
	     word = word->next) {
		json_object(json, NULL);
		json_string(json, "file", settings->file);
		json_number(json, "line", word->line);
		json_string(json, "daemon", word->text);
		json_string(json, "word", word->word);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
put_steps(struct json *json, const struct record *record)
{
	explain_json_steps(json, record);
	json_array(json, "lookups");
	for (size_t i = 0; i < record->lookup_count; i++)
		put_lookup(json, &record->lookups[i]);
	json_array_end(json);
	put_effects(json, record);
	json_array(json, "diagnostics");
	for (size_t i = 0; i < record->fault_count; i++)
		put_fault(json, NULL, record->faults[i]);
	json_array_end(json);
}

void
explain_json(FILE *stream, const struct explain_answer *answer)
{
	const struct record *record = explain_answer_record(answer);
	const struct ha_verdict *verdict = &record->verdict;
	const struct record_rule *rule = record_deciding(record);
	const struct ha_request *request = &record->request;
	struct json json = {.stream = stream};

	json_object(&json, NULL);
	put_verdict(&json, explain_outcome_name(answer->outcome), verdict);
	json_text(&json, "rule", rule ? rule->text : ha_slice_of(""));
	explain_hits_json(&json, answer);
	json_text(&json, "daemon", request->daemon.text);
	json_text(&json, "user", request->local_user.text);
	json_object(&json, "server");
	put_end(&json, &request->server);
	json_number(&json, "port", request->server.port);
	json_object_end(&json);
	json_object(&json, "client");
	put_end(&json, &request->client);
	json_text(&json, "user", request->user.text);
	json_object_end(&json);
	json_string(
	    &json, "failed",
	    verdict->decision == HA_ALLOW ? "" : ha_request_trouble(request));
	if (verdict->reason == HA_REASON_FILE)
		put_fatal(&json, &verdict->fault);
	if (record->has_aclexec) {
		put_outcome(&json, "if_command_succeeds", &record->if_success);
		put_outcome(&json, "if_command_fails", &record->if_failure);
	}
	if (record->has_other_for_root)
		put_outcome(&json, "if_root", &record->if_root);
	explain_pam_json(&json, answer);
	put_settings(&json, record->settings);
	put_steps(&json, record);
	explain_indexes_json(&json, record, explain_answer_rules(answer));
	json_object_end(&json);
	json_end(&json);
}
