/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM: reading, as _pam_assemble_line() and _pam_StrTok() of libpam do. */
#include "hostsaccess/machine/pam.h"

#include "common/source/source.h"
#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As libpam has it for substacks; of files that include themselves it dies. */
#define DEPTH_MAX 16
/* More lines nobody writes; includes can multiply them without end. */
#define LINES_MAX 16384
/* Longer lines, joined or not, libpam 1.5 splits or refuses. */
#define TEXT_MAX 1022

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
	struct stack *stack;
	unsigned depth;
	unsigned long lines;
};

/* A line while it is put together; SIZE is 0 where none is begun. */
struct joined {
	struct ha_place place;
	char text[TEXT_MAX + 1];
	size_t size;
	struct stack_part *parts;
	size_t part_count;
};

static bool read_service(struct reader *reader, struct ha_slice name,
			 unsigned scope);

/* Remembers PLACE in *FIRST unless that is set. */
static void
note(struct ha_place *first, struct ha_place place)
{
	if (first->line == 0)
		*first = place;
}

/* Includes the file NAME at PLACE, if that is possible still. */
static void
include(struct reader *reader, struct ha_slice name, struct ha_place place,
	unsigned scope)
{
	if (reader->depth < DEPTH_MAX)
		read_service(reader, name, scope);
	else
		note(&reader->stack->overflow, place);
}

/* What libpam splits words at: no other space. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static struct ha_slice
trim(struct ha_slice text)
{
	while (text.size > 0 && is_blank(text.data[0]))
		text = ha_slice_from(text, 1);
	while (text.size > 0 && is_blank(text.data[text.size - 1]))
		text.size--;
	return text;
}

bool
stack_argument_next(struct ha_slice *rest, struct ha_slice *argument)
{
	struct ha_slice text = trim(*rest);
	bool bracket = text.size > 0 && text.data[0] == '[';
	size_t size = 0;

	if (text.size == 0)
		return false;
	text = ha_slice_from(text, bracket);
	while (size < text.size &&
	       (bracket ? text.data[size] != ']' : !is_blank(text.data[size])))
		size += bracket && text.data[size] == '\\' &&
				size + 1 < text.size &&
				text.data[size + 1] == ']'
			    ? 2
			    : 1;
	*argument = ha_slice_head(text, size);
	*rest = ha_slice_from(text, size + (size < text.size && bracket));
	return true;
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
	stack->parents = memory_resize(stack->parents, stack->scopes + 1,
				       sizeof(*stack->parents));
	stack->parents[stack->scopes] = parent;
	return stack->scopes++;
}

static bool
is_type(struct ha_slice word)
{
	for (size_t i = 0; i < STACK_TYPES; i++)
		if (ha_slice_is(word, type_names[i]))
			return true;
	return false;
}

/* Reads the words of ENTRY's line.  Returns whether ENTRY is to be kept. */
static bool
read_words(struct reader *reader, struct stack_entry *entry)
{
	struct ha_slice rest = ha_slice_of(entry->line), type;

	if (!stack_argument_next(&rest, &type))
		return false;
	if (type.size > 0 && type.data[0] == '-')
		type = ha_slice_from(type, 1);
	if (strpbrk(entry->line, "\r\v\f") ||
	    (!is_type(type) && !ha_slice_is(type, "@include")))
		note(&reader->stack->odd, entry->place);
	if (!stack_argument_next(&rest, &entry->control))
		return false;
	if (ha_slice_is(type, "@include")) {
		include(reader, entry->control, entry->place, entry->scope);
		return false;
	}
	if (!ha_slice_is(type, type_names[reader->type]) ||
	    !stack_argument_next(&rest, &entry->module))
		return false;
	entry->arguments = rest;
	if (ha_slice_is(entry->control, "include"))
		include(reader, entry->module, entry->place, entry->scope);
	else if (ha_slice_is(entry->control, "substack"))
		include(reader, entry->module, entry->place,
			add_scope(reader->stack, entry->scope));
	else
		return true;
	return false;
}

static void
free_entry(struct stack_entry *entry)
{
	free(entry->line);
	free(entry->parts);
}

/* Notes that TEXT, which START begins with, is added to JOINED at PLACE. */
static void
add_part(struct joined *joined, struct ha_slice text, const char *start,
	 struct ha_place place)
{
	if (joined->size == 0)
		joined->place = place;
	joined->parts = memory_grow(joined->parts, joined->part_count,
				    sizeof(*joined->parts));
	joined->parts[joined->part_count++] = (struct stack_part){
	    .offset = joined->size,
	    .line = place.line,
	    .column = (unsigned long)(text.data - start) + 1};
}

/* Reads a line that is whole. */
static void
read_line(struct reader *reader, struct joined *joined, unsigned scope)
{
	struct stack_entry entry = {.place = joined->place,
				    .scope = scope,
				    .parts = joined->parts,
				    .part_count = joined->part_count};

	entry.line = memory_copy((struct ha_slice){joined->text, joined->size});
	joined->size = joined->part_count = 0;
	joined->parts = NULL;
	if (read_words(reader, &entry))
		add_entry(reader->stack, &entry);
	else
		free_entry(&entry);
}

/*
 * Adds TEXT, a line of the file at PLACE, to JOINED, which is whole if that
 * returns true.  A comment ends a line; behind it no backslash counts.  Empty
 * lines within a continued one are passed over by libpam 1.5, and end it in
 * 1.7: that is odd.
 */
static bool
add_text(struct reader *reader, struct joined *joined, struct ha_slice text,
	 struct ha_place place)
{
	const char *start = text.data;
	size_t comment;
	bool continued;

	text = trim(ha_slice_head(text, ha_slice_find(text, '\0')));
	comment = ha_slice_find(text, '#');
	if (text.size == 0 || comment == 0) {
		if (joined->size > 0)
			note(&reader->stack->odd, place);
		return false;
	}
	continued = comment == text.size && text.data[text.size - 1] == '\\';
	text = ha_slice_head(text, comment - continued);
	add_part(joined, text, start, place);
	if (joined->size + text.size + continued > TEXT_MAX) {
		note(&reader->stack->overflow, place);
		return false;
	}
	memcpy(joined->text + joined->size, text.data, text.size);
	joined->size += text.size;
	if (continued)
		joined->text[joined->size++] = ' ';
	return !continued;
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
	struct joined joined = {.size = 0};
	struct ha_line line;
	enum ha_status status;

	source->begun = true; /* libpam takes a byte order mark as text */
	while (stack->overflow.line == 0 &&
	       (status = ha_source_next(source, &line)) != HA_END) {
		struct ha_place place = {file, line.place.line, 0};

		memory_check(status);
		if (status != HA_OK || line.text.size > TEXT_MAX ||
		    reader->lines++ == LINES_MAX)
			note(&stack->overflow, place);
		else if (add_text(reader, &joined, line.text, place))
			read_line(reader, &joined, scope);
	}
	if (joined.size > 0)
		note(&stack->odd, joined.place);
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
		note(&reader->stack->overflow, (struct ha_place){file, 1, 0});
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

	*stack = (struct stack){0};
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
	free(stack->parents);
	free(stack->files);
}
