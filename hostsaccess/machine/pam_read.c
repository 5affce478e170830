/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM: reading files and what they include, as libpam does. */
#include "hostsaccess/machine/pam.h"

#include "common/source/source.h"
#include "hostsaccess/machine/pam_line.h"
#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As libpam has it for substacks; of files that include themselves it dies. */
#define DEPTH_MAX 16
/* More lines nobody writes; includes can multiply them without end. */
#define LINES_MAX 16384
static const char *const type_names[STACK_TYPES] = {"auth", "account",
						    "session", "password"};

const char *
stack_type_name(enum stack_type type)
{
	return type_names[type];
}

/* A stack while it is read. */
struct reader {
	const struct stack_folders *folders;
	enum stack_type type;
	bool typed; /* an include of one type is read */
	struct stack *stack;
	unsigned depth;
	unsigned long lines;
};

static bool read_service(struct reader *reader, struct ha_slice name,
			 unsigned scope);

/*
 * Includes the file NAME at PLACE, if that is possible still.  Returns false if
 * there is none.
 */
static bool
include(struct reader *reader, struct ha_slice name, struct ha_place place,
	unsigned scope)
{
	if (reader->depth < DEPTH_MAX)
		return read_service(reader, name, scope);
	pam_line_note(&reader->stack->overflow, place);
	return true;
}

/* Includes lines of the type that is read only. */
static bool
include_typed(struct reader *reader, struct ha_slice name,
	      struct ha_place place, unsigned scope)
{
	bool typed = reader->typed, exists;

	reader->typed = true;
	exists = include(reader, name, place, scope);
	reader->typed = typed;
	return exists;
}

static void
add_entry(struct stack *stack, const struct stack_entry *entry)
{
	if (stack->count == stack->capacity) {
		stack->capacity = stack->capacity * 2 + 16;
		stack->entries = memory_resize(stack->entries, stack->capacity,
					       sizeof(*stack->entries));
	}
	stack->entries[stack->count++] = *entry;
}

static unsigned
add_scope(struct stack *stack, unsigned parent)
{
	stack->scopes = memory_resize(stack->scopes, stack->scope_count + 1,
				      sizeof(*stack->scopes));
	stack->scopes[stack->scope_count] =
	    (struct stack_scope){parent, stack->count};
	return stack->scope_count++;
}

static bool
is_type(struct ha_slice word)
{
	for (size_t i = 0; i < STACK_TYPES; i++)
		if (ha_slice_is(word, type_names[i]))
			return true;
	return false;
}

/* Whether libpam reads a line of TYPE; one of no type is auth at first. */
static bool
is_read(const struct reader *reader, struct ha_slice type)
{
	if (is_type(type))
		return ha_slice_is(type, type_names[reader->type]);
	return reader->typed || reader->type == STACK_AUTH;
}

/*
 * Reads what follows the type on the line of ENTRY: the rest.  Returns whether
 * ENTRY is to be kept.
 */
static bool
read_module(struct reader *reader, struct stack_entry *entry,
	    struct ha_slice rest)
{
	unsigned scope = entry->scope;
	bool substack;

	if (!stack_argument_next(&rest, &entry->control) ||
	    !stack_argument_next(&rest, &entry->module))
		entry->fails = true;
	entry->arguments = rest;
	substack = ha_slice_is(entry->control, "substack");
	if (!substack && !ha_slice_is(entry->control, "include"))
		return true;
	if (substack)
		scope = add_scope(reader->stack, scope);
	if (entry->module.size > 0 &&
	    include_typed(reader, entry->module, entry->place, scope))
		return false;
	entry->fails = true;
	return true;
}

/* Reads the words of ENTRY's line.  Returns whether ENTRY is to be kept. */
static bool
read_words(struct reader *reader, struct stack_entry *entry)
{
	struct ha_slice rest = ha_slice_of(entry->line), type, file;

	if (!stack_argument_next(&rest, &type))
		return false;
	if (type.size > 0 && type.data[0] == '-')
		type = ha_slice_from(type, 1);
	entry->fails = !is_type(type);
	if (strpbrk(entry->line, "\r\v\f") ||
	    (entry->fails && !ha_slice_is(type, "@include")))
		pam_line_note(&reader->stack->odd, entry->place);
	if (ha_slice_is(type, "@include")) {
		if (!stack_argument_next(&rest, &file) ||
		    !include(reader, file, entry->place, entry->scope))
			pam_line_note(&reader->stack->fatal, entry->place);
		return false;
	}
	return is_read(reader, type) && read_module(reader, entry, rest);
}

static void
free_entry(struct stack_entry *entry)
{
	free(entry->line);
	free(entry->parts);
}

/* Reads a line that is whole. */
static void
read_line(struct reader *reader, struct pam_line *joined, unsigned scope)
{
	struct stack_entry entry = {.place = joined->place,
				    .scope = scope,
				    .parts = joined->parts,
				    .part_count = joined->part_count};

	entry.line = memory_copy((struct ha_slice){joined->text, joined->size});
	entry.control = entry.module = entry.arguments =
	    ha_slice_head(ha_slice_of(entry.line), 0);
	joined->size = joined->part_count = 0;
	joined->parts = NULL;
	if (read_words(reader, &entry))
		add_entry(reader->stack, &entry);
	else
		free_entry(&entry);
}

/* Keeps the name FILE for places, until the stack is freed. */
static const char *
keep_file(struct stack *stack, const char *file)
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
	struct stack *stack = reader->stack;
	struct pam_line joined = {.size = 0};
	struct ha_line line;
	enum ha_status status;

	source->begun = true; /* libpam takes a byte order mark as text */
	while (stack->overflow.line == 0 &&
	       (status = ha_source_next(source, &line)) != HA_END) {
		struct ha_place place = {file, line.place.line, 0};

		memory_check(status);
		if (status != HA_OK || line.text.size > PAM_LINE_MAX ||
		    reader->lines++ == LINES_MAX)
			pam_line_note(&stack->overflow, place);
		else if (pam_line_add(reader->stack, &joined, line.text, place))
			read_line(reader, &joined, scope);
	}
	if (joined.size > 0) {
		pam_line_note(&stack->odd, joined.place);
		pam_line_note(&stack->fatal, joined.place);
	}
	free(joined.parts);
}

/*
 * Reads the lines of the file NAME, of one of the folders or absolute.  Returns
 * whether there is one.
 */
static bool
read_service(struct reader *reader, struct ha_slice name, unsigned scope)
{
	const struct stack_folders *folders = reader->folders;
	enum ha_status status = HA_ABSENT;
	struct ha_source source;
	const char *file;
	char path[PATH_MAX];

	for (size_t i = 0; i < STACK_FOLDERS && status == HA_ABSENT; i++) {
		bool absolute = name.size > 0 && name.data[0] == '/';

		if (!folders->paths[i])
			break;
		if (snprintf(path, sizeof(path), "%s%s%.*s",
			     absolute ? "" : folders->paths[i],
			     absolute ? "" : "/", (int)name.size,
			     name.data) >= (int)sizeof(path))
			break;
		status = ha_source_open(&source, path, false);
		if (status == HA_ERR_IO && ha_source_lacks_folder(path))
			status = HA_ABSENT;
	}
	memory_check(status);
	if (status == HA_ABSENT)
		return false;
	file = keep_file(reader->stack, path);
	if (status != HA_OK) {
		pam_line_note(&reader->stack->overflow,
			      (struct ha_place){file, 1, 0});
		return true;
	}
	reader->depth++;
	read_lines(reader, &source, file, scope);
	reader->depth--;
	ha_source_close(&source);
	return true;
}

bool
stack_read(const struct stack_folders *folders, const char *service,
	   enum stack_type type, struct stack *stack)
{
	struct reader reader = {
	    .folders = folders, .type = type, .stack = stack};

	*stack = (struct stack){.type = type};
	add_scope(stack, 0);
	return read_service(&reader, ha_slice_of(service), 0);
}

void
stack_free(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++)
		free_entry(&stack->entries[i]);
	for (size_t i = 0; i < stack->file_count; i++)
		free(stack->files[i]);
	free(stack->entries);
	free(stack->scopes);
	free(stack->files);
}
