/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/skim.h"

#include "common/source/skim_token.h"

/* What may be read from the start of a block on. */
#define BLOCK_ROOM (BLOCK_SIZE + HEAD_SIZE)
/* The longest daemon list that is known again, with ':' and blanks. */
#define HEAD_SIZE 16

/* The beginning that all lines have in common: "sshd: ". */
struct head {
	unsigned size;
	uint64_t bits; /* so many */
	uint64_t text[2];
	uint64_t text_of[2]; /* as far as these bits are set */
};

/* The way through a text. */
struct pass {
	const struct ha_skim *skim;
	struct head head;
	const char *block; /* what is not looked at yet: the start of a token */
	const char *line;  /* the start of the line that it is in */
	unsigned long lines; /* before that line */
};

/* A block as bits. */
struct block {
	const char *bytes;
	uint64_t newlines;
	uint64_t ends; /* of tokens: newlines and blanks */
	uint64_t digits;
	uint64_t dots;
	uint64_t heads;
	uint64_t valid; /* what is looked at: it ends behind a separator */
};

/* Returns eight bytes from BYTES on, to be compared only. */
static uint64_t
word_at(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* Makes a word, and the bits of it that count, of up to eight bytes. */
static void
set_word(struct ha_slice text, uint64_t *word, uint64_t *word_of)
{
	static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
	size_t size = text.size < sizeof(*word) ? text.size : sizeof(*word);

	*word = *word_of = 0;
	if (size == 0)
		return;
	memcpy(word, text.data, size);
	memcpy(word_of, ones, size);
}

void
ha_skim_prepare(const struct ha_endpoint *endpoint, struct ha_skim *skim)
{
	const struct ha_address *address = &endpoint->address;
	const struct ha_slice text = endpoint->address_fact.text;
	const uint8_t *bytes = address->bytes;

	*skim = (struct ha_skim){.usable = endpoint->address_fact.state ==
					       HA_FACT_KNOWN &&
					   address->family != HA_FAMILY_NONE &&
					   endpoint->candidate_count == 0,
				 .ipv4 = address->family == HA_FAMILY_IPV4};
	skim->last = bytes[skim->ipv4 ? 3 : 15];
	if (skim->ipv4)
		skim->quad = (uint32_t)bytes[0] << 24 |
			     (uint32_t)bytes[1] << 16 |
			     (uint32_t)bytes[2] << 8 | bytes[3];
	set_word(text, &skim->text, &skim->text_of);
	if (skim->usable && text.size >= sizeof(skim->end))
		memcpy(&skim->end, text.data + text.size - sizeof(skim->end),
		       sizeof(skim->end));
}

/* Whether C may begin an address, so that a line is worth a look. */
static bool
may_be_number(char c)
{
	return (c >= '0' && c <= '9') || c == '[' || c == ':' ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/*
 * Takes the daemon list of the line LINE as the head of the lines that
 * follow: one plain word, which is compared with nothing but the daemon.
 * Returns false if there is none, or nothing like an address behind it.
 */
static bool
learn_head(const char *line, struct head *head)
{
	struct ha_slice text = {line, 0};

	while (text.size < HEAD_SIZE - 1 &&
	       ha_in_class(line[text.size], HA_C_HOST_NAME))
		text.size++;
	if (text.size == 0 || line[text.size] != ':' ||
	    ha_slice_is(text, "EXCEPT"))
		return false;
	text.size++;
	while (text.size < HEAD_SIZE &&
	       (line[text.size] == ' ' || line[text.size] == '\t'))
		text.size++;
	if (!may_be_number(line[text.size]))
		return false;
	head->size = (unsigned)text.size;
	head->bits = bits_below(head->size);
	set_word(text, &head->text[0], &head->text_of[0]);
	set_word(ha_slice_from(text, 8), &head->text[1], &head->text_of[1]);
	return true;
}

static bool
has_head(const struct head *head, const char *line)
{
	return (((word_at(line) & head->text_of[0]) ^ head->text[0]) |
		((word_at(line + 8) & head->text_of[1]) ^ head->text[1])) == 0;
}

static bool
has_client(const struct ha_skim *skim, const char *token)
{
	return ((word_at(token) ^ skim->text) & skim->text_of) == 0;
}

/*
 * Finds the heads of the lines that begin in BLOCK; cuts the block off before
 * a line that has none.
 */
static void
find_heads(const struct pass *pass, struct block *block)
{
	uint64_t starts =
	    (block->newlines << 1 | (pass->line == pass->block)) & block->valid;
	const struct head *head = &pass->head;

	for (; starts != 0; starts &= starts - 1) {
		unsigned start = first_bit(starts);
		const char *line = block->bytes + start;

		if (!has_head(head, line)) {
			block->valid &= bits_below(start);
			return;
		}
		block->heads |= head->bits << start;
	}
}

/*
 * Looks at TOKENS, the starts of those of BLOCK, one by one.  Returns false
 * if one may say something about the client, and cuts the block off before
 * it.  BAD is what does not belong to numbers with dots inside.  What a letter
 * is depends on its own token alone: hexadecimal only in one with a ':'.
 */
static bool
pass_tokens(const struct ha_skim *skim, struct block *block, uint64_t tokens,
	    uint64_t bad)
{
	const char *bytes = block->bytes;
	uint64_t colons = bits_of(bytes, ':', ':', 0) & ~block->heads;
	uint64_t stops = ~block->digits;
	uint64_t hex = block->digits;

	if (colons != 0)
		hex |= bits_of(bytes, 'a', 'f', 'a' - 'A');
	for (; tokens != 0; tokens &= tokens - 1) {
		unsigned at = first_bit(tokens);
		unsigned end = at + first_bit(block->ends >> at);
		uint64_t token = bits_from(at, end);
		bool other;

		if ((bad & token) == 0)
			other = !has_client(skim, bytes + at);
		else if ((token & colons) != 0)
			other = is_other_ipv6(bytes, at, end, colons, hex,
					      skim->last);
		else
			other =
			    is_other_net(bytes, at, end,
					 (token & stops) | UINT64_C(1) << end,
					 skim->ipv4 ? &skim->quad : NULL);
		if (!other) {
			block->valid &= bits_below(at);
			return false;
		}
	}
	return true;
}

/*
 * Looks at the tokens that the bits of BLOCK show.  Returns false if one may
 * say something about the client, and cuts the block off before it.
 */
static bool
find_tokens(const struct ha_skim *skim, struct block *block)
{
	uint64_t before = block->ends << 1 | 1;
	uint64_t outside = block->ends | block->heads;
	uint64_t tokens =
	    (before | block->heads << 1) & ~outside & block->valid;
	uint64_t bad = ~(block->digits | block->dots | outside) |
		       (block->dots & (tokens | block->ends >> 1));

	if ((bad & block->valid) == 0 && !has_word(block->bytes, skim->end))
		return true;
	return pass_tokens(skim, block, tokens, bad);
}

/*
 * Looks at the next block, up to its last separator.  Returns false if a line
 * in it has to be read, or if it has no separator.
 */
static bool
pass_block(struct pass *pass)
{
	const char *bytes = pass->block;
	struct block block = {.bytes = bytes};
	bool good;

	block.newlines = bits_of(bytes, '\n', '\n', 0);
	block.ends = block.newlines | bits_of(bytes, ' ', ' ', 0);
	if (block.ends == 0)
		return false;
	block.digits = bits_of(bytes, '0', '9', 0);
	block.dots = bits_of(bytes, '.', '.', 0);
	block.valid = ~UINT64_C(0) >> __builtin_clzll(block.ends);
	if (pass->head.size > 0)
		find_heads(pass, &block);
	block.ends &= ~block.heads;
	/* there must be a token behind a head */
	if (block.ends & (block.heads << 1 | (pass->line != bytes)))
		return false;
	good = find_tokens(pass->skim, &block);
	if (block.valid == 0)
		return false;
	block.newlines &= block.valid;
	if (block.newlines != 0) {
		pass->line =
		    bytes + BLOCK_SIZE - __builtin_clzll(block.newlines);
		pass->lines += count_bits(block.newlines);
	}
	pass->block = bytes + BLOCK_SIZE - __builtin_clzll(block.valid);
	return good;
}

/*
 * Returns the size of the lines at the start of SIZE bytes of TEXT that can
 * be passed over; what stands behind them, BLOCK_ROOM bytes, may be read.
 */
static size_t
skim_lines(struct pass *pass, const char *text, size_t size, bool rules)
{
	const char *start;

	pass->line = text;
	do {
		start = pass->block = pass->line;
		if (start >= text + size ||
		    (rules && !learn_head(start, &pass->head)))
			break;
		while (pass->block < text + size && pass_block(pass))
			;
	} while (pass->line != start);
	return (size_t)(pass->line - text);
}

size_t
ha_skim_lines(const struct ha_skim *skim, struct ha_slice text, bool rules,
	      unsigned long *lines)
{
	struct pass pass = {.skim = skim};
	size_t size = 0;

	if (!skim->usable)
		return 0;
	if (text.size > BLOCK_ROOM)
		size =
		    skim_lines(&pass, text.data, text.size - BLOCK_ROOM, rules);
	text = ha_slice_from(text, size);
	if (text.size <= 2UL * BLOCK_ROOM) {
		/* nothing may be read behind the end of the text */
		char copy[3 * BLOCK_ROOM] = "";

		memcpy(copy, text.data, text.size);
		size += skim_lines(&pass, copy, text.size, rules);
	}
	*lines += pass.lines;
	return size;
}
