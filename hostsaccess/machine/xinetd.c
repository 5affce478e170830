/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/xinetd.h"

#include "hostsaccess/machine/lines.h"
#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files may include each other without end. */
#define FILES_MAX 1024
#define DEPTH_MAX 16

/* What a service says so far, or the defaults. */
struct block {
	char name[NAME_MAX + 1], id[NAME_MAX + 1], wrap[NAME_MAX + 1];
	char server[PATH_MAX], argument[PATH_MAX];
	bool defaults, disabled, no_wrap, name_in_arguments, internal;
	bool rpc, stream, has_flags, has_disable;
};

/* A list of words, one blank behind each; begin it as NULL. */
struct words {
	char *text;
	size_t size;
};

struct walk {
	const struct server_visitor *visitor;
	bool visits; /* the second time; the defaults are known by then */
	unsigned files, depth;
	struct words enabled, disabled; /* of the defaults */
	bool has_enabled;
	struct block block;
};

static void
add_words(struct words *words, struct ha_slice value)
{
	words->text =
	    memory_resize(words->text, words->size + value.size + 2, 1);
	memcpy(words->text + words->size, value.data, value.size);
	words->size += value.size;
	words->text[words->size++] = ' ';
	words->text[words->size] = '\0';
}

static bool
has_word(const struct words *words, const char *word)
{
	return words->text && lines_have_word(ha_slice_of(words->text), word);
}

/* The first line that sets something counts, as in xinetd. */
static void
set_text(char *text, size_t size, struct ha_slice word)
{
	if (text[0] == '\0')
		ha_slice_copy(word, text, size);
}

/* Flags are neither added nor taken away. */
static void
set_flags(struct block *block, const struct keyed_line *line)
{
	if (block->has_flags || line->sign)
		return;
	block->has_flags = true;
	block->no_wrap = lines_have_word(line->value, "NOLIBWRAP");
	block->name_in_arguments = lines_have_word(line->value, "NAMEINARGS");
}

static void
set_disable(struct block *block, struct ha_slice word)
{
	if (!block->has_disable)
		block->disabled = ha_slice_is(word, "yes");
	block->has_disable = true;
}

static void
take_type(struct block *block, struct ha_slice value)
{
	block->rpc |= lines_have_word(value, "RPC");
	block->internal |= lines_have_word(value, "INTERNAL");
}

static void
take_setting(struct block *block, const struct keyed_line *line)
{
	struct ha_slice key = line->key, rest = line->value;
	struct ha_slice word = lines_take_word(&rest);

	if (ha_slice_is(key, "server"))
		set_text(block->server, sizeof(block->server), word);
	else if (ha_slice_is(key, "server_args"))
		set_text(block->argument, sizeof(block->argument), word);
	else if (ha_slice_is(key, "id"))
		set_text(block->id, sizeof(block->id), word);
	else if (ha_slice_is(key, "libwrap"))
		set_text(block->wrap, sizeof(block->wrap), word);
	else if (ha_slice_is(key, "disable"))
		set_disable(block, word);
	else if (ha_slice_is(key, "flags"))
		set_flags(block, line);
	else if (ha_slice_is(key, "socket_type"))
		block->stream = ha_slice_is(word, "stream");
	else if (ha_slice_is(key, "type"))
		take_type(block, line->value);
	else if (ha_slice_is(key, "redirect"))
		block->internal = true;
}

/* The lists of services that defaults have. */
static void
take_default(struct walk *walk, const struct keyed_line *line)
{
	if (ha_slice_is(line->key, "disabled")) {
		add_words(&walk->disabled, line->value);
	} else if (ha_slice_is(line->key, "enabled")) {
		walk->has_enabled = true;
		add_words(&walk->enabled, line->value);
	}
}

/* The name that xinetd, or tcpd, asks by. */
static struct ha_slice
name_of(const struct block *block)
{
	const char *id = block->id[0] ? block->id : block->name;

	if (block->wrap[0] != '\0')
		return ha_slice_of(block->wrap);
	if (block->server[0] == '\0')
		return ha_slice_of(id);
	if (block->argument[0] != '\0' &&
	    (block->name_in_arguments ||
	     ha_slice_is(server_name(ha_slice_of(block->server)), "tcpd")))
		return ha_slice_of(block->argument);
	return ha_slice_of(block->server);
}

static void
end_block(struct walk *walk)
{
	const struct block *block = &walk->block;
	const char *id = block->id[0] ? block->id : block->name;
	const char *idle = NULL;

	if (block->no_wrap)
		idle = "take NOLIBWRAP out of its flags";
	if (block->rpc && block->stream)
		idle = "xinetd asks for no RPC service over TCP";
	if (block->defaults || !walk->visits || block->disabled ||
	    has_word(&walk->disabled, id) ||
	    (walk->has_enabled && !has_word(&walk->enabled, id)) ||
	    (block->server[0] == '\0' && !block->internal))
		return;
	server_take(walk->visitor, ha_slice_of(block->server), name_of(block),
		    XINETD, idle);
}

static void read_file(void *context, const char *path);

/* xinetd passes over names with a dot, and copies that editors leave. */
static void
read_included(void *context, const char *path)
{
	struct ha_slice name = server_name(ha_slice_of(path));

	if (ha_slice_find(name, '.') == name.size &&
	    !ha_slice_ends(name, ha_slice_of("~")))
		read_file(context, path);
}

static void
take_line(void *context, const struct keyed_line *line)
{
	struct walk *walk = context;
	char path[PATH_MAX];
	bool defaults = ha_slice_is(line->key, "defaults");

	if (defaults || ha_slice_is(line->key, "service")) {
		walk->block = (struct block){.defaults = defaults};
		ha_slice_copy(line->value, walk->block.name,
			      sizeof(walk->block.name));
	} else if (ha_slice_is(line->key, "}")) {
		end_block(walk);
	} else if (ha_slice_is(line->key, "includedir")) {
		if (ha_slice_copy(line->value, path, sizeof(path)))
			lines_visit_folder(walk->visitor->root, path, "",
					   read_included, walk);
	} else if (ha_slice_is(line->key, "include")) {
		if (ha_slice_copy(line->value, path, sizeof(path)))
			read_file(walk, path);
	} else if (!walk->block.defaults) {
		take_setting(&walk->block, line);
	} else if (!walk->visits) {
		take_default(walk, line);
	}
}

static void
read_file(void *context, const char *path)
{
	struct walk *walk = context;

	if (walk->depth == DEPTH_MAX || walk->files++ == FILES_MAX)
		return;
	walk->depth++;
	lines_visit(walk->visitor->root, path, take_line, walk);
	walk->depth--;
}

void
xinetd_visit(const struct server_visitor *visitor)
{
	struct walk walk = {.visitor = visitor};

	if (!server_is_here(visitor->root, XINETD))
		return;
	read_file(&walk, "/etc/xinetd.conf");
	walk.visits = true;
	walk.files = 0;
	read_file(&walk, "/etc/xinetd.conf");
	free(walk.enabled.text);
	free(walk.disabled.text);
}
