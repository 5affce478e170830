/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/generate_parts.h"

#include <string.h>

static void
add_blank(struct dice *dice, struct sample_text *text)
{
	static const char *const blanks[] = {
	    " ",   " ",  " ",  " ",     ", ",    ",",       "\t",  "  ",
	    " , ", "\r", ",,", " \\\n", "\\\n ", " \\\n\t", " \v "};

	text_add(text, DICE_PICK(dice, blanks));
}

/* Appends a daemon or client list, with EXCEPT. */
static void
add_list(struct scene *scene,
	 void (*add_token)(struct scene *scene, struct sample_text *text),
	 struct sample_text *text)
{
	static const char *const excepts[] = {"EXCEPT", "EXCEPT", "EXCEPT",
					      "except", "EXCEPT EXCEPT"};
	struct dice *dice = &scene->dice;

	if (dice_one_in(dice, 60))
		text_add(text, "EXCEPT ");
	while (!dice_one_in(dice, 80)) {
		add_token(scene, text);
		if (!dice_one_in(dice, 4))
			return;
		add_blank(dice, text);
		if (dice_one_in(dice, 3)) {
			text_add(text, DICE_PICK(dice, excepts));
			add_blank(dice, text);
		}
	}
}

/* Appends what may stand behind a list. */
static void
add_list_tail(struct dice *dice, struct sample_text *text)
{
	static const char *const tails[] = {
	    " # 192.0.2.10", " # ALL", " #", "#",   " # a: deny",
	    " # a: allow",   " [",     " ]", " [x", " ]x",
	    " ][",           " \\",    ","};

	if (dice_one_in(dice, 12))
		text_add(text, DICE_PICK(dice, tails));
}

/* Appends a line that is no rule. */
static void
add_other_line(struct dice *dice, struct sample_text *text)
{
	static const char *const lines[] = {"# comment",
					    "#",
					    "#ALL: ALL",
					    " # ALL: ALL",
					    "\t# ALL: ALL",
					    " #",
					    " # ALL: ALL: deny",
					    "\r# ALL: ALL",
					    "# comment \\",
					    "",
					    " ",
					    "\t",
					    "\\",
					    " \\",
					    "\f",
					    "ALL ALL",
					    "sshd",
					    ":",
					    "::",
					    ": ALL",
					    "ALL:",
					    "ALL: : allow",
					    "sshd # x: ALL",
					    ",# ALL: ALL",
					    "x\\\\",
					    " #: ALL",
					    "#x\\",
					    "\v# ALL: ALL",
					    "\v: ALL"};

	text_add(text, DICE_PICK(dice, lines));
}

/* Makes the line from START on about as long as tcp_wrappers takes. */
static void
pad(struct dice *dice, struct sample_text *text, size_t start)
{
	static const char fillers[] = "  ,,#x\t\r";
	const char filler = fillers[dice_below(dice, sizeof(fillers) - 1)];
	const size_t size = 2042 + dice_below(dice, 9);
	size_t at = start;

	if (text->size > start && dice_one_in(dice, 2))
		at += dice_below(dice, (unsigned)(text->size - start));
	while (text->size - start < size &&
	       text->size < SAMPLE_TEXT_SIZE - 64) {
		const char one[1] = {filler};

		text_add_bytes(text, one, 1);
	}
	/* now and then the filler stands inside */
	if (at > start && at + 64 < text->size)
		for (size_t i = 0; i < 32; i++) {
			const char byte = text->bytes[at + i];

			text->bytes[at + i] = text->bytes[text->size - 32 + i];
			text->bytes[text->size - 32 + i] = byte;
		}
}

static void
insert(struct dice *dice, struct sample_text *text, size_t start,
       const char *more, size_t size)
{
	const size_t at =
	    start + dice_below(dice, (unsigned)(text->size - start) + 1);

	if (text->size + size >= SAMPLE_TEXT_SIZE)
		return;
	memmove(text->bytes + at + size, text->bytes + at, text->size - at);
	memcpy(text->bytes + at, more, size);
	text->size += size;
}

static void
add_rule(struct scene *scene, struct sample_text *text)
{
	static const char *const separators[] = {":",   ": ",  ": ",  ": ",
						 " : ", ":\t", ":\r", ":\\\n "};
	struct dice *dice = &scene->dice;

	add_list(scene, token_daemon, text);
	if (!dice_one_in(dice, 60))
		text_add(text, DICE_PICK(dice, separators));
	add_list(scene, token_client, text);
	add_list_tail(dice, text);
	if (dice_one_in(dice, 3))
		option_fields(scene, text);
}

static void
add_line(struct scene *scene, struct sample_text *text)
{
	struct dice *dice = &scene->dice;
	const size_t start = text->size;

	if (dice_one_in(dice, 6))
		add_other_line(dice, text);
	else
		add_rule(scene, text);
	if (dice_one_in(dice, 60))
		pad(dice, text, start);
	if (dice_one_in(dice, 20))
		insert(dice, text, start, "\\\n", 2);
	if (dice_one_in(dice, 40))
		insert(dice, text, start, "\0", 1);
	if (dice_one_in(dice, 60))
		insert(dice, text, start, "\xc2\xa0", 2);
	if (dice_one_in(dice, 60))
		insert(dice, text, start, dice_one_in(dice, 2) ? "[" : "]", 1);
}

void
generate_limit_stars(struct sample_text *text)
{
	unsigned stars = 0;
	bool nul = false;

	for (size_t i = 0; i < text->size; i++) {
		char *byte = text->bytes + i;

		nul |= *byte == '\0';
		if (*byte == '*' && ++stars > 4)
			*byte = 'x';
		if (*byte == '\0' || strchr(" \t\r,\n", *byte) == NULL)
			continue;
		if (*byte == '\n' && (nul || (i > 0 && byte[-1] == '\\')))
			nul = false;
		else
			stars = 0;
	}
}

void
file_rules(struct scene *scene, struct sample_text *text)
{
	static const char *const ends[] = {"\n", "\n",   "\n",  "\n",
					   "\n", "\r\n", " \n", "\\\n"};
	struct dice *dice = &scene->dice;
	const bool crlf = dice_one_in(dice, 12);
	size_t last;

	if (dice_one_in(dice, 40))
		text_add(text, "\xef\xbb\xbf");
	do {
		add_line(scene, text);
		last = text->size;
		text_add(text, crlf ? "\r\n" : DICE_PICK(dice, ends));
	} while (!dice_one_in(dice, 3));
	if (dice_one_in(dice, 12))
		text->size = last;
	generate_limit_stars(text);
}

void
file_list(struct scene *scene, struct sample_text *text)
{
	static const char *const blanks[] = {
	    " ",    "\n",  "\n",     "\n",   "\t",     "\r\n",
	    ",",    ", ",  "\f",     "\v",   " # ",    "\n#",
	    " #\n", ",#",  "x\0y\n", " x\0", "\nx\0 ", "\nx\0#\n",
	    " ; ",  "\n;", " ;;\n",  ",;"};
	static const size_t sizes[] = {1, 1, 1, 1, 1, 2, 1, 2, 1, 1, 3,
				       2, 3, 2, 4, 3, 4, 5, 3, 2, 4, 2};
	struct dice *dice = &scene->dice;

	if (dice_one_in(dice, 16))
		text_add(text, "\xef\xbb\xbf");
	do {
		const unsigned blank =
		    dice_below(dice, sizeof(sizes) / sizeof(sizes[0]));

		if (dice_one_in(dice, 12))
			text_add(text, "EXCEPT");
		else
			token_host(scene, text);
		text_add_bytes(text, blanks[blank], sizes[blank]);
	} while (!dice_one_in(dice, 4));
	generate_limit_stars(text);
}
