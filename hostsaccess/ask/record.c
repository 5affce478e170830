/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/ask/record.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/ask/record_list.h"
#include "hostsaccess/ask/record_resolver.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
add_file(struct record *record, const struct ha_step *step)
{
	record->files = memory_grow(record->files, record->file_count,
				    sizeof(*record->files));
	record->files[record->file_count++] =
	    (struct record_file){.name = step->place.file,
				 .absent = step->kind == HA_STEP_ABSENT,
				 .first_rule = record->rule_count,
				 .tokens_before = record->token_count,
				 .effects_before = record->effect_count,
				 .conditions_before = record->condition_count,
				 .faults_before = record->fault_count};
}

/* Forgets all of the file that was read last. */
static void
forget_file(struct record *record)
{
	const struct record_file *file = &record->files[--record->file_count];

	record->rule_count = file->first_rule;
	record->token_count = file->tokens_before;
	record->effect_count = file->effects_before;
	record->condition_count = file->conditions_before;
	record->fault_count = file->faults_before;
}

static void
add_token(struct record *record, const struct ha_step *step)
{
	struct record_token *token;

	record->tokens = memory_grow(record->tokens, record->token_count,
				     sizeof(*record->tokens));
	token = &record->tokens[record->token_count++];
	*token = (struct record_token){
	    .text = arena_keep(&record->texts, step->text),
	    .place = record_keep_place(record, step->place),
	    .match = step->match,
	    .client = step->client,
	    .group = step->group};
	record_list_take(record, token);
}

static void
add_condition(struct record *record, const struct ha_step *step)
{
	record->conditions =
	    memory_grow(record->conditions, record->condition_count,
			sizeof(*record->conditions));
	record->conditions[record->condition_count++] =
	    (struct record_condition){
		.text = arena_keep(&record->texts, step->text),
		.place = record_keep_place(record, step->place),
		.match = step->match};
}

/* Adds a rule, with what was kept since the one before. */
static void
add_rule(struct record *record, const struct ha_step *step)
{
	struct record_file *file = &record->files[record->file_count - 1];
	size_t tokens = file->tokens_before, effects = file->effects_before;
	size_t conditions = file->conditions_before;

	if (file->rule_count > 0) {
		const struct record_rule *last =
		    &record->rules[record->rule_count - 1];

		tokens = last->first_token + last->token_count;
		effects = last->first_effect + last->effect_count;
		conditions = last->first_condition + last->condition_count;
	}
	record->rules = memory_grow(record->rules, record->rule_count,
				    sizeof(*record->rules));
	record->rules[record->rule_count++] = (struct record_rule){
	    .text = arena_keep(&record->texts, step->text),
	    .place = step->place,
	    .match = step->match,
	    .decides = step->decides,
	    .first_token = tokens,
	    .token_count = record->token_count - tokens,
	    .first_effect = effects,
	    .effect_count = record->effect_count - effects,
	    .first_condition = conditions,
	    .condition_count = record->condition_count - conditions};
	file->rule_count++;
}

static void
receive_step(void *context, const struct ha_step *step)
{
	struct record *record = context;

	switch (step->kind) {
	case HA_STEP_FILE:
	case HA_STEP_ABSENT:
		add_file(record, step);
		return;
	case HA_STEP_CHANGED:
		forget_file(record);
		record_list_cut(record);
		return;
	case HA_STEP_TOKEN:
		add_token(record, step);
		return;
	case HA_STEP_WORD:
		record_list_add(record, step);
		return;
	case HA_STEP_CONDITION:
		add_condition(record, step);
		return;
	case HA_STEP_RULE:
		add_rule(record, step);
		return;
	}
}

static void
receive_fault(void *context, const struct ha_diagnostic *diagnostic)
{
	struct record *record = context;
	struct ha_diagnostic *fault;

	record->faults = memory_grow(record->faults, record->fault_count,
				     sizeof(*record->faults));
	fault = &record->faults[record->fault_count++];
	*fault = *diagnostic;
	fault->place = record_keep_place(record, diagnostic->place);
	fault->text = arena_keep(&record->texts, diagnostic->text);
}

static void
add_effect(struct record *record, const char *option, const char *name,
	   const char *text)
{
	record->effects = memory_grow(record->effects, record->effect_count,
				      sizeof(*record->effects));
	record->effects[record->effect_count++] = (struct record_effect){
	    option, arena_keep(&record->texts, ha_slice_of(name)),
	    arena_keep(&record->texts, ha_slice_of(text))};
}

static enum ha_run
keep_command(void *context, enum ha_command_kind kind, const char *text,
	     char *const *environment)
{
	struct record *record = context;

	(void)environment;
	if (kind == HA_COMMAND_ACLEXEC)
		record->has_aclexec = true;
	add_effect(record, ha_option_name(ha_command_option(kind)), "", text);
	return HA_RUN_ERROR;
}

static bool
keep_variable(void *context, const char *name, const char *value)
{
	add_effect(context, "setenv", name, value);
	return true;
}

static void
keep_banner(void *context, const char *text)
{
	add_effect(context, "banners", "", text);
}

static bool
keep_change(void *context, enum ha_option option, struct ha_slice value)
{
	struct record *record = context;

	record->effects = memory_grow(record->effects, record->effect_count,
				      sizeof(*record->effects));
	record->effects[record->effect_count++] = (struct record_effect){
	    ha_option_name(option), ha_slice_head(value, 0),
	    arena_keep(&record->texts, value)};
	return true;
}

/* Decides once more, by RULES, as if all commands ended with RUN. */
static void
decide_supposing(enum ha_run run, const struct ha_rules *rules,
		 struct ha_request *request, struct ha_verdict *verdict)
{
	struct ask_commands commands = {.answer = run};
	const struct ha_effects effects = ask_effects(&commands);
	struct ha_rules supposed = *rules;

	supposed.effects = &effects;
	ha_decide(&supposed, request, verdict);
}

static bool
is_same(const struct ha_verdict *a, const struct ha_verdict *b)
{
	return a->decision == b->decision && a->reason == b->reason &&
	       a->place.file == b->place.file && a->place.line == b->place.line;
}

static bool
is_about_trust(enum ha_diagnostic_id id)
{
	return id == HA_D_OPTION_UNTRUSTED || id == HA_D_BANNER_UNTRUSTED;
}

static void
note_distrust(void *context, const struct ha_diagnostic *diagnostic)
{
	bool *distrusted = context;

	*distrusted = *distrusted || is_about_trust(diagnostic->id);
}

/*
 * Decides once more as the module does where it is root, which trusts files of
 * root alone and not those of who asks here.  What comes out otherwise for
 * another reason, as a look-up failed only once, is not for root.
 */
static void
decide_as_root(struct record *record, const struct ha_rules *rules)
{
	bool distrusted = false;
	const struct ha_sink sink = {note_distrust, &distrusted};
	struct ha_rules of_root = *rules;

	of_root.root_only = true;
	of_root.sink = &sink;
	decide_supposing(HA_RUN_ERROR, &of_root, &record->request,
			 &record->if_root);
	if (is_about_trust(record->if_root.fault.id))
		distrusted = true;
	record->has_other_for_root =
	    distrusted && !is_same(&record->verdict, &record->if_root);
}

void
record_begin(struct record *record, bool nodns, unsigned long timeout_ms)
{
	memset(record, 0, sizeof(*record));
	record_resolver_init(record, nodns, timeout_ms);
}

void
record_decide(struct record *record, const struct ha_rules *rules)
{
	const struct ha_sink sink = {receive_fault, record};
	const struct ha_trace trace = {receive_step, record};
	const struct ha_effects effects = {
	    .run = keep_command,
	    .set_variable = keep_variable,
	    .show_banner = keep_banner,
	    .context = record,
	    .carried_out = record->as_libwrap ? HA_OPTIONS_OF_PROCESS : 0,
	    .carry_out = keep_change};
	struct ha_rules recorded = *rules;
	size_t lookups;

	recorded.sink = &sink;
	recorded.trace = &trace;
	recorded.effects = &effects;
	record->no_conditions = rules->no_conditions;
	ha_decide(&recorded, &record->request, &record->verdict);
	lookups = record->lookup_count;
	if (record->has_aclexec) {
		decide_supposing(HA_RUN_SUCCESS, rules, &record->request,
				 &record->if_success);
		decide_supposing(HA_RUN_FAILURE, rules, &record->request,
				 &record->if_failure);
	}
	if (geteuid() != 0)
		decide_as_root(record, rules);
	record->lookup_count = lookups;
}

void
record_end(struct record *record)
{
	arena_free(&record->texts);
	free(record->files);
	free(record->rules);
	free(record->tokens);
	free(record->words);
	free(record->lists);
	free(record->effects);
	free(record->conditions);
	free(record->lookups);
	free(record->faults);
}

const struct record_rule *
record_deciding(const struct record *record)
{
	for (size_t i = record->rule_count; i > 0; i--)
		if (record->rules[i - 1].decides)
			return &record->rules[i - 1];
	return NULL;
}
