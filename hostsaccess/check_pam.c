/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_pam.h"

#include "memory.h"
#include "source.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As libpam has it for substacks; of files that include themselves it dies. */
#define DEPTH_MAX 16
/* More lines nobody writes; includes can multiply them without end. */
#define LINES_MAX 16384

static const char *const type_names[PAM_TYPES] = {"auth", "account", "session",
						  "password"};

/* A stack while it is read. */
struct reader {
	const struct pam_folders *folders;
	enum pam_type type;
	struct pam_stack *stack;
	unsigned depth;
	unsigned long lines;
};

static bool read_service(struct reader *reader, struct ha_slice name,
			 unsigned scope);

/* Includes the file NAME at PLACE, if that is possible still. */
static void
include(struct reader *reader, struct ha_slice name, struct ha_place place,
	unsigned scope)
{
	if (reader->depth < DEPTH_MAX && reader->lines < LINES_MAX)
		read_service(reader, name, scope);
	else if (reader->stack->overflow.line == 0)
		reader->stack->overflow = place;
}

/* Takes the next word of *TEXT, or all from '[' to ']'. */
static bool
next_word(struct ha_slice *text, struct ha_slice *word)
{
	struct ha_slice rest = ha_slice_trim(*text, HA_C_SPACE);
	size_t size = 0;

	if (rest.size == 0)
		return false;
	if (rest.data[0] == '[') {
		while (size < rest.size &&
		       (rest.data[size] != ']' || rest.data[size - 1] == '\\'))
			size++;
		size += size < rest.size;
	} else {
		while (size < rest.size &&
		       !ha_in_class(rest.data[size], HA_C_SPACE))
			size++;
	}
	*word = ha_slice_head(rest, size);
	*text = ha_slice_from(rest, size);
	return true;
}

bool
pam_argument_next(struct ha_slice *rest, struct ha_slice *argument)
{
	if (!next_word(rest, argument))
		return false;
	if (argument->data[0] == '[')
		*argument = ha_slice_head(ha_slice_from(*argument, 1),
					  argument->size - 2);
	return true;
}

static void
add_entry(struct pam_stack *stack, const struct pam_entry *entry)
{
	if (stack->count == stack->capacity) {
		stack->capacity = stack->capacity * 2 + 16;
		stack->entries = memory_resize(stack->entries, stack->capacity,
					       sizeof(*stack->entries));
	}
	stack->entries[stack->count++] = *entry;
}

static unsigned
add_scope(struct pam_stack *stack, unsigned parent)
{
	stack->parents = memory_resize(stack->parents, stack->scopes + 1,
				       sizeof(*stack->parents));
	stack->parents[stack->scopes] = parent;
	return stack->scopes++;
}

/* Reads TEXT, a line at PLACE without its comment. */
static void
read_line(struct reader *reader, struct ha_slice text, struct ha_place place,
	  unsigned scope)
{
	struct pam_entry entry = {.place = place, .scope = scope};
	struct ha_slice type, rest;

	entry.line = memory_copy(text);
	rest = ha_slice_of(entry.line);
	if (!next_word(&rest, &type) || !next_word(&rest, &entry.control))
		goto out;
	if (ha_slice_is(type, "@include")) {
		include(reader, entry.control, place, scope);
		goto out;
	}
	if (type.data[0] == '-')
		type = ha_slice_from(type, 1);
	if (!ha_slice_is(type, type_names[reader->type]) ||
	    !next_word(&rest, &entry.module))
		goto out;
	entry.arguments = rest;
	if (ha_slice_is(entry.control, "include")) {
		include(reader, entry.module, place, scope);
	} else if (ha_slice_is(entry.control, "substack")) {
		include(reader, entry.module, place,
			add_scope(reader->stack, scope));
	} else {
		add_entry(reader->stack, &entry);
		return;
	}
out:
	free(entry.line);
}

/* Keeps the name FILE for places, until the stack is freed. */
static const char *
keep_file(struct pam_stack *stack, const char *file)
{
	stack->files = memory_resize(stack->files, stack->file_count + 1,
				     sizeof(*stack->files));
	stack->files[stack->file_count] = memory_copy(ha_slice_of(file));
	return stack->files[stack->file_count++];
}

static void
read_lines(struct reader *reader, struct ha_source *source, const char *file,
	   unsigned scope)
{
	const struct pam_stack *stack = reader->stack;
	struct ha_line line;

	while (stack->overflow.line == 0 &&
	       ha_source_next(source, &line) == HA_OK) {
		size_t comment = ha_slice_find(line.text, '#');
		struct ha_place place = {file, line.place.line, 0};

		reader->lines++;
		read_line(reader, ha_slice_head(line.text, comment), place,
			  scope);
	}
}

/* Reads the lines of the file NAME, of one of the folders or absolute. */
static bool
read_service(struct reader *reader, struct ha_slice name, unsigned scope)
{
	const struct pam_folders *folders = reader->folders;
	enum ha_status status = HA_ABSENT;
	struct ha_source source;
	char path[PATH_MAX];

	for (size_t i = 0; i < PAM_FOLDERS && status == HA_ABSENT; i++) {
		bool absolute = name.size > 0 && name.data[0] == '/';

		if (!folders->paths[i])
			break;
		if (snprintf(path, sizeof(path), "%s%s%.*s",
			     absolute ? "" : folders->paths[i],
			     absolute ? "" : "/", (int)name.size,
			     name.data) >= (int)sizeof(path))
			break;
		status = ha_source_open(&source, path, true);
	}
	if (status != HA_OK)
		return false;
	reader->depth++;
	read_lines(reader, &source, keep_file(reader->stack, path), scope);
	reader->depth--;
	ha_source_close(&source);
	return true;
}

bool
pam_stack_read(const struct pam_folders *folders, const char *service,
	       enum pam_type type, struct pam_stack *stack)
{
	struct reader reader = {
	    .folders = folders, .type = type, .stack = stack};

	*stack = (struct pam_stack){0};
	add_scope(stack, 0);
	return read_service(&reader, ha_slice_of(service), 0);
}

void
pam_stack_free(struct pam_stack *stack)
{
	for (size_t i = 0; i < stack->count; i++)
		free(stack->entries[i].line);
	for (size_t i = 0; i < stack->file_count; i++)
		free(stack->files[i]);
	free(stack->entries);
	free(stack->parents);
	free(stack->files);
}

struct ha_slice
pam_module_name(const struct pam_entry *entry)
{
	struct ha_slice name = entry->module;
	size_t slash;

	while ((slash = ha_slice_find(name, '/')) < name.size)
		name = ha_slice_from(name, slash + 1);
	return name;
}

/* The control of ENTRY as [answer=action] pairs. */
static struct ha_slice
control_of(const struct pam_entry *entry)
{
	static const struct {
		const char *word, *pairs;
	} rows[] = {
	    {"required", "success=ok new_authtok_reqd=ok ignore=ignore "
			 "default=bad"},
	    {"requisite", "success=ok new_authtok_reqd=ok ignore=ignore "
			  "default=die"},
	    {"sufficient", "success=done new_authtok_reqd=done "
			   "default=ignore"},
	    {"optional", "success=ok new_authtok_reqd=ok default=ignore"},
	};
	struct ha_slice control = entry->control;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (ha_slice_is(control, rows[i].word))
			return ha_slice_of(rows[i].pairs);
	if (control.size < 2 || control.data[0] != '[')
		return ha_slice_of("");
	return ha_slice_head(ha_slice_from(control, 1), control.size - 2);
}

static enum pam_action
read_action(struct ha_slice text, unsigned long *skipped)
{
	static const struct {
		const char *word;
		enum pam_action action;
	} rows[] = {{"ignore", PAM_IGNORED}, {"ok", PAM_OK},
		    {"done", PAM_DONE},      {"bad", PAM_BAD},
		    {"die", PAM_DIE},        {"reset", PAM_IGNORED}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (ha_slice_is(text, rows[i].word))
			return rows[i].action;
	return ha_slice_number(text, 10, UINT_MAX, skipped) ? PAM_JUMP
							    : PAM_BAD;
}

enum pam_action
pam_action_of(const struct pam_entry *entry, const char *answer,
	      unsigned long *skipped)
{
	enum pam_action action = PAM_BAD;
	struct ha_slice rest = control_of(entry), pair;

	while (next_word(&rest, &pair)) {
		size_t equals = ha_slice_find(pair, '=');
		struct ha_slice key = ha_slice_head(pair, equals);
		struct ha_slice value = ha_slice_from(pair, equals + 1);

		if (ha_slice_is(key, answer))
			return read_action(value, skipped);
		if (ha_slice_is(key, "default"))
			action = read_action(value, skipped);
	}
	return action;
}

/* Whether scope INNER is OUTER, or lies in it. */
static bool
is_within(const struct pam_stack *stack, unsigned inner, unsigned outer)
{
	while (inner != outer && inner != 0)
		inner = stack->parents[inner];
	return inner == outer;
}

/*
 * Returns the substack, right below OUTER, that scope INNER is or lies in;
 * INNER if that is OUTER.
 */
static unsigned
step_of(const struct pam_stack *stack, unsigned inner, unsigned outer)
{
	while (inner != outer && stack->parents[inner] != outer)
		inner = stack->parents[inner];
	return inner;
}

/* Whether ENTRY may end its stack with success, or jump over COUNT steps. */
static bool
may_pass(const struct pam_entry *entry, unsigned long count)
{
	/* The answers that occur where all is well. */
	static const char *const answers[] = {"success", "ignore", "default"};

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		unsigned long skipped = 0;
		enum pam_action action =
		    pam_action_of(entry, answers[i], &skipped);

		if (action == PAM_DONE ||
		    (action == PAM_JUMP && skipped > count))
			return true;
	}
	return false;
}

/* How many steps of a scope lie between an entry and a later one. */
struct distance {
	unsigned long steps;
	unsigned last; /* the substack counted last, which is one step */
};

/*
 * Goes from LATER back to the first entry, and counts for each scope that
 * LATER is in, as only those can be jumped from.
 */
size_t
pam_first_skip(const struct pam_stack *stack, size_t later)
{
	unsigned inside = stack->entries[later].scope;
	struct distance *distances =
	    memory_resize(NULL, stack->scopes, sizeof(*distances));
	size_t first = later;

	memset(distances, 0, stack->scopes * sizeof(*distances));
	for (size_t i = later; i > 0; i--) {
		const struct pam_entry *entry = &stack->entries[i - 1];
		unsigned scope = entry->scope, step;

		while (!is_within(stack, inside, scope))
			scope = stack->parents[scope];
		step = step_of(stack, entry->scope, scope);
		if (step == scope && may_pass(entry, distances[scope].steps))
			first = i - 1;
		if (step == scope || distances[scope].last != step)
			distances[scope].steps++;
		distances[scope].last = step;
	}
	free(distances);
	return first;
}
