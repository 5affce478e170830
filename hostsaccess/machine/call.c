/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/call.h"

#include "hostsaccess/machine/stack_control.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* The service whose lines count for a service that has none of a type. */
#define OTHER "other"

/* What calls are read with. */
struct reader {
	const struct stack_folders *folders;
	const struct arguments *arguments;
	const struct daemon_settings_critic *critic;
	struct calls *calls;
};

bool
call_has_word(const struct call *call, const char *name, const char *value)
{
	for (size_t i = 0; i < call->word_count; i++) {
		struct ha_slice word = ha_slice_of(call->words[i].text);
		size_t equals = ha_slice_find(word, '=');

		if (ha_slice_same(ha_slice_head(word, equals),
				  ha_slice_of(name)) &&
		    ha_slice_same(ha_slice_from(word, equals + 1),
				  ha_slice_of(value)))
			return true;
	}
	return false;
}

static void
read_words(struct reader *reader, const struct stack_entry *entry,
	   struct call *call)
{
	struct ha_slice rest = entry->arguments, argument;

	while (stack_argument_next(&rest, &argument)) {
		struct call_word *word;

		call->words = memory_grow(call->words, call->word_count,
					  sizeof(*call->words));
		word = &call->words[call->word_count++];
		*word = (struct call_word){
		    .text =
			stack_keep_argument(&reader->calls->texts, argument),
		    .place = stack_place_of(entry, argument)};
		word->place.file = call->place.file;
	}
}

/* Whether the settings of FILE for DAEMON were read for a call before. */
static bool
was_read(const struct calls *calls, const char *file, struct ha_slice daemon)
{
	for (size_t i = 0; i < calls->count; i++)
		if (strcmp(calls->all[i].settings.file, file) == 0 &&
		    ha_slice_equal(calls->all[i].settings_daemon, daemon))
			return true;
	return false;
}

/* Lays the words of CALL over the settings that they are read with. */
static void
read_settings(struct reader *reader, struct call *call)
{
	const char **words =
	    memory_resize(NULL, call->word_count + 1, sizeof(*words));
	struct ha_slice service = reader->calls->service, daemon;
	struct settings *settings = &call->settings;
	const char *file;

	for (size_t i = 0; i < call->word_count; i++)
		words[i] = call->words[i].text;
	file = daemon_settings_place((int)call->word_count, words, service,
				     &daemon);
	free(words);
	if (reader->arguments->conf)
		file = reader->arguments->conf;
	settings_open(file, daemon,
		      was_read(reader->calls, file, daemon) ? NULL
							    : reader->critic,
		      settings);
	call->settings_daemon = daemon;
	for (size_t i = 0; i < call->word_count; i++)
		call->words[i].fault = daemon_settings_word(call->words[i].text,
							    &settings->values);
	call->daemon = settings->values.daemon
			   ? ha_slice_of(settings->values.daemon)
			   : service;
	call->rules = reader->arguments->rules;
	settings_override(reader->arguments, &settings->values);
	settings_use(&settings->values, reader->arguments, &call->rules);
}

/* Whether ONE and OTHER decide alike on each client. */
static bool
is_like(const struct call *one, const struct call *other)
{
	const struct daemon_settings *a = &one->settings.values;
	const struct daemon_settings *b = &other->settings.values;

	return strcmp(one->rules.allow_file, other->rules.allow_file) == 0 &&
	       strcmp(one->rules.deny_file, other->rules.deny_file) == 0 &&
	       one->rules.strict == other->rules.strict &&
	       one->rules.noexec == other->rules.noexec &&
	       ha_slice_same(one->daemon, other->daemon) &&
	       one->settings.unusable == other->settings.unusable &&
	       a->unusable == b->unusable && a->nodns == b->nodns &&
	       a->norhost == b->norhost && a->permissive == b->permissive &&
	       a->rhost_confirmed == b->rhost_confirmed &&
	       a->dns_timeout_ms == b->dns_timeout_ms &&
	       strcmp(a->geo_files ? a->geo_files : " ",
		      b->geo_files ? b->geo_files : " ") == 0;
}

static void
add_call(struct reader *reader, const struct stack_entry *entry,
	 enum stack_type type)
{
	struct calls *calls = reader->calls;
	struct call call = {.type = type,
			    .place = entry->place,
			    .binding = stack_is_binding(entry)};

	call.place.file =
	    arena_keep(&calls->texts, ha_slice_of(entry->place.file)).data;
	call.module = arena_keep(&calls->texts, entry->module);
	read_words(reader, entry, &call);
	read_settings(reader, &call);
	while (call.like < calls->count &&
	       !is_like(&calls->all[call.like], &call))
		call.like++;
	calls->all = memory_grow(calls->all, calls->count, sizeof(call));
	calls->all[calls->count++] = call;
}

/* Keeps PLACE, which is a stack's, as that of what is not read. */
static void
note_overflow(struct calls *calls, struct ha_place place)
{
	if (place.line == 0 || calls->overflow.line > 0)
		return;
	place.file = arena_keep(&calls->texts, ha_slice_of(place.file)).data;
	calls->overflow = place;
}

/* Whether NAME may be that of a file in a folder. */
static bool
is_file_name(struct ha_slice name)
{
	return name.size > 0 && !ha_slice_is(name, ".") &&
	       !ha_slice_is(name, "..") &&
	       ha_slice_find(name, '/') == name.size;
}

static void
read_type(struct reader *reader, enum stack_type type)
{
	struct calls *calls = reader->calls;
	struct stack stack = {0};
	bool other = false;

	if (is_file_name(calls->service))
		calls->exists |= stack_read(reader->folders,
					    calls->service.data, type, &stack);
	if (stack.count == 0 && stack.overflow.line == 0) {
		stack_free(&stack);
		stack_read(reader->folders, OTHER, type, &stack);
		other = true;
	}
	note_overflow(calls, stack.overflow);
	for (size_t i = 0; i < stack.count; i++) {
		if (!stack_is_ours(&stack.entries[i]))
			continue;
		add_call(reader, &stack.entries[i], type);
		calls->other |= other;
	}
	stack_free(&stack);
}

/* Keeps NAME in small letters, as libpam does. */
static struct ha_slice
keep_service(struct arena *texts, struct ha_slice name)
{
	char *copy = memory_copy(name);
	struct ha_slice kept;

	for (size_t i = 0; i < name.size; i++)
		copy[i] = (char)ha_fold(copy[i]);
	kept = arena_keep(texts, (struct ha_slice){copy, name.size});
	free(copy);
	return kept;
}

void
calls_read(const struct stack_folders *folders, struct ha_slice service,
	   const struct arguments *arguments,
	   const struct daemon_settings_critic *critic, struct calls *calls)
{
	struct arguments nothing = {0};
	struct reader reader = {folders, arguments ? arguments : &nothing,
				critic, calls};

	ha_rules_name(&nothing.rules, NULL, NULL);
	*calls = (struct calls){0};
	calls->service = keep_service(&calls->texts, service);
	for (enum stack_type type = 0; type < STACK_PASSWORD; type++)
		read_type(&reader, type);
}

void
calls_free(struct calls *calls)
{
	for (size_t i = 0; i < calls->count; i++) {
		settings_free(&calls->all[i].settings);
		free(calls->all[i].words);
	}
	free(calls->all);
	arena_free(&calls->texts);
}
