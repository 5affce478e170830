/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/list.h"

#include "common/source/settle.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

/* An open list file; list files name others, so they form a stack. */
struct frame {
	struct frame *below;
	unsigned depth;
	struct ha_source source;
	struct ha_line line;
	struct ha_slice rest;  /* of the line: words not matched yet */
	bool nul;              /* the line holds a NUL byte */
	bool sure;             /* no line that leads to this file does */
	enum ha_match match;   /* of the words before */
	unsigned height;       /* how many files deep those are */
	struct ha_sink hushed; /* of a file that others cannot read */
	char path[PATH_MAX];
};

/* A list while it is matched. */
struct walk {
	const struct ha_matcher *matcher;
	struct ha_endpoint *endpoint;
	struct frame *top;
	enum ha_match match; /* of all, once the stack is empty */
};

static void
pop(struct walk *walk)
{
	struct frame *frame = walk->top;

	walk->top = frame->below;
	ha_source_close(&frame->source);
	free(frame);
}

/* Adds MATCH, of a word of the line, to what the words before it have said. */
static void
add_match(struct frame *frame, enum ha_match match)
{
	if (frame->nul)
		match = ha_match_with_nul(match);
	frame->match = ha_match_or(frame->match, match);
}

/* Likewise what a file says, of which the word is the path. */
static void
add(struct walk *walk, const struct ha_list_memo *file)
{
	struct frame *frame = walk->top;

	if (!frame) {
		walk->match = file->match;
		return;
	}
	add_match(frame, file->match);
	if (frame->height <= file->height)
		frame->height = file->height + 1;
}

/* Tells of WORD, if it matches or may. */
static void
trace_word(const struct ha_matcher *matcher, struct ha_place place,
	   struct ha_slice word, enum ha_match match)
{
	const struct ha_step step = {
	    .kind = HA_STEP_WORD, .place = place, .text = word, .match = match};

	if (match >= HA_MATCH_YES)
		ha_trace_step(matcher->trace, &step);
}

/*
 * Takes what the memo has of the file of FRAME, named at PLACE, if it has it
 * and that does not nest too deeply.  Its words have been told of: of a list
 * file that names it, the name alone is.
 */
static bool
recall(struct walk *walk, const struct frame *frame, struct ha_place place)
{
	const struct ha_matcher *matcher = walk->matcher;
	const struct ha_list_memo *memo;

	if (!matcher->memo)
		return false;
	memo = ha_list_memo_find(matcher->memo, walk->endpoint,
				 &frame->source.status);
	if (!memo || frame->depth + memo->height > HA_LIST_DEPTH)
		return false;
	if (frame->below)
		trace_word(matcher, place, ha_slice_of(frame->path),
			   memo->match);
	add(walk, memo);
	return true;
}

/* Leaves the top file behind, which is read to its end. */
static enum ha_status
finish(struct walk *walk)
{
	const struct ha_list_memo file = {walk->endpoint,
					  walk->top->source.status,
					  walk->top->match, walk->top->height};

	pop(walk);
	add(walk, &file);
	return walk->matcher->memo
		   ? ha_list_memo_add(walk->matcher->memo, &file)
		   : HA_OK;
}

static bool
is_open(const struct frame *frame, const struct stat *file)
{
	for (; frame; frame = frame->below)
		if (frame->source.status.st_dev == file->st_dev &&
		    frame->source.status.st_ino == file->st_ino)
			return true;
	return false;
}

/* Tells the sink CONTEXT what is wrong where, and not what stands there. */
static void
receive_hushed(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct ha_sink *sink = context;
	struct ha_diagnostic hushed = *diagnostic;

	hushed.text.size = 0;
	sink->receive(sink->context, &hushed);
}

/*
 * Who may write a rule file or a list file can name any file there.  What
 * others cannot read in it does not get into the log.
 */
static void
hush(const struct ha_matcher *matcher, struct frame *frame)
{
	if (matcher->sink && !(frame->source.status.st_mode & S_IROTH))
		frame->hushed =
		    (struct ha_sink){receive_hushed, (void *)matcher->sink};
}

/* Who hears of the file of FRAME; NULL is the rule file. */
static const struct ha_sink *
sink_of(const struct ha_matcher *matcher, const struct frame *frame)
{
	return frame && frame->hushed.receive ? &frame->hushed : matcher->sink;
}

/* Opens the file whose path stands in FRAME. */
static enum ha_status
open_frame(const struct ha_matcher *matcher, struct ha_place place,
	   struct frame *frame)
{
	const struct ha_sink *sink = sink_of(matcher, frame->below);
	const struct ha_place whole = {frame->path, 0, 0};
	enum ha_status status;

	status = ha_settle_open(&frame->source, frame->path, false,
				matcher->settle_ms, matcher->watches);
	if (status == HA_ABSENT)
		ha_diagnose(sink, HA_D_LIST_MISSING, place,
			    ha_slice_of(frame->path), 0);
	if (status != HA_OK) {
		ha_source_diagnose(
		    sink, status, sink == matcher->sink ? whole : place, errno);
		return status;
	}
	if (frame->depth <= HA_LIST_DEPTH &&
	    !is_open(frame->below, &frame->source.status))
		return HA_OK;
	ha_diagnose(sink, HA_D_LIST_NESTING, place, ha_slice_of(frame->path),
		    0);
	ha_source_close(&frame->source);
	return HA_ERR_LIMIT;
}

/*
 * Opens PATH on top of the stack; leaves that alone if there is no file, or
 * if it is known what it says.
 */
static enum ha_status
push(struct walk *walk, struct ha_slice path, struct ha_place place)
{
	const struct ha_matcher *matcher = walk->matcher;
	struct frame *frame = calloc(1, sizeof(*frame));
	enum ha_status status;

	if (!frame)
		return HA_ERR_MEMORY;
	frame->below = walk->top;
	frame->depth = walk->top ? walk->top->depth + 1 : 1;
	frame->sure = !walk->top || (walk->top->sure && !walk->top->nul);
	if (ha_slice_copy(path, frame->path, sizeof(frame->path))) {
		status = open_frame(matcher, place, frame);
	} else {
		ha_diagnose(sink_of(matcher, frame->below),
			    HA_D_FILE_UNREADABLE, place, path, ENAMETOOLONG);
		status = HA_ERR_IO;
	}
	if (status == HA_OK && !recall(walk, frame, place)) {
		if (!matcher->trace)
			ha_source_filter(&frame->source, walk->endpoint,
					 matcher->exhaustive, matcher->indexes);
		hush(matcher, frame);
		walk->top = frame;
		return HA_OK;
	}
	if (status == HA_OK)
		ha_source_close(&frame->source);
	free(frame);
	return status == HA_ABSENT ? HA_OK : status;
}

bool
ha_list_word_next(struct ha_slice *words, struct ha_slice *word)
{
	const unsigned separator = HA_C_SPACE | HA_C_COMMA;
	struct ha_slice rest = ha_slice_skip(*words, separator);
	size_t size = 0;

	*words = rest;
	if (rest.size == 0 || rest.data[0] == '#' || rest.data[0] == ';')
		return false;
	while (size < rest.size && !ha_in_class(rest.data[size], separator))
		size++;
	*word = ha_slice_head(rest, size);
	*words = ha_slice_from(rest, size);
	return true;
}

/* Reads the next line into FRAME. */
static enum ha_status
next_line(const struct ha_sink *sink, struct frame *frame)
{
	enum ha_status status = ha_source_next(&frame->source, &frame->line);

	if (status == HA_END) {
		status = ha_source_unchanged(&frame->source, sink);
		return status == HA_OK ? HA_END : status;
	}
	if (status != HA_OK) {
		ha_source_diagnose(sink, status, frame->line.place, errno);
		return status;
	}
	frame->rest = frame->line.text;
	frame->nul = ha_line_has_nul(&frame->line, sink);
	if (frame->nul)
		frame->match = ha_match_or(frame->match, HA_MATCH_UNREAD);
	return HA_OK;
}

/* Whether what is left of the file of FRAME cannot change the answer. */
static bool
is_settled(const struct ha_matcher *matcher, const struct frame *frame)
{
	return frame->match == HA_MATCH_YES && frame->sure &&
	       !matcher->exhaustive;
}

/* Reads WORD, at PLACE in FRAME, as PATTERN. */
static void
read_word(const struct ha_matcher *matcher, const struct frame *frame,
	  struct ha_slice word, struct ha_place place,
	  struct ha_pattern *pattern)
{
	(matcher->no_conditions ? ha_pattern_of_plain_host
				: ha_pattern_of_host)(
	    word, place, sink_of(matcher, frame), pattern);
	/* what cannot be found out is told by its name alone: hush() */
	if (pattern->predicate && frame->hushed.receive)
		pattern->text = ha_slice_of(pattern->predicate->name);
}

/*
 * Matches the words that are left of the line in the top frame, until one is
 * a file, which is then the top frame.
 */
static enum ha_status
match_line(struct walk *walk)
{
	const struct ha_matcher *matcher = walk->matcher;
	struct frame *frame = walk->top;
	struct ha_pattern pattern;
	struct ha_slice word;

	while (walk->top == frame && ha_list_word_next(&frame->rest, &word)) {
		struct ha_place place = ha_line_place(
		    &frame->line, (size_t)(word.data - frame->line.text.data));
		enum ha_status status = HA_OK;
		enum ha_match one;

		read_word(matcher, frame, word, place, &pattern);
		if (pattern.kind == HA_PATTERN_LIST)
			status = push(walk, word, place);
		if (status != HA_OK)
			return status;
		one = ha_pattern_match_host(&pattern, matcher->request,
					    walk->endpoint);
		trace_word(matcher, place, word,
			   frame->nul ? ha_match_with_nul(one) : one);
		add_match(frame, one);
		if (is_settled(matcher, frame))
			break;
	}
	return HA_OK;
}

enum ha_status
ha_list_match(const struct ha_matcher *matcher, struct ha_slice path,
	      struct ha_place place, struct ha_endpoint *endpoint,
	      enum ha_match *match)
{
	struct walk walk = {.matcher = matcher, .endpoint = endpoint};
	enum ha_status status;

	status = push(&walk, path, place);
	while (status == HA_OK && walk.top) {
		status = match_line(&walk);
		if (is_settled(matcher, walk.top)) {
			walk.match = HA_MATCH_YES;
			break;
		}
		if (status == HA_OK)
			status =
			    next_line(sink_of(matcher, walk.top), walk.top);
		if (status == HA_END)
			status = finish(&walk);
	}
	while (status == HA_OK && walk.top) {
		status = ha_source_unchanged(&walk.top->source, matcher->sink);
		pop(&walk);
	}
	while (walk.top)
		pop(&walk);
	if (status == HA_OK)
		*match = walk.match;
	return status;
}
