/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/skim_line.h"

/* Goes on at BYTES.  Returns false if no block may begin there. */
static bool
go_on(struct skim_pass *pass, const char *bytes)
{
	if (bytes >= pass->limit)
		return false;
	pass->block = skim_block_of(bytes);
	skim_block_complete(&pass->block);
	pass->at = 0;
	return true;
}

static const char *
here(const struct skim_pass *pass)
{
	return pass->block.bytes + pass->at;
}

/* Whether TEXT begins with KNOWN; false if nothing is known yet. */
static inline bool
is_known(const struct skim_known *known, const char *text)
{
	return known->size > 0 && skim_differences(known, text) == 0 &&
	       (known->size <= sizeof(known->text) ||
		memcmp(text + sizeof(known->text),
		       known->bytes + sizeof(known->text),
		       known->size - sizeof(known->text)) == 0);
}

/* Makes TEXT what is KNOWN. */
static void
learn(struct skim_known *known, struct ha_slice text)
{
	known->bytes = text.data;
	known->size = text.size;
	ha_skim_set_word(text, &known->text[0], &known->text_of[0]);
	ha_skim_set_word(ha_slice_from(text, 8), &known->text[1],
			 &known->text_of[1]);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Whether TEXT is `allow` or `deny`, in any case of letters, and blanks. */
static bool
is_option(struct ha_slice text)
{
	text = ha_slice_trim(text, HA_C_BLANK); /* it has no NUL byte */
	return ha_slice_is(text, "deny") || ha_slice_is(text, "allow");
}

const char *
ha_skim_line_end(const struct skim_pass *pass, const char *bytes)
{
	const char *end = find_newline(bytes, pass->end);

	return end && end[-1] != '\\' ? end : NULL;
}

/*
 * Returns the end of the line with BYTES, where its tokens end; NULL if
 * something may be said of what stands from there on.
 */
static const char *
pass_tail(struct skim_pass *pass, const char *bytes)
{
	struct ha_slice text = {bytes, 0};
	const char *end;

	if (is_known(&pass->tail, bytes))
		return bytes + pass->tail.size - 1;
	end = ha_skim_line_end(pass, bytes);
	if (!end)
		return NULL;
	text.size = (size_t)(end - bytes);
	/* in a comment of a rule, a ':' is an error of the options */
	if (pass->rules &&
	    (*bytes == ':' ? !is_option(ha_slice_from(text, 1))
			   : ha_slice_find(text, ':') < text.size))
		return NULL;
	text.size++;
	if (text.size <= sizeof(pass->tail.text))
		learn(&pass->tail, text);
	return end;
}

/* Likewise of a LINE from its first byte on, if it has no rule. */
static const char *
pass_remark(const struct skim_pass *pass, const char *line)
{
	while (line < pass->end && is_blank(*line))
		line++;
	if (line == pass->end)
		return NULL;
	return *line == '#'    ? ha_skim_line_end(pass, line)
	       : *line == '\n' ? line
			       : NULL;
}

/*
 * Returns the size of the daemon list at the start of LINE, with its ':', if it
 * is of plain words, which are compared with nothing but the daemon; else 0.
 */
static size_t
size_of_head(const char *line)
{
	size_t size = 0;
	bool words = false;

	while (size < SKIM_HEAD_MAX && line[size] != ':') {
		struct ha_slice word = {line + size, 0};

		while (size + word.size < SKIM_HEAD_MAX &&
		       ha_in_class(word.data[word.size], HA_C_HOST_NAME))
			word.size++;
		if (ha_slice_is(word, "EXCEPT"))
			return 0;
		words = words || word.size > 0;
		size += word.size;
		if (word.size == 0 && line[size] != ' ' && line[size] != '\t' &&
		    line[size] != ',')
			return 0;
		size += word.size == 0;
	}
	return size < SKIM_HEAD_MAX && words ? size + 1 : 0;
}

/*
 * Makes the other daemon list the current one if LINE begins with it, and else
 * that of LINE.  Returns false if LINE has none.
 */
static bool
change_head(struct skim_pass *pass, const char *line)
{
	unsigned other = (pass->head + 1) % SKIM_HEADS;

	if (!is_known(&pass->heads[other], line)) {
		struct ha_slice text = {line, size_of_head(line)};

		if (text.size == 0)
			return false;
		learn(&pass->heads[other], text);
	}
	pass->head = other;
	return true;
}

/* Goes on behind the daemon list of the line here; false if it has none. */
static inline bool
pass_head(struct skim_pass *pass)
{
	const char *line = here(pass);

	if (!is_known(&pass->heads[pass->head], line) &&
	    !change_head(pass, line))
		return false;
	pass->at += (unsigned)pass->heads[pass->head].size;
	return pass->at < SKIM_BLOCK || go_on(pass, here(pass));
}

/* What a token says, or where it ends the list. */
enum said { SAID_NOTHING, SAID_PERHAPS, SAID_TAIL };

/*
 * Looks at TOKEN; ODD are bits that are no digits with dots inside.  Where a
 * ':' ends the list, that goes to *TAIL.
 */
static enum said
look_at(struct skim_pass *pass, struct skim_token token, uint64_t odd,
	unsigned *tail)
{
	struct skim_block *block = &pass->block;
	const char *bytes = block->bytes;
	uint64_t colons = block->colons & token.bits;

	*tail = token.at;
	if (bytes[token.at] == '#' || (bytes[token.at] == ';' && !pass->rules))
		return SAID_TAIL;
	if (bytes[token.at] == '[' && colons != 0 && pass->rules) {
		unsigned colon = last_bit(colons);

		if (bytes[colon - 1] == ']') {
			*tail = colon;
			token = skim_token_of(token.at, colon);
		}
	} else if (colons != 0 && pass->rules) {
		unsigned colon = first_bit(colons);

		/* no IPv6 address has a dot before its first ':' */
		if (block->dots & bits_from(token.at, colon)) {
			if (bytes[colon - 1] == '.')
				return SAID_PERHAPS;
			*tail = colon;
			token = skim_token_of(token.at, colon);
		} else if (colon == token.at && bytes[colon + 1] != ':') {
			return SAID_TAIL;
		}
	}
	if (!is_other_token(pass->skim, block, token, odd))
		return SAID_PERHAPS;
	return *tail > token.at ? SAID_TAIL : SAID_NOTHING;
}

/*
 * Looks at the tokens up to bit STOP, a separator, and goes on there.  Of those
 * that are digits with dots inside, only the client's own text says anything.
 */
static inline enum said
pass_tokens(struct skim_pass *pass, unsigned stop)
{
	struct skim_block *block = &pass->block;
	uint64_t here = UINT64_C(1) << pass->at;
	uint64_t text = bits_from(pass->at, stop) & ~block->ends;
	uint64_t starts = text & (block->ends << 1 | here);
	uint64_t odd = text & (block->odd | (block->dots & here));

	for (; starts != 0; starts &= starts - 1) {
		unsigned at = first_bit(starts), tail;
		struct skim_token token;
		enum said said;

		token = skim_token_of(at, at + first_bit(block->ends >> at));
		if ((odd & token.bits) == 0) {
			if (!is_other_text(pass->skim, block->bytes + at))
				return SAID_PERHAPS;
			pass->behind = block->bytes + token.end;
			continue;
		}
		said = look_at(pass, token, odd, &tail);
		if (said == SAID_TAIL) {
			pass->at = tail;
			if (tail > at)
				pass->behind = block->bytes + tail;
		}
		if (said != SAID_NOTHING)
			return said;
		pass->behind = block->bytes + token.end;
	}
	pass->at = stop;
	return SAID_NOTHING;
}

/* Passes over the clients of a line.  Returns its end, or NULL. */
static inline const char *
pass_clients(struct skim_pass *pass)
{
	for (;;) {
		uint64_t newlines = pass->block.newlines >> pass->at;
		uint64_t ends = pass->block.ends >> pass->at;
		unsigned stop;
		enum said said;

		if (ends == 0)
			return NULL;
		stop = newlines != 0 ? first_bit(newlines) : last_bit(ends);
		said = pass_tokens(pass, pass->at + stop);
		/* a rule has clients; a line of a list file may have none */
		if (said == SAID_PERHAPS ||
		    (pass->rules && !pass->behind &&
		     (said == SAID_TAIL || newlines != 0)))
			return NULL;
		if (said == SAID_TAIL)
			return pass_tail(pass, here(pass));
		if (newlines != 0)
			return here(pass);
		/* a token may be longer than a block */
		if (pass->at == 0 || !go_on(pass, here(pass)))
			return NULL;
	}
}

/* Learns what stands behind the last token of a line that ends at END. */
static void
learn_ending(struct skim_pass *pass, const char *end)
{
	struct ha_slice text = {pass->behind, (size_t)(end - pass->behind) + 1};
	struct skim_known *ending = &pass->ending;

	if (text.size <= sizeof(ending->text) &&
	    (text.size != ending->size ||
	     skim_differences(ending, text.data) != 0))
		learn(ending, text);
}

const char *
ha_skim_line(struct skim_pass *pass)
{
	const char *line = here(pass), *end;

	pass->behind = NULL;
	if (pass->rules && !pass_head(pass))
		return pass_remark(pass, line);
	end = pass_clients(pass);
	if (end && pass->behind)
		learn_ending(pass, end);
	return end;
}
