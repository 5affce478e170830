/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_config.h"

#include "hostsaccess/convert/sshd_words.h"
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

/* Says why sshd does not take LINE, without which nothing can be written. */
static void
refuse(struct reading *reading, const struct conversion_line *line,
       struct ha_slice part, const char *fault)
{
	conversion_line_fault(reading->conversion, line, part, fault);
	reading->conversion->unreadable = true;
}

/* Takes the next word of REST; returns false if there is none. */
static bool
take_word(struct reading *reading, const struct conversion_line *line,
	  struct ha_slice *rest, struct sshd_word *word)
{
	if (!sshd_word_take(rest, word))
		return false;
	if (word->open)
		refuse(reading, line, word->text, "a quote without its end");
	return true;
}

/* Likewise one that is to be understood. */
static bool
take_plain(struct reading *reading, const struct conversion_line *line,
	   struct ha_slice *rest, struct ha_slice *text)
{
	struct sshd_word word;

	if (!take_word(reading, line, rest, &word))
		return false;
	if (word.joined && !word.open)
		refuse(reading, line, word.text, SSHD_JOINED);
	*text = word.text;
	return true;
}

static void
add_entries(struct reading *reading, const struct conversion_line *line,
	    struct ha_slice rest, struct sshd_entries *list)
{
	struct sshd_entry entry = {.line = keep_line(reading, line)};
	struct sshd_word word;
	size_t before = list->count;

	while (take_word(reading, line, &rest, &word)) {
		entry.text = keep(reading, word.text);
		entry.joined = word.joined;
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

static void
add_criterion(struct reading *reading, struct sshd_block *block,
	      struct ha_slice key, struct ha_slice value)
{
	block->criteria = memory_grow(block->criteria, block->criteria_count,
				      sizeof(*block->criteria));
	block->criteria[block->criteria_count++] =
	    (struct sshd_criterion){keep(reading, key), keep(reading, value)};
}

/* Whether Match has the word KEY, with a value or alone. */
static bool
is_criterion(struct ha_slice key, bool alone)
{
	static const char *const with[] = {
	    "User",         "Group",       "Host",         "Address",
	    "LocalAddress", "LocalPort",   "LocalNetwork", "RDomain",
	    "Version",      "SessionType", "Command",      NULL};
	static const char *const without[] = {"all", "invalid-user", NULL};
	const char *const *names = alone ? without : with;

	while (*names && !ha_slice_is(key, *names))
		names++;
	return *names != NULL;
}

/*
 * Adds what WORD of a Match line, and the word behind it in REST, ask.  Returns
 * what is wrong with *PART; NULL: nothing.
 */
static const char *
read_criterion(struct reading *reading, const struct conversion_line *line,
	       struct ha_slice word, struct ha_slice *rest,
	       struct ha_slice *part)
{
	struct sshd_block *block =
	    &reading->config->blocks[reading->config->count - 1];
	size_t equals = ha_slice_find(word, '=');
	struct ha_slice key = ha_slice_head(word, equals), value;

	*part = word;
	if (is_criterion(word, true)) {
		add_criterion(reading, block, word, ha_slice_head(word, 0));
		return NULL;
	}
	if (!is_criterion(key, false))
		return "Match knows no such word";
	value = ha_slice_from(word, equals + 1);
	if (equals < word.size && value.size == 0)
		return "no value behind '='";
	if (equals == word.size && !take_plain(reading, line, rest, &value)) {
		*part = line->text;
		return "Match lacks a value";
	}
	*part = value;
	if (ha_slice_find(value, '=') < value.size)
		return "a value with '=', which sshd reads in two ways";
	add_criterion(reading, block, key, value);
	return NULL;
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
	struct ha_slice word, part = line->text;
	const char *fault = NULL;
	size_t own;

	reading->block = reading->config->count - 1;
	copy_criteria(block, &reading->config->blocks[reading->outer]);
	block->line = keep_line(reading, line);
	own = block->criteria_count;
	while (!fault && take_plain(reading, line, &rest, &word)) {
		fault = read_criterion(reading, line, word, &rest, &part);
		if (!fault && block->criteria_count > own + 1 &&
		    ha_slice_is(ha_slice_of(block->criteria[own].key), "all"))
			fault = "behind all nothing stands";
	}
	if (!fault && block->criteria_count == own)
		fault = "Match lacks a value";
	if (fault)
		refuse(reading, line, part, fault);
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
		refuse(reading, line, pattern,
		       "files include each other too deeply");
		return;
	}
	if (ha_slice_starts(pattern, ha_slice_of("~"))) {
		refuse(reading, line, pattern, "a name that begins with '~'");
		return;
	}
	if (asprintf(&path, "%s%.*s", absolute ? "" : FOLDER, (int)pattern.size,
		     pattern.data) < 0)
		memory_out();
	conversion_find(conversion, path, &found);
	if (found.gl_pathc == 0 && !conversion->unreadable)
		conversion_line_note(line, pattern, "no file has that name");
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

/* Reads KEYWORD, which takes one word; the first that is set counts. */
static void
read_flag(struct reading *reading, const struct conversion_line *line,
	  struct ha_slice keyword, struct ha_slice rest)
{
	struct sshd_config *config = reading->config;
	struct sshd_block *block = &config->blocks[reading->block];
	bool dns = ha_slice_is(keyword, "UseDNS");
	struct ha_slice word;

	if (!take_plain(reading, line, &rest, &word)) {
		conversion_line_fault(reading->conversion, line, keyword,
				      "it lacks a value");
	} else if (dns && !config->use_dns_set) {
		config->use_dns = is_yes(reading, line, word);
		config->use_dns_set = true;
	} else if (!dns && block->refuses == SSHD_UNSET) {
		block->refuses =
		    is_yes(reading, line, word) ? SSHD_YES : SSHD_NO;
		block->refuses_line = keep_line(reading, line);
	}
}

/* Returns the list that KEYWORD is about; NULL: none. */
static struct sshd_entries *
find_list(struct reading *reading, struct ha_slice keyword)
{
	for (size_t i = 0; i < LISTS; i++)
		if (ha_slice_is(keyword, lists[i].keyword))
			return &reading->config->blocks[reading->block]
				    .lists[lists[i].list];
	return NULL;
}

static void
read_line(void *context, const struct conversion_line *line)
{
	struct reading *reading = context;
	struct ha_slice rest = line->text, keyword, word;
	struct sshd_entries *list;

	if (!sshd_keyword_take(&rest, &keyword)) {
		refuse(reading, line, keyword, "no keyword");
		return;
	}
	list = find_list(reading, keyword);
	if (list)
		add_entries(reading, line, rest, list);
	else if (ha_slice_is(keyword, "Match"))
		read_match(reading, line, rest);
	else if (ha_slice_is(keyword, "Include"))
		while (take_plain(reading, line, &rest, &word))
			include(reading, line, word);
	else if (ha_slice_is(keyword, "UseDNS") ||
		 ha_slice_is(keyword, "RefuseConnection"))
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
