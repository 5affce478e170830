/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/skim.h"

#include "common/source/skim_line.h"

/* Behind a block that has to be passed line by line, so many more are. */
#define SLOW_BLOCKS 8

/*
 * Finds the bits of the daemon lists of the lines that begin at the bits STARTS
 * of BLOCK.  Returns false if one begins otherwise than the last line did.
 */
static inline bool
find_heads(const struct skim_known *head, const struct skim_block *block,
	   uint64_t starts, uint64_t *heads)
{
	uint64_t bits = bits_from(0, (unsigned)head->size), differ = 0;

	for (; starts != 0; starts &= starts - 1) {
		unsigned at = first_bit(starts);

		differ |= skim_differences(head, block->bytes + at);
		*heads |= bits << at;
	}
	return differ == 0;
}

/*
 * Likewise of what stands behind the last tokens of the lines that end at
 * NEWLINES.
 */
static inline bool
find_endings(const struct skim_known *ending, const struct skim_block *block,
	     uint64_t newlines, uint64_t *endings)
{
	unsigned size = (unsigned)ending->size;
	uint64_t bits = bits_from(0, size), differ = 0;

	if (newlines == 0 || first_bit(newlines) + 1 < size)
		return newlines == 0;
	for (; newlines != 0; newlines &= newlines - 1) {
		unsigned at = first_bit(newlines) + 1 - size;

		differ |= skim_differences(ending, block->bytes + at);
		*endings |= bits << at;
	}
	return differ == 0;
}

/* Whether the client is none of the tokens that begin at the bits STARTS. */
static inline bool
are_other_texts(const struct ha_skim *skim, const char *bytes, uint64_t starts)
{
	for (; starts != 0; starts &= starts - 1)
		if (!is_other_text(skim, bytes + first_bit(starts)))
			return false;
	return true;
}

/*
 * Whether the tokens of BLOCK that begin at the bits STARTS and end before ENDS
 * are sound and not the client's; ODD are bits of them that are no digits with
 * dots inside.
 */
static __attribute__((noinline)) bool
are_other_tokens(const struct ha_skim *skim, struct skim_block *block,
		 uint64_t starts, uint64_t ends, uint64_t odd)
{
	block->colons = bits_of(block->bytes, ':');
	for (; starts != 0; starts &= starts - 1) {
		unsigned at = first_bit(starts);
		unsigned end = at + first_bit(ends >> at);

		if (!is_other_token(skim, block, skim_token_of(at, end), odd))
			return false;
	}
	return true;
}

/* Where a block is cut off at the latest if the end of a line may lie there. */
#define CUT_MAX (SKIM_BLOCK - sizeof(((struct skim_known *)0)->text))

/*
 * Passes over the lines at the start of BLOCK at once, if they begin and end as
 * the last one did, and no token says anything; their only blanks are spaces.
 * With MID, the block begins inside a line.  Returns the size of what is passed
 * over: whole lines, or a part of one that has no end in the block.
 */
static inline unsigned
pass_plain_lines(const struct skim_pass *pass, struct skim_block *block,
		 bool mid)
{
	const struct skim_known *head = &pass->heads[pass->head];
	const struct skim_known *ending = &pass->ending;
	uint64_t newlines = block->newlines, heads = 0, endings = 0;
	uint64_t colons, text, ends, starts, odd;
	unsigned stop;

	ends = newlines != 0 ? newlines : block->ends;
	if (newlines == 0 && ending->size > 1)
		ends &= bits_from(0, CUT_MAX);
	if (ends == 0 || (pass->rules && head->size - 1 >= sizeof(head->text)))
		return 0;
	stop = last_bit(ends);
	text = bits_from(0, stop);
	if (pass->rules &&
	    !find_heads(head, block, (newlines << 1 | !mid) & text, &heads))
		return 0;
	if (ending->size > 1 &&
	    !find_endings(ending, block, newlines, &endings))
		return 0;
	colons = heads & ~(heads >> 1);
	ends = block->ends | endings;
	text &= ~(ends | heads);
	odd =
	    text & (block->odd | (block->dots & (colons << 1 | endings >> 1)));
	starts = text & (block->ends << 1 | colons << 1 | 1);
	/* the ':' of each needs a token behind it, or behind one blank */
	if ((colons & ~(text >> 1 | (text >> 2 & ~(newlines >> 1)))) != 0)
		return 0;
	if (odd != 0 ? !are_other_tokens(pass->skim, block, starts, ends, odd)
		     : !are_other_texts(pass->skim, block->bytes, starts))
		return 0;
	return newlines != 0 ? stop + 1 : stop;
}

/*
 * Passes over lines that begin in the block from LINE on, one by one: one at
 * least, and those that it has to their ends.  Returns the first that is left.
 */
static const char *
pass_lines(struct skim_pass *pass, const char *line, unsigned long *lines)
{
	pass->at = 0;
	skim_block_complete(&pass->block);
	do {
		const char *end = ha_skim_line(pass);

		if (!end)
			break;
		++*lines;
		line = end + 1;
		pass->at = (unsigned)(line - pass->block.bytes);
	} while (line - pass->block.bytes < SKIM_BLOCK &&
		 pass->block.newlines >> pass->at != 0);
	return line;
}

/*
 * Returns the size of the lines at the start of SIZE bytes of TEXT that can be
 * passed over; what stands behind LIMIT, SKIM_ROOM bytes, may be read.
 */
static size_t
skim_lines(struct skim_pass *pass, const char *text, size_t size, size_t limit,
	   unsigned long *lines)
{
	const char *line = text, *at = text, *next;
	unsigned slow = 0; /* so many blocks to come are not tried at once */

	pass->limit = text + limit;
	pass->end = text + size;
	while (at < pass->limit) {
		struct skim_block block;
		unsigned passed = 0;

		if (at == line && *line == '#') {
			next = ha_skim_line_end(pass, line);
			if (!next)
				break;
			at = line = next + 1;
			++*lines;
			continue;
		}
		block = skim_block_of(at);
		if (slow == 0)
			passed = pass_plain_lines(pass, &block, at != line);
		if (passed > 0) {
			at += passed;
			*lines += count_bits(block.newlines);
			line = block.newlines != 0 ? at : line;
			continue;
		}
		slow = slow > 0 ? slow - 1 : SLOW_BLOCKS;
		pass->block = at == line ? block : skim_block_of(line);
		next = pass_lines(pass, line, lines);
		if (next == line)
			break;
		at = line = next;
	}
	return (size_t)(line - text);
}

size_t
ha_skim_lines(const struct ha_skim *skim, struct ha_slice text, bool rules,
	      unsigned long *lines)
{
	struct skim_pass pass = {.skim = skim, .rules = rules};
	char copy[3 * SKIM_ROOM];
	size_t size = 0;

	if (!skim->usable)
		return 0;
	if (text.size > SKIM_ROOM)
		size = skim_lines(&pass, text.data, text.size,
				  text.size - SKIM_ROOM, lines);
	text = ha_slice_from(text, size);
	if (text.size <= 2UL * SKIM_ROOM) {
		/* nothing may be read behind the end of the text */
		memcpy(copy, text.data, text.size);
		memset(copy + text.size, 0, SKIM_ROOM);
		size += skim_lines(&pass, copy, text.size, text.size, lines);
	}
	return size;
}
