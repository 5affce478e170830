/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_config.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/* As sshd: so deep may files include each other, and lie there. */
#define DEPTH_MAX 16
#define FOLDER "/etc/ssh/"

/* A file while it is read. */
struct reading {
	struct conversion *conversion;
	struct sshd_config *config;
	size_t block; /* that lines are of now */
	size_t outer; /* that the file is included in */
	unsigned depth;
};

static const struct {
	const char *keyword;
	enum sshd_list list;
} lists[] = {{"DenyUsers", SSHD_DENY_USERS},
	     {"AllowUsers", SSHD_ALLOW_USERS},
	     {"DenyGroups", SSHD_DENY_GROUPS},
	     {"AllowGroups", SSHD_ALLOW_GROUPS}};

#define LISTS (sizeof(lists) / sizeof(*lists))

static const char *
keep(struct reading *reading, struct ha_slice text)
{
	return model_keep(&reading->conversion->model, text);
}

/* Keeps LINE. */
static struct conversion_line
keep_line(struct reading *reading, const struct conversion_line *line)
{
	struct conversion_line kept = *line;

	kept.file = keep(reading, ha_slice_of(line->file));
	kept.text =
	    ha_slice_of(keep(reading, ha_slice_trim(line->text, HA_C_SPACE)));
	return kept;
}

/* Where the word ends that TEXT begins with: at a blank without a '\'. */
static size_t
word_end(struct ha_slice text)
{
	size_t end = 0;

	while (end < text.size && (!ha_in_class(text.data[end], HA_C_SPACE) ||
				   (end > 0 && text.data[end - 1] == '\\')))
		end++;
	return end;
}

/*
 * Takes the next word of REST, between blanks or quotes; a '#' ends all.  What
 * sshd would join, of parts in quotes or behind '\', is one word as it is
 * written, which nobody can say.  Returns false if there is none.
 */
static bool
take_word(struct ha_slice *rest, struct ha_slice *word)
{
	struct ha_slice text = ha_slice_skip(*rest, HA_C_SPACE), quoted;
	size_t end = word_end(text), size;

	if (text.size == 0 || text.data[0] == '#')
		return false;
	*word = ha_slice_head(text, end);
	*rest = ha_slice_from(text, end);
	if (text.data[0] != '"' && text.data[0] != '\'')
		return true;
	quoted = ha_slice_from(text, 1);
	size = ha_slice_find(quoted, text.data[0]);
	if (size < quoted.size &&
	    word_end(ha_slice_from(quoted, size + 1)) == 0) {
		*word = ha_slice_head(quoted, size);
		*rest = ha_slice_from(quoted, size + 1);
	}
	return true;
}

static void
add_entries(struct reading *reading, const struct conversion_line *line,
	    struct ha_slice rest, struct sshd_entries *list)
{
	struct sshd_entry entry = {.line = keep_line(reading, line)};
	struct ha_slice word;
	size_t before = list->count;

	while (take_word(&rest, &word)) {
		entry.text = keep(reading, word);
		list->entries = memory_grow(list->entries, list->count,
					    sizeof(*list->entries));
		list->entries[list->count++] = entry;
	}
	if (list->count == before)
		conversion_line_fault(reading->conversion, line, line->text,
				      "nobody is named");
}

static struct sshd_block *
add_block(struct sshd_config *config)
{
	config->blocks =
	    memory_grow(config->blocks, config->count, sizeof(*config->blocks));
	config->blocks[config->count] = (struct sshd_block){0};
	return &config->blocks[config->count++];
}

/* Adds what WORD of a Match line, and the word behind it in REST, ask. */
static bool
add_criterion(struct reading *reading, struct sshd_block *block,
	      struct ha_slice word, struct ha_slice *rest)
{
	struct ha_slice value = {"", 0};
	size_t equals = ha_slice_find(word, '=');
	bool lone =
	    ha_slice_is(word, "all") || ha_slice_is(word, "invalid-user");

	if (equals < word.size) {
		value = ha_slice_from(word, equals + 1);
		word = ha_slice_head(word, equals);
	} else if (!lone && !take_word(rest, &value)) {
		return false;
	}
	block->criteria = memory_grow(block->criteria, block->criteria_count,
				      sizeof(*block->criteria));
	block->criteria[block->criteria_count++] =
	    (struct sshd_criterion){keep(reading, word), keep(reading, value)};
	return true;
}

/* A block of a file that is included matches only where that is. */
static void
copy_criteria(struct sshd_block *block, const struct sshd_block *outer)
{
	for (size_t i = 0; i < outer->criteria_count; i++) {
		block->criteria =
		    memory_grow(block->criteria, block->criteria_count,
				sizeof(*block->criteria));
		block->criteria[block->criteria_count++] = outer->criteria[i];
	}
}

static void
read_match(struct reading *reading, const struct conversion_line *line,
	   struct ha_slice rest)
{
	struct sshd_block *block = add_block(reading->config);
	struct ha_slice word;
	bool sound = true;
	size_t own;

	reading->block = reading->config->count - 1;
	copy_criteria(block, &reading->config->blocks[reading->outer]);
	block->line = keep_line(reading, line);
	own = block->criteria_count;
	while (sound && take_word(&rest, &word))
		sound = add_criterion(reading, block, word, &rest);
	if (!sound || block->criteria_count == own)
		conversion_line_fault(reading->conversion, line, line->text,
				      "Match lacks a value");
}

static conversion_line_fn read_line;

/*
 * Reads the files that PATTERN names, as if they stood here.  None is read once
 * nothing can be written: files that include each other twice have no end.
 */
static void
include(struct reading *reading, const struct conversion_line *line,
	struct ha_slice pattern)
{
	struct conversion *conversion = reading->conversion;
	bool absolute = ha_slice_starts(pattern, ha_slice_of("/"));
	struct reading inner = *reading;
	char *path = NULL;
	glob_t found;

	if (conversion->unreadable)
		return;
	if (++inner.depth > DEPTH_MAX) {
		conversion_line_fault(conversion, line, pattern,
				      "files include each other too deeply");
		conversion->unreadable = true;
		return;
	}
	if (asprintf(&path, "%s%.*s", absolute ? "" : FOLDER, (int)pattern.size,
		     pattern.data) < 0)
		memory_out();
	conversion_find(conversion, path, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		inner.block = inner.outer = reading->block;
		conversion_read(conversion, found.gl_pathv[i], INPUT_LINE_MAX,
				read_line, &inner);
	}
	globfree(&found);
	free(path);
}

/* Whether WORD is yes; what is neither is a fault. */
static bool
is_yes(struct reading *reading, const struct conversion_line *line,
       struct ha_slice word)
{
	bool yes = ha_slice_is(word, "yes") || ha_slice_is(word, "true");

	if (!yes && !ha_slice_is(word, "no") && !ha_slice_is(word, "false"))
		conversion_line_fault(reading->conversion, line, word,
				      "neither yes nor no");
	return yes;
}

/* Reads keywords that take one word; the first that is set counts. */
static void
read_flag(struct reading *reading, const struct conversion_line *line,
	  struct ha_slice keyword, struct ha_slice rest)
{
	struct sshd_config *config = reading->config;
	struct sshd_block *block = &config->blocks[reading->block];
	struct ha_slice word;

	if (!take_word(&rest, &word))
		return;
	if (ha_slice_is(keyword, "UseDNS") && !config->use_dns_set) {
		config->use_dns = is_yes(reading, line, word);
		config->use_dns_set = true;
	} else if (ha_slice_is(keyword, "RefuseConnection") &&
		   block->refuses == SSHD_UNSET) {
		block->refuses =
		    is_yes(reading, line, word) ? SSHD_YES : SSHD_NO;
		block->refuses_line = keep_line(reading, line);
	}
}

/* Takes the keyword that LINE begins with, up to a blank or '='. */
static struct ha_slice
take_keyword(struct ha_slice *rest)
{
	struct ha_slice text = ha_slice_skip(*rest, HA_C_SPACE);
	size_t end = 0;

	while (end < text.size && text.data[end] != '=' &&
	       !ha_in_class(text.data[end], HA_C_SPACE))
		end++;
	*rest = ha_slice_skip(ha_slice_from(text, end), HA_C_SPACE);
	if (rest->size > 0 && rest->data[0] == '=')
		*rest = ha_slice_from(*rest, 1);
	return ha_slice_head(text, end);
}

static void
read_line(void *context, const struct conversion_line *line)
{
	struct reading *reading = context;
	struct ha_slice rest = line->text, keyword = take_keyword(&rest), word;

	if (keyword.size == 0 || keyword.data[0] == '#')
		return;
	for (size_t i = 0; i < LISTS; i++)
		if (ha_slice_is(keyword, lists[i].keyword)) {
			struct sshd_block *block =
			    &reading->config->blocks[reading->block];

			add_entries(reading, line, rest,
				    &block->lists[lists[i].list]);
			return;
		}
	if (ha_slice_is(keyword, "Match"))
		read_match(reading, line, rest);
	else if (ha_slice_is(keyword, "Include"))
		while (take_word(&rest, &word))
			include(reading, line, word);
	else
		read_flag(reading, line, keyword, rest);
}

void
sshd_config_read(struct conversion *conversion, const char *file,
		 struct sshd_config *config)
{
	struct reading reading = {.conversion = conversion, .config = config};

	*config = (struct sshd_config){0};
	add_block(config);
	conversion_read(conversion, file, INPUT_LINE_MAX, read_line, &reading);
}

void
sshd_config_free(struct sshd_config *config)
{
	for (size_t i = 0; i < config->count; i++) {
		free(config->blocks[i].criteria);
		for (size_t j = 0; j < SSHD_LISTS; j++)
			free(config->blocks[i].lists[j].entries);
	}
	free(config->blocks);
}
